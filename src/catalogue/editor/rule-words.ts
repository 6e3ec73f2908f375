/** The sentences of the checks of the law in Vietnamese, each led to its box. A test makes the checks say them all. Pure. */
import { at } from './list-acts.ts'
import { isObject, type Json, type JsonObject } from './schema-kind.ts'
import { inList, itemPath, on, type Teller, type Told } from './telling.ts'
import { workflowTellers } from './workflow-words.ts'

/** Faults of examples stand on the page of the examples. */
export const TESTS_PATH = '~tests'

function questionPath(form: JsonObject, id: string): string {
  const topics = form['topics']
  for (const [t, topic] of (Array.isArray(topics) ? topics : []).entries()) {
    const questions = at(topic, ['questions'])
    const q = Array.isArray(questions)
      ? questions.findLastIndex((each) => isObject(each) && each['id'] === id)
      : -1
    if (q >= 0) return `topics.${t}.questions.${q}`
  }
  return 'topics'
}

const inFee = (box: string, say: (...found: string[]) => string) => inList('fees', 'id', box, say)
const inQuestion =
  (box: string, say: (...found: string[]) => string): Teller =>
  (form, [id = '', ...more]) => ({
    path: `${questionPath(form, id)}${box === '' ? '' : `.${box}`}`,
    message: say(id, ...more),
  })
const OPEN: readonly [RegExp, string, (...found: string[]) => string][] = [
  [/^is handled in /, 'handledIn', () => 'hồ sơ phải xử lý ở hệ thống của thành phố'],
  [/^is not prepared$/, 'filing', () => 'thủ tục phải là loại soạn sẵn'],
  [/^is not filed by coming$/, 'channels', () => 'cách nộp phải có nộp trực tiếp'],
  [/^names no answer/, 'competence.by', () => 'phải có câu trả lời quyết định phường, xã'],
  [/^does not say how long a draft/, 'draftSilence', () => 'phải biết thời gian xem bản nháp'],
  [/^has no result code/, 'result.code', () => 'kết quả phải có mã'],
  [/^has no template/, 'result.template', () => 'kết quả phải có mẫu văn bản'],
  [
    /^does not know the limit of case (\S*)$/,
    'cases',
    (code) => `trường hợp ${code} phải có thời hạn`,
  ],
  [
    /^has limits by channel for case (\S*),/,
    'cases',
    (code) => `trường hợp ${code} không được có thời hạn riêng theo cách nộp`,
  ],
]

const openFault: Teller = (document, [what = '']) => {
  for (const [pattern, path, say] of OPEN) {
    const found = pattern.exec(what)
    if (!found) continue
    const [, code = ''] = found
    const place = path === 'cases' ? `${itemPath(document, 'cases', ['code', code])}.limit` : path
    return { path: place, message: `Muốn nhận hồ sơ, ${say(code)}.` }
  }
  return { path: 'filing', message: `Chưa nhận hồ sơ được: ${what}.` }
}

/** A document, or the fee of that id, whose days do not fit. */
const span =
  (box: 'validFrom' | 'validTo', say: (...found: string[]) => string): Teller =>
  (document, [where = '', ...more]) => {
    const fee = /^fee (\S*)$/.exec(where)?.[1]
    const place = fee === undefined ? box : `${itemPath(document, 'fees', ['id', fee])}.${box}`
    return { path: place, message: say(...more) }
  }

const depends: Teller = (form, [where = '', name = '']) => {
  const message = `Phụ thuộc câu ${name}, nhưng câu đó không hỏi trước câu này.`
  const topic = /^topic (\S*)$/.exec(where)?.[1]
  return topic === undefined
    ? { path: questionPath(form, where), message }
    : { path: `${itemPath(form, 'topics', ['id', topic])}.visibleIf`, message }
}

const PARTS: Readonly<Record<string, string>> = {
  case: 'trường hợp',
  paper: 'giấy tờ phải nộp',
  'unneeded paper': 'lúc không cần giấy tờ',
  fee: 'khoản phí',
  eligibility: 'điều kiện',
  rule: 'quy tắc',
}

