import assert from 'node:assert/strict'
import { randomInt, randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { axe, fitsWidth, launchBrowser } from '../../test/support/browser.ts'
import { dossierAt, resultWorld, stateOf, type ResultWorld } from '../../test/support/results.ts'
import { visitor } from '../../test/support/visitor.ts'
import { webApp } from '../../test/support/web.ts'
import { resultRoutes } from './routes.ts'

let world: ResultWorld
let app: FastifyInstance
let token: string
let sealed: Buffer
let signed: Buffer
let number: string

before(async () => {
  world = await resultWorld()
  const { database, deps } = world
  app = await webApp(
    (web) =>
      resultRoutes(web, {
        db: database.app,
        files: deps.files,
        trust: deps.keyring.trust,
        now: () => new Date(),
      }),
    { requestsPerMinute: 100_000 },
  )
  const id = await dossierAt(world, 'sealed')
  await world.project()
  const { result } = await stateOf(world, id)
  token = result!.documentId
  number = result!.number!
  sealed = Buffer.from((await deps.files.read(result!.sealedHash!))!)
  signed = Buffer.from((await deps.files.read(result!.signedHash!))!)
})
after(async () => {
  await app.close()
  await world.close()
})

const get = (url: string) => app.inject({ url })
async function upload(bytes: Buffer, lang: 'vi' | 'en' = 'vi') {
  const person = visitor(app)
  const hidden = await person.formOn('/kiem-tra')
  const file = { field: 'tep', filename: 'giấy khai sinh.pdf', type: 'application/pdf', bytes }
  return person.upload(`/kiem-tra?lang=${lang}`, hidden, [file])
}
const titleOf = (html: string) => /<h1>(.*?)<\/h1>/.exec(html)?.[1]

describe('anyone who scans the code of a paper', () => {
  test('learns that it is valid, what it is and who signed, and not whose it is', async () => {
    const answer = await get(`/kiem-tra/${token}`)
    assert.equal(answer.statusCode, 200)
    assert.equal(titleOf(answer.body), 'Giấy tờ hợp lệ')
    for (const fact of [
      'Giấy khai sinh',
      number,
      'UBND phường Một',
      'leader',
      'Giấy tờ thử nghiệm',
    ])
      assert.ok(answer.body.includes(fact), fact)
    for (const secret of ['Minh Anh', 'Thu Hà', 'Minh Đức', '001196999000', world.leader.name])
      assert.ok(!answer.body.includes(secret), secret)
  })

  test('reads it in English as well', async () => {
    const answer = await get(`/kiem-tra/${token}?lang=en`)
    assert.equal(titleOf(answer.body), 'The paper is valid')
    assert.ok(answer.body.includes('Birth certificate'))
    assert.ok(answer.body.includes('A trial paper'))
  })

  test('learns of a draft, and of a paper that is signed but not sealed, that it is not yet in force', async () => {
    for (const stage of ['drafted', 'signed'] as const) {
      const id = await dossierAt(world, stage)
      await world.project()
      const { draft, result } = await stateOf(world, id)
      const answer = await get(`/kiem-tra/${(result ?? draft)!.documentId}`)
      assert.equal(titleOf(answer.body), 'Giấy tờ chưa có hiệu lực')
      assert.ok(!answer.body.includes('Minh Anh'))
    }
  })

  test('is told when nobody knows the code', async () => {
    for (const code of [randomUUID(), 'x', '1'.repeat(200)]) {
      const answer = await get(`/kiem-tra/${code}`)
      assert.equal(answer.statusCode, 404)
      assert.equal(titleOf(answer.body), 'Không xác nhận được giấy tờ này')
    }
  })

  test('may type the code; a wrong one comes back with what to mend', async () => {
    const right = await get(`/kiem-tra?ma=${token.toUpperCase()}`)
    assert.deepEqual([right.statusCode, right.headers.location], [303, `/kiem-tra/${token}`])
    for (const [typed, sentence] of [
      ['', 'Hãy nhập mã kiểm tra'],
      ['7Q4M-2KXA', 'Mã này chưa đúng'],
      ['<script>', 'Mã này chưa đúng'],
    ]) {
      const wrong = await get(`/kiem-tra?ma=${encodeURIComponent(typed!)}`)
      assert.equal(wrong.statusCode, 422)
      assert.ok(wrong.body.includes(sentence!))
      assert.ok(!wrong.body.includes('<script>'))
    }
  })
})

describe('anyone who has the file', () => {
  test('the issued file is valid', async () => {
    const answer = await upload(sealed)
    assert.equal(titleOf(answer.body), 'Giấy tờ hợp lệ')
    assert.ok(answer.body.includes('đúng từng byte'))
    assert.ok(answer.body.includes(number))
  })

  test('one changed byte, wherever it is, and it is no longer', async () => {
    for (let round = 0; round < 20; round += 1) {
      const copy = Buffer.from(sealed)
      copy[randomInt(10, copy.length)]! ^= 1 << randomInt(8)
      const answer = await upload(copy)
      assert.equal(titleOf(answer.body), 'Giấy tờ đã bị thay đổi')
      assert.ok(!answer.body.includes(number))
    }
  })

  test('cut, lengthened or doubled: altered', async () => {
    const copies = [
      sealed.subarray(0, sealed.length - 30),
      Buffer.concat([sealed, Buffer.from('\n% thêm')]),
      Buffer.concat([sealed, sealed]),
    ]
    for (const copy of copies)
      assert.equal(titleOf((await upload(copy)).body), 'Giấy tờ đã bị thay đổi')
  })

  test('the paper as the leader signed it, without the seal, is not yet in force', async () => {
    assert.equal(titleOf((await upload(signed)).body), 'Giấy tờ chưa có hiệu lực')
    assert.equal(
      titleOf((await upload(sealed.subarray(0, signed.length))).body),
      'Giấy tờ chưa có hiệu lực',
    )
  })

  test("a paper of another installation's keys is not ours", async () => {
    const other = await resultWorld()
    try {
      const id = await dossierAt(other, 'sealed')
      const { result } = await stateOf(other, id)
      const foreign = Buffer.from((await other.deps.files.read(result!.sealedHash!))!)
      const answer = await upload(foreign)
      assert.equal(titleOf(answer.body), 'Không xác nhận được giấy tờ này')
      assert.ok(answer.body.includes('không phải của người hoặc cơ quan'))
    } finally {
      await other.close()
    }
  })

  test('a PDF that nobody signed cannot be confirmed, in either language', async () => {
    const id = await dossierAt(world, 'submitted')
    const { result } = await stateOf(world, id)
    const unsigned = Buffer.from((await world.deps.files.read(result!.documentHash))!)
    assert.ok((await upload(unsigned)).body.includes('không có chữ ký số nào'))
    assert.ok((await upload(unsigned, 'en')).body.includes('This file has no digital signature'))
  })

  test('no file, an empty one and a photograph come back with what to mend', async () => {
    const person = visitor(app)
    const hidden = await person.formOn('/kiem-tra')
    const none = await person.upload('/kiem-tra', hidden, [])
    assert.equal(none.statusCode, 422)
    assert.ok(none.body.includes('Hãy chọn tệp PDF'))
    assert.ok((await upload(Buffer.alloc(0))).body.includes('Hãy chọn tệp PDF'))
    assert.ok(
      (await upload(Buffer.from('89504e470d0a1a0a', 'hex'))).body.includes('không phải PDF'),
    )
  })

  test('a revoked paper says so, by code and by file, with the day', async () => {
    const id = await dossierAt(world, 'sealed')
    await world.project()
    const { result } = await stateOf(world, id)
    await sql`update result_token set revoked_on = '2026-12-01', revoked_reason = 'cấp sai' where token = ${result!.documentId}`.execute(
      world.database.owner,
    )
    const file = Buffer.from((await world.deps.files.read(result!.sealedHash!))!)
    for (const answer of [await get(`/kiem-tra/${result!.documentId}`), await upload(file)]) {
      assert.equal(titleOf(answer.body), 'Giấy tờ đã bị thu hồi')
      assert.ok(answer.body.includes('01/12/2026'))
      assert.ok(!answer.body.includes('cấp sai'))
    }
  })
})

test('a paper that was replaced says so, with the day and the kind of error, by code and by file', async () => {
  const id = await dossierAt(world, 'sealed')
  await world.project()
  const { result } = await stateOf(world, id)
  await sql`update result_token set replaced_on = '2026-12-02', replaced_why = 'typing' where token = ${result!.documentId}`.execute(
    world.database.owner,
  )
  const file = Buffer.from((await world.deps.files.read(result!.sealedHash!))!)
  for (const answer of [await get(`/kiem-tra/${result!.documentId}`), await upload(file)]) {
    assert.equal(titleOf(answer.body), 'Giấy tờ đã được thay thế')
    assert.ok(answer.body.includes('02/12/2026'))
    assert.ok(answer.body.includes('Lý do: sai sót khi đánh máy hoặc in.'))
    assert.ok(!answer.body.includes('Nguyễn'), 'and nothing about anybody')
  }
  assert.ok((await upload(file, 'en')).body.includes('The paper was replaced'))
})

test('the pages fit a telephone and have no fault that axe knows', async () => {
  const baseURL = await app.listen({ port: 0, host: '127.0.0.1' })
  const browser = await launchBrowser()
  try {
    const page = await browser.newPage({ width: 360, baseURL })
    for (const path of [
      '/kiem-tra',
      '/kiem-tra?ma=x',
      `/kiem-tra/${token}`,
      `/kiem-tra/${randomUUID()}`,
    ]) {
      await page.goto(path)
      assert.ok(await fitsWidth(page), path)
      assert.deepEqual(await axe(page), [], path)
    }
  } finally {
    await browser.close()
  }
})
