import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openActingDoors, type ActingDoors } from '../../../test/support/acting-doors.ts'
import { mainOf } from '../../../test/support/page-checks.ts'
import { choiceOf } from '../../notice/choice-store.ts'
import { sendPhoneCode } from './jobs.ts'
import { codeOf } from './phone-code.ts'
import { askToRepresent } from './handle.ts'
import { confirmByCode, sendCode } from './phone-answer.ts'

let doors: ActingDoors
before(async () => {
  doors = await openActingDoors()
})
after(() => doors.close())

const MINUTE = 60_000

type Asked = { phone?: string; isAgreed?: boolean }

async function agree(personId: number): Promise<void> {
  const consent = { person_id: personId, purpose: 'phoneCode', words_version: 1 }
  await doors.deps.db
    .insertInto('consent')
    .values({ ...consent, given_at: new Date() })
    .execute()
}

/** Somebody who asks, and the person whom they ask for; `phone` of that person. */
async function asking({ phone, isAgreed = true }: Asked = { phone: '0912345678' }) {
  const owner = await doors.person(phone === undefined ? {} : { phone })
  if (isAgreed) await agree(owner.personId)
  const asker = await doors.person()
  const actor = await asker.actor()
  assert.ok(actor.kind === 'citizen')
  const outcome = await askToRepresent(doors.deps, actor, {
    kind: 'authorisedFamily',
    party: { kind: 'person', number: owner.number, name: owner.name },
    procedures: null,
    may: ['file'],
    validFrom: '2026-01-01',
    validTo: '2099-12-31',
  })
  assert.ok(outcome.ok)
  const { id } = outcome.value
  const send = () => sendCode(doors.deps, { id, actor })
  const type = (typed: string) => confirmByCode(doors.deps, { id, actor, typed })
  return { id, asker, owner, actor, send, type, code: () => sentTo(id) }
}

/** What the phone of the represented person would show. */
async function sentTo(representation: number): Promise<string | undefined> {
  const text = await textSentTo(representation)
  return text && /(?:mã|code) (\d{6})/.exec(text)?.[1]
}

async function textSentTo(representation: number): Promise<string | undefined> {
  const { db, secret } = doors.deps
  const newest = await db
    .selectFrom('phone_code')
    .select('id')
    .where('representation_id', '=', representation)
    .orderBy('sent_at', 'desc')
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow()
  const texts: string[] = []
  await sendPhoneCode(
    {
      db: doors.database.worker,
      secret,
      now: doors.deps.now,
      languageOf: async (personId) => (await choiceOf(doors.database.worker, personId)).language,
      send: async ({ to, text }) => void texts.push(`${to} ${text}`),
    },
    newest.id,
  )
  const text = texts[0]
  assert.ok(text === undefined || text.includes(codeOf(secret, newest.id)))
  return text
}

test('the code that the phone shows confirms once, and not a second time', async () => {
  const { asker, send, type, code } = await asking()
  assert.equal(await send(), 'sent')
  const shown = await code()
  assert.ok(shown)
  assert.equal(await type(shown), 'done')
  const actor = await asker.actor()
  assert.ok(actor.kind === 'citizen')
  assert.equal(actor.represents?.length, 1)
  assert.equal(await type(shown), 'notYours')
})

test('the message comes in the language that the represented person chose for messages', async () => {
  const { id, owner, send, type } = await asking()
  const row = { person_id: owner.personId, language: 'en', choices: '{}', changed_at: new Date() }
  await doors.database.owner.insertInto('notice_choice').values(row).execute()
  await send()
  const text = await textSentTo(id)
  assert.match(text ?? '', /asks to act for you\. Give them the code \d{6} only if you agree\./)
  assert.doesNotMatch(text ?? '', /làm thay/)
  assert.equal(await type(/\d{6}(?= only)/.exec(text ?? '')?.[0] ?? ''), 'done')
})

test('after five wrong tries the right code is refused, also when they come at once', async () => {
  const { send, type, code } = await asking()
  await send()
  const shown = (await code()) ?? ''
  const wrong = shown === '000000' ? '111111' : '000000'
  const tries = await Promise.all(Array.from({ length: 5 }, () => type(wrong)))
  assert.deepEqual(new Set(tries), new Set(['wrong']))
  assert.equal(await type(shown), 'wrong')
})

