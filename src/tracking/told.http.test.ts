/** The six moments told once each, through the channels that the person chose, to the phone they proved to hold. */
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { fileIt, fillIn, START } from '../../test/support/birth-filing.ts'
import { confirmed } from '../../test/support/acting.ts'
import { accept, officer, receptionist, seal, sendDraft } from '../../test/support/birth-life.ts'
import {
  openCitizenDoors,
  type Citizen,
  type CitizenDoors,
} from '../../test/support/citizen-doors.ts'
import { accepted, act } from '../../test/support/office.ts'
import {
  assertAnchorsExist,
  mainOf,
  summaryOf,
  vietnameseIn,
} from '../../test/support/page-checks.ts'
import { checkout } from '../checkout.ts'
import type { Command } from '../dossier/commands.ts'
import { startDispatcher } from '../dossier/dispatcher.ts'
import { localMail, localSms, type Outcome, type TextToSend } from '../notice/carrier.ts'
import { loadNoticeTemplates, readWarningLevels } from '../notice/load.ts'
import { MOMENTS } from '../notice/moments.ts'
import { sendPhoneChecks } from '../notice/phone-check-send.ts'
import { deadlineTimers } from '../notice/subscriber-timers.ts'
import { noticeSubscriber } from '../notice/subscriber.ts'
import { warnDueSoon } from '../notice/warn.ts'
import { NOTICES_PATH, PHONE_PATH } from './notices-path.ts'

const folder = join(checkout, 'data/templates/notices')
const templates = await loadNoticeTemplates(folder)
const trackingUrl = 'https://motcua.hanoi.gov.vn/tra-cuu'
let doors: CitizenDoors
let people = 0
before(async () => {
  doors = await openCitizenDoors()
})
after(() => doors.close())

async function filed(): Promise<{ mother: Citizen; id: string }> {
  const mother = await doors.citizen(`Người Được Báo ${'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[people++]}`)
  await fillIn(mother)
  return { mother, id: await fileIt(mother) }
}

const armed = () => ({
  calendar: () => doors.deps.law.calendar(),
  levels: readWarningLevels(folder),
})

/** Hands the history on, as the worker does. */
async function handOn(): Promise<void> {
  doors.clock.now = new Date(doors.clock.now.getTime() + 1000)
  const dispatcher = startDispatcher({
    db: doors.database.worker,
    subscribers: [
      noticeSubscriber({ templates, trackingUrl, now: doors.deps.now }),
      deadlineTimers(armed()),
    ],
    pollMs: 3_600_000,
    onError: (error) => assert.fail(String(error)),
  })
  await dispatcher.drain()
  await dispatcher.stop()
}

type Told = { kind: string; channel: string; recipient: string; body: string; state: string }

async function toldOf(id: string): Promise<Told[]> {
  const { rows } = await sql<Told>`
    select kind, channel, recipient, body, state from notice_delivery
     where dossier_id = ${id}::uuid order by created_at, id`.execute(doors.database.worker)
  return rows
}

const textsOf = async (id: string) =>
  (await toldOf(id)).filter(({ channel, kind }) => channel === 'sms' && kind !== 'accepted')

async function choose(
  mother: Citizen,
  choices: Partial<Record<string, string[]>>,
  language = 'vi',
) {
  const form = await mother.formOn(NOTICES_PATH, NOTICES_PATH)
  const own = { _csrf: form['_csrf']!, _key: form['_key']! }
  const boxes = MOMENTS.flatMap((moment) =>
    (choices[moment] ?? ['sms', 'mail']).map((channel) => [`choose.${moment}`, channel]),
  )
  const payload = new URLSearchParams([
    ...Object.entries(own),
    ['language', language],
    ...boxes,
  ] as [string, string][])
  return mother.raw({
    method: 'POST',
    url: NOTICES_PATH,
    payload: payload.toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  })
}

/** A working day a month on, when whatever was promised has passed. */
async function muchLater(): Promise<number> {
  return warnDueSoon({
    db: doors.database.worker,
    ...armed(),
    templates,
    dossierUrl: (code) => `https://motcua.hanoi.gov.vn/viec?q=${code}`,
    trackingUrl,
    now: () => new Date('2026-12-28T10:00:00+07:00'),
  })
}

