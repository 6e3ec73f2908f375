/** What the checks say of the legs of a joint workflow and of its examples, in Vietnamese and each at its box. Pure. */
import { codeWord } from './code-words.ts'
import { inList, on, type Teller } from './telling.ts'

const inStep = (box: string, say: (...found: string[]) => string) => inList('steps', 'id', box, say)
const inLeg = (box: string, say: (...found: string[]) => string) => inList('legs', 'id', box, say)

const STEP: readonly [RegExp, Teller][] = [
  [
    /^step (\S*) belongs to leg (\S*), which does not exist$/,
    inStep('leg', (id, leg) => `Bước ${id}: không có chặng “${leg}”.`),
  ],
  [
    /^step (\S*) ends a leg, but belongs to none$/,
    inStep('leg', (id) => `Bước ${id} làm xong một chặng nên phải ghi chặng đó.`),
  ],
  [
    /^step (\S*) waits for \S*; the one who ends leg (\S*) is (\w+)$/,
    inStep(
      'waitsFor',
      (_, leg, who) => `Bước làm xong chặng ${leg} phải chờ ${codeWord('steps.waitsFor', who)}.`,
    ),
  ],
  [
    /^step (\S*) waits for partner, which only a leg does$/,
    inStep(
      'waitsFor',
      (id) => `Bước ${id}: chỉ bước làm xong một chặng mới chờ cơ quan ngoài hệ thống.`,
    ),
  ],
  [
    /^step (\S*) is an act of the competent office, but leg (\S*) is of another$/,
    inStep(
      'leg',
      (id, leg) =>
        `Việc ở bước ${id} chỉ cơ quan giải quyết làm được, mà chặng ${leg} là của cơ quan khác.`,
    ),
  ],
  [
    /^step (\S*) has an office rule, which/,
    inStep(
      'officeRule',
      (id) => `Bước ${id}: chỉ bước xử lý và bước lấy ý kiến mới tìm cơ quan theo quy tắc.`,
    ),
  ],
  [
    /^step (\S*) has an office rule beside asks$/,
    inStep(
      'officeRule',
      (id) =>
        `Bước ${id}: hãy ghi quy tắc tìm cơ quan hoặc mã cơ quan được hỏi, chỉ một trong hai.`,
    ),
  ],
  [
    /^step (\S*) is no act of the partner of leg (\S*)$/,
    inStep(
      'task',
      (id, leg) => `Bước ${id}: chặng ${leg} ở hệ thống khác nên việc phải là làm xong một chặng.`,
    ),
  ],
]

const LEG: readonly [RegExp, Teller][] = [
  [/^leg (\S*): two legs have the same id$/, inLeg('id', (id) => `Có hai chặng cùng mã ${id}.`)],
  [/^leg (\S*) has no step$/, inLeg('', (id) => `Chặng ${id} chưa có bước nào.`)],
  [
    /^leg (\S*) is outside, but names no partner$/,
    inLeg('partner', (id) => `Chặng ${id} của cơ quan khác thì phải có mã hệ thống nhận.`),
  ],
  [
    /^leg (\S*) is outside, but names no agency$/,
    inLeg('agency', (id) => `Chặng ${id} của cơ quan khác thì phải có tên cơ quan.`),
  ],
  [
    /^leg (\S*) is outside, but has an office of ours$/,
    inLeg('office', (id) => `Chặng ${id} của cơ quan khác thì không có cơ quan của thành phố.`),
  ],
  [
    /^leg (\S*) is outside, so it is one step$/,
    inLeg('where', (id) => `Chặng ${id} ở hệ thống khác nên chỉ có một bước.`),
  ],
  [
    /^leg (\S*) is inside, but no rule names its office$/,
    inLeg('office', (id) => `Chặng ${id} của cơ quan thành phố thì phải ghi cơ quan nào.`),
  ],
  [
    /^leg (\S*) is inside, but names a partner$/,
    inLeg('partner', (id) => `Chặng ${id} của cơ quan thành phố thì không có hệ thống nhận.`),
  ],
  [
    /^leg (\S*): its steps take (\d+) working hours, its own limit is (\d+)$/,
    inLeg(
      'limit',
      (id, hours, limit) =>
        `Các bước của chặng ${id} cần ${hours} giờ làm việc, thời hạn của chặng chỉ có ${limit} giờ.`,
    ),
  ],
]

