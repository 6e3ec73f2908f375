/** What was prepared at home becomes a dossier at the counter that receives it: filled in, looked at together, filed once. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { after, before, beforeEach, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import {
  openCitizenDoors,
  type Citizen,
  type CitizenDoors,
} from '../../test/support/citizen-doors.ts'
import { fillByExample, validExample } from '../../test/support/example-filing.ts'
import { accepted, act, OTHER_WARD, staff, WARD } from '../../test/support/office.ts'
import {
  assertAnchorsExist,
  mainOf,
  summaryOf,
  vietnameseIn,
} from '../../test/support/page-checks.ts'
import { hiddenFields, visitor, type Visitor } from '../../test/support/visitor.ts'
import { webApp } from '../../test/support/web.ts'
import { openCrossOffice } from '../catalogue/cross-office.ts'
import type { FormDefinition } from '../catalogue/form.ts'
import { openLaw, type Law } from '../catalogue/law.ts'
import { checkout } from '../checkout.ts'
import { counterRoutes } from '../counter/routes.ts'
import { inContext } from '../db/context.ts'
import { historyOf, stateById } from '../dossier/store.ts'
import type { Actor, Role, StaffActor } from '../office/actor.ts'
import { eraseExpiredDrafts } from './jobs.ts'
import { broughtDeclarations } from './prepared-for-reception.ts'
import { filingRoutes } from './routes.ts'

const law = openLaw(join(checkout, 'data'))
const MORNING = new Date('2026-11-25T02:10:00Z')
const [COPIES, SIGNATURE] = ['2.000815', '2.000884'] as const
/** The paper that is shown and given back, by procedure. */
const ORIGINAL = { [COPIES]: 'original', [SIGNATURE]: 'document' } as const
type Received = keyof typeof ORIGINAL

let doors: CitizenDoors
let counter: FastifyInstance
let here: StaffActor
let there: StaffActor
let people = 0
before(async () => {
  doors = await openCitizenDoors()
  doors.clock.now = MORNING
  here = await official('Lê Thị Quầy', WARD)
  there = await official('Phạm Văn Bàn', OTHER_WARD)
  const deps = Object.assign(Object.create(doors.deps) as typeof doors.deps, {
    crossOffice: openCrossOffice(join(checkout, 'data')),
    secret: 'a secret of the tests, long enough',
    brought: broughtDeclarations(doors.deps),
  })
  counter = await webApp(async (root) => {
    root.addHook('onRequest', async (req) => {
      Object.defineProperty(req, 'actor', { value: acting.get(req.cookies['who'] ?? '') ?? PUBLIC })
    })
    await counterRoutes(root, deps)
    await filingRoutes(root, doors.deps)
  })
})
/** Nobody opens more declarations in a minute than one types: each test has a minute of its own. */
let minute = 0
beforeEach(() => {
  doors.clock.now = new Date(MORNING.getTime() + minute++ * 60_000)
})
after(async () => {
  await counter.close()
  await doors.close()
})

const PUBLIC: Actor = { kind: 'public', scopes: [] }
const acting = new Map<string, Actor>()
function desk(actor: Actor): Visitor {
  const browser = visitor(counter)
  const who = randomUUID()
  acting.set(who, actor)
  browser.cookies.set('who', who)
  return browser
}

async function official(name: string, officeId: number, role: Role = 'receptionist') {
  const { rows } = await sql<{ id: number }>`
    insert into person (kind, full_name, email) values ('staff', ${name}, ${`${randomUUID()}@thu.example`})
    returning id`.execute(doors.database.owner)
  return { ...staff(role, officeId), personId: rows[0]!.id, name }
}

type Prepared = { person: Citizen; code: string }

async function prepared(code: string): Promise<Prepared> {
  const { values, who } = validExample(law, law.procedure(code)!)
  const name = `Người Mang ${'ABCDEFGHIJKLMNOPQRST'[people++]}`
  const { personalNumber } = who
  const number = personalNumber && `${personalNumber.slice(0, -2)}${10 + people}`
  const person = await doors.citizen(name, { ...who, ...(number && { personalNumber: number }) })
  await fillByExample(person, code, values)
  return { person, code: await finish(person, code) }
}

