/** `start --demo`: made officials and a believable month of dossiers, through the same door as everything else. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { MOUNT } from '../../standins/identity.ts'
import { loadPeople } from '../../standins/people.ts'
import type { Law } from '../catalogue/law.ts'
import { dataDir, type House } from '../house.ts'
import { dayOf, toLocalMinute } from '../lib/time.ts'
import { hasRole, type CitizenActor, type Role, type StaffActor } from '../office/actor.ts'
import { nameDuty } from '../office/duty-store.ts'
import { upsertCitizen } from '../office/store.ts'
import { couplesOf, type MadePerson, type Names } from './family.ts'
import { planMonth, type MadeDossier, type MonthFacts, type Visitor, type Ward } from './month.ts'
import { playMonth, type Played } from './play.ts'
import type { Desk, Performing } from './perform.ts'
import { hire, readCast, type Cast } from './staff.ts'
import { demoMonth, finishMonth } from './store.ts'
import type { Story } from './stories.ts'

const PROCEDURE = '1.001193'
/** The issuer of accounts that exist only inside the made month: nobody can sign in with them. */
const NO_ISSUER = 'urn:motcua:demo'

/** People of the identity stand-in who find a dossier of their own when they sign in, and how far it has come. */
const VISITORS: Readonly<Record<string, Story>> = {
  'thu-nghiem-03': { kind: 'open', through: 'sendDraft', isOverdue: false },
  'thu-nghiem-07': { kind: 'waiting', for: 'supplement', stage: 'acceptance' },
  'thu-nghiem-13': { kind: 'closed', pace: 'onTime', through: 'deliver' },
  'thu-nghiem-17': { kind: 'open', through: 'submitForSigning', isOverdue: false },
}

/**
 * Adds what is missing of the demo; undefined when all of it was there. The catalogue must have been imported. `only` leaves
 * dossiers of the month out.
 */
export async function seedDemo(
  house: House,
  only: (made: MadeDossier) => boolean = () => true,
): Promise<Played | undefined> {
  const { app, directory } = house
  const cast = readCast(dataDir)
  const staff = await hire(app, cast, { directory, now: house.now() })
  const { countedFrom, finishedAt } = await demoMonth(app, house.now())
  if (finishedAt !== null) return undefined
  const plan = planMonth(monthFacts(house, cast, countedFrom)).filter(only)
  const played = await playMonth(await performingOf(house, { cast, staff, plan }), plan)
  for (const { act, message } of played.refused)
    house.log.warn({ dossier: act.made.nth, deed: act.deed }, `made month: ${message}`)
  await nameWhoAnswers(house, staff)
  await finishMonth(app, house.now())
  return played
}

/** The administrator hears first when the house differs from what must hold, the supervisor of the city next. */
async function nameWhoAnswers(
  { app }: House,
  staff: ReadonlyMap<string, StaffActor>,
): Promise<void> {
  const of = (role: Role) => [...staff.values()].find((one) => hasRole(one, role))
  for (const [place, who] of [
    [1, of('admin')],
    [2, of('supervisor')],
  ] as const)
    if (who)
      await app
        .transaction()
        .execute((tx) => nameDuty(tx, { place, personId: who.personId, namedBy: null }))
}

/** What the plan of the month is made from; `countedFrom` is its last moment. */
export function monthFacts({ law }: { law: Law }, cast: Cast, countedFrom: Date): MonthFacts {
  const now = toLocalMinute(countedFrom)
  const { people } = readJson('register/people.json') as { people: MadePerson[] }
  const procedure = law.procedure(PROCEDURE)!
  const { limit, draftSilence } = law.terms(PROCEDURE, PROCEDURE, procedure.version)
  if (!draftSilence) throw new Error(`${PROCEDURE} gives no draft to look at`)
  const visitors = visitorsOf()
  const taken = new Set(loadPeople().map(({ personalNumber }) => personalNumber))
  return {
    now,
    calendar: law.calendar(),
    wards: cast.wards.map(wardOf),
    population: {
      registered: couplesOf(people, dayOf(now)).filter(
        ({ mother, father }) =>
          !taken.has(mother.personalNumber) && !taken.has(father?.personalNumber ?? ''),
      ),
      names: readJson('register/names.json') as Names,
    },
    visitors,
    limit,
    draftSilence,
  }
}

function visitorsOf(): Visitor[] {
  return loadPeople().flatMap(({ subject, name, phone, ...person }) => {
    const story = VISITORS[subject]
    if (!story) return []
    const mother = { ...person, fullName: name }
    return [{ subject, story, phone, family: { mother, father: null, marriedOn: null } }]
  })
}

/** The ward's number of the national list, in force since 01/7/2025. */
function wardOf(id: number): Ward {
  const { offices } = readJson('../units/offices.json') as {
    offices: { id: number; number?: string }[]
  }
  return { id, commune: offices.find((office) => office.id === id)!.number! }
}

function readJson(name: string): unknown {
  return JSON.parse(readFileSync(join(dataDir, 'standins', name), 'utf8'))
}

type Given = { cast: Cast; staff: ReadonlyMap<string, StaffActor>; plan: readonly MadeDossier[] }

async function performingOf(house: House, { cast, staff, plan }: Given): Promise<Performing> {
  const people = [...staff.values()]
  const desk = (office: number): Desk => {
    const of = (role: Role) => people.filter((one) => one.officeId === office && one.role === role)
    return {
      receptionist: of('receptionist'),
      officer: of('officer'),
      leader: of('leader'),
      clerk: of('clerk'),
    }
  }
  return {
    house,
    procedure: house.law.procedure(PROCEDURE)!,
    desks: new Map(cast.wards.map((id) => [id, desk(id)])),
    citizens: await citizensOf(house, plan),
    top: house.directory.all().flatMap(({ id, parentId }) => (parentId === null ? [id] : [])),
    made: new Map(),
  }
}

/** Accounts of those who filed with one: visitors under the identity stand-in's name, the others under nobody's. */
async function citizensOf(
  { app, config }: House,
  plan: readonly MadeDossier[],
): Promise<Map<number, CitizenActor>> {
  const stand = config.oidc?.issuer ?? `${new URL(config.publicUrl).origin}${MOUNT}`
  const citizens = new Map<number, CitizenActor>()
  for (const { nth, source, visitor, birth, phone } of plan) {
    if (source !== 'ownPortal' && source !== 'agent') continue
    const name = String(birth.answers['requester.fullName'])
    const personalNumber = String(birth.answers['requester.personalNumber'])
    const personId = await upsertCitizen(app, {
      issuer: visitor === null ? NO_ISSUER : stand,
      subject: visitor ?? personalNumber,
      fullName: name,
      personalNumber,
      birthOn: birth.answers['requester.birthOn'] as never,
      phone,
      email: null,
    })
    if (personId !== undefined)
      citizens.set(nth, { kind: 'citizen', personId, name, scopes: [personId] })
  }
  return citizens
}
