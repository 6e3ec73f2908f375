import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import {
  after,
  hasArrived,
  ORDER_FACTS,
  ORDER_STATES,
  type OrderFact,
  type OrderState,
  type Owing,
} from './order.ts'

/** Every pair, written out: '.' known already, '×' refused; else the state that follows while the money is owed. */
const TABLE: Record<OrderState, Record<OrderFact, OrderState | '.' | '×'>> = {
  created: row('pending', 'paid', 'failed', 'expired', '×', '×', '×'),
  pending: row('.', 'paid', 'failed', 'expired', '×', '×', '×'),
  paid: row('.', '.', '.', '.', 'refundDue', '×', '×'),
  failed: row('.', 'paid', '.', '.', '×', '×', '×'),
  expired: row('.', 'paid', 'failed', '.', '×', '×', '×'),
  refundDue: row('.', '.', '.', '.', '.', 'refundAsked', '×'),
  refundAsked: row('.', '.', '.', '.', '.', '.', 'refunded'),
  refunded: row('.', '.', '.', '.', '.', '.', '.'),
}

function row(...cells: (OrderState | '.' | '×')[]) {
  return Object.fromEntries(ORDER_FACTS.map((fact, i) => [fact, cells[i]!])) as Record<
    OrderFact,
    OrderState | '.' | '×'
  >
}

function shown(state: OrderState, fact: OrderFact, owing: Owing = 'owed'): string {
  const step = after(state, fact, owing)
  return step.kind === 'moved' ? step.to : step.kind === 'known' ? '.' : '×'
}

/** Where an order ends and how often its money moved. */
function told(facts: readonly OrderFact[], owing: Owing = 'owed') {
  let state: OrderState = 'created'
  const money: string[] = []
  for (const fact of facts) {
    const step = after(state, fact, owing)
    if (step.kind !== 'moved') continue
    state = step.to
    if (step.money) money.push(step.money)
  }
  return { state, money }
}

describe('an order to pay', () => {
  it('does in every state with every fact what the table says', () => {
    for (const state of ORDER_STATES)
      for (const fact of ORDER_FACTS)
        assert.equal(shown(state, fact), TABLE[state][fact], `${state} + ${fact}`)
  })

  it('gives money back that came for what was paid already, or is owed no more', () => {
    for (const state of ['created', 'pending', 'failed', 'expired'] as const)
      for (const owing of ['paidTwice', 'notOwed'] as const) {
        const step = after(state, 'paid', owing)
        assert.deepEqual(step, { kind: 'moved', to: 'refundDue', money: 'received', why: owing })
      }
  })

  it('ends in the same state whatever order the messages come in, and however often', () => {
    const messages = fc.array(fc.constantFrom<OrderFact>('opened', 'paid', 'failed', 'expired'), {
      minLength: 1,
      maxLength: 6,
    })
    const scrambled = messages.chain((facts) =>
      fc.tuple(
        fc.constant(facts),
        fc.shuffledSubarray([...facts, ...facts, ...facts], { minLength: 3 * facts.length }),
      ),
    )
    const ends = fc.property(
      scrambled,
      fc.constantFrom<Owing>('owed', 'paidTwice'),
      (facts, owing) => {
        const [once, often] = facts.map((each) => told(each, owing))
        const isOpenedOnly = (fact: OrderFact): boolean => fact === 'opened'
        assert.deepEqual(often, once)
        if (facts[0].includes('paid')) assert.deepEqual(once?.money, ['received'])
        if (facts[0].every(isOpenedOnly)) assert.equal(once?.state, 'pending')
      },
    )
    fc.assert(ends)
  })

  it('moves money once in and at most once out, whatever happens', () => {
    const any = fc.array(fc.constantFrom(...ORDER_FACTS), { maxLength: 30 })
    fc.assert(
      fc.property(any, fc.constantFrom<Owing>('owed', 'paidTwice', 'notOwed'), (facts, owing) => {
        const { state, money } = told(facts, owing)
        const expected = [
          ...(hasArrived(state) ? ['received'] : []),
          ...(state === 'refunded' ? ['refunded'] : []),
        ]
        assert.deepEqual(money, expected)
      }),
    )
  })
})
