/** What a reorganisation asks of one dossier: each of its offices goes its own way. Pure. */
import type { Workflow } from '../../catalogue/workflow.ts'
import type { Closing } from '../../office/reorganisation.ts'
import type { DossierState } from '../dossier.ts'
import type { Offices } from '../events.ts'
import type { ReorganisationCommand } from './commands.ts'
import type { Reorganised } from './events.ts'
import type { Places } from './evolve.ts'
import { candidatesOf, partOf, type Evidence } from './split-rule.ts'

export type Mapping = {
  reorganisation: Reorganised
  closings: ReadonlyMap<number, Closing>
  /** 'office field' → the office that decides the field from the day on. */
  fields: ReadonlyMap<string, number>
  ancestorsOf(office: number): readonly number[]
}

export type Dossier = {
  state: DossierState
  workflow: Workflow
  /** Field of its procedure (lĩnh vực). */
  field: string | null
  evidence: Evidence
}

export type Following = Extract<ReorganisationCommand, { type: 'changeOffices' }>

/** Null when nothing of it changes. */
export function following(mapping: Mapping, dossier: Dossier): Following | null {
  const { offices } = dossier.state
  const decided = competentAfter(mapping, dossier)
  const elsewhere = (office: number): number =>
    office === offices.competent && mapping.closings.has(office)
      ? decided.office
      : partElsewhere(mapping, dossier.evidence, office)
  const to: Offices = {
    receiving: elsewhere(offices.receiving),
    competent: decided.office,
    returning: elsewhere(offices.returning),
  }
  const others = othersOf(dossier)
    .filter((office) => mapping.closings.has(office))
    .map((from) => ({ from, to: elsewhere(from) }))
  const isSame = PLACES.every((place) => to[place] === offices[place])
  if (isSame && others.length === 0) return null
  return {
    type: 'changeOffices',
    reorganisation: mapping.reorganisation,
    to,
    ...(others.length > 0 && { others }),
    ...(decided.open &&
      isStillDecided(dossier) && { undecided: openQuestion(mapping, dossier, decided.open) }),
  }
}

/** With the result issued nothing is left to decide: the default part returns it. */
function isStillDecided({ state }: Dossier): boolean {
  return state.phase.at !== 'finished'
}

const PLACES = ['receiving', 'competent', 'returning'] as const

type Part = Closing & { rule: 'byAddress' | 'byPerson' }

/** The deciding office from the day on, and the divided one about which a person has to say more. */
function competentAfter(
  { closings, fields }: Mapping,
  { state, field, evidence }: Dossier,
): { office: number; open?: Part } {
  const { competent } = state.offices
  const closing = closings.get(competent)
  if (closing === undefined) {
    const moved = field === null ? undefined : fields.get(`${competent} ${field}`)
    return { office: moved ?? competent }
  }
  if (!isDivided(closing)) return { office: closing.default }
  const part = partOf(closing, evidence)
  return part === undefined ? { office: closing.default, open: closing } : { office: part }
}

function isDivided(closing: Closing): closing is Part {
  return closing.rule !== 'whole'
}

/** Where an office that only receives, returns or is asked goes: by the same rule, else to its default; nobody is asked about it. */
function partElsewhere({ closings }: Mapping, evidence: Evidence, office: number): number {
  const closing = closings.get(office)
  if (closing === undefined) return office
  return (isDivided(closing) ? partOf(closing, evidence) : undefined) ?? closing.default
}

function openQuestion(
  { ancestorsOf }: Mapping,
  { state, evidence }: Dossier,
  closing: Part,
): NonNullable<Following['undecided']> {
  const { office: from, default: byDefault } = closing
  return {
    from,
    default: byDefault,
    places: PLACES.filter((place) => state.offices[place] === from),
    candidates: candidatesOf(closing, evidence),
    deciders: [...ancestorsOf(byDefault)].sort((a, b) => a - b),
  }
}

/** Every office beside the three that the state or what is left of its workflow names. */
function othersOf({ state, workflow }: Dossier): number[] {
  const places: Places = state
  const { legs = [], consulted = [], custody = {}, waiting = [], undecided } = state
  const { successors = [], offices } = state
  const three = Object.values(offices)
  const named = [
    ...legs.map(({ office }) => office),
    ...consulted,
    ...workflow.steps.flatMap(({ asks }) => asks ?? []),
    ...Object.values(custody).flatMap((place: { at: number | null; from?: number }) => [
      place.at,
      place.from ?? null,
    ]),
    ...waiting.flatMap(({ office }) => (three.includes(office) ? [] : [office])),
    ...Object.values(places.officesByAnswer ?? {}),
    places.crossOffice?.from ?? null,
    ...successors.map(({ to }) => to),
    ...(undecided ? [undecided.default, ...undecided.candidates.map(({ office }) => office)] : []),
  ]
  const done = new Set(successors.map(({ from }) => from))
  const open = named.flatMap((office) => (office === null || done.has(office) ? [] : [office]))
  return [...new Set(open)].sort((a, b) => a - b)
}
