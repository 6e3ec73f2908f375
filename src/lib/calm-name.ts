/** Names that were published in capitals alone are hard to read, and screen readers may spell them. Pure. */

/** Written with capitals wherever they stand. */
const PROPER = ['Việt Nam', 'Hà Nội', 'Nhà nước', 'Trung ương']

/** 'THÀNH LẬP HỘI (CẤP TỈNH)' → 'Thành lập hội (cấp tỉnh)'; any other name as it is. */
export function calmName(name: string): string {
  if (/\p{Ll}/u.test(name) || !/\p{Lu}{3,}/u.test(name)) return name
  const low = name.toLocaleLowerCase('vi')
  const sentence = low.replace(/\p{L}/u, (first) => first.toLocaleUpperCase('vi'))
  return PROPER.reduce(
    (text, each) => text.replaceAll(each.toLocaleLowerCase('vi'), each),
    sentence,
  )
}
