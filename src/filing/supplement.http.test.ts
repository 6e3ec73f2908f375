import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Command, SupplementFault } from '../dossier/commands.ts'
import { historyOf } from '../dossier/store.ts'
import { inContext } from '../db/context.ts'
import { birthNotice, fileIt, fillIn, PHOTO } from '../../test/support/birth-filing.ts'
import {
  openCitizenDoors,
  type Citizen,
  type CitizenDoors,
} from '../../test/support/citizen-doors.ts'
import { accepted, act, staff } from '../../test/support/office.ts'
import { assertAnchorsExist, summaryOf } from '../../test/support/page-checks.ts'

let doors: CitizenDoors
let people = 0
const receptionist = staff('receptionist')
before(async () => {
  doors = await openCitizenDoors()
})
after(() => doors.close())

const blurred: SupplementFault = {
  paper: 'birth-notice',
  fault: 'Ảnh mờ, không đọc được số.\nHãy chụp lại ở chỗ sáng.',
}

/** A dossier for which the counter has asked for more. */
async function asked(faults: SupplementFault[]): Promise<{ mother: Citizen; id: string }> {
  const mother = await doors.citizen(`Người Bổ Sung ${'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[people++]}`)
  await fillIn(mother)
  const id = await fileIt(mother)
  const command = { type: 'requestSupplement', faults, reason: 'Hồ sơ còn thiếu.' } as const
  const request = { ...command, legalBasis: 'Nghị định 118/2025/NĐ-CP' }
  accepted(await act(doors.deps.dossier, id, receptionist, request))
  return { mother, id }
}

async function send(mother: Citizen, id: string, fields = {}, files = [birthNotice]) {
  const page = `/ho-so/${id}/bo-sung`
  return mother.upload(page, { ...(await mother.formOn(page, page)), ...fields }, files)
}

async function supplementOf(mother: Citizen, id: string) {
  const events = await inContext(doors.database.app, mother.actor, (tx) =>
    historyOf(tx, id, { withPrivate: true }),
  )
  const found = events.filter(({ kind }) => kind === 'supplemented')
  assert.ok(found.length <= 1)
  return found[0]?.kind === 'supplemented' ? found[0] : undefined
}

test('the person reads everything that is missing at once, with its remedy; the rest is locked', async () => {
  const { mother, id } = await asked([blurred])
  const mine = await mother.get('/ho-so')
  assert.match(mine.body, /Cần bạn làm[^]*Gửi bổ sung: Đăng ký khai sinh/)
  const { body } = await mother.get(`/ho-so/${id}/bo-sung`)
  assert.match(body, /Ảnh mờ, không đọc được số\. Hãy chụp lại ở chỗ sáng\./)
  assert.match(body, /Lý do: Hồ sơ còn thiếu\./)
  assert.match(body, /Phần giữ nguyên[^]*Nguyễn Hoàng Minh Anh/)
  assert.doesNotMatch(body, /name="child.fullName"/)
})

test('a new photograph is sent, and the counter has it under its hash', async () => {
  const { mother, id } = await asked([blurred])
  const empty = await send(mother, id, { _go: 'yes' }, [])
  assert.equal(empty.statusCode, 422)
  assert.match(summaryOf(empty.body).join(), /Hãy gửi “Giấy chứng sinh”/)
  assertAnchorsExist(empty.body)
  const uploaded = await send(mother, id)
  assert.equal(uploaded.headers.location, `/ho-so/${id}/bo-sung`)
  const sent = await send(mother, id, { _go: 'yes', note: 'Đã chụp lại.' }, [])
  assert.equal(sent.headers.location, `/ho-so/${id}`)
  const event = await supplementOf(mother, id)
  assert.deepEqual(
    event?.body.papers.map(({ paper }) => paper),
    ['birth-notice'],
  )
  assert.equal(event?.private?.note, 'Đã chụp lại.')
  const again = await mother.get(`/ho-so/${id}/bo-sung`)
  assert.equal(again.headers.location, `/ho-so/${id}`)
})

test('pressed ten times at once it is one answer', async () => {
  const { mother, id } = await asked([blurred])
  await send(mother, id)
  const page = `/ho-so/${id}/bo-sung`
  const form = { ...(await mother.formOn(page, page)), _go: 'yes' }
  const sent = await Promise.all(Array.from({ length: 10 }, () => mother.upload(page, form, [])))
  assert.deepEqual(new Set(sent.map(({ statusCode }) => statusCode)), new Set([303]))
  assert.ok(await supplementOf(mother, id))
})

