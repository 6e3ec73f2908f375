import { Forbidden } from '../lib/problem.ts'

/** The form was shown too long ago, in another browser, or by another site. Nothing of it was read. */
export class FormExpired extends Forbidden {
  readonly code = 'formExpired'

  constructor() {
    super('Trang này đã mở quá lâu. Hãy mở lại trang trước, tải lại rồi gửi lần nữa.')
  }
}

/** More bytes, fields or files than this form takes (413). */
export class TooLarge extends Error {
  override readonly name = 'TooLarge'
  readonly status = 413
  /** Bytes one file may have, when it was a file that was too large. */
  readonly maxBytes: number | undefined
  /** Files one form may have, when it were too many. */
  readonly maxFiles: number | undefined

  constructor(maxBytes?: number, maxFiles?: number) {
    super('Dữ liệu gửi lên lớn hơn mức cho phép.')
    this.maxBytes = maxBytes
    this.maxFiles = maxFiles
  }
}

/** The disk is nearly full: nothing new is taken in until somebody has made room (507). */
export class NoRoom extends Error {
  override readonly name = 'NoRoom'

  constructor() {
    super('Máy chủ sắp hết chỗ lưu.')
  }
}

/** Not a form, or not the kind of body this address takes (415). */
export class UnsupportedBody extends Error {
  override readonly name = 'UnsupportedBody'
  readonly status = 415

  constructor() {
    super('Kiểu dữ liệu gửi lên không được hỗ trợ.')
  }
}

/** Not here, or not yet: the person is led to another page of ours first, usually to sign in (303). */
export class SeeOther extends Error {
  override readonly name = 'SeeOther'
  readonly status = 303
  /** Path and query on this site. */
  readonly location: string

  constructor(location: string) {
    super('Đang chuyển sang trang khác.')
    this.location = location
  }
}

/** Longer than any request of ours: its address (414), its cookies (431). */
export class OddRequest extends Error {
  override readonly name = 'OddRequest'
  readonly statusCode: 414 | 431

  constructor(statusCode: 414 | 431) {
    super('Yêu cầu dài hơn mức cho phép.')
    this.statusCode = statusCode
  }
}

/** The connection ended before the form did (400). */
export class BrokenOff extends Error {
  override readonly name = 'BrokenOff'
  readonly statusCode = 400

  constructor() {
    super('Dữ liệu gửi lên bị ngắt giữa chừng.')
  }
}
