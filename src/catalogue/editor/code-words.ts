/** Codes of the documents in Vietnamese, by the member that holds them. A test demands every code of every schema. */
type Words = Readonly<Record<string, string>>

const marks: Words = {
  verified: 'đã kiểm chứng ở nguồn chính thức',
  secondHand: 'theo nguồn thứ cấp',
  toBeConfirmed: 'chờ xác nhận',
}
const pausePolicies: Words = {
  restart: 'tính lại thời hạn từ đầu',
  pause: 'trừ thời gian chờ',
}
const channels: Words = { online: 'trực tuyến', counter: 'tại quầy', post: 'bưu chính' }

const parts: Words = {
  fullName: 'họ tên',
  birthOn: 'ngày sinh',
  sex: 'giới tính',
  ethnicity: 'dân tộc',
  nationality: 'quốc tịch',
  personalNumber: 'số định danh cá nhân',
  residence: 'nơi cư trú',
  phone: 'điện thoại',
  email: 'thư điện tử',
  name: 'tên',
  taxCode: 'mã số thuế',
  address: 'địa chỉ',
  representative: 'người đại diện',
  plot: 'số thửa',
  sheet: 'số tờ bản đồ',
  area: 'diện tích',
  certificate: 'số giấy chứng nhận',
  bank: 'ngân hàng',
  number: 'số tài khoản',
  holder: 'chủ tài khoản',
}

export const codeWords: Readonly<Record<string, Words>> = {
  mark: marks,
  budgetMark: marks,
  unit: {
    workingDay: 'ngày làm việc',
    workingHour: 'giờ làm việc',
    calendarDay: 'ngày (lịch)',
    month: 'tháng',
    sameDay: 'trong ngày làm việc',
    hour: 'giờ (đồng hồ)',
  },
  speaksOf: { owner: 'chủ hồ sơ' },
  handledIn: {
    ours: 'hệ thống của thành phố',
    nationalSystem: 'hệ thống của bộ, ngành',
    unknown: 'chưa xác định',
  },
  filing: {
    open: 'nhận hồ sơ',
    prepare: 'soạn sẵn tờ khai, nộp nơi khác',
    guideOnly: 'chỉ hướng dẫn, chưa nhận hồ sơ',
  },
  'onlineLevel.value': { full: 'toàn trình', partial: 'một phần', none: 'không trực tuyến' },
  'clockPolicy.value': {
    restart: 'tính lại thời hạn từ đầu',
    pause: 'trừ thời gian chờ bổ sung',
  },
  'fee.value': pausePolicies,
  'outage.value': pausePolicies,
  'verification.value': pausePolicies,
  channels,
  decidedBy: { state: 'luật, nghị định, thông tư', council: 'Hội đồng nhân dân thành phố' },
  per: { dossier: 'hồ sơ', copy: 'bản' },
  outcome: {
    notEligible: 'không đủ điều kiện',
    elsewhere: 'làm ở nơi khác',
    examine: 'cán bộ xem xét',
  },
  'inPerson.at': { filing: 'lúc nộp', examination: 'lúc thẩm định', result: 'lúc nhận kết quả' },
  latest: { today: 'hôm nay', any: 'không giới hạn' },
  sex: { male: 'nam', female: 'nữ' },
  detail: { required: 'bắt buộc', optional: 'không bắt buộc' },
  severity: { error: 'lỗi, không nộp được', warning: 'cảnh báo' },
  task: {
    examine: 'thẩm tra',
    draft: 'soạn bản nháp',
    confirm: 'xác nhận bản nháp',
    register: 'ghi sổ',
    submit: 'trình ký',
    sign: 'ký',
    seal: 'lấy số, đóng dấu',
    deliver: 'trả kết quả',
    work: 'xử lý bước',
    consult: 'lấy ý kiến',
    leg: 'làm xong một chặng',
  },
  allows: { supplement: 'yêu cầu bổ sung', stop: 'dừng xử lý', withdraw: 'rút hồ sơ' },
  join: { all: 'chờ mọi bước dẫn tới', any: 'chỉ chờ bước đến trước' },
  silence: { consent: 'không trả lời là đồng ý' },
  waitsFor: {
    receptionist: 'người tiếp nhận',
    officer: 'người thụ lý',
    leader: 'lãnh đạo',
    clerk: 'văn thư',
    applicant: 'người nộp hồ sơ',
    civilRegister: 'cơ sở dữ liệu hộ tịch',
    partner: 'cơ quan ngoài hệ thống',
  },
  office: { receiving: 'tiếp nhận', competent: 'giải quyết', returning: 'trả kết quả' },
  consultedRead: { whenAsked: 'từ khi được hỏi' },
  'legs.where': {
    inside: 'cơ quan của thành phố',
    outside: 'cơ quan khác',
  },
  'ifNotDone.value': {
    othersGoOn: 'các chặng khác vẫn làm',
    stopsWhole: 'dừng cả hồ sơ',
  },
  'wholePause.value': {
    withAnyLeg: 'có chặng nào chờ thì dừng',
    whenNoLegRuns: 'không chặng nào chạy thì dừng',
  },
  presence: { bothParties: 'cả hai bên' },
  'due.value': { reception: 'khi nộp hồ sơ', return: 'khi nhận kết quả' },
  'refund.value': { never: 'không hoàn lại' },
  signs: { digits: 'chỉ chữ số', lettersDigits: 'chữ cái và chữ số' },
  gives: { number: 'một số', money: 'số tiền', flag: 'có hoặc không' },
  parts,
  optional: parts,
  manner: { paper: 'trên giấy', contact: 'liên hệ trực tiếp', digital: 'trên hệ thống' },
}

