/** Nothing that people type, hold or are given stands in a log line, a metric, an error page or the title of a process (L06). */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { SMTPServer } from 'smtp-server'
import { prepareJobs } from '../src/notice/jobs.ts'
import { totpCode } from '../src/office/totp.ts'
import { startWorker, type Worker } from '../src/worker.ts'
import { answer, begin, birthNotice, fileIt, fillIn, upload } from './support/birth-filing.ts'
import { canariesIn, processTitles } from './support/canaries.ts'
import { visitor } from './support/visitor.ts'
import { openWholeHouse, type HiredOfficial, type WholeHouse } from './support/whole-house.ts'

const TYPED = {
  'name of the mother': 'Trần Thị Canh Gác',
  'name of the father': 'Nguyễn Minh Canh Phòng',
  'personal number': '001196999000',
  'phone number': '0990000001',
  'mail address': 'thu.ha@thu.example',
  'house number': 'số 77 ngõ Canh Gác',
  'file name': 'giấy chứng sinh bí mật.png',
  'wrong password': 'mật khẩu gõ nhầm 77',
  'wrong one-time code': '918273',
  'code of the identity provider': 'ma-uy-quyen-canh-gac',
  'malformed answer': 'Robert"); drop table dossier; --',
  'code that was looked up': 'H26.146-20261101-7777',
  'thrown in a route': 'Lê Thị Ném Trong Trang',
  'thrown in a job': 'Phạm Văn Ném Trong Việc',
} as const

let house: WholeHouse
let worker: Worker
let mailServer: SMTPServer
let official: HiredOfficial
const canaries: Record<string, string> = { ...TYPED }
const failurePages: string[] = []

before(async () => {
  // It repeats the address in its refusal, as real ones do.
  mailServer = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: ({ address }, _session, next) =>
      next(Object.assign(new Error(`no such person ${address} here`), { responseCode: 450 })),
  })
  const { port } = await new Promise<{ port: number }>((resolve) => {
    const listening = mailServer.listen(0, '127.0.0.1', () =>
      resolve(listening.address() as { port: number }),
    )
  })
  house = await openWholeHouse({ settings: { SMTP_URL: `smtp://127.0.0.1:${port}` } })
  house.app.get('/hong/loi', async () => {
    throw Object.assign(new Error(TYPED['thrown in a route']), {
      detail: TYPED['thrown in a route'],
      name: TYPED['thrown in a route'],
    })
  })
  house.app.get('/hong/trung', async () => hireAgain())
  house.app.get('/hong/gia-tri', async () =>
    sql`select ${TYPED['personal number']}::text::uuid`.execute(house.house.app),
  )
  await prepareJobs(house.database.ownerUrl)
  worker = await startWorker(house.house, {
    workerUrl: house.database.workerUrl,
    registerUrl: 'http://127.0.0.1:9',
  })
})
after(async () => {
  await worker.stop()
  await house.close()
  await new Promise<void>((resolve) => mailServer.close(resolve))
})

/** A second account with the same address, where nobody foresaw it: the driver's detail repeats it. */
function hireAgain(): Promise<unknown> {
  return sql`insert into person (kind, full_name, email)
             values ('staff', ${TYPED['name of the mother']}, ${official.email})`.execute(
    house.house.app,
  )
}

test('people sign in, rightly and wrongly', async () => {
  official = await house.official('receptionist', 101)
  const { email, password, totpSecret } = official
  const code = await totpCode(totpSecret, new Date())
  Object.assign(canaries, { email, password, totpSecret, code })
  const browser = visitor(house.app)
  for (const typed of [
    { email, password: TYPED['wrong password'], code },
    { email: TYPED['mail address'], password, code },
    { email, password, code: TYPED['wrong one-time code'] },
    { email, password, code },
  ]) {
    const page = '/can-bo/dang-nhap'
    const sent = await browser.post(page, { ...(await browser.formOn(page, page)), ...typed })
    assert.equal(
      sent.statusCode,
      typed.password === password && typed.code === code && typed.email === email ? 303 : 422,
    )
  }
  const from = TYPED['code of the identity provider']
  const refused = await browser.get(`/dang-nhap/xong?code=${from}&state=${from}`)
  assert.ok(refused.statusCode >= 400)
  keepCookies('official', browser.cookies)
})

test('a mother files, mistypes, uploads, looks up; offices open what she filed', async () => {
  const mother = await house.citizen(TYPED['name of the mother'])
  keepCookies('mother', mother.cookies)
  await begin(mother)
  const wrong = await answer(mother, 'child', { 'child.fullName': TYPED['malformed answer'] })
  assert.equal(wrong.statusCode, 422)
  await fillIn(mother, {
    contact: { 'requester.residence.detail': TYPED['house number'] },
    father: { 'father.fullName': TYPED['name of the father'] },
  })
  const file = { ...birthNotice, filename: TYPED['file name'] }
  assert.equal((await upload(mother, [file])).statusCode, 303)
  const broken = { ...file, bytes: Buffer.from(TYPED['malformed answer']) }
  assert.equal((await upload(mother, [broken])).statusCode, 422)
  const id = await fileIt(mother)
  canaries['code of the dossier'] = /[A-Z0-9.]+-\d{8}-\d{4,}/.exec(
    (await mother.get(`/ho-so/${id}`)).body,
  )![0]
  for (const [code, phone4] of [
    [TYPED['code that was looked up'], '0001'],
    [canaries['code of the dossier'], '0001'],
  ] as const) {
    await mother.post('/tra-cuu', {
      ...(await mother.formOn('/tra-cuu', '/tra-cuu')),
      code,
      phone4,
    })
  }
  assert.equal((await official.get(`/quay/nhan/${id}`)).statusCode, 200)
  assert.equal(
    (await official.get(`/quay?q=${encodeURIComponent(TYPED['name of the father'])}`)).statusCode,
    200,
  )
  assert.equal(
    (await mother.get(`/nop/${encodeURIComponent(TYPED['name of the father'])}`)).statusCode,
    404,
  )
  assert.equal((await mother.get('/%zz/0990000001')).statusCode, 400)
})