test('a wrong file is refused under its paper and the note stays', async () => {
  const { mother, id } = await asked([blurred])
  const wrong = [{ ...birthNotice, bytes: Buffer.from('x') }]
  const sent = await send(mother, id, { _go: 'yes', note: 'Xin xem.' }, wrong)
  assert.equal(sent.statusCode, 422)
  assertAnchorsExist(sent.body)
  assert.match(sent.body, /Xin xem\./)
  assert.equal(await supplementOf(mother, id), undefined)
})

test('a paper nobody asked for is not taken; one that may stand in its place is', async () => {
  const { mother, id } = await asked([blurred])
  await send(mother, id, {}, [
    { ...birthNotice, field: 'authorisation' },
    { ...birthNotice, field: 'witness-statement', bytes: PHOTO },
  ])
  const sent = await send(mother, id, { _go: 'yes' }, [])
  assert.equal(sent.statusCode, 303)
  const event = await supplementOf(mother, id)
  assert.deepEqual(
    event?.body.papers.map(({ paper }) => paper),
    ['witness-statement'],
  )
})

test('a wrong declaration is opened for correction, and read by the same rules', async () => {
  const { mother, id } = await asked([{ paper: 'declaration', fault: 'Tên của cha chưa đúng.' }])
  const page = await mother.get(`/ho-so/${id}/bo-sung`)
  assert.match(page.body, /name="father.fullName"[^>]*value="Nguyễn Minh Đức"/)
  const wrong = await send(mother, id, { _go: 'yes', 'father.fullName': 'Đức 2' }, [])
  assert.equal(wrong.statusCode, 422)
  assert.match(summaryOf(wrong.body).join(), /chỉ gồm chữ cái/)
  assertAnchorsExist(wrong.body)
  const sent = await send(mother, id, { _go: 'yes', 'father.fullName': 'Nguyễn Minh Đạt' }, [])
  assert.equal(sent.statusCode, 303)
  const event = await supplementOf(mother, id)
  assert.equal(event?.private?.answers?.['father.fullName'], 'Nguyễn Minh Đạt')
  assert.equal(event?.private?.answers?.['child.fullName'], 'Nguyễn Hoàng Minh Anh')
})

test('what only needs explaining is answered in words', async () => {
  const { mother, id } = await asked([{ paper: 'khac', fault: 'Vì sao đăng ký muộn?' }])
  const silent = await send(mother, id, { _go: 'yes' }, [])
  assert.equal(silent.statusCode, 422)
  assertAnchorsExist(silent.body)
  await send(mother, id, { _go: 'yes', 'explain.khac': 'Con ốm.' }, [])
  const event = await supplementOf(mother, id)
  assert.equal(event?.private?.note, 'Vì sao đăng ký muộn?: Con ốm.')
})

test('answered at the counter in the meantime: the page leads to the dossier', async () => {
  const { mother, id } = await asked([blurred])
  const page = `/ho-so/${id}/bo-sung`
  const form = { ...(await mother.formOn(page, page)), _go: 'yes' }
  const command: Command = { type: 'supplement', papers: [], fileNames: {} }
  accepted(await act(doors.deps.dossier, id, receptionist, command))
  const late = await mother.upload(page, form, [birthNotice])
  assert.equal(late.headers.location, `/ho-so/${id}`)
})

test('nobody else sees or answers the request', async () => {
  const { mother, id } = await asked([blurred])
  const stranger = await doors.citizen('Người Lạ')
  const page = `/ho-so/${id}/bo-sung`
  assert.equal((await stranger.get(page)).statusCode, 404)
  const form = await mother.formOn(page, page)
  await fillIn(stranger)
  const own = await stranger.formOn('/nop/1.001193/xoa', '/nop/1.001193/xoa')
  const forged = { ...form, _csrf: own['_csrf']!, _go: 'yes' }
  assert.equal((await stranger.upload(page, forged, [birthNotice])).statusCode, 404)
  assert.equal((await mother.upload(page, { ...form, _csrf: 'x' }, [birthNotice])).statusCode, 403)
})

test('a supplement without its token is refused, and none is sent', async () => {
  const { mother, id } = await asked([{ paper: 'birth-notice', fault: 'Ảnh mờ' }])
  const answer = await mother.upload(`/ho-so/${id}/bo-sung`, { _go: '1' }, [birthNotice])
  assert.equal(answer.statusCode, 403)
  const events = await inContext(doors.database.app, mother.actor, (tx) => historyOf(tx, id))
  assert.equal(events.at(-1)?.kind, 'supplementRequested')
})