const TELLERS: readonly [RegExp, Teller][] = [
  // procedure
  [
    /^two cases have the code (.*)$/,
    inList('cases', 'code', 'code', (code) => `Có hai trường hợp cùng mã ${code}.`),
  ],
  [
    /^two papers have the code (.*)$/,
    inList('papers', 'code', 'code', (code) => `Có hai giấy tờ cùng mã ${code}.`),
  ],
  [
    /^two conditions of eligibility have the code (.*)$/,
    inList('eligibility', 'id', 'id', (id) => `Có hai điều kiện cùng mã ${id}.`),
  ],
  [
    /^(\d+) cases apply otherwise; exactly one must$/,
    on('cases', (count) => `Có ${count} trường hợp “còn lại”; phải có đúng một.`),
  ],
  [
    /^case (\S*) does not belong to (.*)$/,
    inList('cases', 'code', 'code', (_, of) => `Mã trường hợp phải bắt đầu bằng ${of}.`),
  ],
  [
    /^case (\S*): two limits for the channel (\w+)$/,
    inList('cases', 'code', 'byChannel', () => 'Một cách nộp có hai thời hạn.'),
  ],
  [
    /^paper (\S*): there is no case (.*)$/,
    inList('papers', 'code', 'cases', (_, code) => `Không có trường hợp ${code}.`),
  ],
  [
    /^onlineLevel: \w+ needs its published reason/,
    on('onlineLevel.reason', () => 'Hãy ghi lý do đã công bố, hoặc đánh dấu chưa xác định.'),
  ],
  [
    /^onlineLevel: full has no reason/,
    on('onlineLevel.reason', () => 'Toàn trình thì không có lý do.'),
  ],
  [
    /^deepLink: /,
    on('deepLink', () => 'Xử lý ở hệ thống của bộ, ngành thì phải có đường dẫn nơi nộp.'),
  ],
  [
    /^filing: what is prepared here/,
    on('deepLink', () => 'Soạn sẵn ở đây thì phải có đường dẫn nơi nộp.'),
  ],
  [/^screening: (\S*) is asked twice$/, on('screening', (id) => `Câu ${id} được hỏi hai lần.`)],
  [
    /^screening (\S*): is no question of the form/,
    inList(
      'screening',
      'question',
      'label',
      () => 'Không phải câu của biểu mẫu thì phải ghi câu hỏi, và có lựa chọn dẫn sang việc khác.',
    ),
  ],
  [
    /^screening (\S*): only a choice/,
    inList(
      'screening',
      'question',
      'question',
      () => 'Chỉ hỏi trước được câu chọn một hoặc câu có, không.',
    ),
  ],
  [
    /^screening (\S*): two options have the code (.*)$/,
    inList('screening', 'question', 'options', (_, code) => `Có hai lựa chọn cùng mã ${code}.`),
  ],
  [
    /^screening (\S*): the form has no answer (.*)$/,
    inList('screening', 'question', 'options', (_, code) => `Biểu mẫu không có lựa chọn ${code}.`),
  ],
  [
    /^there is no form (\S*) v(\d+)$/,
    on('form', (id, version) => `Không có biểu mẫu ${id}, phiên bản ${version}.`),
  ],
  [
    /^there is no workflow (\S*) v(\d+)$/,
    on('workflow', (id, version) => `Không có quy trình ${id}, phiên bản ${version}.`),
  ],
  [
    /^workflow (\S*), step (\S*): /,
    on(
      'workflow',
      (id, step) => `Quy trình ${id}: điều kiện của bước ${step} không hợp với biểu mẫu.`,
    ),
  ],
  [
    /^workflow (\S*): (\S*) names an office, but is no address of the form$/,
    on(
      'workflow',
      (id, answer) =>
        `Quy trình ${id} tìm cơ quan theo câu ${answer}, nhưng biểu mẫu không có câu hỏi địa chỉ đó.`,
    ),
  ],
  [
    /^workflow (\S*): its steps take (\d+) working hours, the limit of case (\S*) is (\d+)$/,
    on(
      'workflow',
      (id, hours, code, limit) =>
        `Các bước của quy trình ${id} cần ${hours} giờ làm việc, thời hạn của trường hợp ${code} chỉ có ${limit} giờ.`,
    ),
  ],
  [
    /^competence: (\S*) is not an address of the form$/,
    on('competence.by', (id) => `Biểu mẫu không có câu hỏi địa chỉ ${id}.`),
  ],
  [
    /^competence: (\S*) is not among the addresses$/,
    on('competence.onlyIf', (id) => `${id} không có trong các câu quyết định phường, xã.`),
  ],
  [
    /^competence (\S*): may not depend on the day$/,
    on('competence.onlyIf', () => 'Nơi giải quyết không được tùy theo ngày nộp.'),
  ],
  [
    /^form: (\S*) leads to the paper (\S*), which the procedure does not have$/,
    on('papers', (id, paper) => `Câu hỏi ${id} nhắc giấy tờ ${paper}, nhưng thủ tục không có.`),
  ],
  [
    /^fee (\S*): (\S*) is not a number of the form$/,
    inFee('count', (_, id) => `Biểu mẫu không có câu hỏi số ${id}.`),
  ],
  [
    /^fee (\S*): two rows for (\S*) from (\S*)$/,
    inFee('validFrom', (_, where, day) => `Có hai mức thu cho ${where} từ ngày ${day}.`),
  ],
  [
    /^fee (\S*): has either an amount/,
    inFee('amount', () => 'Hãy điền mức thu hoặc công thức, chỉ một trong hai.'),
  ],
  [
    /^fee (\S*): no question counts the copies$/,
    inFee('count', () => 'Tính theo bản thì phải có câu hỏi đếm số bản.'),
  ],
  [
    /^fee (\S*): an expression gives the amount/,
    inFee('per', () => 'Có công thức thì tính theo hồ sơ, không theo bản.'),
  ],
  [/^filing: cannot be open, since the procedure (.*)$/, openFault],
  [/^receivedAtCounter: cannot be, since the procedure (.*)$/, openFault],
  [
    /^(.+): validFrom (\S*) is not a day$/,
    span('validFrom', (day) => `${day} không phải ngày có thật.`),
  ],
  [
    /^(.+): validTo (\S*) is not a day$/,
    span('validTo', (day) => `${day} không phải ngày có thật.`),
  ],
  [
    /^(.+): ends (\S*) before it begins (\S*)$/,
    span('validTo', () => 'Ngày hết áp dụng sớm hơn ngày bắt đầu.'),
  ],
  [/^validFrom: there is no day/, on('validFrom', () => 'Chưa có ngày bắt đầu áp dụng.')],
  [
    /^note (\d+): a source and its mark/,
    (_document, [number = '1']) => ({
      path: `notes.${Number(number) - 1}.mark`,
      message: 'Nguồn và mức độ chắc chắn phải đi cùng nhau.',
    }),
  ],
  [
    /^legal basis (.*): a source and its mark/,
    inList('legalBasis', 'number', 'mark', () => 'Nguồn và mức độ chắc chắn phải đi cùng nhau.'),
  ],
  // examples
  [
    /^(case|paper|unneeded paper|fee|eligibility|rule) (.+): no example has it$/,
    on(TESTS_PATH, (what, code) => `Chưa thử nghiệm nào có ${PARTS[what] ?? what} ${code}.`),
  ],
  [
    /^no example is without error$/,
    on(TESTS_PATH, () => 'Chưa có thử nghiệm nào khai đúng, không lỗi.'),
  ],
  [
    /^no example leaves out a required answer$/,
    on(TESTS_PATH, () => 'Chưa có thử nghiệm nào bỏ trống câu bắt buộc.'),
  ],
  // form
  [/^two questions have the id (.*)$/, inQuestion('id', (id) => `Có hai câu hỏi cùng mã ${id}.`)],
  [
    /^two topics have the id (.*)$/,
    inList('topics', 'id', 'id', (id) => `Có hai trang cùng mã ${id}.`),
  ],
  [
    /^the form has no question (.*)$/,
    (form, [id = '']) => ({
      path: form['owner'] === id ? 'owner' : 'applicant',
      message: `Biểu mẫu không có câu hỏi “${id}”.`,
    }),
  ],
  [
    /^(\S*): the least number (\S*) is above the greatest (\S*)$/,
    inQuestion('min', () => 'Số nhỏ nhất lớn hơn số lớn nhất.'),
  ],
  [
    /^(\S*): a choice has either/,
    inQuestion('options', () => 'Hãy điền các lựa chọn hoặc một danh mục mã, chỉ một trong hai.'),
  ],
  [
    /^(\S*): there is no code list (.*)$/,
    inQuestion('codeList', (_, list) => `Không có danh mục ${list}.`),
  ],
  [
    /^(\S*): two options have the code (.*)$/,
    inQuestion('options', (_, code) => `Có hai lựa chọn cùng mã ${code}.`),
  ],
  [
    /^(\S*): is taken from (\S*), which is not a \w+$/,
    inQuestion('sameAs.question', (_, source) => `Câu ${source} không cùng loại với câu này.`),
  ],
  [
    /^(\S*): is taken from (\S*), which is not asked before it$/,
    inQuestion('sameAs.question', (_, source) => `Câu ${source} không hỏi trước câu này.`),
  ],
  [
    /^(\S*): (\S*) is not a date$/,
    inQuestion('birthOn', (_, id) => `Câu ${id} không phải câu hỏi ngày.`),
  ],
  [
    /^rule (\S*): no question (.*)$/,
    inList('rules', 'id', 'field', (_, id) => `Biểu mẫu không có câu hỏi ${id}.`),
  ],
  [/^(.+): depends on (\S*), which is not asked before it$/, depends],
]

/** The sentence in Vietnamese with its box; undefined when it is none of these. */
export function toldOf(document: Json, sentence: string): Told | undefined {
  if (!isObject(document)) return undefined
  for (const [pattern, tell] of [...TELLERS, ...workflowTellers]) {
    const found = pattern.exec(sentence)
    if (found) return tell(document, found.slice(1))
  }
  return undefined
}

/** Faults of expressions are told box by box, with their letters. */
export function isAboutExpression(sentence: string): boolean {
  return /”, character \d+: /.test(sentence)
}
