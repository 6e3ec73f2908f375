/** One thing to mend. `field` is the name of the form field or the path in the API body. */
export type Problem = { readonly code: string; readonly field?: string; readonly message: string }

/** The input cannot be used (422): says everything that has to be mended at once. */
export class Invalid extends Error {
  override readonly name = 'Invalid'
  readonly status = 422
  readonly problems: readonly Problem[]

  constructor(problems: readonly Problem[] | Problem) {
    const all = Array.isArray(problems) ? (problems as readonly Problem[]) : [problems as Problem]
    super(all.map((problem) => problem.message).join(' '))
    this.problems = all
  }
}

/** Not there, or outside the reader's scope: the two are told apart for nobody (404). */
export class NotFound extends Error {
  override readonly name = 'NotFound'
  readonly status = 404

  constructor(message = 'Không tìm thấy nội dung bạn cần.') {
    super(message)
  }
}

/** Known to exist, but this person may not do it (403). */
export class Forbidden extends Error {
  override readonly name = 'Forbidden'
  readonly status = 403

  constructor(message = 'Bạn không có quyền thực hiện việc này.') {
    super(message)
  }
}

/** What stands in the dossier was written by a newer version of this program, which must deal with it (503). */
export class NewerHistory extends Error {
  override readonly name = 'NewerHistory'
  readonly status = 503

  constructor(what: string) {
    super(`Hồ sơ này do bản mới hơn của hệ thống ghi (${what}).`)
  }
}

/** Somebody else was faster, or the dossier is no longer in the state the page showed (409). */
export class Conflict extends Error {
  override readonly name = 'Conflict'
  readonly status = 409
  readonly code: string

  constructor(
    message = 'Hồ sơ vừa được người khác cập nhật. Hãy tải lại trang rồi thử lại.',
    code = 'conflict',
  ) {
    super(message)
    this.code = code
  }
}

/** Asked too often (429): says after how many seconds the same may be asked again. */
export class TooManyRequests extends Error {
  override readonly name = 'TooManyRequests'
  readonly status = 429
  readonly retryAfterSeconds: number

  constructor(retryAfterSeconds: number) {
    super('Bạn thao tác quá nhanh.')
    this.retryAfterSeconds = retryAfterSeconds
  }
}