test('routes, jobs, subscribers and carriers fail with values in their hands', async () => {
  for (const path of ['/hong/loi', '/hong/trung', '/hong/gia-tri']) {
    const page = await visitor(house.app).get(path)
    assert.equal(page.statusCode, 500)
    failurePages.push(page.body)
  }
  await deliveriesFail()
  const father = await house.citizen(TYPED['name of the father'])
  await fillIn(father)
  await fileIt(father)
  await untilLogged(/"msg":"subscriber failed"/)
  const log = house.logged()
  assert.match(log, /"code":"23505","constraint":"\w+","table":"person"/)
  assert.match(log, /"code":"22P02"/)
  assert.match(log, /"code":"23514","constraint":"nothing_more"/)
  assert.match(log, /"route":"\/nop\/:procedure\/:topic"|"route":"\/nop\/:code\/:topic"/)
})

test('and none of it stands in any line of the log, in a metric, on a page of failure, in a title of a process', async () => {
  const { text } = await house.house.metrics.exposition(undefined)
  assert.ok(house.logged().split('\n').length > 50)
  assert.match(text, /motcua_commands_total\{command="file",outcome="done"/)
  assert.deepEqual(canariesIn(house.logged(), canaries), [])
  assert.deepEqual(canariesIn(text, canaries), [])
  assert.deepEqual(canariesIn(failurePages.join(''), canaries), [])
  assert.deepEqual(canariesIn(processTitles(), canaries), [])
})

test('a body that is logged once is found, in whatever form', () => {
  const sent = { ten: TYPED['name of the father'], so: TYPED['personal number'] }
  const logged = house.logged().length
  house.house.log.debug({ sent }, 'what was sent')
  assert.deepEqual(canariesIn(house.logged().slice(logged), canaries), [
    'name of the father',
    'personal number',
  ])
  for (const form of [
    encodeURIComponent(sent.ten),
    sent.ten.normalize('NFD'),
    Buffer.from(sent.ten).toString('base64'),
  ]) {
    assert.deepEqual(canariesIn(`"x":"${form}"`, canaries), ['name of the father'])
  }
})

test('an error or a request that somebody logs whole is told without its values', () => {
  const at = house.logged().length
  const error = Object.assign(new Error(TYPED['thrown in a job']), {
    detail: TYPED['phone number'],
  })
  house.house.log.error(error)
  house.house.log.error(error, 'with words')
  house.house.log.warn({ err: error, error })
  house.house.log.warn({
    req: { id: 'X', method: 'GET', url: `/tra-cuu?so=${TYPED['phone number']}` },
  })
  house.house.log.debug({ options: { headers: { cookie: TYPED['phone number'] } } }, 'of a library')
  const lines = house.logged().slice(at)
  assert.equal(lines.trim().split('\n').length, 5)
  assert.deepEqual(canariesIn(lines, canaries), [])
})

function keepCookies(who: string, cookies: ReadonlyMap<string, string>): void {
  for (const [name, value] of cookies)
    if (name !== 'lang') canaries[`cookie ${name} of the ${who}`] = value
}

/** The text to the mother goes by mail, whose server refuses her address; then it can no longer be written down what became of it. */
async function deliveriesFail(): Promise<void> {
  const again = (change: string) =>
    sql`with row as (update notice_delivery
                        set state = 'queued', next_try_at = now(), channel = 'mail', subject = 'Hồ sơ',
                            recipient = ${TYPED['mail address']}
                  returning dossier_id, id)
        select enqueue_notice(dossier_id, id, now()), ${change}::text from row`.execute(
      house.database.owner,
    )
  // A delivery that was under way may write down its end after this, and then there is nothing to send: so it is asked for again.
  await untilLogged(/"msg":"Mail not taken"/, () => again('by mail'))
  await again('and not written down')
  await sql`alter table notice_delivery add constraint nothing_more check (false) not valid`.execute(
    house.database.owner,
  )
  await untilLogged(/"task":"deliverNotice","fault"/)
}

/** `press`: done at once and every two seconds until the words are there. */
async function untilLogged(words: RegExp, press?: () => Promise<unknown>): Promise<void> {
  let pressAt = 0
  for (const until = Date.now() + 30_000; !words.test(house.logged()); await sleep(20)) {
    if (Date.now() > until) throw new Error(`never logged: ${String(words)}`)
    if (press && Date.now() >= pressAt) {
      pressAt = Date.now() + 2_000
      await press()
    }
  }
}
