/** A joint dossier as its applicant follows it: every agency's part, missing papers sent to the one that asks, no names outside. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { birthNotice, fileIt, fillIn } from '../../test/support/birth-filing.ts'
import { receptionist, seal, sendDraft } from '../../test/support/birth-life.ts'
import {
  openCitizenDoors,
  type Citizen,
  type CitizenDoors,
} from '../../test/support/citizen-doors.ts'
import { partner } from '../../test/support/joint.ts'
import { writeJointLaw } from '../../test/support/joint-law.ts'
import { accepted, act } from '../../test/support/office.ts'
import { assertAnchorsExist, mainOf, vietnameseIn } from '../../test/support/page-checks.ts'
import { visitor } from '../../test/support/visitor.ts'
import { openLaw } from '../catalogue/law.ts'
import { inContext } from '../db/context.ts'
import type { Command } from '../dossier/commands.ts'
import { startDispatcher } from '../dossier/dispatcher.ts'
import { filesOfDossier, historyOf } from '../dossier/store.ts'
import { legsList } from '../result/subscriber-legs.ts'

let doors: CitizenDoors
let folder: string
before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'motcua-joint-'))
  writeJointLaw(folder)
  doors = await openCitizenDoors(openLaw(folder))
})
after(async () => {
  await doors.close()
  rmSync(folder, { recursive: true })
})

const byPartner = async (id: string, command: Command) =>
  accepted(await act(doors.deps.dossier, id, partner, command))

/** The birth is registered and sealed; police and insurance have it. */
async function withAgencies(name: string): Promise<{ mother: Citizen; id: string }> {
  const mother = await doors.citizen(name)
  await fillIn(mother)
  const id = await fileIt(mother)
  await sendDraft(doors, id)
  accepted(
    await act(doors.deps.dossier, id, mother.actor, { type: 'confirmDraft', by: 'applicant' }),
  )
  await seal(doors, id)
  for (const leg of ['residence', 'insurance'])
    await byPartner(id, { type: 'acknowledgeLeg', leg, reference: null })
  return { mother, id }
}

async function told(): Promise<void> {
  const { law } = doors.deps
  const dispatcher = startDispatcher({
    db: doors.database.worker,
    subscribers: [
      legsList({ termsOf: ({ code, caseCode, version }) => law.terms(code, caseCode, version) }),
    ],
    onError: (error) => {
      throw error
    },
  })
  await dispatcher.drain()
  await dispatcher.stop()
}

const ask = (leg: string, fault: string): Command => ({
  type: 'askLeg',
  leg,
  faults: [{ paper: 'birth-notice', fault }],
  reason: 'Giấy tờ chưa đọc được.',
  legalBasis: 'Nghị định 301/2026/NĐ-CP',
})

test('the applicant sees each agency with its own state and deadline, and the result as soon as it is returned', async () => {
  const { mother, id } = await withAgencies('Người Có Nhiều Cơ Quan')
  const { body } = await mother.get(`/ho-so/${id}`)
  assert.match(body, /Các phần việc của hồ sơ/)
  assert.match(body, /Chặng residence[^]*Đang làm[^]*Công an · Hạn của phần việc này: /)
  const manner = { manner: 'counter' } as const
  const hand: Command = { type: 'returnLegResult', leg: 'birth', ...manner }
  accepted(await act(doors.deps.dossier, id, receptionist, hand))
  const then = await mother.get(`/ho-so/${id}`)
  assert.match(then.body, /đã trả: Kết quả birth/)
  assert.match(then.body, /Đã trả kết quả: Chặng birth/)
  assertAnchorsExist(then.body)
})

test('papers that one agency misses are asked for in its name and sent to it; the other runs on', async () => {
  const { mother, id } = await withAgencies('Người Bổ Sung Một Chặng')
  await byPartner(id, ask('residence', 'Ảnh mờ, hãy chụp lại.'))
  await byPartner(id, ask('insurance', 'Thiếu trang hai.'))
  assert.match((await mother.get('/ho-so')).body, /Cần bạn làm[^]*Gửi bổ sung/)
  const page = `/ho-so/${id}/bo-sung`
  assert.match((await mother.get(page)).body, /Ảnh mờ, hãy chụp lại\./)
  const empty = await mother.post(page, { ...(await mother.formOn(page, page)), _go: 'yes' })
  assert.equal(empty.statusCode, 422)
  const sent = await mother.upload(page, { ...(await mother.formOn(page, page)), _go: 'yes' }, [
    birthNotice,
  ])
  assert.equal(sent.statusCode, 303)
  const history = await inContext(doors.database.app, mother.actor, (tx) => historyOf(tx, id))
  const answered = history.filter(({ kind }) => kind === 'legAnswered')
  assert.equal(answered.length, 1)
  assert.ok(answered[0]?.kind === 'legAnswered')
  assert.deepEqual([answered[0].body.leg, answered[0].body.filed?.length], ['residence', 1])
  const files = await inContext(doors.database.app, mother.actor, (tx) => filesOfDossier(tx, id))
  assert.equal(files.filter(({ seq }) => seq === answered[0]!.seq).length, 1)
  // The insurance asked after the police: its question comes next, on the same page.
  assert.match((await mother.get(page)).body, /Thiếu trang hai\./)
})

test('code and four digits show how far each agency is, and nobody’s name, paper or number', async () => {
  const { mother, id } = await withAgencies('Người Tra Cứu')
  await byPartner(id, ask('residence', 'Ảnh mờ.'))
  const hand: Command = { type: 'returnLegResult', leg: 'birth', manner: 'counter' }
  accepted(await act(doors.deps.dossier, id, receptionist, hand))
  await told()
  const events = await inContext(doors.database.app, mother.actor, (tx) => historyOf(tx, id))
  const code = events[0]?.kind === 'filed' ? events[0].body.code : ''
  const neighbour = visitor(doors.app)
  const form = await neighbour.formOn('/tra-cuu', '/tra-cuu')
  const found = await neighbour.post('/tra-cuu', { ...form, ma: code, so: '0001' })
  assert.equal(found.statusCode, 200)
  assert.match(found.body, /Chặng birth[^]*Đã xong[^]*đã trả: kết quả/)
  assert.match(found.body, /Chặng residence[^]*Chờ bổ sung[^]*Công an/)
  assert.doesNotMatch(found.body, /Minh Anh|Thu Hà|001196|128\/2026|Ảnh mờ|Kết quả birth/)
})

test('the English page tells the parts in English', async () => {
  const { mother, id } = await withAgencies('Người Đọc Tiếng Anh')
  await byPartner(id, ask('residence', 'Blurred.'))
  const { body } = await mother.get(`/ho-so/${id}?lang=en`)
  assert.match(body, /The parts of this application/)
  assert.match(body, /Leg residence[^]*Waiting for papers[^]*Police/)
  const main = mainOf(body).replace(/<section>\s*<h2>Who has[^]*/, '')
  const words = vietnameseIn(main).filter((word) => /chặng|hạn|trễ|bổ|sung|cơ|quan/i.test(word))
  assert.deepEqual(words, [])
})
