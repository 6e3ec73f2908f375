/** A parallel consultation is added to a ward's workflow by data alone: files of the law change, not the program. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { axe, fitsWidth, launchBrowser } from '../../test/support/browser.ts'
import { opinion, withOpinion } from '../../test/support/consultation.ts'
import { openDesks, type DeskWorld, type Official } from '../../test/support/desk.ts'
import { accepted, OTHER_WARD, register, WARD } from '../../test/support/office.ts'
import type { Visitor } from '../../test/support/visitor.ts'
import { checkout } from '../checkout.ts'
import { openLaw } from '../catalogue/law.ts'
import type { Workflow } from '../catalogue/workflow.ts'
import type { Command } from '../dossier/commands.ts'
import { startDispatcher } from '../dossier/dispatcher.ts'
import { handle } from '../dossier/handle.ts'
import { completeSilentSteps } from '../result/jobs-silence.ts'
import { waitingSteps } from '../result/subscriber-waiting.ts'

let folder: string
let world: DeskWorld
let asked: Official

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'motcua-law-'))
  lawWithConsultation(folder)
  world = await openDesks(folder)
  asked = await world.hire('officer', OTHER_WARD, 'Vũ Thị Hai')
})
after(async () => {
  await world.close()
  rmSync(folder, { recursive: true })
})

function readJson(...path: string[]): never {
  return JSON.parse(readFileSync(join(checkout, 'data', ...path), 'utf8')) as never
}

/** The city's law, in which a birth registration asks another ward while the draft is made. */
function lawWithConsultation(to: string): void {
  const data = join(checkout, 'data')
  for (const name of readdirSync(data).filter((each) => !['workflows', 'curated'].includes(each)))
    symlinkSync(join(data, name), join(to, name))
  cpSync(join(data, 'workflows'), join(to, 'workflows'), { recursive: true })
  cpSync(join(data, 'curated'), join(to, 'curated'), { recursive: true })
  mkdirSync(join(to, 'workflows/tests'), { recursive: true })
  const flow = readJson('workflows', 'khai-sinh.v1.json') as Workflow
  const title = { vi: 'Lấy ý kiến nơi cư trú của cha', en: 'Opinion of the father’s ward' }
  const step = { ...opinion, title, back: ['examine'] }
  write(to, 'workflows/khai-sinh.v2.json', withOpinion(flow, step))
  write(to, 'workflows/tests/khai-sinh.v2.json', {
    workflow: 'khai-sinh',
    version: 2,
    today: '2026-11-23',
    examples: [
      {
        name: 'Ghi sổ chờ cả bản nháp lẫn ý kiến',
        begins: ['examine'],
        acts: [
          { step: 'examine', active: ['draft', 'opinion'] },
          { step: 'draft', active: ['confirm', 'opinion'] },
          { step: 'confirm', active: ['opinion'] },
          { step: 'opinion', silence: true, active: ['register'] },
        ],
      },
    ],
  })
  const procedure = readJson('curated', '1.001193.json') as object
  write(to, 'curated/1.001193.json', { ...procedure, workflow: { id: 'khai-sinh', version: 2 } })
}

function write(to: string, file: string, document: unknown): void {
  writeFileSync(join(to, file), JSON.stringify(document))
}

/** The list of given steps follows the history. */
async function told(): Promise<void> {
  const { law } = world
  const subscriber = waitingSteps({
    calendar: () => law.calendar(),
    termsOf: ({ code, caseCode, version }) => law.terms(code, caseCode, version),
  })
  const dispatcher = startDispatcher({
    db: world.database.worker,
    subscribers: [subscriber],
    onError: (error) => {
      throw error
    },
  })
  await dispatcher.drain()
  await dispatcher.stop()
}

async function complete(browser: Visitor, id: string, fields: Record<string, string> = {}) {
  const action = `/viec/${id}/buoc/opinion`
  return browser.post(action, { ...(await browser.formOn(`/viec/${id}`, action)), ...fields })
}

/** As the civil register does when it is its turn; throws when it is not. */
const enter = async (id: string, command: Command) =>
  accepted(
    await handle(world.deps.result.dossier, {
      id,
      by: { ...register, scopes: [WARD] },
      key: randomUUID(),
      command,
    }),
  )

