/** What people type, made uniform; and what is compared, sorted and shown of it. */

const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Noncharacter_Code_Point}]/gu
const CONTROL = /[^\P{Cc}\n]/gu
/** Letters of Vietnamese as they are stored, digits and signs: nothing to make uniform. */
const UNIFORM = /^[ -~À-ÃÈ-ÊÌÍÒ-ÕÙÚÝà-ãè-êìíò-õùúýĂăĐđĨĩŨũƠơƯưẠ-ỹ]*$/

/**
 * Text as it is stored: NFC, the Icelandic Ð that some keyboards send turned into Đ, without invisible or control
 * characters, without spaces at the ends. Line breaks stay, as '\n'; other spaces become ' '.
 */
export function cleanInput(text: string): string {
  if (UNIFORM.test(text)) return text.trim()
  return text
    .toWellFormed()
    .replace(/\r\n?|[\u2028\u2029\u0085]/g, '\n')
    .replace(/[\t\v\f\p{Zs}]/gu, ' ')
    .replace(INVISIBLE, '')
    .replace(CONTROL, '')
    .normalize('NFC')
    .replaceAll('Ð', 'Đ')
    .replaceAll('ð', 'đ')
    .trim()
}

/** One line: as `cleanInput`, and every run of spaces and line breaks becomes one space. For names and titles. */
export function cleanLine(text: string): string {
  return cleanInput(text).replace(/\s+/g, ' ')
}

/** The search form of a text: lower case, no diacritics, đ as d, single spaces. 'Đăng ký khai sinh' → 'dang ky khai sinh'. */
export function fold(text: string): string {
  const bare = cleanLine(text).normalize('NFD').replace(/\p{M}/gu, '')
  // a mark may have stood alone between or after spaces
  return cleanLine(bare).toLowerCase().replaceAll('đ', 'd')
}

/**
 * People are sorted by *tên*, the last word, then by họ and đệm: 'Nguyễn Văn An' → 'an nguyễn văn'.
 * Diacritics stay: the Vietnamese collation orders them.
 */
export function nameSortKey(name: string): string {
  const words = cleanLine(name).toLowerCase().split(' ')
  return [words.at(-1)!, ...words.slice(0, -1)].join(' ')
}

/** '••• ••• •678'. Three digits, not four: the last four open the tracking page. */
export function maskPhone(phone: string): string {
  const digits = phone.replace(/\D/g, '')
  return digits.length < 7 ? '•••' : `••• ••• •${digits.slice(-3)}`
}

/** An identity number with only its last four digits: '001099012086' → '••• ••• ••2 086'. */
export function maskNumber(number: string): string {
  const digits = number.replace(/\D/g, '')
  if (digits.length < 8) return '•••'
  const masked = '•'.repeat(digits.length - 4) + digits.slice(-4)
  return masked.replace(/(.{3})(?=.)/g, '$1 ')
}
