/** An agent's mandate on the citizen's pages: given, narrowed, ended, over; and what the agent's people see of it in their next request. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import {
  openActingDoors,
  type Acting,
  type ActingDoors,
} from '../../../test/support/acting-doors.ts'
import { assertAnchorsExist, mainOf, summaryOf } from '../../../test/support/page-checks.ts'
import type { Fields } from '../../../test/support/visitor.ts'
import { addAssignment } from '../store.ts'

const GIVE = '/toi/dai-ly/moi'
const LIST = '/toi/dai-dien'
const AGENT = 900_001
const FORMER = 900_002
const MORNING = new Date('2026-11-25T02:00:00Z')

let doors: ActingDoors
let agent: Acting
before(async () => {
  doors = await openActingDoors()
  doors.clock.now = MORNING
  const office = (id: number, name: string, until: string | null) => sql`
    insert into office (id, kind, name, short_name, agency_code, agency_code_is_stand_in, valid_from, valid_to)
    values (${id}, 'agent', ${name}, ${name}, ${`DL.${id}`}, true, '2026-01-01', ${until})`
  await office(AGENT, 'Đại lý Bưu điện', null).execute(doors.database.owner)
  await office(FORMER, 'Đại lý đã thôi', '2026-10-31').execute(doors.database.owner)
  agent = await clerk()
})
after(() => doors.close())

/** Somebody of the agent, at their desk. */
async function clerk(): Promise<Acting> {
  const person = await doors.person()
  const role = { officeId: AGENT, role: 'agent' as const, title: 'Nhân viên' }
  const assignment = await addAssignment(doors.database.app, person.personId, {
    ...role,
    validFrom: '2026-01-01',
  })
  await sql`update person set kind = 'staff' where id = ${person.personId}`.execute(
    doors.database.owner,
  )
  await person.get(`/vao/${person.personId}/${assignment}`)
  return person
}

/** What the agent's next request may see by: the mandates that live. */
async function seenBy(): Promise<readonly number[]> {
  const actor = await agent.actor()
  assert.equal(actor.kind, 'agent')
  return actor.scopes
}

const DAY = { 'until.day': '30', 'until.month': '11', 'until.year': '2026' }

async function give(who: Acting, over: Fields = {}) {
  const form = await who.formOn(GIVE, GIVE)
  return who.post(GIVE, { ...form, agent: String(AGENT), covers: 'person', ...DAY, ...over })
}

/** Ends of the mandates that the page lists. */
async function endsOf(who: Acting): Promise<string[]> {
  const { body } = await who.get(LIST)
  return [...body.matchAll(/action="(\/toi\/dai-ly\/\d+\/thu-hoi)"/g)].map(([, action]) => action!)
}

async function end(who: Acting, action: string) {
  return who.post(action, await who.formOn(LIST, action))
}

test('nothing is given beforehand; a mandate opens for the agent at once, and its end closes in the next request', async () => {
  const someone = await doors.person()
  const page = mainOf((await someone.get(GIVE)).body)
  assert.doesNotMatch(page, / checked/)
  assert.match(page, /Đại lý Bưu điện/)
  assert.doesNotMatch(page, /Đại lý đã thôi/)
  assert.deepEqual(await seenBy(), [])
  assert.equal((await give(someone)).headers.location, `${LIST}?xong=confirm`)
  assert.equal((await seenBy()).length, 1)
  assert.match(mainOf((await someone.get(LIST)).body), /Đại lý Bưu điện[^]*30\/11\/2026/)
  const [action] = await endsOf(someone)
  const form = await someone.formOn(LIST, action)
  const sent = await Promise.all([someone.post(action!, form), someone.post(action!, form)])
  for (const { headers } of sent) assert.equal(headers.location, `${LIST}?xong=end`)
  assert.deepEqual(await seenBy(), [])
  assert.deepEqual(await endsOf(someone), [])
})

