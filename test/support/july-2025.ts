/**
 * Hà Nội on 30 June 2025: 526 communes and 30 districts with their people and open dossiers, as made from the state's lists; and
 * what must hold of it on the next morning.
 */
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { sql } from 'kysely'
import { readFormer } from '../../src/catalogue/places/place-files.ts'
import { openLaw } from '../../src/catalogue/law.ts'
import { checkout } from '../../src/checkout.ts'
import type { Db } from '../../src/db/connect.ts'
import { handle, type DossierDeps } from '../../src/dossier/handle.ts'
import type { ReorganiseDeps } from '../../src/dossier/reorganisation/apply.ts'
import { plan2025 } from '../../src/dossier/reorganisation/plan-2025.ts'
import type { CitizenActor, StaffActor } from '../../src/office/actor.ts'
import { openDirectory, type Directory } from '../../src/office/directory.ts'
import { closingsOf, type Plan } from '../../src/office/reorganisation.ts'
import type { TestDatabase } from './database.ts'
import { accepted, calendar, filing } from './office.ts'

export const dataDir: string = join(checkout, 'data')
const ROLES = ['receptionist', 'officer', 'leader'] as const

export type JulyDeps = ReorganiseDeps & { offices: Directory }
export type July = { plan: Plan; deps: JulyDeps; database: TestDatabase }

type Databases = Pick<TestDatabase, 'app' | 'worker'>

/** The house over these databases, with the published law; the plan is that of the state's lists. */
export async function julyDeps({ app, worker }: Databases): Promise<JulyDeps> {
  const law = openLaw(dataDir)
  const directory = await openDirectory(app)
  const hanoi = calendar()
  return {
    app,
    law,
    offices: directory,
    dossier: {
      db: worker,
      law: {
        calendar: () => hanoi,
        terms: ({ code, caseCode, version }) => law.terms(code, caseCode, version),
      },
      offices: directory,
      poke: () => undefined,
    },
    reload: directory.reload,
    settleMs: 0,
  }
}

/** The old offices as they stood the day before, with three people each. */
export async function oldOffices(database: TestDatabase): Promise<July> {
  const plan = plan2025(dataDir)
  const { owner } = database
  const rows = JSON.stringify(plan.offices)
  await sql`
    insert into office (id, kind, name, short_name, parent_id, agency_code, agency_code_is_stand_in, valid_from)
    select id, kind, name, "shortName", parent, "agencyCode", true, "from"
      from jsonb_to_recordset(${rows}::jsonb) as o (id int, kind text, name text, "shortName" text, parent int, "agencyCode" text,
             "from" date)`.execute(owner)
  await sql`
    insert into office_number (number, office_id, valid_from)
    select number, id, "from" from jsonb_to_recordset(${rows}::jsonb) as o (id int, number text, "from" date)
     where number is not null`.execute(owner)
  await sql`
    with hired as (
      insert into person (kind, full_name, email, origin)
      select 'staff', 'Cán bộ ' || role || ' ' || (o->>'shortName'), role || '-' || (o->>'id') || '@example.vn', 'demo'
        from jsonb_array_elements(${rows}::jsonb) o, unnest(${[...ROLES]}::text[]) role
      returning id, email)
    insert into assignment (person_id, office_id, role, title, valid_from)
    select id, substring(email from '-([0-9]+)@')::int, substring(email from '^[a-z]+'), 'Công chức', '2025-01-01'
      from hired`.execute(owner)
  return { plan, deps: await julyDeps(database), database }
}

type OldOffice = { id: number; name: string; number: string; becomes: readonly string[] }

/** Files so many dossiers at each of these offices; a third is accepted, a third is held. */
export async function fileIn(
  { plan, deps, database }: July,
  offices: readonly number[],
  each: number,
): Promise<void> {
  const filingDeps: DossierDeps = { ...deps.dossier, db: database.app }
  const people = await peopleOf(database.owner)
  const units = new Map(readFormer(dataDir).map((unit) => [unit.number, unit]))
  const named = new Map(plan.offices.map((office) => [office.id, office]))
  let nth = 0
  for (const id of offices) {
    const { shortName, number = '' } = named.get(id)!
    const unit = units.get(number)
    const office = {
      id,
      number,
      name: unit ? `${unit.name}, ${unit.district}, Thành phố Hà Nội` : shortName,
      becomes: unit?.becomes ?? [],
    }
    for (let i = 0; i < each; i += 1) {
      await fileOne(filingDeps, people.get(id)!, { office, nth })
      nth += 1
    }
  }
}

type Staff = Record<(typeof ROLES)[number], StaffActor>

