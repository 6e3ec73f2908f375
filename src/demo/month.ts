/** The made month as a plan: every dossier, who lives where, which way it came in, and when what was done. Pure. */
import type { Calendar } from '../calendar/calendar.ts'
import type { TimeLimit } from '../calendar/deadline.ts'
import { dayOf, type LocalMinute } from '../lib/time.ts'
import type { KindOfFiling, Offices, Source } from '../dossier/events.ts'
import { chanceOf, type Chance } from './chance.ts'
import { declarationOf, madeFamily, type Birth, type Family, type Population } from './family.ts'
import { OVER, UNDER_WAY, type Story } from './stories.ts'
import { timesOf, type Timed } from './timing.ts'

export type Ward = { id: number; commune: string }
/** A person of the identity stand-in whose own dossier stands in the month. */
export type Visitor = { subject: string; family: Family; phone: string; story: Story }

export type MadeDossier = {
  /** Counts from 0; with the seed it names everything of this dossier. */
  nth: number
  offices: Offices
  source: Source
  kindOfFiling: KindOfFiling
  portalCode: string | null
  birth: Birth
  phone: string
  /** Signs in as this person of the identity stand-in. */
  visitor: string | null
  times: Timed[]
  /** Which of the two people of each desk, 0 or 1. */
  desk: number
}

export type MonthFacts = {
  now: LocalMinute
  calendar: Calendar
  wards: readonly Ward[]
  population: Population
  visitors: readonly Visitor[]
  limit: TimeLimit
  draftSilence: TimeLimit
}

const SOURCES = { nationalPortal: 46, ownPortal: 14, counter: 20, assisted: 10, agent: 6, post: 4 }

const KIND_OF_FILING: Record<Source, KindOfFiling> = {
  nationalPortal: 'selfOnline',
  ownPortal: 'selfOnline',
  counter: 'counter',
  assisted: 'assistedOnline',
  agent: 'assistedOnline',
  post: 'post',
}

/** Every dossier of the month; the same facts give the same month. */
export function planMonth(facts: MonthFacts): MadeDossier[] {
  const known = [...facts.population.registered]
  const stories = [
    ...facts.visitors.map((visitor) => ({ story: visitor.story, ward: 0, visitor })),
    ...UNDER_WAY.flatMap(([counts, story]) =>
      counts.flatMap((count, ward) => times(count, () => ({ story, ward, visitor: null }))),
    ),
    ...OVER.flatMap(([count, story]) =>
      times(count, (i) => ({ story, ward: [0, 1, 0, 2, 0, 1, 2][i % 7]!, visitor: null })),
    ),
  ]
  return stories.map((one, nth) => planOne(facts, { ...one, nth, known }))
}

function times<T>(count: number, make: (i: number) => T): T[] {
  return Array.from({ length: count }, (_, i) => make(i))
}

type One = { story: Story; ward: number; visitor: Visitor | null; nth: number; known: Family[] }

function planOne(facts: MonthFacts, { story, ward, visitor, nth, known }: One): MadeDossier {
  const chance = chanceOf(`dossier ${nth}`)
  const source = visitor ? 'ownPortal' : sourceOf(chance, story)
  const home = facts.wards[ward % facts.wards.length]!
  const phone = visitor?.phone ?? `0991${String(nth).padStart(6, '0')}`
  const times = timesOf(story, {
    ...facts,
    chance,
    isAtCounter: source === 'counter' || source === 'assisted' || source === 'post',
  })
  const filedOn = dayOf(times[0]!.at)
  const family =
    visitor?.family ??
    (story.kind === 'open' || story.kind === 'waiting' ? known.shift() : undefined) ??
    madeFamily(chance, facts.population.names, { serial: nth, today: filedOn })
  return {
    nth,
    offices: officesOf(chance, facts.wards, { home, source }),
    source,
    kindOfFiling: KIND_OF_FILING[source],
    portalCode: source === 'nationalPortal' ? portalCodeOf(filedOn, nth) : null,
    birth: declarationOf(chance, facts.population.names, {
      family,
      commune: home.commune,
      filedOn,
      phone,
    }),
    phone,
    visitor: visitor?.subject ?? null,
    times,
    desk: chance.between(0, 1),
  }
}

/** What waits for reception has come in online; whatever is handed over is accepted within minutes. */
function sourceOf(chance: Chance, story: Story): Source {
  const source = chance.weighted(SOURCES)
  const isWaiting = story.kind === 'open' && story.through === 'file'
  return isWaiting && !['nationalPortal', 'ownPortal', 'agent'].includes(source)
    ? 'nationalPortal'
    : source
}

/** One assisted dossier in three is typed in another ward and sent to the competent one (phi địa giới). */
function officesOf(
  chance: Chance,
  wards: readonly Ward[],
  { home, source }: { home: Ward; source: Source },
): Offices {
  const others = wards.filter(({ id }) => id !== home.id)
  const isElsewhere = source === 'assisted' && others.length > 0 && chance.isIn(0.33)
  const receiving = isElsewhere ? chance.one(others).id : home.id
  return { receiving, competent: home.id, returning: home.id }
}

/** TN = thử nghiệm: no agency has this code. */
function portalCodeOf(day: string, nth: number): string {
  return `TN01-${day.replaceAll('-', '')}-${String(nth).padStart(7, '0')}`
}