test('narrowed to one dossier: the wide mandate is ended, the narrow one is another and opens nothing of the first', async () => {
  const someone = await doors.person()
  await give(someone)
  const wide = await seenBy()
  await give(someone, { covers: 'dossier' })
  const [narrow, first] = await endsOf(someone)
  await end(someone, first!)
  const left = await seenBy()
  assert.equal(left.length, 1)
  assert.ok(!wide.includes(left[0]!))
  assert.deepEqual(await endsOf(someone), [narrow])
  await end(someone, narrow!)
})

test('the last day is a whole day; the next morning the agent sees nothing, and nobody had to end anything', async () => {
  const someone = await doors.person()
  await give(someone)
  doors.clock.now = new Date('2026-11-30T16:59:00Z')
  await agent.get(`/vao/${agent.personId}/${await assignmentOf()}`)
  assert.equal((await seenBy()).length, 1)
  doors.clock.now = new Date('2026-11-30T17:01:00Z')
  assert.deepEqual(await seenBy(), [])
  await someone.get(`/vao/${someone.personId}/0`)
  assert.deepEqual(await endsOf(someone), [])
  doors.clock.now = MORNING
  await agent.get(`/vao/${agent.personId}/${await assignmentOf()}`)
  await someone.get(`/vao/${someone.personId}/0`)
  for (const action of await endsOf(someone)) await end(someone, action)
})

async function assignmentOf(): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    select id from assignment where person_id = ${agent.personId}`.execute(doors.database.owner)
  return rows[0]!.id
}

test('a stranger, and the agent itself, end nobody’s mandate; without its token a form gives and ends nothing', async () => {
  const someone = await doors.person()
  const stranger = await doors.person()
  await give(someone)
  const [action] = await endsOf(someone)
  const token = await stranger.formOn(GIVE, GIVE)
  assert.equal((await stranger.post(action!, token)).statusCode, 404)
  assert.equal((await stranger.post('/toi/dai-ly/x/thu-hoi', token)).statusCode, 404)
  const byAgent = await agent.post(action!, token)
  assert.ok(byAgent.statusCode >= 400, String(byAgent.statusCode))
  const own = await someone.formOn(LIST, action)
  for (const _csrf of ['', 'x', token['_csrf']!]) {
    assert.equal((await someone.post(action!, { ...own, _csrf })).statusCode, 403)
    assert.equal((await give(someone, { _csrf, covers: 'dossier' })).statusCode, 403)
  }
  assert.equal((await seenBy()).length, 1)
  await end(someone, action!)
})

test('the button pressed ten times at once gives one mandate', async () => {
  const someone = await doors.person()
  const form = await someone.formOn(GIVE, GIVE)
  const given = { ...form, agent: String(AGENT), covers: 'person', ...DAY }
  await Promise.all(Array.from({ length: 10 }, () => someone.post(GIVE, given)))
  assert.equal((await endsOf(someone)).length, 1)
  assert.equal((await seenBy()).length, 1)
  await end(someone, (await endsOf(someone))[0]!)
})

test('everything that is missing or wrong is said at once, leads to its box, and what was chosen stays', async () => {
  const someone = await doors.person()
  const empty = await give(someone, { agent: '', covers: '', 'until.day': '' })
  assert.equal(empty.statusCode, 422)
  assert.deepEqual(summaryOf(empty.body), [
    'Hãy chọn đại lý.',
    'Hãy chọn ủy quyền cho việc gì.',
    'Hãy ghi ngày cuối cùng, từ hôm nay trở đi.',
  ])
  assertAnchorsExist(empty.body)
  assert.match(empty.body, /<title>Lỗi: /)
  const wrong: Fields[] = [
    { agent: String(FORMER) },
    { agent: '101' },
    { covers: 'everything' },
    { 'until.day': '24' },
    { 'until.day': '31' },
  ]
  for (const over of wrong) {
    const sent = await give(someone, over)
    assert.equal(sent.statusCode, 422, JSON.stringify(over))
    assert.equal(summaryOf(sent.body).length, 1)
    assertAnchorsExist(sent.body)
  }
  const past = await give(someone, { 'until.day': '24' })
  assert.match(past.body, /name="covers"[^>]*value="person"[^>]*checked|checked[^>]*value="person"/)
  assert.match(past.body, /name="until.day"[^>]*value="24"/)
  assert.deepEqual(await endsOf(someone), [])
})