test('received, supplement, fee, late, result, closed: each is told once, in its own words', async () => {
  const { mother, id } = await filed()
  await handOn()
  const { dossier } = doors.deps
  const why = { reason: 'Ảnh mờ.', legalBasis: 'Nghị định 118/2025/NĐ-CP' }
  const faults = [{ paper: 'birth-notice', fault: 'Ảnh mờ' }]
  accepted(await act(dossier, id, receptionist, { type: 'requestSupplement', faults, ...why }))
  await handOn()
  const answered: Command = { type: 'supplement', papers: [], fileNames: {} }
  accepted(await act(dossier, id, receptionist, answered))
  const hash = await sendDraft(doors, id)
  await handOn()
  const fee = { type: 'requestFee', amount: 8000, currency: 'VND', ...why } as const
  accepted(await act(dossier, id, officer, fee))
  await handOn()
  const paid = { amount: 8000, currency: 'VND', reference: 'BL1' } as const
  accepted(await act(dossier, id, receptionist, { type: 'recordFee', ...paid }))
  await handOn()
  // One threshold a turn: half the time, a day, a quarter, passed; then nothing more.
  while ((await muchLater()) > 0);
  const page = `/ho-so/${id}/ban-nhap`
  await mother.post(page, { ...(await mother.formOn(page, page)), _act: 'agree', _seen: hash })
  await seal(doors, id)
  await handOn()
  const result = `/ho-so/${id}/ket-qua`
  await mother.post(result, await mother.formOn(result, result))
  await handOn()
  await sql`insert into dossier_pending (dossier_id, from_seq) values (${id}::uuid, 1)`.execute(
    doors.database.owner,
  )
  await handOn()

  const texts = await textsOf(id)
  assert.deepEqual(
    texts.map(({ kind }) => kind),
    [
      'submitted',
      'supplementAsked',
      'draftToConfirm',
      'feeAsked',
      'feePaid',
      'resultReady',
      'closed',
      // In a month, by the clock of this test.
      'lateTold',
    ],
  )
  const words = new Map(texts.map(({ kind, body }) => [kind, body]))
  assert.match(words.get('submitted')!, /đã nộp đến UBND phường Một và đang chờ tiếp nhận/)
  assert.match(words.get('supplementAsked')!, /bổ sung/)
  assert.match(words.get('feeAsked')!, /cần nộp 8\.000 đ/)
  assert.match(
    words.get('lateTold')!,
    /^UBND phường Một xin lỗi: hồ sơ .* trễ hẹn .*Bạn không phải/,
  )
  assert.match(words.get('resultReady')!, /đã có kết quả/)
  assert.match(words.get('closed')!, /^Đã trả kết quả hồ sơ .* đánh giá tại/)

  const { body } = await mother.get(NOTICES_PATH)
  assert.match(body, /Tin gần đây[^]*Hồ sơ trễ hẹn[^]*Đã trả kết quả, mời đánh giá/)
  assert.doesNotMatch(body, /84990000001|0990000001|thu\.ha@/, 'numbers and addresses are masked')
  assert.doesNotMatch(body, /Quá hạn|dueSoon|overdue/, 'what officials are warned of is not theirs')
})

test('only mail for the result, nothing for the reception: told as chosen, and on the page all the same', async () => {
  const { mother, id } = await filed()
  const saved = await choose(mother, { received: [], result: ['mail'] })
  assert.equal(saved.statusCode, 303)
  await handOn()
  const first = await toldOf(id)
  assert.deepEqual(
    first.map(({ kind, channel, state }) => [kind, channel, state]),
    [['submitted', 'page', 'delivered']],
  )
  assert.match((await mother.get(`/ho-so/${id}`)).body, /Tin đã gửi cho bạn[^]*Trên trang này/)
  await sendDraft(doors, id)
  accepted(await act(doors.deps.dossier, id, receptionist, { type: 'confirmDraft', by: 'counter' }))
  await sql`
    update dossier_contact set email = 'thu.ha@thu.example' where dossier_id = ${id}::uuid`.execute(
    doors.database.owner,
  )
  await seal(doors, id)
  await handOn()
  const ready = (await toldOf(id)).filter(({ kind }) => kind === 'resultReady')
  assert.deepEqual(
    ready.map(({ channel }) => channel),
    ['mail'],
  )
  const again = await mother.get(NOTICES_PATH)
  assert.doesNotMatch(again.body, /name="choose\.received" value="sms" checked/)
  assert.match(again.body, /name="choose\.fee" value="sms" checked/)
})

test('a chosen channel that does not reach them is not silence: the other one tells', async () => {
  const { mother, id } = await filed()
  await choose(mother, { received: ['mail'] })
  await handOn()
  const told = await toldOf(id)
  assert.deepEqual(
    told.map(({ kind, channel }) => [kind, channel]),
    [['submitted', 'sms']],
  )
})

