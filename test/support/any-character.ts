import fc from 'fast-check'

const BEFORE_SURROGATES = 0xd800
const SURROGATES = 0x800
const CHARACTERS = 0x110000 - SURROGATES

/**
 * Any character of Unicode, as `unit` of fc.string: what its 'binary' gives, without the table of 1.1 million characters that this
 * makes first, which takes every test process a second.
 */
export const anyCharacter = fc
  .nat(CHARACTERS - 1)
  .map((nth) => String.fromCodePoint(nth < BEFORE_SURROGATES ? nth : nth + SURROGATES))
