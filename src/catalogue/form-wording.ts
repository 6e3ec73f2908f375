import { texts } from '../ui/i18n.ts'

/** What is said of an answer that cannot be used: the rule and the remedy. `name` is the label of the question. */
export const formWording = texts({
  vi: {
    enter: (name: string) => `Hãy nhập ${name}.`,
    choose: (name: string) => `Hãy chọn ${name}.`,
    answer: (question: string) => `Hãy trả lời câu hỏi: ${question}`,
    unknownField: (id: string) => `Tờ khai không có mục “${id}”. Hãy bỏ mục này.`,
    wrongKind: (name: string) => `Mục “${name}” gửi không đúng kiểu. Hãy nhập lại.`,
    tooLong: (name: string, most: number) =>
      `Mục “${name}” dài quá ${most} ký tự. Hãy viết ngắn hơn.`,
    oldLetters: (name: string, meant: string) =>
      `Mục “${name}” đang ở bảng mã cũ (TCVN3). Hãy gõ lại: ${meant}.`,
    personName: (name: string) =>
      `Mục “${name}” chỉ gồm chữ cái, dấu cách, dấu gạch nối. Hãy bỏ số và ký hiệu.`,
    notOffered: (name: string) => `Mục “${name}” không có lựa chọn này. Hãy chọn trong danh sách.`,
    number: (name: string, least: number, most: number) =>
      `Mục “${name}” phải là số từ ${least} đến ${most}.`,
    decimal: (name: string) =>
      `Mục “${name}” phải là số, có nhiều nhất hai chữ số sau dấu phẩy, ví dụ 62,5.`,
    decimalAmbiguous: (name: string, whole: string, decimal: string) =>
      `Mục “${name}” có thể hiểu theo hai cách. Hãy viết ${whole} hoặc ${decimal}.`,
    decimalRange: (name: string, least: string, most: string) =>
      `Mục “${name}” phải là số từ ${least} đến ${most}.`,
    digits: (name: string) => `Mục “${name}” chỉ gồm chữ số. Hãy bỏ chữ cái và ký hiệu.`,
    lettersDigits: (name: string) =>
      `Mục “${name}” chỉ gồm chữ cái không dấu và chữ số. Hãy bỏ ký hiệu khác.`,
    money: (name: string) => `Mục “${name}” phải là số tiền bằng đồng, ví dụ 1.500.000.`,
    moneyRange: (name: string, least: string, most: string) =>
      `Mục “${name}” phải từ ${least} đến ${most} đồng.`,
    tooManyChosen: (name: string, most: number) =>
      `Mục “${name}” chỉ được chọn nhiều nhất ${most}. Hãy bỏ bớt.`,
    taxCode: 'Mã số thuế gồm 10 chữ số, hoặc 13 chữ số của chi nhánh. Hãy xem lại.',
    taxCodePersonal:
      'Mã số thuế gồm 10 hoặc 13 chữ số, hoặc là số định danh 12 chữ số. Hãy xem lại.',
    taxCodeCheck: 'Mã số thuế này không có thật. Hãy xem lại từng chữ số.',
    inRow: (row: string, number: number, message: string) => `${row} ${number}: ${message}`,
    tooFewRows: (least: number, row: string) => `Hãy khai ít nhất ${least} ${row}.`,
    tooManyRows: (most: number, row: string) => `Chỉ khai được nhiều nhất ${most} ${row}.`,
    datePartial: (name: string) =>
      `Mục “${name}”: chỉ được để trống ngày, hoặc cả ngày và tháng. Hãy nhập năm.`,
    personalNumber: (typed: number) =>
      `Số định danh cá nhân gồm 12 chữ số. Bạn đã nhập ${typed} chữ số.`,
    personalNumberSigns: 'Số định danh cá nhân chỉ gồm 12 chữ số. Hãy bỏ chữ cái và ký hiệu.',
    phone: 'Số điện thoại phải là số ở Việt Nam, ví dụ 0912 345 678. Hãy xem lại.',
    email: 'Thư điện tử phải có dạng ten@noigui.vn. Hãy xem lại.',
    dateUnreal: (name: string) => `Mục “${name}” phải là ngày có thật, ví dụ 19 11 2026.`,
    datePart: (name: string) => `Mục “${name}” còn thiếu ngày, tháng hoặc năm. Hãy nhập đủ.`,
    dateYear: (name: string) => `Mục “${name}”: năm phải có bốn chữ số, ví dụ 1996.`,
    dateFuture: (name: string, typed: string) =>
      `Mục “${name}” phải là ngày đã qua. Bạn đã nhập ${typed}.`,
    dateEarly: (name: string, earliest: string) => `Mục “${name}” phải từ ngày ${earliest} trở đi.`,
    communeMissing: (name: string) => `Hãy chọn phường, xã cho mục “${name}”.`,
    communeUnknown: (typed: string) =>
      `Không có phường, xã tên “${typed}” từ ngày 01/7/2025. Hãy chọn tên mới trong danh sách.`,
    communeAmbiguous: (typed: string, places: string) =>
      `Có nhiều nơi tên “${typed}”: ${places}. Hãy chọn một nơi, hoặc ghi thêm tên quận, huyện và tỉnh.`,
    communeUnknownNear: (typed: string, places: string) =>
      `Không có phường, xã tên “${typed}”. Tên gần giống: ${places}. Hãy xem lại.`,
    communeSplit: (typed: string, places: string) =>
      `“${typed}” đã được chia vào: ${places}. Hãy chọn nơi có địa chỉ của bạn.`,
    communeOther: (typed: string) =>
      `“${typed}” không thuộc phường, xã đã ghi mã. Hãy xem lại tên hoặc mã.`,
    countryUnknown: 'Không có nước này trong danh sách. Hãy chọn lại.',
    detailMissing: (name: string) =>
      `Hãy ghi số nhà, đường, thôn hoặc tổ dân phố cho mục “${name}”.`,
    detailMissingNamed: (part: string) => `Hãy ghi ${part}.`,
    doubtYear:
      'Năm sinh trong số định danh khác năm sinh đã khai. Cán bộ cần đối chiếu với dữ liệu dân cư.',
    doubtSex:
      'Giới tính trong số định danh khác vai trò đã khai. Cán bộ cần đối chiếu với dữ liệu dân cư.',
    doubtProvince:
      'Ba chữ số đầu của số định danh không phải mã tỉnh đã biết. Cán bộ cần đối chiếu.',
  },
  en: {
    enter: (name) => `Enter the ${name}.`,
    choose: (name) => `Choose the ${name}.`,
    answer: (question) => `Answer the question: ${question}`,
    unknownField: (id) => `The form has no field “${id}”. Remove it.`,
    wrongKind: (name) => `“${name}” was sent in the wrong form. Enter it again.`,
    tooLong: (name, most) => `“${name}” is longer than ${most} characters. Make it shorter.`,
    oldLetters: (name, meant) =>
      `“${name}” is in an old code table (TCVN3). Type it again: ${meant}.`,
    personName: (name) =>
      `“${name}” takes only letters, spaces and hyphens. Remove digits and symbols.`,
    notOffered: (name) => `“${name}” does not offer this choice. Choose one from the list.`,
    number: (name, least, most) => `“${name}” must be a number from ${least} to ${most}.`,
    decimal: (name) => `“${name}” must be a number with at most two decimals, for example 62.5.`,
    decimalAmbiguous: (name, whole, decimal) =>
      `“${name}” can be read in two ways. Write ${whole} or ${decimal.replace(',', '.')}.`,
    decimalRange: (name, least, most) =>
      `“${name}” must be a number from ${least.replace(',', '.')} to ${most.replace(',', '.')}.`,
    digits: (name) => `“${name}” takes digits only. Remove letters and symbols.`,
    lettersDigits: (name) => `“${name}” takes plain letters and digits only. Remove other symbols.`,
    money: (name) => `“${name}” must be an amount in đồng, for example 1.500.000.`,
    moneyRange: (name, least, most) => `“${name}” must be from ${least} to ${most} đồng.`,
    tooManyChosen: (name, most) => `“${name}” takes at most ${most} choices. Remove some.`,
    taxCode: 'A tax code has 10 digits, or 13 for a branch. Check it.',
    taxCodePersonal:
      'A tax code has 10 or 13 digits, or is a personal number of 12 digits. Check it.',
    taxCodeCheck: 'There is no such tax code. Check each digit.',
    inRow: (row, number, message) => `${row} ${number}: ${message}`,
    tooFewRows: (least, row) => `Enter at least ${least} ${row}.`,
    tooManyRows: (most, row) => `At most ${most} ${row} can be entered.`,
    datePartial: (name) =>
      `“${name}”: only the day, or the day and the month, may be left empty. Enter the year.`,
    personalNumber: (typed) =>
      `A personal identification number has 12 digits. You entered ${typed}.`,
    personalNumberSigns:
      'A personal identification number has 12 digits only. Remove letters and symbols.',
    phone: 'The phone number must be a Vietnamese one, for example 0912 345 678. Check it.',
    email: 'The email address must look like name@example.vn. Check it.',
    dateUnreal: (name) => `“${name}” must be a real date, for example 19 11 2026.`,
    datePart: (name) => `“${name}” lacks the day, the month or the year. Enter all three.`,
    dateYear: (name) => `“${name}”: the year must have four digits, for example 1996.`,
    dateFuture: (name, typed) => `“${name}” must be a date in the past. You entered ${typed}.`,
    dateEarly: (name, earliest) => `“${name}” must be ${earliest} or later.`,
    communeMissing: (name) => `Choose the ward or commune for “${name}”.`,
    communeUnknown: (typed) =>
      `There has been no ward or commune named “${typed}” since 01/7/2025. Choose the new name from the list.`,
    communeAmbiguous: (typed, places) =>
      `Several places are named “${typed}”: ${places}. Choose one, or add the district and the province.`,
    communeUnknownNear: (typed, places) =>
      `There is no ward or commune named “${typed}”. Similar names: ${places}. Check it.`,
    communeSplit: (typed, places) =>
      `“${typed}” was divided among: ${places}. Choose the one that your address lies in.`,
    communeOther: (typed) =>
      `“${typed}” does not belong to the ward or commune of this number. Check the name or the number.`,
    countryUnknown: 'This country is not in the list. Choose again.',
    detailMissing: (name) => `Enter the house number, street, hamlet or block for “${name}”.`,
    detailMissingNamed: (part) => `Enter the ${part}.`,
    doubtYear:
      'The year of birth in the personal number differs from the one declared. The officer checks it against the population data.',
    doubtSex:
      'The sex in the personal number differs from the role declared. The officer checks it against the population data.',
    doubtProvince:
      'The first three digits of the personal number are not a known province code. The officer checks it.',
  },
})

export type FormWording = ReturnType<typeof formWording>

/** The label inside a sentence: 'Ngày sinh của con' → 'ngày sinh của con'; abbreviations keep their capitals. */
export function inSentence(label: string): string {
  const [first = '', second = ''] = label
  return second === second.toLowerCase() ? first.toLowerCase() + label.slice(1) : label
}
