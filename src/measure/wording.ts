import type { Definition } from './definition.ts'
import type { FigureName } from './figure.ts'

export const FILING_KINDS: Readonly<
  Record<'selfOnline' | 'assistedOnline' | 'counter' | 'post', string>
> = {
  selfOnline: 'Tự nộp trực tuyến',
  assistedOnline: 'Nộp hộ trực tuyến',
  counter: 'Nộp tại quầy',
  post: 'Gửi qua bưu chính',
}

/** How well the source of a definition is known. */
export const MARKS: Readonly<Record<Definition['mark'], string>> = {
  verified: 'đã đối chiếu văn bản',
  secondHand: 'theo nguồn thứ cấp, chưa đối chiếu bản gốc',
  toBeConfirmed: 'quy ước, chờ cơ quan có thẩm quyền xác nhận',
}

/** What is left of the population of a share. */
export const REST_NAMES: Readonly<Partial<Record<FigureName, string>>> = {
  onTime: 'Trễ hẹn',
  selfOnline: 'Nộp cách khác',
  assistedOnline: 'Nộp cách khác',
  eResult: 'Chưa có kết quả điện tử',
}
