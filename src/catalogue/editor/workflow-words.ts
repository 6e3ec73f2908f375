/** What the checks say of the steps of a workflow, in Vietnamese and each at its box. Pure. */
import { codeWord } from './code-words.ts'
import { at } from './list-acts.ts'
import { legTellers } from './leg-words.ts'
import { inList, itemPath, on, type Teller } from './telling.ts'

const inStep = (box: string, say: (...found: string[]) => string) => inList('steps', 'id', box, say)

/** The box in which the step names that other step. */
const leadsNowhere: Teller = (workflow, [id = '', target = '']) => {
  const path = itemPath(workflow, 'steps', ['id', id])
  const box = ['next', 'choose', 'back'].find((name) => {
    const named = at(workflow, [...path.split('.'), name])
    return Array.isArray(named) && named.includes(target)
  })
  return {
    path: `${path}.${box ?? 'next'}`,
    message: `Bước ${id} dẫn tới bước “${target}” không có.`,
  }
}

const STEP: readonly [RegExp, Teller][] = [
  [/^step (\S*): two steps have the same id$/, inStep('id', (id) => `Có hai bước cùng mã ${id}.`)],
  [/^step (\S*) leads to (\S*), which does not exist$/, leadsNowhere],
  [/^step (\S*) is never reached$/, inStep('', (id) => `Không bước nào dẫn tới bước ${id}.`)],
  [
    /^step (\S*): the work never comes to an end from here$/,
    inStep('next', (id) => `Từ bước ${id}, công việc không bao giờ kết thúc.`),
  ],
  [
    /^step (\S*) ends the workflow, so/,
    inStep('when', (id) => `Bước ${id}: bước cuối luôn phải làm nên không có điều kiện.`),
  ],
  [
    /^step (\S*): a budget and its mark/,
    inStep(
      'budgetMark',
      (id) => `Bước ${id}: thời gian của bước và mức độ chắc chắn phải đi cùng nhau.`,
    ),
  ],
  [
    /^step (\S*) waits for (\S*), which is no role of an office$/,
    inStep(
      'waitsFor',
      (id, who) =>
        `Bước ${id} phải chờ một người của cơ quan, không phải ${codeWord('steps.waitsFor', who)}.`,
    ),
  ],
  [
    /^step (\S*) asks another office, which/,
    inStep('asks', (id) => `Bước ${id}: chỉ bước lấy ý kiến mới hỏi cơ quan khác.`),
  ],
  [
    /^step (\S*) allows the same act twice$/,
    inStep('allows', (id) => `Bước ${id}: một việc được đánh dấu hai lần.`),
  ],
]

const CHOICE: readonly [RegExp, Teller][] = [
  [
    /^step (\S*) has both next and choose;/,
    inStep(
      'choose',
      (id) => `Bước ${id}: hãy điền bước tiếp theo hoặc các bước để chọn, chỉ một trong hai.`,
    ),
  ],
  [
    /^step (\S*) leaves a choice, so it has no condition$/,
    inStep('when', (id) => `Bước ${id}: bước cho chọn bước sau thì không có điều kiện.`),
  ],
  [
    /^step (\S*) leaves a choice, which only work/,
    inStep(
      'choose',
      (id) => `Bước ${id}: chỉ bước xử lý và bước lấy ý kiến mới cho chọn bước sau.`,
    ),
  ],
  [
    /^step (\S*) leaves a choice, which silence/,
    inStep('choose', (id) => `Bước ${id}: không trả lời thì không chọn được bước sau.`),
  ],
  [
    /^step (\S*) has the same step in choose and back$/,
    inStep('back', (id) => `Bước ${id}: một bước không đứng ở cả mục chọn lẫn mục trả về.`),
  ],
  [
    /^step (\S*) takes silence for consent, which only/,
    inStep('silence', (id) => `Bước ${id}: chỉ bước lấy ý kiến mới coi không trả lời là đồng ý.`),
  ],
  [
    /^step (\S*) takes silence for consent, but has no time/,
    inStep(
      'budget',
      (id) => `Bước ${id}: không trả lời là đồng ý thì phải có thời gian để trả lời.`,
    ),
  ],
  [
    /^step (\S*) takes silence for consent without a legal basis$/,
    inStep(
      'legalBasis',
      (id) => `Bước ${id}: không trả lời là đồng ý thì phải ghi căn cứ pháp lý.`,
    ),
  ],
]

const JOIN: readonly [RegExp, Teller][] = [
  [
    /^step (\S*) joins, but only one step leads to it$/,
    inStep('join', (id) => `Chỉ có một bước dẫn tới bước ${id} nên không có gì để chờ.`),
  ],
  [
    /^step (\S*) joins, but (\S*) begins only after it$/,
    inStep('join', (id, other) => `Bước ${id} chờ bước ${other}, mà bước đó chỉ bắt đầu sau nó.`),
  ],
  [
    /^step (\S*) begins with the first that comes,/,
    inStep(
      'join',
      (id) => `Bước ${id} chỉ chờ bước đến trước nên công việc không được quay lại bước này.`,
    ),
  ],
]

const WHOLE: readonly [RegExp, Teller][] = [
  [/^the start step (.*) does not exist$/, on('start', (id) => `Không có bước “${id}”.`)],
  [/^no step ends the workflow$/, on('steps', () => 'Quy trình không có bước cuối.')],
]

/** Looked at in this order. */
export const workflowTellers: readonly [RegExp, Teller][] = [
  ...STEP,
  ...CHOICE,
  ...JOIN,
  ...WHOLE,
  ...legTellers,
]