test('after ten minutes the right code is refused', async () => {
  const { send, type, code } = await asking()
  await send()
  const shown = (await code()) ?? ''
  doors.clock.now = new Date(Date.now() + 10 * MINUTE + 1000)
  assert.equal(await type(shown), 'wrong')
  assert.equal(await code(), undefined, 'nor is it sent any more')
  doors.clock.now = new Date()
})

test('a new code ends the one before', async () => {
  const { send, type, code } = await asking()
  await send()
  const first = (await code()) ?? ''
  doors.clock.now = new Date(Date.now() + MINUTE)
  await send()
  const second = (await code()) ?? ''
  if (first !== second) assert.equal(await type(first), 'wrong')
  assert.equal(await type(second), 'done')
  doors.clock.now = new Date()
})

test('a number without a phone gets the same answers and the same pages, and no code is right', async () => {
  const known = await asking()
  const unknown = await asking({})
  const pages = await Promise.all(
    [known, unknown].map(async ({ id, asker, owner }) => {
      const page = `/toi/dai-dien/${id}`
      const form = await asker.formOn(page, `${page}/ma`)
      const sent = await asker.post(`${page}/ma`, form)
      const { body } = await asker.get(String(sent.headers.location))
      const wrong = await asker.post(`${page}/nhap-ma`, { ...form, code: '12 34' })
      return [sent.statusCode, body, wrong.statusCode, wrong.body].map((each) =>
        typeof each === 'number' ? each : anonymous(mainOf(each), owner.name, id),
      )
    }),
  )
  assert.deepEqual(pages[0], pages[1])
  assert.equal(await unknown.code(), undefined)
  const { id } = await doors.deps.db
    .selectFrom('phone_code')
    .select('id')
    .where('representation_id', '=', unknown.id)
    .executeTakeFirstOrThrow()
  assert.equal(await unknown.type(codeOf(doors.deps.secret, id)), 'wrong')
})

function anonymous(html: string, name: string, id: number): string {
  return html
    .replaceAll(name, 'NAME')
    .replaceAll(`/dai-dien/${id}`, '/dai-dien/ID')
    .replace(/value="[^"]{20,}"/g, '')
    .replace(/<b class="num">\w{8}/, '')
}

test('without the consent of the phone’s owner no code is sent, and none after it is taken back', async () => {
  const never = await asking({ phone: '0912345670', isAgreed: false })
  assert.equal(await never.send(), 'sent', 'the same answer')
  assert.equal(await never.code(), undefined)
  const withdrawn = await asking({ phone: '0912345671' })
  await withdrawn.send()
  await doors.deps.db
    .updateTable('consent')
    .set({ withdrawn_at: new Date() })
    .where('person_id', '=', withdrawn.owner.personId)
    .execute()
  assert.equal(await withdrawn.code(), undefined, 'not even one that was asked for before')
})

test('three codes an hour for one represented person, whoever asks for them', async () => {
  const { send, owner } = await asking()
  for (let nth = 0; nth < 3; nth++) assert.equal(await send(), 'sent')
  assert.equal(await send(), 'tooMany')
  const other = await doors.person()
  const actor = await other.actor()
  assert.ok(actor.kind === 'citizen')
  const again = await askToRepresent(doors.deps, actor, {
    kind: 'authorisedFamily',
    party: { kind: 'person', number: owner.number, name: owner.name },
    procedures: null,
    may: ['file'],
    validFrom: '2026-01-01',
    validTo: '2099-12-31',
  })
  assert.ok(again.ok)
  assert.equal(await sendCode(doors.deps, { id: again.value.id, actor }), 'tooMany')
})

test('parents, guardians and strangers confirm nothing by code', async () => {
  const { id, owner } = await asking()
  const stranger = await doors.person()
  const actor = await stranger.actor()
  assert.ok(actor.kind === 'citizen')
  assert.equal(await sendCode(doors.deps, { id, actor }), 'notYours')
  const guardian = await askToRepresent(doors.deps, actor, {
    kind: 'guardian',
    party: { kind: 'person', number: owner.number, name: owner.name },
    procedures: null,
    may: ['file'],
    validFrom: '2026-01-01',
    validTo: '2099-12-31',
  })
  assert.ok(guardian.ok)
  assert.equal(await sendCode(doors.deps, { id: guardian.value.id, actor }), 'notYours')
})