const enterRegister = (id: string) =>
  enter(id, {
    type: 'recordRegisterEntry',
    register: 'hộ tịch',
    book: '01/2026',
    number: '318',
    registeredOn: '2026-11-23',
    reference: randomUUID(),
    personalNumber: '001326000123',
  })

test('both desks see both steps and who is waited for; the asked ward finds it in its list and answers', async () => {
  const { id } = await world.dossier('examined', { ownerName: 'Nguyễn Hỏi Ý' })
  await told()
  const own = await world.at(world.people.officer)
  const page = await own.get(`/viec/${id}`)
  assert.match(page.body, /2 bước đang làm cùng lúc/)
  assert.match(page.body, /Soạn và gửi bản nháp giấy khai sinh/)
  assert.match(page.body, /Lấy ý kiến nơi cư trú của cha/)
  assert.match(page.body, /Chờ chuyên viên Phường Hai, đến .*Không trả lời được coi là đồng ý\./)
  assert.doesNotMatch(page.body, /Xong bước này/)

  const other = await world.at(asked)
  const list = await other.get('/viec/buoc')
  assert.match(list.body, /Nguyễn Hỏi Ý/)
  assert.match(list.body, /Lấy ý kiến nơi cư trú của cha/)
  assert.match(list.body, /không trả lời là đồng ý/)
  const theirs = await other.get(`/viec/${id}`)
  assert.match(theirs.body, /Xong bước này/)
  assert.doesNotMatch(theirs.body, /xem được, không xử lý được/)

  const answered = await complete(other, id, { 'opinion-note': 'Cha cư trú tại phường.' })
  assert.equal(answered.statusCode, 303)
  await told()
  assert.match((await other.get('/viec/buoc')).body, /Không có bước nào chờ ông\/bà/)
  const history = await own.get(`/viec/${id}?xem=lich-su`)
  assert.match(history.body, /Xong bước: Lấy ý kiến nơi cư trú của cha/)
  assert.match(history.body, /Cha cư trú tại phường\./)
})

test('the list and the dossier with its steps: no fault that axe knows, and they fit 360 and 1280 px', async () => {
  const { id } = await world.dossier('examined')
  await told()
  const session = (await world.at(asked)).cookies.get('session')!
  const address = await world.app.listen({ port: 0, host: '127.0.0.1' })
  const browser = await launchBrowser()
  try {
    for (const width of [360, 1280]) {
      const page = await browser.newPage({ width, javaScript: false, baseURL: address })
      await page.context().addCookies([{ name: 'session', value: session, url: address }])
      // The files of the dossier stand in another slice.
      const file =
        '<!doctype html><html lang="vi"><title>Tệp</title><main><h1>Tệp</h1></main></html>'
      await page.route('**/tep/**', (route) =>
        route.fulfill({ contentType: 'text/html; charset=utf-8', body: file }),
      )
      for (const path of ['/viec', '/viec/buoc', `/viec/${id}`]) {
        assert.equal((await page.goto(path))?.status(), 200)
        assert.ok(await fitsWidth(page), `${path} at ${width}`)
        assert.deepEqual(await axe(page), [], `${path} at ${width}`)
      }
      await page.context().close()
    }
  } finally {
    await browser.close()
  }
})

test('a third ward neither sees nor answers it', async () => {
  const { id } = await world.dossier('examined')
  const third = await world.at(await world.hire('officer', 103))
  assert.equal((await third.get(`/viec/${id}`)).statusCode, 404)
  const form = await third.formOn('/viec', '/viec').catch(() => ({}))
  const answer = await third.post(`/viec/${id}/buoc/opinion`, { ...form, _key: randomUUID() })
  assert.ok([403, 404].includes(answer.statusCode))
})

test('the answer that comes last lets the register be asked; before it the register is refused', async () => {
  const { id } = await world.dossier('confirmed')
  await assert.rejects(enterRegister(id), /wrongStep/)
  const own = await world.at(world.people.officer)
  assert.match((await own.get('/viec')).body, /chờ cơ quan khác/)
  const other = await world.at(asked)
  assert.equal((await complete(other, id)).statusCode, 303)
  assert.equal((await enterRegister(id)).state.registerEntry?.number, '318')
})