/** Of the way through a leg no single box is wrong. */
const WAY: readonly [RegExp, Teller][] = [
  [
    /^leg (\S*) needs exactly one step that ends it/,
    inLeg(
      '',
      (id) =>
        `Chặng ${id} phải có đúng một bước làm xong chặng hoặc một bước lấy số, đóng dấu của chặng.`,
    ),
  ],
  [
    /^leg (\S*) begins at several steps: (.*)$/,
    inLeg('', (id, steps) => `Chặng ${id} bắt đầu ở nhiều bước: ${steps}. Chỉ được một bước.`),
  ],
  [
    /^leg (\S*) goes on within itself after/,
    inLeg('', (id) => `Sau bước làm xong chặng ${id}, công việc không được ở lại trong chặng.`),
  ],
  [
    /^leg (\S*) has no way to the step that ends it$/,
    inLeg('', (id) => `Trong chặng ${id} không có đường tới bước làm xong chặng.`),
  ],
  [
    /^leg (\S*) is left by another step/,
    inLeg('', (id) => `Chỉ bước làm xong chặng ${id} mới dẫn ra ngoài chặng.`),
  ],
  [
    /^legs: nothing says when the clock of the whole stands/,
    on('wholePause', () => 'Có chặng thì phải ghi khi nào thời hạn chung dừng.'),
  ],
]

/** The examples beside a workflow are kept as a file: their faults concern the workflow as a whole. */
const EXAMPLES: readonly [RegExp, Teller][] = [
  [
    /^tests: there are none; a workflow that branches/,
    on(
      'steps',
      () => 'Quy trình rẽ nhánh, lấy ý kiến hoặc có chặng phải có ví dụ chạy thử đi kèm.',
    ),
  ],
  [
    /^tests: they are those of (\S*) v(\d+)$/,
    on('steps', (id, version) => `Ví dụ chạy thử là của quy trình ${id}, phiên bản ${version}.`),
  ],
  [
    /^tests: (\/\S*|the document): /,
    on('steps', (place) => `Không đọc được ví dụ chạy thử, ở ${place}.`),
  ],
  [
    /^example "(.*)": act (\d+) \(([^)]*)\): the clock of the whole (stands|runs)$/,
    on(
      'wholePause',
      (name, act, what, is) =>
        `Ví dụ “${name}”, việc thứ ${act} (${what}): thời hạn chung ${is === 'stands' ? 'dừng' : 'vẫn chạy'}, khác với ví dụ.`,
    ),
  ],
  [
    /^example "(.*)": (?:act (\d+) \(([^)]*)\)|at the beginning): (.*), not (.*)$/,
    on('steps', (name, act, what, found, wanted) => {
      const where = act === undefined ? 'lúc bắt đầu' : `việc thứ ${act} (${what})`
      return `Ví dụ “${name}”, ${where}: quy trình cho ${outcome(found)}, ví dụ ghi ${outcome(wanted)}.`
    }),
  ],
]

export const legTellers: readonly [RegExp, Teller][] = [...STEP, ...LEG, ...WAY, ...EXAMPLES]

/** "a, b wait", "nothing waits", "refused as wrongStep". */
function outcome(told = ''): string {
  if (told === 'nothing waits') return 'không còn bước nào chờ'
  const refused = /^refused as (\w+)$/.exec(told)?.[1]
  if (refused !== undefined) return `bị từ chối (${REFUSALS[refused] ?? refused})`
  return `chờ ở ${told.replace(/ wait$/, '')}`
}

const REFUSALS: Readonly<Record<string, string>> = {
  wrongStep: 'bước này chưa tới lượt',
  wrongState: 'chặng không ở trạng thái đó',
  noConsent: 'không trả lời chưa phải là đồng ý',
  choiceNeeded: 'chưa chọn bước sau',
  choiceUnknown: 'bước được chọn không có',
  reasonNeeded: 'chưa ghi lý do trả về',
  alreadyAcknowledged: 'đã xác nhận rồi',
  notAcknowledged: 'chưa xác nhận',
  stepsOpen: 'còn bước của chặng chưa xong',
}
