/** Why an expression is refused, for the editor who wrote it (vi) and for the log of the program (en). */
import { texts } from '../ui/i18n.ts'
import type { ValueType } from './expression.ts'

const types = {
  vi: {
    text: 'chữ',
    number: 'số',
    date: 'ngày',
    flag: 'có hoặc không',
    place: 'địa chỉ',
    list: 'danh sách',
  },
  en: { text: 'text', number: 'number', date: 'date', flag: 'flag', place: 'place', list: 'list' },
} satisfies Record<string, Record<ValueType, string>>

export const expressionWording = texts({
  vi: {
    place: (at: number) => `ký tự thứ ${at}`,
    tooLong: (most: number) => `dài hơn ${most} ký tự`,
    tooDeep: (most: number) => `lồng nhau quá ${most} lớp`,
    tooMany: (most: number) => `nói đến hơn ${most} mục`,
    unreadable: 'không đọc được từ chỗ này',
    endsEarly: 'kết thúc quá sớm',
    unexpected: (found: string) => `thừa hoặc sai chỗ: “${found}”`,
    needs: (sign: string) => `cần “${sign}” ở đây`,
    needsLiteral: 'cần một chữ trong dấu nháy hoặc một số ở đây',
    tooGreat: (number: string) => `số ${number} quá lớn`,
    wrongResult: (gives: ValueType, wanted: ValueType) =>
      `cho ra ${types.vi[gives]}, không phải ${types.vi[wanted]}`,
    unknownName: (name: string) => `không có câu hỏi nào tên ${name}`,
    wrongType: (wanted: ValueType, found: ValueType) =>
      `cần ${types.vi[wanted]} nhưng ở đây là ${types.vi[found]}`,
    unknownFunction: (name: string) => `không có hàm ${name}`,
    partCount: (name: string, least: number, given: number, more: boolean) =>
      `${name} cần ${more ? 'ít nhất ' : ''}${least} giá trị, không phải ${given}`,
    needsName: (name: string) => `${name} cần tên của một câu hỏi`,
    differentTypes: (a: ValueType, b: ValueType) => `so sánh ${types.vi[a]} với ${types.vi[b]}`,
    noOrder: (type: ValueType, by: string) =>
      `${types.vi[type]} không so sánh lớn nhỏ bằng ${by} được`,
    noComparison: 'không so sánh địa chỉ được; chỉ hỏi được answered(…)',
    noListComparison:
      'không so sánh danh sách được; chỉ hỏi được answered(…), count(…) hoặc “… in …”',
    notNumbers: 'chỉ cộng được các số',
    notAsked: 'chỉ hỏi được “có trong” của một cột hoặc một câu chọn nhiều',
    notWhole: (number: string) => `chỉ tính với số nguyên, ${number} không phải số nguyên`,
    foreignMember: (literal: ValueType, type: ValueType) =>
      `tìm ${types.vi[literal]} trong các giá trị ${types.vi[type]}`,
    neverIs: (name: string, code: string, offered: string) =>
      `${name} không bao giờ là “${code}” (chỉ có ${offered})`,
  },
  en: {
    place: (at) => `character ${at}`,
    tooLong: (most) => `longer than ${most} characters`,
    tooDeep: (most) => `nested deeper than ${most}`,
    tooMany: (most) => `speaks of more than ${most} things`,
    unreadable: 'cannot be read from here',
    endsEarly: 'ends too early',
    unexpected: (found) => `did not expect “${found}”`,
    needs: (sign) => `needs “${sign}” here`,
    needsLiteral: 'needs a quoted text or a number here',
    tooGreat: (number) => `${number} is too great a number`,
    wrongResult: (gives, wanted) =>
      `gives a ${types.en[gives]}, not ${wanted === 'flag' ? 'yes or no' : `a ${types.en[wanted]}`}`,
    unknownName: (name) => `does not know the name ${name}`,
    wrongType: (wanted, found) => `needs a ${types.en[wanted]} where a ${types.en[found]} stands`,
    unknownFunction: (name) => `does not know the function ${name}`,
    partCount: (name, least, given, more) =>
      `${name} takes ${more ? 'at least ' : ''}${least} values, not ${given}`,
    needsName: (name) => `${name} takes the name of a question`,
    differentTypes: (a, b) => `compares a ${types.en[a]} with a ${types.en[b]}`,
    noOrder: (type, by) => `cannot order a ${types.en[type]} by ${by}`,
    noComparison: 'cannot compare an address; only answered(…) may ask for it',
    noListComparison:
      'cannot compare a list; only answered(…), count(…) or “… in …” may ask for it',
    notNumbers: 'sums up numbers only',
    notAsked: 'asks what is in a table; only a column or a choice of several can be asked',
    notWhole: (number) => `calculates with whole numbers only, ${number} is not one`,
    foreignMember: (literal, type) =>
      `looks for a ${types.en[literal]} among ${types.en[type]} values`,
    neverIs: (name, code, offered) => `${name} never is “${code}” (it offers ${offered})`,
  },
})

/** A reason, said in the language of the reader. */
export type Reason = (wording: ReturnType<typeof expressionWording>) => string