test('what has a last day must reach them by some way: told at the box, and nothing is kept', async () => {
  const mother = await doors.citizen('Người Không Muốn Tin')
  const refused = await choose(mother, { supplement: [], fee: [] })
  assert.equal(refused.statusCode, 422)
  assert.deepEqual(summaryOf(refused.body), [
    'Hãy chọn ít nhất một cách nhận tin: Cần nộp phí, lệ phí.',
    'Hãy chọn ít nhất một cách nhận tin: Cần bạn bổ sung hoặc xem bản nháp.',
  ])
  assertAnchorsExist(refused.body)
  const { rows } = await sql`
    select from notice_choice where person_id = ${mother.actor.personId}`.execute(
    doors.database.worker,
  )
  assert.equal(rows.length, 0)
})

/** Sends what waits, and remembers it. */
async function codes(verdict: Outcome['verdict'] = 'accepted'): Promise<TextToSend[]> {
  const given: TextToSend[] = []
  const sms = {
    ...localSms(),
    name: 'fake',
    send: (text: TextToSend): Promise<Outcome> => {
      given.push(text)
      return Promise.resolve({ verdict, parts: [], reason: verdict })
    },
  }
  const { now } = doors.deps
  await sendPhoneChecks({ db: doors.database.worker, sms, mail: localMail(), now, templates })
  return given
}

async function askFor(mother: Citizen, phone: string, more: Record<string, string> = {}) {
  const form = await mother.formOn(PHONE_PATH, PHONE_PATH)
  return mother.post(PHONE_PATH, { ...form, phone, _act: 'ask', ...more })
}

async function answerWith(mother: Citizen, code: string) {
  const form = await mother.formOn(PHONE_PATH, PHONE_PATH)
  return mother.post(PHONE_PATH, { ...form, code, _act: 'confirm' })
}

const other = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0')

test('a changed phone is used once its code came back: once, in ten minutes, in five tries', async () => {
  const { mother, id } = await filed()
  const wrong = await askFor(mother, '0241234')
  assert.equal(wrong.statusCode, 422)
  assertAnchorsExist(wrong.body)

  assert.equal((await askFor(mother, '0912 345 678')).statusCode, 303)
  const [sent] = await codes()
  assert.equal(sent?.to, '84912345678')
  const code = /^(\d{6}) là mã/.exec(sent.text)![1]!
  const { rows } = await sql<Record<string, unknown>>`select * from phone_check`.execute(
    doors.database.worker,
  )
  assert.ok(!JSON.stringify(rows).includes(`"${code}"`), 'sent, it stands nowhere in clear')
  await handOn()
  const before = (await toldOf(id)).find(({ channel }) => channel === 'sms')
  assert.equal(before?.recipient, '84990000001', 'asked for is not yet proved')

  const miss = await answerWith(mother, other(code))
  assert.equal(miss.statusCode, 422)
  assert.deepEqual(summaryOf(miss.body), ['Mã không đúng. Hãy xem lại tin nhắn mới nhất.'])
  assertAnchorsExist(miss.body)
  assert.equal((await answerWith(mother, code)).headers.location, `${NOTICES_PATH}?luu=1`)
  assert.match((await mother.get(NOTICES_PATH)).body, /Bạn đã xác nhận số này/)
  assert.equal((await answerWith(mother, code)).statusCode, 422, 'a code counts once')
  await accept(doors, id)
  await handOn()
  const after = (await toldOf(id)).find(
    ({ kind, channel }) => kind === 'accepted' && channel === 'sms',
  )
  assert.equal(after?.recipient, '84912345678')
})

test('five wrong tries, ten minutes, or a newer code end a code; a day has five', async (t) => {
  const before = doors.clock.now
  t.after(() => (doors.clock.now = before))
  doors.clock.now = new Date('2026-11-30T12:00:00+07:00')
  const mother = await doors.citizen('Người Gõ Sai')
  const fresh = async (phone: string): Promise<string> => {
    assert.equal((await askFor(mother, phone)).statusCode, 303)
    return /^\d{6}/.exec((await codes())[0]!.text)![0]
  }
  const first = await fresh('0912000001')
  for (let n = 0; n < 5; n += 1) await answerWith(mother, other(first))
  const late = await answerWith(mother, first)
  assert.equal(late.statusCode, 422)
  assert.match(late.body, /Mã này không dùng được nữa/)

  const second = await fresh('0912000002')
  doors.clock.now = new Date('2026-11-30T12:10:00+07:00')
  const old = await answerWith(mother, second)
  assert.match(old.body, /Mã này không dùng được nữa/)
  assertAnchorsExist(old.body)

  const third = await fresh('0912000003')
  const fourth = await fresh('0912000004')
  if (third !== fourth) assert.equal((await answerWith(mother, third)).statusCode, 422)
  await fresh('0912000005')
  const sixth = await askFor(mother, '0912000006')
  assert.equal(sixth.statusCode, 429)
  assert.match(sixth.body, /Hãy thử lại vào ngày mai/)
  assert.deepEqual(await codes(), [])
})