test('sent back without a reason is 422 at its field, and what was typed stays; with one it begins anew', async () => {
  const { id } = await world.dossier('examined')
  const other = await world.at(asked)
  const wrong = await complete(other, id, { 'opinion-chosen': 'examine' })
  assert.equal(wrong.statusCode, 422)
  assert.match(wrong.body, /href="#f-opinion-note"[^>]*>Hãy ghi lý do đưa hồ sơ trở lại/)
  assert.match(wrong.body, /id="f-opinion-note"/)
  assert.match(wrong.body, /value="examine" selected/)
  const unknown = await complete(other, id, { 'opinion-chosen': 'seal' })
  assert.equal(unknown.statusCode, 422)
  assert.match(unknown.body, /href="#f-opinion-chosen"/)
  const back = await complete(other, id, {
    'opinion-chosen': 'examine',
    'opinion-note': 'Sai nơi cư trú',
  })
  assert.equal(back.statusCode, 303)
  const own = await world.at(world.people.officer)
  assert.match((await own.get(`/viec/${id}`)).body, /Thẩm tra xong/)
})

test('after two working days without an answer the clock lets the work go on; a late answer hears where it is', async () => {
  const long = new Date(Date.now() - 28 * 86_400_000)
  const { id } = await world.dossier('confirmed')
  await told()
  await sql`update waiting_step set silent_from = now() - interval '1 minute' where dossier_id = ${id}::uuid`.execute(
    world.database.owner,
  )
  const worker = { ...world.deps.result.dossier, db: world.database.worker }
  assert.equal(await completeSilentSteps(worker), 0, 'the time of the law is not over')

  const old = await world.dossier('submitted', { occurredAt: long })
  await longAgo(old.id, long)
  await told()
  assert.equal(await completeSilentSteps(worker), 1)
  assert.equal(await completeSilentSteps(worker), 0)
  await told()
  const other = await world.at(asked)
  const late = await other.get(`/viec/${old.id}?xem=lich-su`)
  assert.match(late.body, /Hết thời gian trả lời, coi như đồng ý: Lấy ý kiến/)
  const form = await other.formOn(`/viec/${id}`, `/viec/${id}/buoc/opinion`)
  const answer = await other.post(`/viec/${old.id}/buoc/opinion`, form)
  assert.equal(answer.statusCode, 409)
  assert.match(answer.body, /Hồ sơ đang ở bước khác: /)
})

/** Accepted and examined at that moment, so that two working days are long over. */
async function longAgo(id: string, occurredAt: Date): Promise<void> {
  const { receptionist, officer } = world.people
  const acts = [
    [receptionist, { type: 'accept', originals: [] }],
    [officer, { type: 'claim' }],
    [officer, { type: 'examine', checks: [{ id: 'content', ok: true }] }],
  ] as const
  for (const [{ actor: by }, command] of acts) {
    const asked = {
      id,
      by,
      command: command as never,
      key: randomUUID(),
      occurredAt,
      officeId: WARD,
    }
    assert.ok((await handle(world.deps.result.dossier, asked)).ok)
  }
}

test('the same law without its examples, or with a join left out, does not start the program', () => {
  const own = mkdtempSync(join(tmpdir(), 'motcua-law-'))
  try {
    lawWithConsultation(own)
    rmSync(join(own, 'workflows/tests/khai-sinh.v2.json'))
    assert.throws(() => openLaw(own), /a workflow that branches is published with its examples/)
    lawWithoutJoin(own)
    assert.throws(() => openLaw(own), /act 3 \(confirm\): opinion, register wait, not opinion wait/)
  } finally {
    rmSync(own, { recursive: true })
  }
})

function lawWithoutJoin(own: string): void {
  const read = (file: string) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as Workflow
  write(own, 'workflows/tests/khai-sinh.v2.json', read('workflows/tests/khai-sinh.v2.json'))
  const flow = read('workflows/khai-sinh.v2.json')
  const steps = flow.steps.map(({ join: _join, ...step }) => step)
  write(own, 'workflows/khai-sinh.v2.json', { ...flow, steps })
}
