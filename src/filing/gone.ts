/** The page was open longer than its draft lived, or the draft was deleted in another window (410). */
export class DraftGone extends Error {
  override readonly name = 'DraftGone'
  readonly procedureCode: string

  constructor(procedureCode: string) {
    super('Bản nháp này không còn nữa.')
    this.procedureCode = procedureCode
  }
}
