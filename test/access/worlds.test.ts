/** On any world of offices, roles, mandates and dossiers the four walls agree: `canRead`, the lists, the search, the rows. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
import { inContext, inOneDossier } from '../../src/db/context.ts'
import { canRead } from '../../src/dossier/access.ts'
import { handle } from '../../src/dossier/handle.ts'
import type { Actor, AssignedRole } from '../../src/office/actor.ts'
import { openDirectory } from '../../src/office/directory.ts'
import { giveMandate, revokeMandate } from '../../src/office/mandate-store.ts'
import { newToken, tokenHash } from '../../src/office/session-token.ts'
import { openSessions } from '../../src/office/session.ts'
import { insertSession, insertStaff } from '../../src/office/store.ts'
import { withDatabase, type TestDatabase } from '../support/database.ts'
import { accepted, citizen, depsFor, filing, procedure } from '../support/office.ts'
import { visitor } from '../support/visitor.ts'
import { webApp } from '../support/web.ts'

const PUBLIC_URL = 'http://localhost:3000'
let database: TestDatabase
let askWho: (token: string) => Promise<Actor>
let close: () => Promise<void>

before(async () => {
  database = await withDatabase()
  const sessions = openSessions({ db: database.app, publicUrl: PUBLIC_URL, now: () => new Date() })
  const app = await webApp(async () => undefined, {
    publicUrl: PUBLIC_URL,
    routes: [sessions.plugin, async (each) => void each.get('/ai', async (req) => req.actor)],
  })
  askWho = async (token) => {
    const browser = visitor(app)
    browser.cookies.set('session', token)
    return (await browser.get('/ai')).json<Actor>()
  }
  close = () => app.close()
})
after(async () => {
  await close()
  await database.close()
})

const OFFICES = 7
const PEOPLE = 3
const ROLES: readonly AssignedRole[] = [
  'receptionist',
  'officer',
  'leader',
  'clerk',
  'supervisor',
  'controller',
  'admin',
]
const office = fc.nat(OFFICES - 1)

/** `over`: it ended yesterday; `later`: it begins tomorrow; mandates may also be revoked. */
const term = fc.constantFrom<'now' | 'over' | 'later'>('now', 'over', 'later')
const anyWorld = fc.record({
  /** Each office but the first stands under an earlier one. */
  parents: fc.tuple(...Array.from({ length: OFFICES - 1 }, (_, i) => fc.nat(i))),
  staff: fc.array(
    fc.array(fc.record({ role: fc.constantFrom(...ROLES), office, term }), {
      minLength: 1,
      maxLength: 2,
    }),
    { minLength: 3, maxLength: 5 },
  ),
  mandates: fc.array(
    fc.record({ agent: fc.nat(1), person: fc.nat(PEOPLE - 1), isRevoked: fc.boolean(), term }),
    {
      minLength: 2,
      maxLength: 4,
    },
  ),
  dossiers: fc.array(
    fc.record({
      receiving: office,
      competent: office,
      returning: office,
      person: fc.nat(PEOPLE - 1),
      /** The mandate it is filed under, if the applicant gave one. */
      mandate: fc.option(fc.nat(3)),
    }),
    { minLength: 3, maxLength: 6 },
  ),
})
type World = typeof anyWorld extends fc.Arbitrary<infer T> ? T : never

type Reader = { actor: Actor; sees(dossier: Filed): boolean }
type Filed = {
  id: string
  scopes: number[]
  offices: number[]
  person: number
  mandate: number | undefined
}

const DAY = 86_400_000
const dayFromNow = (days: number) =>
  new Date(Date.now() + days * DAY).toISOString().slice(0, 10) as '2026-01-01'
const TERMS = {
  now: { validFrom: dayFromNow(-300), validTo: dayFromNow(300) },
  over: { validFrom: dayFromNow(-300), validTo: dayFromNow(-2) },
  later: { validFrom: dayFromNow(2), validTo: dayFromNow(300) },
}
let worlds = 0

