/** Route × role × relation, default deny: every route has its row, every cell is really requested. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { checkout } from '../../src/checkout.ts'
import { revokeMandate } from '../../src/office/mandate-store.ts'
import { addAssignment, setActive } from '../../src/office/store.ts'
import { answersTo, grouped, inOrder, type Cell } from './answers.ts'
import { documented } from './document.ts'
import { MATRIX } from './matrix.ts'
import { OUTSIDE, type Who } from './matrix-words.ts'
import {
  AGENT,
  CANARY,
  COMPETENT,
  INTERNAL_NOTE,
  OTHER,
  openMatrixWorld,
  type MatrixWorld,
} from './matrix-world.ts'
import { addressOf, request } from './requests.ts'
import {
  agentReads,
  deskOf,
  ENDINGS,
  fragmentAfterTheEnd,
  NOT_THERE,
  OPEN,
  reroute,
  yesterday,
} from './revocation.ts'

let world: MatrixWorld
const answers = new Map<string, Cell[]>()

let dossiersBefore: unknown

before(async () => {
  world = await openMatrixWorld()
  dossiersBefore = await dossiersNow()
  for (const route of inOrder(world.routes)) answers.set(route, await answersTo(world, route))
})
after(() => world.close())

const rowOf = (route: string): string =>
  grouped((answers.get(route) ?? []).map(({ letter }) => letter ?? '?').join(''))

test('every route that the program registers has its row, and no row is of a route that is gone', () => {
  assert.ok(world.routes.length > 150)
  assert.deepEqual(
    world.routes.filter((route) => MATRIX[route] === undefined),
    [],
    'decide in test/access/matrix.ts who may reach these routes',
  )
  assert.deepEqual(
    Object.keys(MATRIX).filter((route) => !world.routes.includes(route)),
    [],
  )
})

test('everybody gets from every route what the matrix says', () => {
  const observed = Object.fromEntries([...answers.keys()].map((route) => [route, rowOf(route)]))
  assert.deepEqual(observed, Object.fromEntries(inOrder(world.routes).map((r) => [r, MATRIX[r]])))
})

/** Everything of the two dossiers that a form must not decide, and who holds which role where. */
async function dossiersNow(): Promise<unknown> {
  const { dossier, waiting } = world.ids
  const { rows } = await sql<{ rows: string }>`
    select (select json_agg(d order by d.id) from dossier d where d.id in (${dossier}::uuid, ${waiting}::uuid))::text as rows,
           (select json_agg(s.state order by s.dossier_id) from dossier_state s
             where s.dossier_id in (${dossier}::uuid, ${waiting}::uuid))::text as states,
           (select json_agg(a order by a.id) from assignment a)::text as roles,
           (select json_agg(p.is_active order by p.id) from person p)::text as accounts`.execute(
    world.house.database.owner,
  )
  return rows
}

test('status, office, deadline, fee, owner, scopes and role in every body changed nothing', async () => {
  assert.deepEqual(await dossiersNow(), dossiersBefore)
  const { rows } = await sql<{
    status: number
    office: number
    applicant: number
    due: Date | null
  }>`
    select status, competent_office_id as office, applicant_person_id as applicant, due_at as due from dossier
     where id not in (${world.ids.dossier}::uuid, ${world.ids.waiting}::uuid)`.execute(
    world.house.database.owner,
  )
  const { personId: applicant } = (await world.house.actorOf(
    await world.house.citizen(CANARY.applicant),
  )) as { personId: number }
  assert.deepEqual(
    rows,
    [{ status: 1, office: COMPETENT, applicant, due: null }],
    'filed by her own draft',
  )
})