async function finish(person: Citizen, code: string): Promise<string> {
  const send = `/nop/${code}/soan-xong`
  const sent = await person.post(send, await person.formOn(`/nop/${code}/kiem-tra`, send))
  assert.equal(sent.statusCode, 303, summaryOf(sent.body).join('; '))
  return codeOn((await person.get(`/nop/${code}/da-soan`)).body)
}

const codeOn = (body: string) => /class="big num">([0-9A-Z]{4}-[0-9A-Z]{4})</.exec(body)![1]!

const OPEN = '/quay/to-khai'
const RECEIVE = '/quay/moi/to-khai'

async function openedBy(browser: Visitor, code: string) {
  return browser.post(OPEN, { ...(await browser.formOn(OPEN, OPEN)), code })
}

/** From the code to the filled page, as the two buttons lead. */
async function filledIn(browser: Visitor, code: string) {
  const { body } = await openedBy(browser, code)
  return browser.post(RECEIVE, hiddenFields(body, RECEIVE))
}

type Answer = Awaited<ReturnType<Visitor['post']>>

/** What a browser would send of the page: every box as it stands in it. */
function boxesOf(body: string, action: string): Record<string, string> {
  const form = body.slice(body.indexOf(`action="${action}"`))
  const boxes: Record<string, string> = { ...hiddenFields(body, action) }
  for (const [tag] of form.matchAll(/<input[^>]*>/g)) {
    const name = /name="([^"]*)"/.exec(tag)?.[1]
    const isOff = /type="(radio|checkbox|file)"/.test(tag) && !/ checked/.test(tag)
    if (name && !isOff) boxes[name] = /value="([^"]*)"/.exec(tag)?.[1] ?? ''
  }
  for (const [, name = '', options = ''] of form.matchAll(
    /<select[^>]*name="([^"]*)"[^>]*>(.*?)<\/select>/gs,
  ))
    boxes[name] = /<option[^>]*value="([^"]*)"[^>]*selected/.exec(options)?.[1] ?? ''
  for (const [, name = '', text = ''] of form.matchAll(
    /<textarea[^>]*name="([^"]*)"[^>]*>(.*?)<\/textarea>/gs,
  ))
    boxes[name] = text
  return boxes
}

/** The page as it stands, with the original in the official's hand. */
function toFile(page: Answer, code: Received): { action: string; boxes: Record<string, string> } {
  assert.equal(page.statusCode, 200, page.body)
  const action = `/quay/moi?thu-tuc=${code}`
  const boxes = { ...boxesOf(page.body, action), step: 'accept', original: ORIGINAL[code] }
  return { action, boxes }
}

async function received(browser: Visitor, page: Answer, code: Received): Promise<string> {
  const { action, boxes } = toFile(page, code)
  return idIn(await browser.upload(action, boxes, []))
}

function idIn(sent: Answer): string {
  assert.equal(sent.statusCode, 303, summaryOf(sent.body).join('; '))
  return /\/quay\/([0-9a-f-]{36})\/xong/.exec(String(sent.headers.location))![1]!
}

const read = (id: string) =>
  inContext(doors.database.app, here, async (tx) => ({
    state: await stateById(tx, id),
    events: await historyOf(tx, id, { withPrivate: true }),
  }))

