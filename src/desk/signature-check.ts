/** Whether the clerk may number a paper: the leader's signature is verified first, as a stranger would (NĐ 30/2020 Đ32.2). */
import type { DossierState } from '../dossier/dossier.ts'
import type { ResultDeps } from '../result/deps.ts'
import { verifyPdf, type SignatureVerdict, type WholeVerdict } from '../signing/verify.ts'

export type SignatureCheck = {
  whole: WholeVerdict | 'missing'
  /** May be numbered and sealed now. */
  isGood: boolean
  sentence: string
  signatures: SignatureVerdict[]
}

/** Of the newest paper of the dossier: the sealed one, else the signed one. */
export async function checkSignature(
  deps: Pick<ResultDeps, 'files' | 'keyring'>,
  { result }: DossierState,
): Promise<SignatureCheck> {
  const sha256 = result?.sealedHash ?? result?.signedHash
  const bytes = sha256 ? await deps.files.read(sha256) : undefined
  if (!bytes)
    return { whole: 'missing', isGood: false, sentence: SENTENCES.missing, signatures: [] }
  const { whole, signatures } = await verifyPdf(bytes, deps.keyring.trust)
  const isGood = whole === 'notSealed'
  return { whole, isGood, sentence: SENTENCES[whole], signatures }
}

const SENTENCES: Readonly<Record<WholeVerdict | 'missing', string>> = {
  valid: 'Chữ ký của lãnh đạo và con dấu đều hợp lệ; nội dung không bị sửa.',
  notSealed: 'Chữ ký của lãnh đạo hợp lệ; nội dung không bị sửa sau khi ký.',
  unsigned: 'Văn bản chưa có chữ ký nên không cấp số.',
  altered: 'Văn bản bị sửa sau khi ký. Không cấp số; hãy báo lãnh đạo và quản trị hệ thống.',
  unknownSigner: 'Chứng thư của người ký không được hệ thống tin cậy. Không cấp số.',
  expired: 'Chứng thư của người ký đã hết hạn lúc ký. Không cấp số.',
  revoked: 'Chứng thư của người ký đã bị thu hồi lúc ký. Không cấp số.',
  wrongOrder: 'Chữ ký không đúng thứ tự hoặc không đúng chỗ. Không cấp số.',
  broken: 'Tệp không phải văn bản do hệ thống lập. Không cấp số.',
  missing: 'Kho tệp không có văn bản lãnh đạo đã ký. Không cấp số; hãy báo quản trị hệ thống.',
}
