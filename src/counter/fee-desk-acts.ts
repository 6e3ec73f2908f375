/** What the buttons of the fee page do, each with what it needs to be told. */
import { readDong } from '../catalogue/fee-lines.ts'
import { isUuid } from '../lib/ids.ts'
import type { Problem } from '../lib/problem.ts'
import type { Result } from '../lib/result.ts'
import { cleanLine } from '../lib/text.ts'
import type { StaffActor } from '../office/actor.ts'
import { confirmMoney, dropOrder, openOrder } from '../payment/acts.ts'
import { claimExemption, decideClaim, determineAmount } from '../payment/decisions.ts'
import type { PaymentDeps } from '../payment/deps.ts'
import { approveRefund, askRefund, payBack } from '../payment/refunds.ts'
import type { Form } from '../ui/form.ts'

const FIELDS = [
  'order',
  'line',
  'claim',
  'group',
  'outcome',
  'amount',
  'ground',
  'reason',
  'paper',
] as const
export type FeeValues = Record<(typeof FIELDS)[number], string>

/** 'reason.MC0123…' is the reason of that order's form: fields of the many forms of one page have names of their own. */
export function fieldOf(field: string, of: string): string {
  return `${field}.${of}`
}

/** What was sent, by the plain name of each field, and the name under which the page has it. */
export function readFeeForm(form: Form): { values: FeeValues; names: Partial<FeeValues> } {
  const sent = form.names()
  const names: Partial<FeeValues> = {}
  const values = Object.fromEntries(
    FIELDS.map((field) => {
      const name = sent.find((each) => each === field || each.startsWith(`${field}.`)) ?? field
      names[field] = name
      return [field, cleanLine(form.text(name))]
    }),
  ) as FeeValues
  return { values, names }
}

type Doing = { dossierId: string; by: StaffActor; key: string; values: FeeValues }
type FeeDeskAct = {
  check(values: FeeValues): Problem[]
  run(deps: PaymentDeps, doing: Doing): Promise<Result<unknown>>
}

const nothing = (): Problem[] => []

/** A line of text of 3 to 200 letters. */
const line = (field: keyof FeeValues, message: string) => (values: FeeValues) =>
  values[field].length >= 3 && values[field].length <= 200 ? [] : [{ code: 'text', field, message }]

const chosen = (field: 'order' | 'line' | 'claim') => (values: FeeValues) =>
  isUuid(values[field])
    ? []
    : [{ code: 'chosen', message: 'Mục này không còn. Hãy tải lại trang.' }]

const all =
  (...checks: ((values: FeeValues) => Problem[])[]) =>
  (values: FeeValues) =>
    checks.flatMap((check) => check(values))

const amount = (values: FeeValues): Problem[] =>
  readDong(values.amount) === null
    ? [{ code: 'amount', field: 'amount', message: 'Hãy ghi số tiền bằng đồng, ví dụ 150.000.' }]
    : []

/** As the ledger and the gateway's contract carry it. */
const voucher = (values: FeeValues): Problem[] =>
  /^[A-Za-z0-9._/-]{3,60}$/.test(values.paper)
    ? []
    : [
        {
          code: 'paper',
          field: 'paper',
          message: 'Hãy ghi số chứng từ, không dấu cách, 3–60 ký tự.',
        },
      ]

const collect = (method: 'cash' | 'transfer'): FeeDeskAct => ({
  check: nothing,
  run: (deps, { dossierId, by, key }) => openOrder(deps, { dossierId, by, method, key }),
})

export const FEE_ACTS = {
  cash: collect('cash'),
  transfer: collect('transfer'),
  confirm: {
    check: all(chosen('order'), voucher),
    run: (deps, { values, ...doing }) =>
      confirmMoney(deps, { ...doing, orderId: values.order, paymentId: values.paper }),
  },
  drop: {
    check: chosen('order'),
    run: (deps, { values, ...doing }) => dropOrder(deps, { ...doing, orderId: values.order }),
  },
  determine: {
    check: all(chosen('line'), amount, line('ground', 'Hãy ghi căn cứ của mức phí, 3–200 ký tự.')),
    run: (deps, { values, ...doing }) =>
      determineAmount(deps, {
        ...doing,
        lineId: values.line,
        amount: readDong(values.amount)!,
        ground: values.ground,
      }),
  },
  claim: {
    check: all(line('line', 'Hãy chọn khoản phí.'), (values) =>
      /^\d{1,2}$/.test(values.group)
        ? []
        : [{ code: 'group', field: 'group', message: 'Hãy chọn diện miễn.' }],
    ),
    run: (deps, { values, ...doing }) =>
      claimExemption(deps, { ...doing, lineId: values.line, groupId: values.group, fileId: null }),
  },
  decideClaim: {
    check: all(
      chosen('claim'),
      line('reason', 'Hãy ghi lý do, ví dụ giấy tờ đã xem, 3–200 ký tự.'),
    ),
    run: (deps, { values, ...doing }) =>
      decideClaim(deps, {
        ...doing,
        claimId: values.claim,
        outcome: values.outcome === 'granted' ? 'granted' : 'refused',
        reason: values.reason,
      }),
  },
  askRefund: {
    check: all(
      chosen('order'),
      line('reason', 'Hãy ghi lý do hoàn tiền, 3–200 ký tự.'),
      line('ground', 'Hãy ghi căn cứ hoàn tiền, 3–200 ký tự.'),
    ),
    run: (deps, { values, by }) =>
      askRefund(deps, {
        orderId: values.order,
        by,
        reason: values.reason,
        ground: values.ground,
      }),
  },
  approveRefund: {
    check: chosen('order'),
    run: (deps, { values, by }) => approveRefund(deps, { orderId: values.order, by }),
  },
  payBack: {
    check: all(chosen('order'), voucher),
    run: (deps, { values, by }) =>
      payBack(deps, { orderId: values.order, by, voucher: values.paper }),
  },
} satisfies Record<string, FeeDeskAct>

export function isFeeActName(name: string): name is keyof typeof FEE_ACTS {
  return Object.hasOwn(FEE_ACTS, name)
}