/** Makes the world in the database and says who should see what, by a naive reading of the rules. */
async function make(world: World): Promise<{ filed: Filed[]; readers: Reader[] }> {
  const base = 1000 + 20 * worlds++
  const { owner, app } = database
  const idOf = (nth: number): number => base + nth
  for (let nth = 0; nth < OFFICES + 2; nth++) {
    const parent = nth === 0 || nth >= OFFICES ? null : idOf(world.parents[nth - 1]!)
    await sql`
      insert into office (id, kind, name, short_name, parent_id, agency_code, agency_code_is_stand_in, valid_from)
      values (${idOf(nth)}, ${nth >= OFFICES ? 'agent' : 'commune'}, 'x', 'x', ${parent}, ${`H${idOf(nth)}`}, true, '2025-07-01')`.execute(
      owner,
    )
  }
  const citizens = await Promise.all(
    Array.from({ length: PEOPLE }, async () => {
      const { rows } = await sql<{
        id: number
      }>`insert into person (kind, full_name) values ('citizen', 'Dân') returning id`.execute(owner)
      return { ...citizen(), personId: rows[0]!.id, scopes: [rows[0]!.id] }
    }),
  )
  const directory = await openDirectory(app)
  const mandates = await Promise.all(
    world.mandates.map(async ({ agent, person, isRevoked, term: when }) => {
      const given = { agentId: idOf(OFFICES + agent), personId: citizens[person]!.personId }
      // Everybody files while it lives; afterwards it is as the world says.
      const id = await giveMandate(app, { ...given, covers: 'person', ...TERMS.now })
      return { id: id!, agent, person, lives: !isRevoked && when === 'now', isRevoked, when }
    }),
  )
  const deps = { ...depsFor(app), offices: directory }
  const filed: Filed[] = []
  for (const { receiving, competent, returning, person: nobody, mandate: nth } of world.dossiers) {
    const own = nth === null ? undefined : mandates[nth]
    const [mandate, person] = [own?.id, own?.person ?? nobody]
    const offices = [receiving, competent, returning].map(idOf) as [number, number, number]
    const command = filing(citizens[person]!, {
      offices: { receiving: offices[0], competent: offices[1], returning: offices[2] },
      ...(mandate === undefined ? {} : { source: 'agent' as const, mandate }),
    })
    const { id } = accepted(
      await handle(deps, { command, by: citizens[person]!, key: randomUUID(), procedure }),
    )
    const { scopes } = await owner
      .selectFrom('dossier')
      .select('scopes')
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    filed.push({ id, scopes, offices, person, mandate })
  }
  for (const { id, person, isRevoked, when } of mandates) {
    await sql`
      update agent_mandate set valid_from = ${TERMS[when].validFrom}, valid_to = ${TERMS[when].validTo}
       where id = ${id}`.execute(owner)
    if (isRevoked)
      await revokeMandate(app, { id, personId: citizens[person]!.personId, at: new Date() })
  }
  const isUnder = (below: number, above: number): boolean =>
    below === above ||
    (below > base &&
      below < idOf(OFFICES) &&
      isUnder(idOf(world.parents[below - base - 1]!), above))
  const readers: Reader[] = citizens.map((actor, nth) => ({
    actor,
    sees: ({ person }) => person === nth,
  }))
  for (const roles of world.staff) {
    const actor = await signedIn(roles.map((held) => ({ ...held, officeId: idOf(held.office) })))
    const opening = roles.filter(
      ({ role, term: when }) => when === 'now' && role !== 'admin' && role !== 'controller',
    )
    // The session is over with the assignment it began in.
    const isIn = roles[0]!.term === 'now'
    readers.push({
      actor,
      sees: ({ offices }) =>
        isIn && opening.some((held) => offices.some((each) => isUnder(each, idOf(held.office)))),
    })
  }
  for (const nth of [0, 1]) {
    const living = mandates.filter(({ agent, lives }) => agent === nth && lives)
    const actor = await signedIn([{ role: 'agent', officeId: idOf(OFFICES + nth), term: 'now' }])
    readers.push({ actor, sees: ({ mandate }) => living.some(({ id }) => id === mandate) })
  }
  return { filed, readers }
}

type Held = { role: AssignedRole; officeId: number; term: keyof typeof TERMS }

/** The person as the session of this very request knows them. */
async function signedIn(roles: readonly Held[]): Promise<Actor> {
  const personId = await insertStaff(database.app, {
    fullName: 'Cán bộ',
    email: `${randomUUID()}@thu.example`,
    passwordHash: 'x',
    totpSecret: 'x',
    assignments: roles.map(({ role, officeId, term: when }) => ({
      role,
      officeId,
      title: 'x',
      ...TERMS[when],
    })),
  })
  const assignment = await database.owner
    .selectFrom('assignment')
    .select('id')
    .where('person_id', '=', personId)
    .orderBy('id')
    .executeTakeFirstOrThrow()
  const token = newToken()
  const now = new Date()
  await insertSession(database.app, {
    tokenHash: tokenHash(token)!,
    personId,
    kind: 'staff',
    assignmentId: assignment.id,
    now,
    expiresAt: new Date(now.getTime() + DAY),
  })
  return askWho(token)
}

const GUARDED = [
  'dossier_state',
  'dossier_event',
  'dossier_private',
  'dossier_contact',
  'dossier_file',
]

