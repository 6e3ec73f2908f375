/** What narrows a search, as it stands in the address of the page. Pure. */
import type { LifeEvent } from './life-events.ts'
import { receivers, type Candidate, type Receiver, type Scope } from './candidate.ts'
import { codePrefix } from './words.ts'

export type Filter = {
  typed: string
  page: number
  life?: LifeEvent | undefined
  field?: string | undefined
  receiver?: Receiver | undefined
  literally: boolean
}

const SEARCH = '/tim'

/** Whatever the address holds gives a filter; what it does not know it leaves out. */
export function readFilter(
  query: Readonly<Record<string, string>>,
  typed: string,
  events: readonly LifeEvent[],
): Filter {
  const page = Number(query['trang'])
  const field = query['linhvuc']?.slice(0, 200)
  return {
    typed,
    page: Number.isInteger(page) && page >= 1 && page <= 500 ? page : 1,
    life: events.find(({ slug }) => slug === query['viec']),
    field: field === '' ? undefined : field,
    receiver: receivers.find((each) => each === query['noi']),
    literally: query['nguyen'] === '1',
  }
}

/** The address of the same search with something changed; a changed filter begins at the first page. */
export function addressOf(filter: Filter, change: Partial<Filter> = {}): string {
  const { typed, page, life, field, receiver, literally } = { ...filter, page: 1, ...change }
  const query = new URLSearchParams({ q: typed })
  if (life) query.set('viec', life.slug)
  if (field !== undefined) query.set('linhvuc', field)
  if (receiver) query.set('noi', receiver)
  if (literally) query.set('nguyen', '1')
  if (page > 1) query.set('trang', String(page))
  return `${SEARCH}?${query.toString()}`
}

export function scopeOf({ life, field, receiver }: Filter): Scope {
  return { field, receiver, codes: life?.procedures }
}

export type Facets = { lives: LifeEvent[]; fields: string[]; receivers: Receiver[] }

/** What the results can be narrowed by: only what divides them, the most frequent first. */
export function facetsOf(
  ranked: readonly Candidate[],
  events: readonly LifeEvent[],
  { typed }: Filter,
): Facets {
  if (codePrefix(typed)) return { lives: [], fields: [], receivers: [] }
  const codes = new Set(ranked.map(({ code }) => code))
  const lives = events
    .map((event) => ({ event, held: event.procedures.filter((code) => codes.has(code)).length }))
    .filter(({ held }) => held > 0 && held < ranked.length)
  return {
    lives: most(lives, ({ held }) => held).map(({ event }) => event),
    fields: dividing(ranked.map(({ field }) => field)),
    receivers: dividing(ranked.flatMap(receiversOf)),
  }
}

const MOST_SHOWN = 5

export function receiversOf({
  receivedBy,
  notReceived,
}: Pick<Candidate, 'receivedBy' | 'notReceived'>): Receiver[] {
  if (notReceived === 'national') return ['national']
  return [
    ...(receivedBy.includes('commune') ? (['commune'] as const) : []),
    ...(receivedBy.some((kind) => kind !== 'commune') ? (['city'] as const) : []),
  ]
}

function dividing<T extends string>(values: readonly T[]): T[] {
  const counts = new Map<T, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return counts.size < 2 ? [] : most([...counts], ([, count]) => count).map(([value]) => value)
}

function most<T>(all: readonly T[], weight: (each: T) => number): T[] {
  return all.toSorted((a, b) => weight(b) - weight(a)).slice(0, MOST_SHOWN)
}
