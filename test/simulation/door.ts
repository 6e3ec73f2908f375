/** The door of the made city: asks in the order in which `handle` asks, keeps what happened, and forgets what was refused. */
import { canRead, refusalToAct, scopesOfState } from '../../src/dossier/access.ts'
import type { Command } from '../../src/dossier/commands.ts'
import { decide } from '../../src/dossier/decide.ts'
import type { Decision, Facts } from '../../src/dossier/decision.ts'
import { evolve, type DossierState } from '../../src/dossier/dossier.ts'
import { eventVersions, type DossierEvent, type NewEvent } from '../../src/dossier/events.ts'
import { toDay } from '../../src/lib/time.ts'
import { actorKey, type Actor, type CitizenActor } from '../../src/office/actor.ts'
import { ancestorsOf, minuteOf, officeOfCommune, termsOf, type City, type Kept } from './city.ts'

/** How the made city could be broken; only the negative controls break it. */
export type Sabotage = {
  decision?: (decision: Decision, asked: Asked) => Decision
  event?: (event: DossierEvent, asked: Asked) => DossierEvent
  state?: (state: DossierState, asked: Asked) => DossierState
  /** Skips the question of who may. */
  letsAnybody?: (asked: Asked) => boolean
  code?: (code: string) => string
}

export type Asked = { city: City; by: Actor; command: Command; kept: Kept | null }
export type Done = { kept: Kept; fresh: DossierEvent[]; before: DossierState | null } | null

const nothing: Sabotage = {}

export function act(
  city: City,
  asking: { by: Actor; command: Command; kept: Kept | null; version?: number },
  sabotage: Sabotage = nothing,
): Done {
  const { by, command, kept } = asking
  const asked: Asked = { city, by, command, kept }
  const before = kept?.state ?? null
  if (before && by.kind !== 'system' && !canRead(by, scopesOfState(before, ancestorsOf)))
    return null
  if (!sabotage.letsAnybody?.(asked) && refusalToAct(by, command, before)) return null
  const facts = factsOf(city, asking)
  const honest = decide(before, command, facts)
  const decision = sabotage.decision?.(honest, asked) ?? honest
  if (!decision.ok) return null
  if (command.type === 'file') count(city, command.offices.competent)
  return keep(asked, { events: decision.value, facts, before }, sabotage)
}

function factsOf(city: City, { by, command, kept, version }: Parameters<typeof act>[1]): Facts {
  const procedureVersion = kept?.state.procedure.version ?? version ?? 1
  return {
    now: minuteOf(city),
    terms: termsOf({ version: procedureVersion }),
    calendar: city.calendar,
    actor: actorKey(by),
    personId: by.kind === 'staff' || by.kind === 'citizen' ? by.personId : null,
    code: command.type === 'file' ? nextCode(city, command.offices.competent) : null,
    officeId: by.kind === 'staff' ? by.officeId : null,
    isOwnCounter: false,
    communeOffice: (commune) => officeOfCommune(city, commune),
    ...receiverOf(city, command, kept),
    ...(command.type === 'moveToLaw' && { lawTerms: termsOf(command.to) }),
  }
}

/** What the directory says of whoever is to get the dossier. */
function receiverOf(city: City, command: Command, kept: Kept | null): Pick<Facts, 'receiver'> {
  if (command.type !== 'handOver' && command.type !== 'reassign') return {}
  const person = city.staff.find(({ personId }) => personId === command.to)
  const holdsRole = person?.role === 'officer' && person.officeId === kept?.state.offices.competent
  return { receiver: { personId: command.to, holdsRole, awayTo: null } }
}

function counterOf(city: City, office: number): string {
  return `${office} ${toDay(city.now)}`
}

function nextCode(city: City, office: number): string {
  const next = (city.counters.get(counterOf(city, office)) ?? 0) + 1
  return `H26.${office}-${toDay(city.now).replaceAll('-', '')}-${String(next).padStart(4, '0')}`
}

function count(city: City, office: number): void {
  const key = counterOf(city, office)
  city.counters.set(key, (city.counters.get(key) ?? 0) + 1)
}

type Decided = { events: NewEvent[]; facts: Facts; before: DossierState | null }

function keep(asked: Asked, { events, facts, before }: Decided, sabotage: Sabotage): Done {
  const { city, by, command, kept } = asked
  let state = before
  const fresh: DossierEvent[] = []
  for (const event of events) {
    const stored = storedAs(event, { city, by, seq: (state?.seq ?? 0) + 1 })
    const written = sabotage.event?.(stored, asked) ?? stored
    state = evolve(state, written, facts.lawTerms ?? facts.terms)
    fresh.push(written)
  }
  if (state === null) return null
  const changed = sabotage.state?.(state, asked) ?? state
  if (kept) {
    kept.events.push(...fresh)
    kept.state = changed
    return { kept, fresh, before }
  }
  if (command.type !== 'file') return null
  const made: Kept = {
    id: `dossier ${++city.serial}`,
    events: fresh,
    state: changed,
    applicant: city.people.find(
      ({ personId }) => personId === command.applicantPersonId,
    ) as CitizenActor,
    canary: command.ownerName,
  }
  city.dossiers.push(made)
  return { kept: made, fresh, before }
}

function storedAs(
  event: NewEvent,
  { city, by, seq }: { city: City; by: Actor; seq: number },
): DossierEvent {
  return {
    ...event,
    seq,
    version: eventVersions[event.kind],
    occurredAt: city.now,
    recordedAt: city.now,
    actor: actorKey(by),
    officeId: by.kind === 'staff' ? by.officeId : null,
    origin: 'live',
  }
}
