/**
 * What each member of a document is called on the editors' pages. The key is the end of the member's place ('fees.amount' wins
 * over 'amount'). A test fails when a member of a schema has no name here, and when a name here belongs to no member.
 */
type Label = { readonly name: string; readonly hint?: string }

export const labels: Readonly<Record<string, Label | string>> = {
  // shared
  value: 'Giá trị',
  source: { name: 'Nguồn', hint: 'Văn bản, điều khoản, hoặc nơi đã đọc và ngày đọc.' },
  mark: { name: 'Mức độ chắc chắn' },
  note: { name: 'Ghi chú cho người đọc' },
  unit: 'Đơn vị',
  name: 'Tên',
  code: 'Mã',
  id: { name: 'Mã riêng', hint: 'Chữ không dấu, số và gạch nối; không đổi về sau.' },
  version: 'Phiên bản',
  validFrom: { name: 'Áp dụng từ ngày', hint: 'Ví dụ 01/03/2027' },
  validTo: { name: 'Đến hết ngày' },
  title: 'Tên',
  hint: 'Hướng dẫn',
  when: { name: 'Khi nào' },
  // identity
  shortName: { name: 'Tên ngắn', hint: 'Người dân thấy ở đầu trang và khi tìm.' },
  summary: { name: 'Tóm tắt', hint: 'Một, hai câu: để làm gì, ai nộp được.' },
  category: 'Lĩnh vực',
  decision: 'Quyết định',
  'decision.number': 'Số quyết định phê duyệt quy trình',
  decisionSignedOn: {
    name: 'Ngày ký quyết định',
    hint: 'QĐ 766 tính năm ngày làm việc từ ngày này.',
  },
  handledIn: 'Xử lý ở đâu',
  filing: 'Có nhận hồ sơ không',
  deepLink: { name: 'Đường dẫn nơi nộp', hint: 'Bắt buộc khi xử lý ở hệ thống của bộ, ngành.' },
  url: 'Địa chỉ',
  onlineLevel: 'Mức độ trực tuyến',
  reason: { name: 'Lý do chưa toàn trình, như đã công bố' },
  inPerson: { name: 'Việc phải đến trực tiếp', hint: 'Không có việc nào thì để danh sách trống.' },
  'inPerson.at': 'Vào lúc nào',
  screening: {
    name: 'Câu hỏi sàng lọc',
    hint: 'Hỏi trước khi nộp, mỗi lần nhiều nhất ba câu: để lọc giấy tờ hoặc chỉ sang thủ tục khác.',
  },
  'screening.question': {
    name: 'Mã câu hỏi',
    hint: 'Của biểu mẫu; mã khác thì phải tự ghi câu hỏi và các lựa chọn.',
  },
  leads: { name: 'Trả lời vậy thì sao', hint: 'Để trống là làm tiếp được thủ tục này.' },
  'leads.procedure': { name: 'Mã thủ tục phù hợp' },
  'eligibility.procedure': { name: 'Mã thủ tục phù hợp' },
  subjects: 'Đối tượng thực hiện',
  competence: 'Thẩm quyền',
  rule: 'Cơ quan giải quyết',
  by: {
    name: 'Câu trả lời quyết định phường, xã',
    hint: 'Mã câu hỏi loại địa chỉ, mỗi dòng một mã, ưu tiên từ trên xuống.',
  },
  onlyIf: {
    name: 'Chỉ tính địa chỉ khi',
    hint: 'Địa chỉ không nêu ở đây thì luôn được tính.',
  },
  elsewhere: 'Nộp ở nơi khác thì sao',
  legalBasis: 'Căn cứ pháp lý',
  'legalBasis.number': 'Số văn bản',
  'legalBasis.title': 'Trích yếu',
  sourceUpdatedOn: 'Nguồn cập nhật ngày',
  // cases and limits
  cases: { name: 'Trường hợp', hint: 'Đúng một trường hợp là “còn lại”.' },
  'papers.cases': {
    name: 'Chỉ trong các trường hợp',
    hint: 'Mã trường hợp, mỗi dòng một mã; để trống là mọi trường hợp.',
  },
  condition: 'Điều kiện',
  limit: 'Thời hạn giải quyết',
  limitText: { name: 'Thời hạn bằng lời', hint: 'Người dân đọc câu này.' },
  byChannel: 'Thời hạn riêng theo cách nộp',
  channels: 'Cách nộp',
  sourceLimits: {
    name: 'Thời hạn như từng nguồn ghi',
    hint: 'Giữ nguyên văn, kể cả khi nguồn sai.',
  },
  where: 'Ở đâu trong nguồn',
  text: 'Nguyên văn',
  clockPolicy: 'Khi bổ sung xong',
  internalLimit: {
    name: 'Thời hạn nội bộ',
    hint: 'Ngắn hơn thời hạn của luật; cán bộ thấy hạn này, người dân thấy ngày hẹn trả.',
  },
  clockRules: { name: 'Quy tắc riêng về thời hạn', hint: 'Để trống là theo quy tắc chung.' },
  fee: 'Khi người dân nộp xong phí',
  outage: 'Khi hết gián đoạn',
  verification: 'Khi xác minh xong',
  apologyRounds: 'Số lần được xin lỗi và hẹn lại',
  draftSilence: 'Thời gian xem bản nháp',
  supplementRoundsWithoutGround: 'Số lần yêu cầu bổ sung không cần căn cứ riêng',
  supplementLimit: 'Thời gian cho người dân bổ sung',
  // fees
  fees: {
    name: 'Phí, lệ phí',
    hint: 'Các dòng cùng mã là một khoản, khác nhau ở địa bàn, cách nộp hoặc ngày.',
  },
  amount: { name: 'Mức thu (đồng)', hint: 'Hoặc mức thu, hoặc công thức.' },
  amountFrom: { name: 'Công thức tính mức thu' },
  'amountFrom.value': 'Biểu thức',
  'amountFrom.text': 'Biểu phí bằng lời',
  decidedBy: 'Cấp quyết định mức thu',
  per: 'Tính theo',
  count: { name: 'Câu hỏi đếm số bản', hint: 'Mã câu hỏi loại số.' },
  neededIf: { name: 'Áp dụng khi', hint: 'Để trống là luôn áp dụng.' },
  locality: { name: 'Địa bàn', hint: 'VN là cả nước, H26 là Hà Nội.' },
  feeExemptions: 'Miễn, giảm',
  who: 'Đối tượng được miễn, giảm',
  // papers
  papers: 'Giấy tờ phải nộp',
  catalogueCode: 'Mã trong danh mục quốc gia',
  group: {
    name: 'Nhóm thay thế',
    hint: 'Các giấy tờ cùng nhóm: nộp một là đủ, ưu tiên giấy đứng trước.',
  },
  why: 'Vì sao cần',
  whyNot: 'Vì sao không cần',
  copies: 'Số bản',
  'copies.originals': 'Bản chính',
  'copies.copies': 'Bản sao',
  maxFiles: 'Số tệp nhiều nhất',
  mediaTypes: { name: 'Loại tệp nhận', hint: 'Mỗi dòng một loại, ví dụ application/pdf' },
  shownPapers: 'Giấy tờ chỉ xuất trình hoặc cơ quan tự tra cứu',
  'shownPapers.note': 'Khi nào phải xuất trình',
  // conditions, steps, result
  eligibility: { name: 'Điều kiện thực hiện', hint: 'Câu trả lời nào dẫn tới điều gì.' },
  outcome: 'Kết luận',
  words: 'Nói với người dân',
  notes: { name: 'Điều cần biết', hint: 'Nêu một giá trị của pháp luật thì ghi nguồn.' },
  'notes.vi': 'Bằng tiếng Việt',
  'notes.en': 'Bằng tiếng Anh',
  steps: 'Các bước',
  result: 'Kết quả',
  otherResults: 'Kết quả khác',
  template: 'Mẫu văn bản kết quả',
  // form
  form: 'Biểu mẫu điện tử',
  workflow: 'Quy trình nội bộ',
  official: { name: 'Mẫu chính thức', hint: 'Mẫu nào của văn bản nào, đã đối chiếu chưa.' },
  owner: { name: 'Câu hỏi nêu tên chủ hồ sơ', hint: 'Mã câu hỏi.' },
  applicant: { name: 'Câu hỏi nêu tên người nộp', hint: 'Mã câu hỏi.' },
  topics: { name: 'Các trang của biểu mẫu', hint: 'Câu hỏi của từng trang sửa ở trang riêng.' },
  'topics.title': 'Tên trang',
  intro: 'Lời dẫn',
  questions: 'Câu hỏi',
  'questions.id': { name: 'Mã câu hỏi', hint: 'Ví dụ child.birthOn; không đổi về sau.' },
  label: { name: 'Nhãn', hint: 'Cụm danh từ, ví dụ “Ngày sinh của con”.' },
  visibleIf: { name: 'Hỏi khi', hint: 'Để trống là luôn hỏi.' },
  required: 'Bắt buộc',
  requiredIf: 'Bắt buộc khi',
  sameAs: { name: 'Lấy từ câu trước', hint: 'Không bắt người dân khai hai lần.' },
  question: 'Câu hỏi nguồn',
  'sameAs.when': 'Lấy khi',
  autocomplete: { name: 'Gợi ý của trình duyệt', hint: 'Ví dụ name, tel, email' },
  maxLength: 'Số ký tự nhiều nhất',
  partial: 'Nhận ngày thiếu (tháng/năm hoặc năm)',
  earliest: 'Sớm nhất',
  latest: 'Muộn nhất',
  options: 'Lựa chọn',
  'options.label': 'Lựa chọn bằng lời',
  said: {
    name: 'Lựa chọn thành câu',
    hint: 'Để nói điều kiện bằng lời, ví dụ: bé bị bỏ rơi.',
  },
  codeList: { name: 'Danh mục mã', hint: 'Thay cho lựa chọn riêng.' },
  first: { name: 'Mã đứng đầu danh sách', hint: 'Mỗi dòng một mã.' },
  min: 'Nhỏ nhất',
  max: 'Lớn nhất',
  birthOn: { name: 'So với ngày sinh ở câu', hint: 'Mã câu hỏi; chỉ cảnh báo.' },
  sex: 'So với giới tính',
  detail: 'Địa chỉ chi tiết',
  detailLabel: 'Nhãn của địa chỉ chi tiết',
  abroad: 'Nhận địa chỉ nước ngoài',
  rules: { name: 'Quy tắc giữa các câu', hint: 'Lỗi chặn nộp; cảnh báo gửi cho người thụ lý.' },
  must: 'Thì phải',
  field: 'Báo ở câu hỏi',
  severity: 'Mức',
  message: 'Nói với người dân',
  // examples
  expect: 'Mong đợi',
  case: 'Mã trường hợp',
  'expect.limit': 'Thời hạn',
  'expect.papers': 'Giấy tờ',
  'papers.required': { name: 'Mã giấy tờ phải nộp', hint: 'Mỗi dòng một mã.' },
  oneOf: { name: 'Mã giấy tờ chọn một', hint: 'Mỗi dòng một mã.' },
  'expect.fees': 'Phí, lệ phí phải nộp',
  communes: {
    name: 'Mã phường, xã có thẩm quyền',
    hint: 'Mỗi dòng một mã, ưu tiên từ trên xuống.',
  },
  'expect.eligibility': 'Điều kiện vướng phải',
  problems: 'Lỗi của tờ khai',
  'problems.field': 'Ở ô',
  warnings: { name: 'Mã cảnh báo cho người thụ lý', hint: 'Mỗi dòng một mã.' },
  // workflow
  start: { name: 'Bước đầu', hint: 'Mã bước.' },
  'steps.title': 'Tên bước',
  task: 'Việc',
  waitsFor: 'Chờ ai',
  office: 'Ở cơ quan',
  budget: 'Thời gian của bước',
  budgetMark: 'Mức độ chắc chắn của thời gian',
  manner: 'Cách làm',
  next: { name: 'Bước tiếp theo', hint: 'Mã bước, mỗi dòng một mã; để trống là bước cuối.' },
  asks: { name: 'Mã cơ quan được hỏi ý kiến', hint: 'Để trống khi hỏi ngay tại cơ quan ở trên.' },
  choose: {
    name: 'Chọn một trong các bước',
    hint: 'Mã bước, mỗi dòng một mã; thay cho bước tiếp theo.',
  },
  join: 'Khi nhiều bước cùng dẫn tới',
  silence: 'Khi hết thời gian mà không trả lời',
  'steps.legalBasis': 'Căn cứ pháp lý của việc không trả lời',
  back: { name: 'Được trả về bước', hint: 'Mã bước, mỗi dòng một mã.' },
  officeRule: {
    name: 'Cơ quan tìm theo quy tắc',
    hint: 'Thay cho cơ quan ở trên; chỉ cho bước xử lý và bước lấy ý kiến.',
  },
  'officeRule.office': { name: 'Mã cơ quan', hint: 'Số của cơ quan trong hệ thống.' },
  answer: { name: 'Câu hỏi địa chỉ', hint: 'Mã câu hỏi loại địa chỉ của biểu mẫu.' },
  leg: { name: 'Thuộc chặng', hint: 'Mã chặng; để trống khi bước không thuộc chặng nào.' },
  allows: {
    name: 'Việc được làm khi hồ sơ ở bước này',
    hint: 'Không đánh dấu gì là mọi việc pháp luật cho phép.',
  },
  consultedRead: {
    name: 'Cơ quan được hỏi ý kiến đọc hồ sơ',
    hint: 'Để trống là từ khi hồ sơ được nộp.',
  },
  // legs
  legs: {
    name: 'Các chặng của liên thông',
    hint: 'Mỗi chặng là phần việc của một cơ quan; các bước của chặng ghi mã chặng.',
  },
  'legs.title': 'Tên chặng',
  'legs.where': 'Ai làm chặng này',
  partner: {
    name: 'Mã hệ thống nhận',
    hint: 'Chỉ cho chặng của cơ quan khác, ví dụ police, insurance.',
  },
  agency: { name: 'Tên cơ quan khác', hint: 'Người dân đọc tên này.' },
  'legs.office': {
    name: 'Cơ quan của chặng',
    hint: 'Chỉ cho chặng của cơ quan thành phố; không ghi khi cơ quan khác làm.',
  },
  'legs.office.office': { name: 'Mã cơ quan', hint: 'Số của cơ quan trong hệ thống.' },
  'legs.limit': {
    name: 'Thời hạn của chặng',
    hint: 'Tính từ khi cơ quan xác nhận đã nhận việc.',
  },
  apart: {
    name: 'Căn cứ tính riêng thời hạn chặng',
    hint: 'Để trống là thời hạn chặng nằm trong thời hạn chung.',
  },
  acknowledgeWithin: 'Thời gian để cơ quan xác nhận đã nhận việc',
  noticeWithin: {
    name: 'Thời gian báo cho người dân khi thiếu giấy tờ',
    hint: 'Tính từ khi cơ quan xác nhận đã nhận việc.',
  },
  missingPapers: {
    name: 'Thời gian để người dân bổ sung cho chặng',
    hint: 'Quá thời gian này thì được dừng chặng.',
  },
  ifNotDone: 'Khi chặng bị từ chối hoặc bị dừng',
  makes: { name: 'Giấy tờ mà chặng làm ra' },
  wholePause: {
    name: 'Khi nào thời hạn chung dừng',
    hint: 'Trong lúc chặng chờ người dân bổ sung. Bắt buộc khi có chặng.',
  },
}

/** The entry whose key is the longest end of the place; undefined when there is none. */
export function labelKey(place: string): string | undefined {
  const names = place.split('.')
  for (let from = 0; from < names.length; from += 1) {
    const key = names.slice(from).join('.')
    if (Object.hasOwn(labels, key)) return key
  }
  return undefined
}

export function labelOf(place: string): { name: string; hint?: string } {
  const key = labelKey(place)
  const label = key === undefined ? place : labels[key]!
  return typeof label === 'string' ? { name: label } : label
}
