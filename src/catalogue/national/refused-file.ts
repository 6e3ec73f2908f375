/** Why a file is not read: a code that stays, and a sentence that says what to do. */
export type RefusalCode =
  | 'fileMissing'
  | 'emptyFile'
  | 'truncatedGzip'
  | 'notGzip'
  | 'notUtf8'
  | 'webPage'
  | 'foreignFile'
  | 'foreignTable'
  | 'foreignRecords'
  | 'brokenTable'
  | 'brokenRecord'
  | 'noRows'
  | 'contradictoryRows'
  | 'twinFile'
  | 'noDay'
  | 'badDay'
  | 'dayToCome'

export class RefusedFile extends Error {
  override readonly name = 'RefusedFile'
  readonly code: RefusalCode

  constructor(code: RefusalCode, sentence: string) {
    super(sentence)
    this.code = code
  }
}
