/** Money as receipts write it out ("bằng chữ"), in Vietnamese. Pure. */

const DIGITS = ['không', 'một', 'hai', 'ba', 'bốn', 'năm', 'sáu', 'bảy', 'tám', 'chín'] as const
const GROUPS = ['', ' nghìn', ' triệu', ' tỷ'] as const

/** 1250000 → 'Một triệu hai trăm năm mươi nghìn đồng'. A whole number of đồng under 1,000 billion. */
export function amountInWords(dong: number): string {
  if (!Number.isSafeInteger(dong) || dong < 0 || dong >= 10 ** 12)
    throw new RangeError('amountInWords: no whole number of đồng under 1,000 billion')
  const words = dong === 0 ? 'không' : groupsOf(dong).join(' ')
  return `${words.charAt(0).toUpperCase()}${words.slice(1)} đồng`
}

function groupsOf(dong: number): string[] {
  const groups: string[] = []
  for (let place = GROUPS.length - 1; place >= 0; place -= 1) {
    const value = Math.floor(dong / 1000 ** place) % 1000
    if (value === 0) continue
    groups.push(`${groupInWords(value, groups.length > 0)}${GROUPS[place]}`)
  }
  return groups
}

/** `inside`: something stands before it, so that its empty hundreds are read out. */
function groupInWords(value: number, inside: boolean): string {
  const [hundreds, rest] = [Math.floor(value / 100), value % 100]
  const head = hundreds > 0 || inside ? [`${DIGITS[hundreds]} trăm`] : []
  return [...head, ...tail(rest, head.length > 0)].join(' ')
}

function tail(rest: number, hasHead: boolean): string[] {
  const [tens, unit] = [Math.floor(rest / 10), rest % 10]
  if (rest === 0) return []
  if (tens === 0) return hasHead ? ['linh', DIGITS[unit]!] : [DIGITS[unit]!]
  const head = tens === 1 ? 'mười' : `${DIGITS[tens]} mươi`
  if (unit === 0) return [head]
  if (unit === 5) return [head, 'lăm']
  if (unit === 1 && tens > 1) return [head, 'mốt']
  return [head, DIGITS[unit]!]
}