async function peopleOf(owner: Db): Promise<Map<number, Staff>> {
  const { rows } = await sql<{ person: number; office: number; role: (typeof ROLES)[number] }>`
    select person_id as person, office_id as office, role from assignment where office_id >= 300000`.execute(
    owner,
  )
  const byOffice = Map.groupBy(rows, ({ office }) => office)
  return new Map(
    [...byOffice].map(([office, own]) => [
      office,
      Object.fromEntries(
        own.map(({ person, role }) => [role, actorOf(person, office, role)]),
      ) as Staff,
    ]),
  )
}

function actorOf(personId: number, officeId: number, role: StaffActor['role']): StaffActor {
  const roles = [{ role, officeId }]
  return {
    kind: 'staff',
    personId,
    name: `Cán bộ ${personId}`,
    title: role,
    officeId,
    officeName: `Đơn vị ${officeId}`,
    assignmentId: personId,
    role,
    roles,
    scopes: [officeId],
  }
}

async function fileOne(
  deps: DossierDeps,
  staff: Staff,
  { office, nth }: { office: OldOffice; nth: number },
): Promise<void> {
  const by: CitizenActor = {
    kind: 'citizen',
    personId: 1_900_000_000 + nth,
    name: `Người dân ${nth}`,
    scopes: [1_900_000_000 + nth],
  }
  const at = new Date(Date.UTC(2025, 5, 16 + (nth % 12), 2, nth % 60))
  const common = { occurredAt: at, origin: 'replay' as const }
  const { id } = accepted(
    await handle(deps, {
      ...common,
      by,
      key: randomUUID(),
      procedure: { code: '1.001193', version: 1, caseCode: '1.001193.01' },
      command: filing(by, {
        offices: { receiving: office.id, competent: office.id, returning: office.id },
        answers: addressesOf(office, nth),
      }),
    }),
  )
  const act = async (actor: StaffActor, command: Parameters<typeof handle>[1]['command']) =>
    accepted(await handle(deps, { ...common, id, by: actor, key: randomUUID(), command }))
  if (nth % 3 > 0) await act(staff.receptionist, { type: 'accept', originals: [] })
  if (nth % 3 > 1) await act(staff.officer, { type: 'claim' })
}

/** As people wrote them before July 2025: the old name; or, where it was divided, sometimes the part; or nothing at all. */
function addressesOf({ name, number, becomes }: OldOffice, nth: number): Record<string, unknown> {
  const detail = `Số ${1 + (nth % 200)}`
  if (number === '' || nth % 10 === 9) return {}
  if (becomes.length > 1 && nth % 2 === 0) {
    const commune = becomes[(nth / 2) % becomes.length]
    return { 'mother.residence': { detail, commune, typed: name, formerCode: number } }
  }
  return { 'requester.residence': { detail, commune: name, typed: name } }
}

export type Look = {
  open: number
  atClosed: number
  offices: number[]
  /** Of every dossier: what may never change. */
  kept: Map<string, string>
  events: number
  assignments: number
}

/** The open dossiers as they stand; as the owner, so that nothing is hidden from the comparison. */
export async function lookAt(owner: Db, plan: Plan): Promise<Look> {
  const closed = closingsOf(plan).map(({ office }) => office)
  const { rows } = await sql<{ id: string; kept: string; offices: number[] }>`
    select d.id, d.code || ' ' || coalesce(d.due_at::text, '-') || ' ' || coalesce(d.first_due_at::text, '-') || ' ' || d.status as kept,
           array[d.receiving_office_id, d.competent_office_id, d.returning_office_id] as offices
      from dossier d where d.is_open order by d.id`.execute(owner)
  const { rows: sums } = await sql<{ events: number; assignments: number }>`
    select (select count(*)::int from dossier_event) as events, (select count(*)::int from assignment) as assignments`.execute(
    owner,
  )
  return {
    open: rows.length,
    atClosed: rows.filter(({ offices }) => offices.some((office) => closed.includes(office)))
      .length,
    offices: [...new Set(rows.map(({ offices }) => offices[1]!))].sort((a, b) => a - b),
    kept: new Map(rows.map(({ id, kept }) => [id, kept])),
    ...sums[0]!,
  }
}

/** Dossiers whose code, deadline or status is another one, or which are gone. */
export function changed(before: Look, after: Look): string[] {
  return [...before.kept].flatMap(([id, kept]) => {
    const [was, is] = [withoutHolding(kept), withoutHolding(after.kept.get(id) ?? 'gone')]
    return was === is ? [] : [`${id}: ${was} → ${is}`]
  })
}

/** A holder who stays behind leaves the dossier to the queue: status 4 becomes 2 again, which is no deadline. */
function withoutHolding(kept: string): string {
  return kept.replace(/ [24]$/, ' under way')
}
