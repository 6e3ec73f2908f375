/** Who takes a result away and how the counter knows it is them. Pure. */
import type { Problem } from '../lib/problem.ts'
import { cleanLine, fold } from '../lib/text.ts'
import type { Typed } from './supplement-request.ts'

export const IDENTITY_PAPERS = [
  { value: 'identityCard', label: 'Căn cước' },
  { value: 'vneid', label: 'Căn cước điện tử trên VNeID' },
  { value: 'passport', label: 'Hộ chiếu' },
] as const

export type Handover = {
  receiver: 'applicant' | 'authorised'
  receiverName: string
  bothPresent?: true
}

/**
 * Reads the form. What is kept of the identity paper is its kind and four digits, in the private part of the event
 * (NĐ 61/2018 Đ20: returned to the applicant or whom they authorised).
 */
export function readHandover(
  typed: Typed,
  facts: { applicantName: string; hasOriginals: boolean; needsBoth: boolean },
): { handover: Handover; problems: Problem[] } {
  const problems: Problem[] = []
  const want = (isRight: boolean, field: string, message: string) => {
    if (!isRight) problems.push({ code: 'missing', field, message })
  }
  const receiver = typed.text('receiver')
  const name = cleanLine(typed.text('receiverName'))
  const paper = IDENTITY_PAPERS.find(({ value }) => value === typed.text('identityPaper'))
  const digits = typed.text('identityDigits').trim()
  want(
    receiver === 'applicant' || receiver === 'authorised',
    'receiver',
    'Hãy chọn ai nhận kết quả.',
  )
  want(name !== '' && name.length <= 100, 'receiverName', 'Hãy nhập họ tên người nhận.')
  const isSame = fold(name) === fold(facts.applicantName)
  want(
    receiver !== 'applicant' || name === '' || isSame,
    'receiverName',
    'Họ tên này khác người nộp. Hãy chọn “Người được ủy quyền” hoặc sửa lại họ tên.',
  )
  want(paper !== undefined, 'identityPaper', 'Hãy chọn giấy tờ đã đối chiếu.')
  want(/^\d{4}$/.test(digits), 'identityDigits', 'Hãy nhập đúng bốn số cuối của giấy tờ.')
  want(
    !facts.hasOriginals || typed.text('returned') === 'yes',
    'returned',
    'Hãy trả lại bản chính rồi đánh dấu.',
  )
  const isBoth = typed.text('bothPresent') === 'yes'
  want(
    !facts.needsBoth || (isBoth && receiver !== 'authorised'),
    'bothPresent',
    'Hai bên phải cùng có mặt và cùng ký. Thiếu một bên thì hẹn lại.',
  )
  const receiverName = `${name} (${paper?.label ?? ''}, bốn số cuối ${digits})`
  return {
    handover: {
      receiver: receiver === 'authorised' ? 'authorised' : 'applicant',
      receiverName,
      ...(facts.needsBoth && isBoth && { bothPresent: true as const }),
    },
    problems,
  }
}
