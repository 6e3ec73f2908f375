/**
 * Numbers of legal texts. The pages of the portal glue the first letters of the name, or the digits of the number, to the end
 * ('85/2019/TT-BTCN', '54/2014/QH1354'): what stands behind a known kind of text is cut off. Nothing else is changed.
 */
import type { NationalLegalBasis } from './detail.ts'

const MINISTRIES =
  'BNNPTNT|BLĐTBXH|BVHTTDL|BTNMT|BNNMT|BGTVT|BTTTT|BKHĐT|BKHCN|BGDĐT|VPCP|NHNN|UBDT|BHXH|TTCP|TANDTC|VKSNDTC|BDTTG|BTC|BTP|BCA|BXD|BCT|BYT|BQP|BNV|BNG|BTM|BTS|BNN|BCN|BTV'
const KINDS = new RegExp(
  [
    `(?:TT|QĐ|CT|VBHN|NQ|TB|CV)-(?:${MINISTRIES})(?:-C\\d{2})?`,
    `TTLT[-/](?:(?:${MINISTRIES})[-/])*(?:${MINISTRIES})`,
    'NĐ-CP',
    'NQ-CP',
    'NĐ-HĐBT',
    'NQ-HĐND',
    'QĐ-UBND',
    'QĐ-CTN',
    'QĐ-TTg',
    'CT-TTg',
    '(?:PL-|NQ-|L-)?UBTVQH\\d{1,2}',
    'NQ-QH1\\d',
    'QH(?:1\\d|[2-9](?!\\d))',
    'L/CTN',
  ].join('|'),
)
const NUMBER = /(\d[\d.]{0,30}[a-z]?)\s*\/\s*(?:(\d{4})\s*\/\s*)?/

/** The number alone: 'Thông tư số 03/2023/TT-BTP' → '03/2023/TT-BTP'; null when none can be read. */
export function cleanLegalCode(raw: string): string | null {
  const numbered = new RegExp(`${NUMBER.source}(${KINDS.source})`).exec(raw)
  if (numbered !== null) return joined(numbered[1]!, numbered[2], numbered[3]!)
  // The small g of 'TTg' was taken for the beginning of the name.
  const ofPrime = new RegExp(`${NUMBER.source}((?:QĐ|CT)-TT)(?![A-Za-zĐ])`).exec(raw)
  return ofPrime === null ? null : joined(ofPrime[1]!, ofPrime[2], `${ofPrime[3]!}g`)
}

function joined(number: string, year: string | undefined, kind: string): string {
  return [number.replace(/\.$/, ''), year, kind].filter((part) => part !== undefined).join('/')
}

export function legalBasisOf(raw: string, name: string): NationalLegalBasis {
  return { code: cleanLegalCode(raw), raw, name: name === raw ? '' : name }
}
