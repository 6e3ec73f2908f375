import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Command, SupplementFault } from '../dossier/commands.ts'
import { historyOf } from '../dossier/store.ts'
import { inContext, type Scoped } from '../db/context.ts'
import { replayAll } from '../dossier/replay.ts'
import { personalStore } from '../paper/personal-store/subscriber.ts'
import { storeLaw } from '../paper-titles.ts'
import { confirmed, revoked } from '../../test/support/acting.ts'
import { accept, officer } from '../../test/support/birth-life.ts'
import { birthNotice, fileIt, fillIn, PHOTO, START } from '../../test/support/birth-filing.ts'
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

async function supplementOf({ actor }: { actor: Scoped }, id: string) {
  const events = await inContext(doors.database.app, actor, (tx) =>
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
  assert.match(body, /Lý do: <span lang="vi">Hồ sơ còn thiếu\./)
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
  assert.match(page.body, /name="requester.residence.commune"[^>]*value="Phường Ba Đình, /)
  assert.doesNotMatch(page.body, /\.commune"[^>]*value="\d/, 'no commune by its number')
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

const marked = (...questions: string[]): SupplementFault => ({
  paper: 'declaration',
  fault: 'Tên của cha chưa đúng.\nGhi như trên căn cước.',
  questions,
})

test('only the marked question is open, the rest is locked, and nothing else is changed whoever sends it', async () => {
  const { mother, id } = await asked([marked('father.fullName')])
  const { body } = await mother.get(`/ho-so/${id}/bo-sung`)
  assert.match(body, /name="father\.fullName"[^>]*value="Nguyễn Minh Đức"/)
  assert.doesNotMatch(body, /name="child\.fullName"|name="mother\./)
  assert.match(body, /Chỉ những câu cán bộ đánh dấu mới sửa được/)
  assert.match(body, /Phần giữ nguyên[^]*Nguyễn Hoàng Minh Anh/)
  const forged = { 'father.fullName': 'Nguyễn Minh Đạt', 'child.fullName': 'Tên Khác' }
  assert.equal((await send(mother, id, { _go: 'yes', ...forged }, [])).statusCode, 303)
  const event = await supplementOf(mother, id)
  assert.equal(event?.private?.answers?.['father.fullName'], 'Nguyễn Minh Đạt')
  assert.equal(event?.private?.answers?.['child.fullName'], 'Nguyễn Hoàng Minh Anh')
})

test('a marked answer that stays as it was is asked for again, unless it is said why it stays', async () => {
  const { mother, id } = await asked([marked('father.fullName'), blurred])
  const same = { 'father.fullName': 'Nguyễn Minh Đức' }
  assert.match((await mother.get(`/ho-so/${id}/bo-sung`)).body, /Đã trả lời 0 trong 2 điều/)
  const first = await send(mother, id, { _go: 'yes', ...same })
  assert.equal(first.statusCode, 422)
  assert.deepEqual(summaryOf(first.body), [
    'Hãy sửa câu này, hoặc viết ở ô lời nhắn vì sao giữ nguyên.',
  ])
  assertAnchorsExist(first.body)
  assert.match(first.body, /Đã trả lời 1 trong 2 điều/)
  const later = await send(mother, id, { _later: 'yes', ...same }, [])
  assert.equal(later.headers.location, `/ho-so/${id}`)
  const why = { ...same, note: 'Căn cước ghi đúng như vậy.' }
  assert.equal((await send(mother, id, { _go: 'yes', ...why }, [])).statusCode, 303)
  assert.equal((await supplementOf(mother, id))?.private?.note, 'Căn cước ghi đúng như vậy.')
})

test('a question that the marked answer brings up can be answered too', async () => {
  const { mother, id } = await asked([marked('copies.wanted')])
  assert.doesNotMatch((await mother.get(`/ho-so/${id}/bo-sung`)).body, /name="copies\.count"/)
  const first = await send(mother, id, { _go: 'yes', 'copies.wanted': 'yes' }, [])
  assert.equal(first.statusCode, 422)
  assert.match(first.body, /name="copies\.count"/)
  assertAnchorsExist(first.body)
  const both = { 'copies.wanted': 'yes', 'copies.count': '2' }
  assert.equal((await send(mother, id, { _go: 'yes', ...both }, [])).statusCode, 303)
  assert.equal((await supplementOf(mother, id))?.private?.answers?.['copies.count'], 2)
})

test('a second request says so, with the ground that allows it', async () => {
  const { mother, id } = await asked([blurred])
  const answer: Command = { type: 'supplement', papers: [], fileNames: {} }
  accepted(await act(doors.deps.dossier, id, receptionist, answer))
  const again: Command = {
    type: 'requestSupplement',
    faults: [blurred],
    reason: 'Ảnh vẫn mờ.',
    legalBasis: 'Nghị định 118/2025/NĐ-CP',
    ground: 'Nghị định 61/2018/NĐ-CP Điều 15 khoản 3',
  }
  accepted(await act(doors.deps.dossier, id, receptionist, again))
  const { body } = await mother.get(`/ho-so/${id}/bo-sung`)
  assert.match(body, /Đây là lần yêu cầu bổ sung thứ 2[^]*Nghị định 61\/2018\/NĐ-CP Điều 15/)
  const english = await mother.get(`/ho-so/${id}/bo-sung?lang=en`)
  assert.match(english.body, /This is request number 2/)
})

test('the owner and whoever acts for them each answer in a draft of their own; the first answer counts', async () => {
  const owner = await doors.citizen('Người Đứng Tên')
  const other = await doors.citizen('Người Nộp Thay')
  const { name, personalNumber: number = '' } = owner.actor
  const { personId } = other.actor
  const of = { kind: 'person' as const, number, name }
  const cho = String(await confirmed(doors.database.app, { personId, of }))
  await other.post(START, { ...(await other.formOn(START, START)), cho })
  await fillIn(other)
  const id = await fileIt(other)
  const because = { faults: [blurred], reason: 'Mờ.', legalBasis: 'x' }
  accepted(
    await act(doors.deps.dossier, id, receptionist, { type: 'requestSupplement', ...because }),
  )
  await owner.get(`/vao/${owner.actor.personId}`)
  const page = `/ho-so/${id}/bo-sung`
  await other.upload(page, { ...(await other.formOn(page, page)), note: 'Của người thay.' }, [])
  assert.doesNotMatch((await owner.get(page)).body, /Của người thay/)
  await send(owner, id)
  const answered = await send(owner, id, { _go: 'yes', note: 'Của chủ hồ sơ.' }, [])
  assert.equal(answered.headers.location, `/ho-so/${id}`)
  assert.equal((await supplementOf({ actor: receptionist }, id))?.private?.note, 'Của chủ hồ sơ.')
  assert.equal((await other.get(page)).headers.location, `/ho-so/${id}`)
})

test('whoever acted and no longer does answers nothing, not even from the open page, and nothing of it is kept', async () => {
  const owner = await doors.citizen('Người Thu Hồi')
  const other = await doors.citizen('Người Đã Thôi')
  const { name, personalNumber: number = '' } = owner.actor
  const { personId } = other.actor
  const of = { kind: 'person' as const, number, name }
  const right = await confirmed(doors.database.app, { personId, of })
  await other.post(START, { ...(await other.formOn(START, START)), cho: String(right) })
  await fillIn(other)
  const id = await fileIt(other)
  const because = { faults: [blurred], reason: 'Mờ.', legalBasis: 'x' }
  accepted(
    await act(doors.deps.dossier, id, receptionist, { type: 'requestSupplement', ...because }),
  )
  const page = `/ho-so/${id}/bo-sung`
  const form = { ...(await other.formOn(page, page)), note: 'Của người đã thôi.' }
  await revoked(doors.database.app, right, owner.actor.personId)
  for (const more of [{}, { _go: 'yes' }])
    assert.equal((await other.upload(page, { ...form, ...more }, [birthNotice])).statusCode, 404)
  assert.equal((await other.get(page)).statusCode, 404)
  assert.equal(await supplementOf({ actor: receptionist }, id), undefined)
  await owner.get(`/vao/${owner.actor.personId}`)
  const { body } = await owner.get(page)
  assert.doesNotMatch(body, /Của người đã thôi|giấy chứng sinh\.png/)
})

test('what was typed on this page when the session had ended stands on it again, once, and no file was kept', async () => {
  const { mother, id } = await asked([blurred])
  const page = `/ho-so/${id}/bo-sung`
  const form = await mother.formOn(page, page)
  const words = { note: 'Tôi đã chụp lại.', 'child.fullName': 'Tên Khác' }
  doors.clock.now = new Date(doors.clock.now.getTime() + 31 * 60_000)
  const sent = await mother.upload(page, { ...form, ...words, _go: 'yes' }, [birthNotice])
  assert.equal(sent.headers.location, `/dang-nhap?next=${encodeURIComponent(page)}`)
  await mother.get(`/vao/${mother.actor.personId}`)
  const back = await mother.get(page)
  assert.match(back.body, /Điều bạn gõ lúc đó đã được giữ/)
  assert.match(back.body, /Tôi đã chụp lại\./)
  assert.doesNotMatch(back.body, /giấy chứng sinh\.png|Tên Khác/)
  assert.doesNotMatch((await mother.get(page)).body, /Điều bạn gõ lúc đó đã được giữ/)
})

test('a paper of an earlier dossier is offered in answer, never the one that the office found wrong', async () => {
  const { mother, id: first } = await asked([blurred])
  await send(mother, first)
  await send(mother, first, { _go: 'yes' }, [])
  await accept(doors, first)
  await tellStore()
  await fillIn(mother)
  const id = await fileIt(mother)
  await accept(doors, id)
  await tellStore()
  const because = { faults: [blurred], reason: 'Mờ.', legalBasis: 'x' }
  accepted(await act(doors.deps.dossier, id, officer, { type: 'claim' }))
  accepted(await act(doors.deps.dossier, id, officer, { type: 'requestSupplement', ...because }))
  const page = `/ho-so/${id}/bo-sung`
  // With the earlier one no longer offered, only what was found wrong is left in the store: that is none.
  const offer = (isOffered: boolean) =>
    doors.database.owner
      .updateTable('personal_store_paper')
      .set({ is_offered: isOffered })
      .where('dossier_id', '=', first)
      .execute()
  await offer(false)
  assert.doesNotMatch((await mother.get(page)).body, /name="_reuse"/)
  await offer(true)
  assert.match((await mother.get(page)).body, /name="_reuse" value="birth-notice"/)
  await send(mother, id, { _reuse: 'birth-notice' }, [])
  await send(mother, id, { _go: 'yes' }, [])
  const files = (await supplementOf(mother, id))?.body.papers.flatMap(({ files }) => files)
  assert.deepEqual(new Set(files?.map(({ reusedFrom }) => reusedFrom?.dossier)), new Set([first]))
})

async function tellStore(): Promise<void> {
  const subscriber = personalStore(storeLaw(doors.deps.law))
  assert.equal((await replayAll({ db: doors.database.worker, subscriber })).failed, 0)
}