async function dossiersOf({ actor }: Citizen): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from dossier where applicant_name = ${actor.name}`.execute(doors.database.owner)
  return rows.map(({ id }) => id)
}

for (const code of [COPIES, SIGNATURE] as const)
  test(`${code}: the counter opens it, files it as it was prepared, and its owner is led to the dossier`, async () => {
    const { person, code: shown } = await prepared(code)
    const browser = desk(here)
    const page = await filledIn(browser, shown)
    assert.match(page.body, new RegExp(`Điền từ tờ khai soạn sẵn <b class="num">${shown}</b>`))
    assert.match(page.body, /name="requester.residence.commune"[^>]*value="Phường Ba Đình/)
    assert.doesNotMatch(page.body, /Biểu mẫu đã thay đổi|Qua bưu chính|Nộp trực tuyến, cán bộ giúp/)
    const id = await received(browser, page, code)
    const { state, events } = await read(id)
    assert.deepEqual(
      events.map(({ kind }) => kind),
      ['filed', 'accepted', 'originalsTaken'],
    )
    assert.deepEqual(state?.offices, { receiving: WARD, competent: WARD, returning: WARD })
    assert.equal(state?.source, 'counter')
    const { values } = validExample(law, law.procedure(code)!)
    const { answers = {} } = events[0]?.private ?? {}
    assert.equal(answers['document.name'], values['document.name'])
    assert.equal(answers['requester.fullName'], person.actor.name)
    const mine = mainOf((await person.get(`/nop/${code}/da-soan`)).body)
    assert.match(mine, /UBND phường Một<\/span> đã nhận hồ sơ từ tờ khai này lúc/)
    const english = mainOf((await person.get(`/nop/${code}/da-soan?lang=en`)).body)
    assert.deepEqual(vietnameseIn(english), [])
    await person.get(`/ho-so?lang=vi`)
    assert.ok(mine.includes(`href="/ho-so/${id}"`))
    assert.doesNotMatch(mine, /Bạn chưa nộp hồ sơ/)
    assert.match((await person.get('/ho-so')).body, /Quầy đã nhận hồ sơ từ tờ khai này lúc/)
    assert.equal((await person.get(`/ho-so/${id}`)).statusCode, 200)
  })

test('certified by hand: examined, signed and sealed on paper, handed out with the original at the counter', async () => {
  const { person, code } = await prepared(COPIES)
  const browser = desk(here)
  const id = await received(browser, await filledIn(browser, code), COPIES)
  const does = async (role: Role, step: string) => {
    const by = staff(role)
    if (role === 'officer') accepted(await act(doors.deps.dossier, id, by, { type: 'claim' }))
    accepted(await act(doors.deps.dossier, id, by, { type: 'completeStep', step }))
  }
  await does('officer', 'examine')
  await does('leader', 'sign')
  await does('clerk', 'seal')
  assert.equal((await read(id)).state?.phase.at, 'finished')
  const page = `/tra-ket-qua/${id}`
  const shown = mainOf((await browser.get(page)).body)
  assert.match(shown, /Bản sao được chứng thực từ bản chính/)
  assert.match(shown, /Bản chính giấy tờ, văn bản/)
  assert.doesNotMatch(shown, /phải in/)
  const sent = await browser.post(page, {
    ...(await browser.formOn(page, page)),
    receiver: 'applicant',
    receiverName: person.actor.name,
    identityPaper: 'identityCard',
    identityDigits: '2086',
    returned: 'yes',
  })
  assert.equal(sent.statusCode, 303, summaryOf(sent.body).join('; '))
  assert.equal((await read(id)).state?.phase.at, 'delivered')
  assert.equal((await person.get(`/ho-so/${id}`)).statusCode, 200)
})

test('a second use is refused, with who took it in, where and when; the same form again is the same dossier', async () => {
  const { person, code } = await prepared(COPIES)
  const [first, second] = [desk(here), desk(there)]
  const pages = [await filledIn(first, code), await filledIn(second, code)] as const
  const own = toFile(pages[0], COPIES)
  const id = idIn(await first.upload(own.action, own.boxes, []))
  assert.equal(idIn(await first.upload(own.action, own.boxes, [])), id)
  const late = toFile(pages[1], COPIES)
  const refused = await second.upload(late.action, { ...late.boxes, 'document.pages': '7' }, [])
  assert.equal(refused.statusCode, 409)
  const said =
    /đã được nhận lúc 09:\d\d, [^.]*25\/11\/2026 tại UBND phường Một, người nhận: Lê Thị Quầy/
  assert.match(summaryOf(refused.body).join(), said)
  assert.match(refused.body, /name="document.pages"[^>]*value="7"/)
  const again = await openedBy(second, code)
  assert.match(mainOf(again.body), said)
  assert.doesNotMatch(again.body, new RegExp(RECEIVE))
  assert.match((await openedBy(first, code)).body, new RegExp(`href="/quay/nhan/${id}"`))
  const forced = await second.post(RECEIVE, { ...(await second.formOn(OPEN, OPEN)), code })
  assert.equal(forced.statusCode, 409)
  assert.deepEqual(await dossiersOf(person), [id])
})

test('two counters that file it in the same moment: one dossier, the other reads who was first', async () => {
  const { person, code } = await prepared(SIGNATURE)
  const ready: (() => Promise<Answer>)[] = []
  for (const who of [here, there]) {
    const browser = desk(who)
    const { action, boxes } = toFile(await filledIn(browser, code), SIGNATURE)
    ready.push(() => browser.upload(action, boxes, []))
  }
  const sent = await Promise.all(ready.map((send) => send()))
  assert.deepEqual(new Set(sent.map(({ statusCode }) => statusCode)), new Set([303, 409]))
  assert.equal((await dossiersOf(person)).length, 1)
})

test('prepared once more after its use there is another code; the old one still says what became of it, until it expires', async () => {
  const { person, code } = await prepared(COPIES)
  const browser = desk(here)
  await received(browser, await filledIn(browser, code), COPIES)
  const next = await finish(person, COPIES)
  assert.notEqual(next, code)
  assert.match((await person.get(`/nop/${COPIES}/da-soan`)).body, /Bạn chưa nộp hồ sơ/)
  const old = await openedBy(browser, code)
  assert.equal(old.statusCode, 422)
  assert.match(summaryOf(old.body).join(), /đã được nhận lúc .* người nhận: Lê Thị Quầy/)
  assertAnchorsExist(old.body)
  await received(browser, await filledIn(browser, next), COPIES)
  assert.equal((await dossiersOf(person)).length, 2)
  doors.clock.now = new Date('2026-12-26T02:10:00Z')
  await eraseExpiredDrafts(doors.database.worker, doors.clock.now)
  const { rows } = await sql`select 1 from prepared_use`.execute(doors.database.owner)
  assert.equal(rows.length, 0)
})

test('what ends in a system of others is not filed here: the page names it and prints, nothing more', async () => {
  for (const [code, where] of [
    ['1.004194', /Công an phường, xã nơi tạm trú/],
    ['3.000347', /Phòng Cảnh sát giao thông/],
  ] as const) {
    const { person, code: shown } = await prepared(code)
    const browser = desk(here)
    const page = await openedBy(browser, shown)
    assert.match(page.body, /Quầy này không tiếp nhận thủ tục này/)
    assert.match(mainOf(page.body), where)
    assert.match(page.body, /href="https:\/\/dichvucong\.gov\.vn\//)
    assert.doesNotMatch(page.body, new RegExp(RECEIVE))
    const print = await browser.post(`${OPEN}/in`, hiddenFields(page.body, `${OPEN}/in`))
    assert.equal(print.headers['content-type'], 'application/pdf')
    const forced = await browser.post(RECEIVE, { ...hiddenFields(page.body, OPEN), code: shown })
    assert.equal(forced.statusCode, 409)
    assert.equal((await browser.get(`/quay/moi?thu-tuc=${code}`)).statusCode, 404)
    assert.deepEqual(await dossiersOf(person), [])
  }
})

test('the form changed since it was prepared: what has no place any more is shown until it is filed, the rest is filled in', async () => {
  const { person, code } = await prepared(COPIES)
  doors.enact(withNewForm(law))
  const browser = desk(here)
  const page = await filledIn(browser, code)
  assert.match(page.body, /Biểu mẫu đã thay đổi/)
  assert.match(page.body, /<b>Bằng tốt nghiệp đại học<\/b>/)
  const { action, boxes } = toFile(page, COPIES)
  assert.equal(boxes['document.title'], '')
  assert.equal(boxes['document.pages'], '1')
  const early = await browser.upload(action, boxes, [])
  assert.equal(early.statusCode, 422)
  assert.match(early.body, /<b>Bằng tốt nghiệp đại học<\/b>/)
  assert.deepEqual(summaryOf(early.body).length, 1)
  const mended = { ...boxes, 'document.title': 'Bằng đại học' }
  const id = idIn(await browser.upload(action, mended, []))
  assert.equal((await read(id)).events[0]?.private?.answers?.['document.title'], 'Bằng đại học')
  assert.deepEqual(await dossiersOf(person), [id])
  doors.enact(law)
})

/** The name of the document is asked by another question, for which the old answer is none. */
function withNewForm(city: Law): Law {
  const published = city.procedure(COPIES)!
  const old = city.form(published.form.id, published.form.version)
  const made: FormDefinition = {
    ...old,
    version: 2,
    owner: 'document.title',
    topics: old.topics.map((topic) => ({
      ...topic,
      questions: topic.questions.map((question) =>
        'id' in question && question.id === 'document.name'
          ? { ...question, id: 'document.title' }
          : question,
      ),
    })) as FormDefinition['topics'],
  }
  const anew = { ...published, form: { id: made.id, version: 2 } }
  return {
    ...city,
    codeLists: city.codeLists,
    procedures: () => city.procedures().map((each) => (each.code === COPIES ? anew : each)),
    procedure: (code, version) => (code === COPIES ? anew : city.procedure(code, version)),
    form: (id, version) => (id === made.id && version === 2 ? made : city.form(id, version)),
    terms: (code, caseCode, version) => ({
      ...city.terms(code, caseCode, version),
      ...(code === COPIES && { formVersion: 2 }),
    }),
  }
}

test('a page that was filled in for another official files nothing, nor does a code that was made up', async () => {
  const { person, code } = await prepared(SIGNATURE)
  const { action, boxes } = toFile(await filledIn(desk(there), code), SIGNATURE)
  const browser = desk(here)
  const own = await browser.formOn(action, action)
  const stolen = await browser.upload(action, { ...boxes, ...own }, [])
  assert.equal(stolen.statusCode, 409)
  const madeUp = `${boxes['prepared']!.split('.')[0]}.${'A'.repeat(43)}`
  const forged = await browser.upload(action, { ...boxes, ...own, prepared: madeUp }, [])
  assert.equal(forged.statusCode, 409)
  const wrong = await browser.post(RECEIVE, {
    ...(await browser.formOn(OPEN, OPEN)),
    code: '7777-7777',
  })
  assert.equal(wrong.statusCode, 422)
  // Signed in as a receptionist first, so that the form is in order and only the role is wrong.
  const { boxes: sendable } = toFile(await filledIn(browser, code), SIGNATURE)
  acting.set(browser.cookies.get('who')!, await official('Trần Văn Thư', WARD, 'clerk'))
  for (const path of [RECEIVE, `${OPEN}/in`]) {
    const refused = await browser.post(path, {
      _csrf: sendable['_csrf']!,
      _key: sendable['_key']!,
      code,
    })
    assert.equal(refused.statusCode, 403)
    assert.match(refused.body, /Vai trò của bạn không làm việc này/)
  }
  assert.deepEqual(await dossiersOf(person), [])
})

test('whoever comes without a prepared declaration is received all the same', async () => {
  const browser = desk(here)
  assert.match((await browser.get('/quay/moi')).body, new RegExp(`thu-tuc=${COPIES}`))
  const action = `/quay/moi?thu-tuc=${COPIES}`
  const { values } = validExample(law, law.procedure(COPIES)!)
  const fields = {
    ...(await browser.formOn(action, action)),
    ...values,
    kind: 'counter',
    step: 'accept',
  }
  const sent = await browser.upload(action, { ...fields, original: 'original' }, [])
  assert.equal((await read(idIn(sent))).state?.source, 'counter')
})
