/** The worker's part of phone codes: the message is made when it is sent, so that the code lies nowhere. */
import type { Db } from '../../db/connect.ts'
import { isUuid } from '../../lib/ids.ts'
import { codeOf, CODE_MINUTES } from './phone-code.ts'
import { codeToSend, forgetOldCodes } from './phone-code-store.ts'

export type PhoneCodeJobs = {
  readonly db: Db
  readonly secret: string
  readonly now: () => Date
  /** Throws when the carrier did not take it: the queue tries again, a few times. */
  send(message: { key: string; to: string; text: string; expiresAt: Date }): Promise<void>
}

export function phoneCodeTasks(deps: PhoneCodeJobs) {
  return { sendPhoneCode: (payload: unknown) => sendPhoneCode(deps, idIn(payload)) }
}

export async function sendPhoneCode(
  { db, secret, now, send }: PhoneCodeJobs,
  id: string,
): Promise<void> {
  const code = await codeToSend(db, id, now())
  if (code !== undefined) {
    const { phone: to, expiresAt, representative } = code
    const text = wordsOf(codeOf(secret, id), representative)
    await send({ key: id, to, text, expiresAt })
  }
  await forgetOldCodes(db, now())
}

function wordsOf(code: string, representative: string): string {
  return `Một Cửa Hà Nội: ${representative} xin làm thay bạn. Chỉ đọc mã ${code} cho họ nếu bạn đồng ý. Mã dùng trong ${CODE_MINUTES} phút.`
}

function idIn(payload: unknown): string {
  const { id } = payload as { id?: unknown }
  if (typeof id === 'string' && isUuid(id)) return id
  throw new Error('sendPhoneCode: payload without an id')
}
