/** The code of a prepared declaration, as it is shown, typed and kept. Pure. */

/** Letters and digits that nobody takes for one another: no 0 and O, no 1 and I. */
export const CODE_LETTERS = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'
export const CODE_LENGTH = 8

/** A code of these bytes; 256 is a whole number of alphabets, so every letter is equally likely. */
export function codeOf(bytes: Uint8Array): string {
  return [...bytes.subarray(0, CODE_LENGTH)]
    .map((byte) => CODE_LETTERS[byte % CODE_LETTERS.length])
    .join('')
}

/** '7KQ4-92MX' */
export function showCode(code: string): string {
  return `${code.slice(0, 4)}-${code.slice(4)}`
}

/** What somebody typed or scanned as a code; undefined when it is none. Blanks, hyphens and small letters do not matter. */
export function readCode(typed: string): string | undefined {
  const code = typed.toUpperCase().replace(/[\s-]/g, '')
  const isCode =
    code.length === CODE_LENGTH && [...code].every((each) => CODE_LETTERS.includes(each))
  return isCode ? code : undefined
}
