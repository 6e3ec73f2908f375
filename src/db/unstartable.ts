/** Why the program cannot start, in one sentence (Vietnamese, then English) that says what to mend. */
export class Unstartable extends Error {
  override name = 'Unstartable'
}