/** The kinds that a value may be of, where it may be of several. */
export const variantWords: Words = {
  otherwise: 'các trường hợp còn lại',
  unpublished: 'nguồn không ghi điều kiện',
  condition: 'khi điều kiện đúng',
  text: 'một dòng chữ',
  personName: 'họ tên',
  longText: 'nhiều dòng chữ',
  date: 'ngày',
  yesNo: 'có hoặc không',
  choice: 'chọn một',
  integer: 'số nguyên',
  decimal: 'số đo, tối đa hai số lẻ',
  personalNumber: 'số định danh cá nhân',
  phone: 'điện thoại',
  email: 'thư điện tử',
  address: 'địa chỉ',
  choiceMany: 'chọn nhiều',
  money: 'số tiền',
  taxCode: 'mã số thuế',
  computed: 'tính từ câu trả lời khác',
  table: 'bảng nhiều dòng',
  file: 'chỗ nhắc nộp giấy tờ',
  person: 'một người',
  organisation: 'một tổ chức',
  landPlot: 'một thửa đất',
  bankAccount: 'một tài khoản ngân hàng',
  explanation: 'lời giải thích (không hỏi)',
  declaration: 'lời cam đoan (trên nút cuối)',
  'by-fixed': 'một cơ quan cố định',
  'by-address': 'theo địa chỉ đã khai',
  'by-competence': 'cơ quan có thẩm quyền giải quyết',
}

/** What a tick for "no value" says; the ordinary word is the honest one. */
export const nullWords: Words = {
  validTo: 'Đến khi được thay thế',
  makes: 'Chặng này không ra giấy tờ nào',
}
/** What a tick for "an empty list" says, where that is more than no list. */
export const noneWords: Words = { allows: 'không việc nào' }
export const UNKNOWN = 'Chưa xác định'

function ending(place: string): string[] {
  const names = place.split('.')
  return [names.slice(-2).join('.'), names.at(-1) ?? '']
}

/** The code in words; the code itself when it is none of ours (it was typed wrongly elsewhere). */
export function codeWord(place: string, code: string): string {
  for (const key of ending(place)) {
    const word = codeWords[key]?.[code]
    if (word !== undefined) return word
  }
  return code
}

export function variantWord(key: string): string {
  return variantWords[key] ?? key
}

export function noneWord(place: string): string {
  return noneWords[ending(place)[1] ?? ''] ?? 'không mục nào'
}

export function nullWord(place: string): string {
  return nullWords[ending(place)[1] ?? ''] ?? UNKNOWN
}
