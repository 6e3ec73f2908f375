/** Every open dossier and every leg of it under way is held by exactly one: a person or the queue of an office. */
import type { Terms } from '../../catalogue/terms.ts'
import type { DossierState } from '../../dossier/dossier.ts'
import { holdingsOf } from '../../dossier/holders/holding.ts'
import { RESPONSIBILITY } from '../../dossier/holders/subscriber.ts'
import { waitedFor, waitedForLeg, type Waited } from '../../dossier/holders/waited.ts'
import { notToldYet } from './documents-store.ts'
import { brokenSpans, runningSpans, type RunningSpan } from './holders-store.ts'
import { dossierDifference, type DossierInvariant } from './invariant.ts'

export const everyoneHasOneHolder: DossierInvariant = {
  name: 'one-holder',
  over: 'dossiers',
  title: 'Mỗi hồ sơ đúng một người giữ',
  statement:
    'Mỗi hồ sơ đang mở, và mỗi chặng đang mở của nó, có đúng một người giữ hoặc một hàng đợi giữ; sổ trách nhiệm nối liền từ lúc nộp đến nay, như lịch sử ghi.',
  mend: 'Kể lại lịch sử cho sổ trách nhiệm: npm run -s motcua -- retell responsibility, kèm mã hồ sơ.',
  canReproject: false,
  async look({ tx, ids, states }, { termsOf }) {
    const late = await notToldYet(tx, ids, RESPONSIBILITY)
    const running = Map.groupBy(await runningSpans(tx, ids), ({ dossierId }) => dossierId)
    const broken = (await brokenSpans(tx, ids)).filter(({ dossierId }) => !late.has(dossierId))
    const wrong = [...states].flatMap(([id, state]) =>
      late.has(id)
        ? []
        : faultsOf(state, termsOf(state.procedure), running.get(id) ?? []).map(({ leg, what }) =>
            dossierDifference(id, what, `holder:${leg}`),
          ),
    )
    return [
      ...wrong,
      ...broken.map(({ dossierId, leg }) =>
        dossierDifference(dossierId, 'sổ trách nhiệm bị đứt quãng', `ledger:${leg}`),
      ),
    ]
  },
}

type Fault = { leg: string; what: string }

function faultsOf(state: DossierState, terms: Terms, running: readonly RunningSpan[]): Fault[] {
  const expected = expectedOf(state, terms)
  const held = new Set(holdingsOf(state).map(({ leg }) => leg ?? ''))
  const unheld = [...expected.keys()].filter((leg) => !held.has(leg) && isInside(state, leg))
  const names = new Set([...expected.keys(), ...running.map(({ leg }) => leg)])
  return [
    ...unheld.map((leg) => ({ leg, what: 'không ai giữ' })),
    ...[...names].flatMap((leg) => {
      const spans = running.filter((span) => span.leg === leg)
      const what = difference(spans, expected.get(leg) ?? null)
      return what === null ? [] : [{ leg, what }]
    }),
  ]
}

/** Whose time runs, by leg ('': the dossier itself), as the state says. */
function expectedOf(state: DossierState, terms: Terms): Map<string, Waited> {
  const all: [string, Waited | null][] = [
    ['', waitedFor(state, terms)],
    ...(state.legs ?? []).map((leg): [string, Waited | null] => [
      leg.leg,
      waitedForLeg(state, leg),
    ]),
  ]
  return new Map(all.filter((each): each is [string, Waited] => each[1] !== null))
}

function isInside({ legs = [] }: DossierState, name: string): boolean {
  return name === '' || legs.some(({ leg, where }) => leg === name && where === 'inside')
}

function difference(spans: readonly RunningSpan[], expected: Waited | null): string | null {
  const count = expected === null ? 0 : 1
  if (spans.length !== count) return `${spans.length} người giữ trong sổ, phải là ${count}`
  const [span] = spans
  if (span === undefined || expected === null) return null
  const isSame =
    span.who === expected.who &&
    span.office === expected.office &&
    span.person === expected.person &&
    span.holder === expected.holder
  return isSame ? null : 'người giữ trong sổ khác với lịch sử'
}