/** What each wall lets this reader see of these dossiers. */
async function seenBy(actor: Actor, filed: readonly Filed[]): Promise<Record<string, string[]>> {
  const ids = filed.map(({ id }) => id)
  const ours = sql`${ids}::uuid[]`
  const words = actor.scopes.map((scope) => `'s${scope}'`).join(' | ')
  return inContext(database.app, actor, async (tx) => {
    const asked = async (question: ReturnType<typeof sql>) =>
      (await sql<{ id: string }>`select distinct id from (${question}) q`.execute(tx)).rows
        .map(({ id }) => id)
        .sort()
    const rows: Record<string, string[]> = {
      canRead: filed
        .filter(({ scopes }) => canRead(actor, scopes))
        .map(({ id }) => id)
        .sort(),
      list: await asked(sql`select dossier_id as id from dossier_access
                             where scope = any(${[...actor.scopes]}::int[]) and dossier_id = any(${ours})`),
      search:
        words === ''
          ? []
          : await asked(sql`select dossier_id as id from dossier_search
                             where words @@ ${words}::tsquery and dossier_id = any(${ours})`),
      dossier: await asked(sql`select id from dossier where id = any(${ours})`),
    }
    for (const table of GUARDED)
      rows[table] = await asked(
        sql`select dossier_id as id from ${sql.table(table)} where dossier_id = any(${ours})`,
      )
    return rows
  })
}

/** Every wall that lets a reader see something else than the rules say. */
async function disagreements({ filed, readers }: { filed: Filed[]; readers: Reader[] }) {
  const found: string[] = []
  for (const [nth, { actor, sees }] of readers.entries()) {
    const right = filed
      .filter(sees)
      .map(({ id }) => id)
      .sort()
    for (const [wall, seen] of Object.entries(await seenBy(actor, filed)))
      if (seen.join() !== right.join())
        found.push(`${wall}: ${actor.kind} ${nth} sees ${seen.length} instead of ${right.length}`)
  }
  return found
}

test('canRead, lists, search and every row policy let the same people see the same dossiers', async () => {
  const seen: Record<string, number> = {}
  await fc.assert(
    fc.asyncProperty(anyWorld, async (world) => {
      const made = await make(world)
      for (const { actor, sees } of made.readers) {
        const many = made.filed.filter(sees).length
        seen[actor.kind] = (seen[actor.kind] ?? 0) + many
      }
      assert.deepEqual(await disagreements(made), [])
    }),
    { numRuns: 15 },
  )
  for (const kind of ['staff', 'citizen', 'agent'])
    assert.ok((seen[kind] ?? 0) > 0, `the worlds have no ${kind} who sees something`)
})

test('in an emergency every wall but the rows is closed, and the rows show that one dossier', async () => {
  const [world] = fc.sample(anyWorld, 1)
  const { filed } = await make(world!)
  const [one] = filed
  for (const table of ['dossier', ...GUARDED]) {
    const column = sql.ref(table === 'dossier' ? 'id' : 'dossier_id')
    const seen = await inOneDossier(
      database.app,
      one!.id,
      async (tx) =>
        (
          await sql<{
            id: string
          }>`select distinct ${column} as id from ${sql.table(table)}`.execute(tx)
        ).rows,
    )
    assert.deepEqual(seen, [{ id: one!.id }], table)
  }
})

test('a wall with a hole is found: a row of the lists too few, a word of the search too many, a policy that lets all in', async () => {
  const [sample] = fc.sample(anyWorld, 1)
  const only = { receiving: 0, competent: 0, returning: 0, person: 0, mandate: null }
  const outsider = [{ role: 'officer' as const, office: 1, term: 'now' as const }]
  const world: World = { ...sample!, staff: [outsider], dossiers: [only] }
  const made = await make(world)
  assert.deepEqual(await disagreements(made), [])
  const { owner } = database
  const { id, offices } = made.filed[0]!
  const outside = offices[0]! + 1
  const holes: [wall: string, open: ReturnType<typeof sql>, mend: ReturnType<typeof sql>][] = [
    [
      'list',
      sql`insert into dossier_access (dossier_id, scope, is_open) values (${id}::uuid, ${outside}, true)`,
      sql`delete from dossier_access where dossier_id = ${id}::uuid and scope = ${outside}`,
    ],
    [
      'search',
      sql`update dossier_search set words = words || array_to_tsvector(array[${`s${outside}`}]) where dossier_id = ${id}::uuid`,
      sql`update dossier_search set words = ts_delete(words, ${`s${outside}`}) where dossier_id = ${id}::uuid`,
    ],
    [
      'dossier_private',
      sql`alter policy by_scope on dossier_private using (true)`,
      sql`alter policy by_scope on dossier_private
            using (scopes && string_to_array(nullif(current_setting('motcua.scopes', true), ''), ',')::int[])`,
    ],
  ]
  for (const [wall, open, mend] of holes) {
    await open.execute(owner)
    const found = await disagreements(made)
    assert.ok(found.length > 0 && found.every((each) => each.startsWith(wall)), found.join('; '))
    await mend.execute(owner)
  }
  assert.deepEqual(await disagreements(made), [])
})