describe('whatever the matrix says, outside the dossier', () => {
  /** Routes that name the dossier, in their address or, for acts, in their form. */
  const naming = () => {
    const { dossier, draft, access } = world.ids
    const isOpenToAll = (route: string) =>
      MATRIX[route]?.startsWith('o') || MATRIX[route]?.startsWith('f')
    return world.routes.filter(
      (route) =>
        [dossier, draft, access].some((id) => addressOf(route, world.ids).includes(id)) ||
        (/^POST \/(tin-|giam-sat|quay|viec|ky|van-thu)/.test(route) && !isOpenToAll(route)),
    )
  }
  /** Acts on lists whose form names no dossier of theirs: they answer alike for one that does not exist. */
  const LISTS = [
    'POST /giam-sat/gian-doan/moi',
    'POST /quay/huong-dan/moi',
    'POST /quay/moi',
    'POST /quay/moi/to-khai',
    'POST /quay/to-khai',
    'POST /quay/to-khai/in',
    'POST /ky/lo',
    'POST /tin-chua-gui/gui-lai',
    'POST /tin-gui-cong/gui-lai',
  ]
  /** Acts on the official's own office: who is away, who signs, who is on duty; dossiers that they name are asked for one by one. */
  const OWN_OFFICE = [
    'POST /viec/phan-cong/:place',
    'POST /viec/phan-cong/truc',
    'POST /viec/uy-quyen-ky',
    'POST /viec/vang-mat',
  ]

  test('nobody reaches it: not there, not their role, or to the door first', () => {
    assert.ok(naming().length > 50, String(naming().length))
    const reached = naming()
      .filter((route) => !LISTS.includes(route) && !OWN_OFFICE.includes(route))
      .flatMap((route) =>
        (answers.get(route) ?? [])
          .filter(({ who, letter }) => OUTSIDE.includes(who) && !'hrdkg'.includes(letter ?? '?'))
          .map(({ who, letter }) => `${route}: ${who} ${letter}`),
      )
    assert.deepEqual(reached, [])
  })

  test('a message of a dossier outside is answered like one that does not exist', async () => {
    const nowhere = { ...world, ids: { ...world.ids, dossier: randomUUID(), notice: randomUUID() } }
    for (const route of LISTS.slice(4)) {
      const [there, nothing] = [world, nowhere].map((each) =>
        request(each, route, 'otherSupervisor'),
      )
      const said = async (answer: typeof there) => {
        const { statusCode, body } = await answer!
        return [
          statusCode,
          /<h1[^>]*>[^<]*/.exec(body)?.[0],
          /<main[^]*<\/main>/.exec(body)?.[0]?.replace(/[A-Z2-9]{8}/g, ''),
        ]
      }
      assert.deepEqual(await said(there), await said(nothing), route)
    }
  })

  test('no page, list, search, count, export, file or message shows anything of it', () => {
    // Exists only where no carrier is configured: a page of a development machine.
    const shown = leaks((route) => route !== 'GET /hop-thu-di', OUTSIDE)
    assert.deepEqual(shown, [])
  })

  test('the administrator sees nothing of it either, but for the emergency that two persons opened', () => {
    const isEmergency = (route: string) => /^GET \/khan-cap\/:id\/(ho-so|tep)/.test(route)
    assert.deepEqual(
      leaks((route) => !isEmergency(route), ['admin']),
      [],
    )
    assert.ok(leaks(isEmergency, ['admin']).length > 0)
  })

  test('citizens, agents and the portal get nothing of what officials note among themselves, and no official’s name', async () => {
    const outside: readonly Who[] = ['public', 'applicant', 'citizen', 'agent', 'portal']
    const internal = (text: string) => text.includes(INTERNAL_NOTE) || /Cán bộ \d+/.test(text)
    const told = [...answers].flatMap(([route, cells]) =>
      cells
        .filter(({ who, answer }) => outside.includes(who) && internal(answer.body))
        .map(({ who }) => `${route}: ${who}`),
    )
    assert.deepEqual(told, [])
    const officer = await world.house.official('officer', COMPETENT)
    const history = await officer.get(`/viec/${world.ids.dossier}?xem=lich-su`)
    assert.ok(history.body.includes(INTERNAL_NOTE) && /Cán bộ \d+/.test(history.body))
  })

  test('every channel does show it to those inside, so that silence means something', () => {
    for (const [route, who] of CHANNELS)
      assert.notDeepEqual(
        leaks((each) => each === route, [who]),
        [],
        `${route} shows nothing to ${who}`,
      )
  })
})

/** Page, file, search, list, count, export, message, stuck work, programming interface. */
const CHANNELS: readonly [route: string, who: Who][] = [
  ['GET /viec/:id', 'officer'],
  ['GET /ho-so/:id', 'applicant'],
  ['GET /ho-so', 'applicant'],
  ['GET /quay/nhan/:id', 'receptionist'],
  ['GET /quay', 'receptionist'],
  ['GET /van-thu/so', 'clerk'],
  ['GET /giam-sat/ho-so', 'supervisor'],
  ['GET /giam-sat/ho-so', 'leader'],
  ['GET /giam-sat/ho-so.csv', 'supervisor'],
  ['GET /giam-sat/he-thong/bi-ket', 'supervisor'],
  ['GET /tin-chua-gui', 'leader'],
  ['GET /tin-gui-cong', 'leader'],
  ['GET /khan-cap', 'leader'],
  ['GET /tep/:dossierId/:fileId', 'officer'],
  ['GET /api/portal/v1/dossiers/:code', 'portal'],
]

