/** Differences from the National Portal as sentences for editors. */
import type { PortalDifference } from './portal-difference.ts'

const FIELDS: Readonly<Record<string, string>> = {
  name: 'Tên',
  field: 'Lĩnh vực',
  decision: 'Quyết định công bố',
  subjects: 'Đối tượng',
  results: 'Kết quả',
  legalBasis: 'Căn cứ pháp lý',
}
const PLACES: Readonly<Record<string, string>> = {
  online: 'trực tuyến',
  counter: 'trực tiếp',
  post: 'bưu chính',
}
const HEADS: Readonly<Record<string, string>> = {
  channel: 'Cách thức',
  limit: 'Thời hạn',
  fee: 'Phí',
  case: 'Trường hợp',
  paper: 'Giấy tờ',
}

export function fieldWords(field: string): string {
  const [head = '', ...rest] = field.split(' ')
  const place = rest.join(' ')
  return FIELDS[field] ?? `${HEADS[head] ?? head} ${PLACES[place] ?? place}`
}

export function differenceWords({ kind, field, here, there }: PortalDifference): string {
  const name = fieldWords(field)
  switch (kind) {
    case 'different':
      return `${name}: ở đây “${here}”, trên cổng “${there}”`
    case 'missingThere':
      return `${name}: ở đây “${here}”, trên cổng không có`
    case 'missingHere':
      return `${name}: trên cổng “${there}”, ở đây không có`
  }
}
