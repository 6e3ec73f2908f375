/**
 * From when the limit counts (NĐ 118/2025 Đ17.3 as amended by NĐ 309/2026 Đ8): from receipt of a complete dossier at the competent
 * office's own counter. What another office received counts from the competent office's receipt, not from its handing over; what
 * came by post, from the moment at which postman and receiver signed the hand-over record, not from its posting (QĐ 45/2016 Đ7.4).
 */
import { ok, refuse, type Result } from '../../lib/result.ts'
import { parseLocalMinute, toLocalMinute, type LocalMinute } from '../../lib/time.ts'
import type { Facts } from '../decision.ts'
import type { DossierState } from '../dossier.ts'

/** The moment at which the hand-over record was signed; a reason when it lies before the dossier was entered. */
export type PostalReceipt = { at: LocalMinute; reason?: string }

export type Receipt = { at: LocalMinute; way: 'counter' | 'post' | 'crossOffice'; reason?: string }

/** Received by an office that is neither the competent one nor a counter that receives for it. */
export function isCrossOffice(
  { offices }: Pick<DossierState, 'offices'>,
  { isOwnCounter }: Pick<Facts, 'isOwnCounter'>,
): boolean {
  return offices.receiving !== offices.competent && isOwnCounter !== true
}

export function receiptOf(
  state: DossierState,
  postal: PostalReceipt | undefined,
  facts: Facts,
): Result<Receipt> {
  const here: Result<Receipt> = ok({ at: facts.now, way: 'counter' })
  const isByPost = state.kindOfFiling === 'post' && !isCrossOffice(state, facts)
  if (postal !== undefined && (!isByPost || state.supplementRounds > 0))
    return refuse(
      'notByPost',
      'Hồ sơ này không tính thời hạn theo biên bản giao nhận của bưu chính.',
    )
  // It was not complete when it came: the limit counts from now, when it is.
  if (state.supplementRounds > 0) return here
  if (isByPost) return postal === undefined ? momentNeeded : signedAt(state, postal, facts)
  const { crossOffice } = state
  if (crossOffice === undefined) return here
  if (crossOffice.handedAt === undefined)
    return refuse(
      'notHandedOver',
      'Nơi nhận hộ chưa chuyển hồ sơ đến. Thời hạn tính từ lúc nơi có thẩm quyền nhận được.',
    )
  return ok({ at: crossOffice.arrivedAt ?? facts.now, way: 'crossOffice' })
}

const momentNeeded = refuse(
  'postMoment',
  'Hồ sơ qua bưu chính: hãy ghi thời điểm ký biên bản giao nhận với nhân viên bưu chính.',
)

function signedAt(state: DossierState, { at, reason }: PostalReceipt, { now }: Facts) {
  if (!parseLocalMinute(at))
    return refuse('received', 'Thời điểm ký biên bản giao nhận không có thật.')
  if (at > now) return refuse('future', 'Thời điểm ký biên bản giao nhận không được ở tương lai.')
  if (at < toLocalMinute(new Date(state.submittedAt)) && !reason)
    return refuse(
      'reasonNeeded',
      'Biên bản giao nhận ký trước khi hồ sơ được nhập. Hãy ghi lý do nhập sau.',
    )
  return ok<Receipt>({ at, way: 'post', ...(reason && { reason }) })
}