test('pressed twice it is one code; what the carrier put off waits for the next turn, what it refused is told', async () => {
  const mother = await doors.citizen('Người Bấm Hai Lần')
  const form = await mother.formOn(PHONE_PATH, PHONE_PATH)
  const twice = { ...form, phone: '0912345679', _act: 'ask' }
  await Promise.all([mother.post(PHONE_PATH, twice), mother.post(PHONE_PATH, twice)])
  const [put] = await codes('later')
  const [again, more] = await codes('rejected')
  assert.deepEqual([again?.text, more], [put?.text, undefined])
  assert.match((await mother.get(PHONE_PATH)).body, /Tin nhắn có mã chưa gửi được/)
  assert.deepEqual(await codes(), [])
})

test('nobody reads or answers another person’s code, and the pages cannot read one at all', async () => {
  const mother = await doors.citizen('Người Có Mã')
  await askFor(mother, '0912345670')
  const { rows } = await doors.database.app
    .scoped(`set local motcua.scopes = '${mother.actor.personId + 1}'`)
    .transaction()
    .execute((tx) => sql`select phone from phone_check`.execute(tx))
  assert.deepEqual(rows, [])
  await assert.rejects(
    doors.database.app
      .scoped(`set local motcua.scopes = '${mother.actor.personId}'`)
      .transaction()
      .execute((tx) => sql`select code from phone_check`.execute(tx)),
    /permission denied/,
  )
  const stranger = await doors.citizen('Người Lạ Không Có Mã')
  assert.doesNotMatch((await stranger.get(PHONE_PATH)).body, /name="code"/)
  await codes()
})

test('the pages of notices are English in English', async () => {
  const mother = await doors.citizen('Người Bấm Hai Lần')
  for (const page of [NOTICES_PATH, PHONE_PATH]) {
    const { body } = await mother.get(`${page}?lang=en`)
    assert.deepEqual(vietnameseIn(mainOf(body)), [], page)
  }
})

/** Somebody files in another's name, who has an account of their own. */
async function filedForAnother(): Promise<{ owner: Citizen; other: Citizen; id: string }> {
  const letter = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[people++]
  const owner = await doors.citizen(`Chủ Hồ Sơ ${letter}`)
  const other = await doors.citizen(`Người Nộp Hộ ${letter}`)
  const { name, personalNumber: number = '' } = owner.actor
  const of = { kind: 'person' as const, number, name }
  const { personId } = other.actor
  const cho = String(await confirmed(doors.database.app, { personId, of }))
  await other.post(START, { ...(await other.formOn(START, START)), cho })
  await fillIn(other)
  return { owner, other, id: await fileIt(other) }
}

test('in another’s name: told as the owner chose, at the owner’s phone, in the owner’s language', async () => {
  const { owner, other, id } = await filedForAnother()
  await choose(other, { received: [] })
  await choose(owner, { received: ['sms'] }, 'en')
  await sql`
    update notice_choice set phone = '84911111111', phone_confirmed_at = now()
     where person_id = ${owner.actor.personId}`.execute(doors.database.owner)
  await handOn()
  const [told, ...more] = await toldOf(id)
  assert.deepEqual(more, [])
  assert.deepEqual([told?.channel, told?.recipient], ['sms', '84911111111'])
  assert.match(told?.body ?? '', /^Dossier /)
  await accept(doors, id)
  await handOn()
  while ((await muchLater()) > 0);
  const late = (await toldOf(id)).find(({ kind }) => kind === 'lateTold')
  assert.deepEqual([late?.recipient, /trễ hẹn/.test(late?.body ?? '')], ['84911111111', false])
})

test('an owner who chose nothing is told as the one who filed chose', async () => {
  const { other, id } = await filedForAnother()
  await choose(other, { received: [] })
  await handOn()
  assert.deepEqual(
    (await toldOf(id)).map(({ channel }) => channel),
    ['page'],
  )
})

test('messages come in the language that was chosen, whatever the page on which the dossier was filed; the page remembers it', async () => {
  const { mother, id } = await filed()
  assert.equal((await choose(mother, {}, 'en')).statusCode, 303)
  await handOn()
  const [told] = await textsOf(id)
  assert.match(told?.body ?? '', /^Dossier /)
  assert.deepEqual(vietnameseIn(told?.body.replace(/UBND.*Một/, '') ?? ''), [])
  const { body } = await mother.get(NOTICES_PATH)
  assert.match(body, /name="language" value="en" checked/)
  const forged = await choose(mother, {}, 'fr')
  assert.equal(forged.statusCode, 303)
  assert.match((await mother.get(NOTICES_PATH)).body, /name="language" value="vi" checked/)
})
