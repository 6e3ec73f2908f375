/** Responsibility in working minutes: what its pages show, read from their address, and sums of it. Pure. */
import { NotFound } from '../lib/problem.ts'
import { monthIn, officeIn, readCursor, type Cursor } from './supervision.ts'
import type { Month } from './period.ts'
import { OF_OFFICES, type OfOffice, type Total } from './responsibility-store.ts'

export const RESPONSIBILITY_PATH = '/giam-sat/trach-nhiem'

export type ResponsibilityView = { readonly month: Month; readonly office: number | null }
export type BehindView = {
  readonly month: Month
  readonly office: number
  readonly who: OfOffice
  readonly person: number | null
  readonly after: Cursor | null
}

type Query = Readonly<Record<string, unknown>>

export function readResponsibility(query: Query, now: Date): ResponsibilityView {
  return { month: monthIn(query, now), office: officeIn(query) }
}

/** Throws NotFound for a number that does not exist. */
export function readBehind(query: Query, now: Date): BehindView {
  const office = officeIn(query)
  const who = OF_OFFICES.find((each) => each === query['who'])
  if (office === null || who === undefined) throw new NotFound()
  return {
    month: monthIn(query, now),
    office,
    who,
    person: personIn(query['person']),
    after: readCursor(typeof query['after'] === 'string' ? query['after'] : ''),
  }
}

function personIn(typed: unknown): number | null {
  if (typed === undefined || typed === '') return null
  if (typeof typed !== 'string' || !/^[1-9]\d{0,9}$/.test(typed) || Number(typed) > 2_147_483_647)
    throw new NotFound()
  return Number(typed)
}

export function responsibilityHref(
  { month, office }: ResponsibilityView,
  path: string = RESPONSIBILITY_PATH,
): string {
  return `${path}?${pairsOf({ month, office })}`
}

export function behindHref(view: BehindView, path = `${RESPONSIBILITY_PATH}/ho-so`): string {
  const { month, office, who, person, after } = view
  const place = after && `${after.place}.${after.id}`
  return `${path}?${pairsOf({ month, office, who, person, after: place })}`
}

function pairsOf(pairs: Readonly<Record<string, string | number | null>>): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(pairs))
    if (value !== null) search.set(name, String(value))
  return search.toString()
}

export type OfficeTotals = {
  officeId: number
  name: string
  minutes: Readonly<Record<OfOffice, number>>
  sum: number
}

/** One line per office that held anything, the most first. */
export function byOffice(
  totals: readonly Total[],
  nameOf: (officeId: number) => string,
): OfficeTotals[] {
  const lines = [...Map.groupBy(totals, ({ officeId }) => officeId)].map(([officeId, own]) => {
    const minutesOf = (who: OfOffice) =>
      own.filter((each) => each.who === who).reduce((all, each) => all + each.minutes, 0)
    const minutes = Object.fromEntries(
      OF_OFFICES.map((who) => [who, minutesOf(who)]),
    ) as OfficeTotals['minutes']
    return {
      officeId,
      name: nameOf(officeId),
      minutes,
      sum: Object.values(minutes).reduce((all, each) => all + each, 0),
    }
  })
  return lines.toSorted((a, b) => b.sum - a.sum || a.name.localeCompare(b.name, 'vi'))
}
