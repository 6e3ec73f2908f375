/**
 * The civil register (cơ sở dữ liệu hộ tịch điện tử) as this house needs it: one question with one lawful answer. The register
 * gives the book, the number and, for a birth, the personal number (Luật Hộ tịch 60/2014 Đ14, Đ16). Implemented in
 * `adapters/register.ts`.
 */
import type { Address } from '../catalogue/form.ts'

export type RegisterPerson = {
  fullName: string
  /** 'YYYY', 'YYYY-MM' or 'YYYY-MM-DD'. */
  birthOn: string
  personalNumber: string | null
  nationality: string
}

/** One birth to be entered. Goes out over the wire: names of members are part of the contract. */
export type RegisterRequest = {
  /** The same key is the same question: asked twice, entered once. */
  key: string
  dossierCode: string
  office: { code: string; name: string }
  child: {
    fullName: string
    birthOn: string
    sex: string
    ethnicity: string
    nationality: string
    birthPlace: Address | null
    homeTown: string
  }
  mother: RegisterPerson | null
  father: RegisterPerson | null
}

export type RegisterEntryGiven = {
  book: string
  number: string
  /** 'YYYY-MM-DD' */
  registeredOn: string
  reference: string
  personalNumber: string
}

/** A no of the register is an answer: it is not asked again until the dossier has changed. `code` is a word, never a name. */
export type RegisterAnswer =
  { kind: 'entered'; entry: RegisterEntryGiven } | { kind: 'refused'; code: string }

/** Why no answer came. All but `keyReused` are tried again by themselves. */
export type RegisterFailure = 'timeout' | 'unreachable' | 'serverError' | 'malformed' | 'keyReused'

export class RegisterFailed extends Error {
  override readonly name = 'RegisterFailed'
  readonly failure: RegisterFailure

  constructor(failure: RegisterFailure) {
    super(`the civil register: ${failure}`)
    this.failure = failure
  }
}

export interface CivilRegister {
  /** Name that stands in the history. */
  readonly name: string
  /** Throws `RegisterFailed` when there is no answer; whether something was entered is then unknown. */
  enter(request: RegisterRequest): Promise<RegisterAnswer>
}

/** The question behind a dossier, or null when its declaration no longer holds what the register needs. */
export function registerRequest(
  answers: Record<string, unknown>,
  asked: Pick<RegisterRequest, 'key' | 'dossierCode' | 'office'>,
): RegisterRequest | null {
  const child = {
    fullName: text(answers, 'child.fullName'),
    birthOn: text(answers, 'child.birthOn'),
    sex: text(answers, 'child.sex'),
    ethnicity: text(answers, 'child.ethnicity'),
    nationality: text(answers, 'child.nationality'),
    birthPlace: (answers['child.birthPlace'] as Address | undefined) ?? null,
    homeTown: text(answers, 'child.homeTown'),
  }
  if (child.fullName === '' || child.birthOn === '' || child.sex === '') return null
  return {
    ...asked,
    child,
    mother: personOf(answers, 'mother'),
    father: personOf(answers, 'father'),
  }
}

function personOf(answers: Record<string, unknown>, who: string): RegisterPerson | null {
  const fullName = text(answers, `${who}.fullName`)
  if (fullName === '') return null
  return {
    fullName,
    birthOn: text(answers, `${who}.birthOn`),
    personalNumber: text(answers, `${who}.personalNumber`) || null,
    nationality: text(answers, `${who}.nationality`),
  }
}

function text(answers: Record<string, unknown>, id: string): string {
  const answer = answers[id]
  return typeof answer === 'string' ? answer : ''
}

/** Tries before a request also stands on the list of the stuck ones; it goes on being tried, once an hour. */
export const TRIES_BEFORE_STUCK = 8

/** Seconds until the next try: 2, 4, 8 … at most ten minutes, then hourly. */
export function secondsToNextTry(attempts: number): number {
  return attempts >= TRIES_BEFORE_STUCK ? 3600 : Math.min(600, 2 ** attempts)
}

const REFUSALS: Readonly<Record<string, string>> = {
  unknownMother:
    'Cơ sở dữ liệu hộ tịch không có số định danh của mẹ. Hãy yêu cầu bổ sung để sửa số này.',
  unknownFather:
    'Cơ sở dữ liệu hộ tịch không có số định danh của cha. Hãy yêu cầu bổ sung để sửa số này.',
  otherMother:
    'Số định danh của mẹ thuộc về người có họ tên hoặc năm sinh khác. Hãy yêu cầu bổ sung.',
  otherFather:
    'Số định danh của cha thuộc về người có họ tên hoặc năm sinh khác. Hãy yêu cầu bổ sung.',
  alreadyRegistered: 'Trẻ này đã được đăng ký khai sinh. Hãy kiểm tra trước khi giải quyết tiếp.',
  answersMissing: 'Tờ khai thiếu thông tin mà cơ sở dữ liệu hộ tịch cần. Hãy yêu cầu bổ sung.',
}

const FAILURES: Readonly<Record<RegisterFailure, string>> = {
  timeout: 'cơ sở dữ liệu hộ tịch không trả lời kịp',
  unreachable: 'không kết nối được với cơ sở dữ liệu hộ tịch',
  serverError: 'cơ sở dữ liệu hộ tịch đang có sự cố',
  malformed: 'cơ sở dữ liệu hộ tịch trả lời không đúng quy cách',
  keyReused: 'cơ sở dữ liệu hộ tịch báo yêu cầu này trùng khóa với một yêu cầu khác',
}

/** What the officer reads while the register is asked, and when it does not answer (degraded mode). */
export function registerSentence(standing: {
  state: 'waiting' | 'stuck' | 'entered' | 'refused' | 'dropped'
  attempts: number
  lastError: string | null
}): string {
  const { state, attempts, lastError } = standing
  const because = FAILURES[lastError as RegisterFailure] ?? 'chưa rõ lý do'
  switch (state) {
    case 'waiting':
      return attempts === 0 || lastError === null
        ? 'Đang ghi vào cơ sở dữ liệu hộ tịch.'
        : `Đã thử ${attempts} lần: ${because}. Hệ thống tự thử lại; ông/bà không cần làm gì.`
    case 'stuck':
      return lastError === 'keyReused' || lastError === 'entryWithoutDossier'
        ? 'Yêu cầu ghi hộ tịch cần người kiểm tra: hãy báo quản trị đối chiếu với cơ sở dữ liệu hộ tịch.'
        : `Chưa ghi được sau ${attempts} lần: ${because}. Hệ thống thử lại mỗi giờ; hãy báo quản trị nếu đến hạn trả.`
    case 'refused':
      return (
        REFUSALS[lastError ?? ''] ??
        'Cơ sở dữ liệu hộ tịch từ chối ghi. Hãy kiểm tra thông tin trong tờ khai.'
      )
    case 'entered':
      return 'Đã ghi vào cơ sở dữ liệu hộ tịch.'
    case 'dropped':
      return 'Hồ sơ đã kết thúc nên không ghi vào cơ sở dữ liệu hộ tịch.'
  }
}
