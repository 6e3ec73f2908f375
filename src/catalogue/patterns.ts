/** How some answers are spelled once they are read: the validator and the schema speak of the same. */

/** No minimum length, one word or many, hyphens, apostrophes, any letters: names are what people are called. */
export const NAME = /^[\p{L}\p{M}][\p{L}\p{M} '’.-]*$/u
export const PHONE = /^(0[35789]\d{8}|02\d{9})$/
export const EMAIL = /^[^\s@<>"(),:;\\]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}$/