/** Answers in which the owner, the applicant, a phone, a file's name or the code of the dossier stands. */
function leaks(isAsked: (route: string) => boolean, who: readonly Who[]): string[] {
  const words = [...Object.values(CANARY), world.ids.code, world.ids.portalCode]
  return [...answers]
    .filter(([route]) => isAsked(route))
    .flatMap(([route, cells]) =>
      cells
        .filter((cell) => who.includes(cell.who))
        .flatMap(({ who: reader, answer }) => {
          const text = `${answer.body} ${answer.headers['content-disposition'] ?? ''}`
          return words
            .filter((word) => text.includes(word))
            .map((word) => `${route}: ${reader} sees ${word}`)
        }),
    )
}

describe('a right that ends, ends in the next request of tabs that are open', () => {
  for (const { what, end, afterwards } of ENDINGS)
    test(what, async () => {
      const { official, look } = await deskOf(world)
      assert.deepEqual(await look(), OPEN)
      await end(world, official)
      assert.deepEqual(await look(), afterwards)
    })

  test('one of two roles: the other goes on, without the dossiers of the first', async () => {
    const official = await world.house.official('receptionist', OTHER)
    const { app, owner } = world.house.database
    const second = {
      officeId: COMPETENT,
      role: 'officer',
      title: 'x',
      validFrom: '2026-01-01',
    } as const
    const added = await addAssignment(app, official.personId, second)
    const page = () => official.get(`/viec/${world.ids.dossier}`)
    assert.equal((await page()).statusCode, 200)
    await sql`update assignment set valid_to = ${yesterday()}::date where id = ${added}`.execute(
      owner,
    )
    assert.equal((await page()).statusCode, 404)
    assert.equal((await official.get('/quay')).statusCode, 200)
  })

  test('a part of a page that a script asks for leads to the door, too', () =>
    fragmentAfterTheEnd(world))

  test('a citizen whose account was closed is at the door', async () => {
    const { house, ids, visitors } = world
    const citizen = await house.citizen(CANARY.applicant)
    const file = `/ho-so/${ids.dossier}/tep/${ids.file}`
    assert.equal((await citizen.get(file)).statusCode, 200)
    await setActive(house.database.app, citizen.actor.personId, false)
    for (const browser of [citizen, visitors.applicant])
      assert.match(String((await browser.get(file)).headers.location), /^\/dang-nhap/)
    await setActive(house.database.app, citizen.actor.personId, true)
  })

  test('an agent reads under a living mandate only: revoked, or over, nothing', async () => {
    const { house, mandate } = world
    const agent = await house.official('agent', AGENT)
    const { owner, app } = house.database
    assert.equal(await agentReads(world, agent), 1)
    await sql`update agent_mandate set valid_to = ${yesterday()}::date where id = ${mandate}`.execute(
      owner,
    )
    assert.equal(await agentReads(world, agent), 0, 'over')
    await sql`update agent_mandate set valid_to = '2099-12-31' where id = ${mandate}`.execute(owner)
    assert.equal(await agentReads(world, agent), 1)
    const { person_id: personId } = await owner
      .selectFrom('agent_mandate')
      .select('person_id')
      .where('id', '=', mandate)
      .executeTakeFirstOrThrow()
    const revoked = { id: mandate, at: new Date() }
    assert.equal(await revokeMandate(app, { ...revoked, personId: 1 }), false, 'not theirs')
    assert.equal(await revokeMandate(app, { ...revoked, personId }), true)
    assert.equal(await agentReads(world, agent), 0, 'revoked')
  })

  test('a dossier that was sent to another office is not there any more', async () => {
    const { look } = await deskOf(world)
    assert.deepEqual(await look(), OPEN)
    await reroute(world, OTHER)
    assert.deepEqual(await look(), NOT_THERE)
  })
})

test('docs/access.md shows this matrix', () => {
  const page = readFileSync(join(checkout, 'docs/access.md'), 'utf8')
  assert.ok(page.includes(documented()), 'run: node --import tsx test/access/document.ts')
})
