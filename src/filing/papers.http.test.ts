import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { answerAll, birthNotice, PHOTO, START, upload } from '../../test/support/birth-filing.ts'
import {
  openCitizenDoors,
  type Citizen,
  type CitizenDoors,
} from '../../test/support/citizen-doors.ts'
import { assertAnchorsExist, summaryOf } from '../../test/support/page-checks.ts'
import { photograph } from '../../test/support/photograph.ts'
import type { Upload } from '../../test/support/visitor.ts'

let doors: CitizenDoors
let mother: Citizen
let people = 0
before(async () => {
  doors = await openCitizenDoors()
})
after(() => doors.close())

async function newcomer(over: Parameters<typeof answerAll>[1] = {}): Promise<Citizen> {
  mother = await doors.citizen(`Người Gửi ${'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[people++]}`)
  await answerAll(mother, over)
  return mother
}

type Row = { id: string; paper: string; name: string; size: number; draft_id: string }
async function kept(): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select id, paper, name, size, draft_id from filing_draft_file
     where person_id = ${mother.actor.personId} order by uploaded_at`.execute(doors.database.owner)
  return rows
}

/** A photograph that differs from every other. */
const photo = (n: number): Uint8Array => photograph(1000 + n)

test('inside of Zalo the page says that cameras may fail and how to open a browser; elsewhere nothing of it stands there', async () => {
  await newcomer()
  const page = `${START}/giay-to`
  const zalo =
    'Mozilla/5.0 (Linux; Android 9; wv) AppleWebKit/537.36 Chrome/89.0 Mobile Safari/537.36 Zalo android/12110625 ZaloTheme/light'
  const inside = await mother.get(page, { 'user-agent': zalo })
  assert.match(inside.body, /trong Zalo[^]*chọn “Mở bằng trình duyệt”[^]*Bản nháp không mất/)
  const english = await mother.get(`${page}?lang=en`, { 'user-agent': zalo })
  assert.match(english.body, /choose “Open in browser”/)
  const plain = await mother.get(`${page}?lang=vi`, { 'user-agent': zalo.split(' Zalo')[0]! })
  assert.doesNotMatch(plain.body, /Zalo/)
})

test('a photograph arrives, shows its size and time, and the person looks at it again', async () => {
  await newcomer()
  const sent = await upload(mother, [birthNotice])
  assert.equal(sent.headers.location, `${START}/giay-to`)
  const [file] = await kept()
  assert.deepEqual([file?.paper, file?.name], ['birth-notice', 'giấy chứng sinh.png'])
  const page = await mother.get(`${START}/giay-to`)
  assert.match(page.body, /giấy chứng sinh\.png[^]*\d KB · gửi lúc \d\d:\d\d/)
  const seen = await mother.get(`/nop/tep/${file!.draft_id}/${file!.id}`)
  assert.deepEqual(seen.rawPayload, PHOTO)
  assert.equal(seen.headers['content-type'], 'image/png')
  assert.equal(seen.headers['x-content-type-options'], 'nosniff')
  assert.match(String(seen.headers['content-security-policy']), /sandbox/)
  assert.match(
    String(seen.headers['content-disposition']),
    /^inline; .*filename\*=UTF-8''gi%E1%BA%A5y/,
  )
  assert.equal(seen.headers['cache-control'], 'private, no-store')
})

test('a PDF of somebody is handed over, never opened inside our pages', async () => {
  await newcomer()
  const pdf = Buffer.from(
    '%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\nxref\n0 1\n0000000000 65535 f \ntrailer\n<< /Size 2 /Root 1 0 R >>\nstartxref\n50\n%%EOF\n',
  )
  await upload(mother, [
    { ...birthNotice, field: 'tep.birth-notice', filename: 'a.pdf', bytes: pdf },
  ])
  const [file] = await kept()
  const seen = await mother.get(`/nop/tep/${file!.draft_id}/${file!.id}`)
  assert.match(String(seen.headers['content-disposition']), /^attachment/)
})

const wrongFiles: [what: string, file: Partial<Upload>, said: RegExp][] = [
  ['an empty file', { bytes: Buffer.alloc(0) }, /Tệp này trống/],
  ['a text called .jpg', { filename: 'a.jpg', bytes: Buffer.from('xin chào') }, /không phải ảnh/],
  ['a web page', { bytes: Buffer.from('<!doctype html><script>1</script>') }, /mã của trang web/],
  ['half a photograph', { bytes: PHOTO.subarray(0, 40) }, /bị hỏng|không phải ảnh/],
  [
    'a photograph of a kind that the procedure does not take',
    {
      bytes: Buffer.concat([
        Buffer.from('00000018667479706865696300000000686569636d696631', 'hex'),
        Buffer.from('00000010', 'hex'),
        Buffer.from('mdat'),
        Buffer.alloc(8, 7),
      ]),
    },
    /chỉ nhận ảnh JPG, PNG hoặc tệp PDF/,
  ],
]
for (const [what, file, said] of wrongFiles) {
  test(`${what} is refused under its paper, and nothing is kept of it`, async () => {
    await newcomer()
    const sent = await upload(mother, [{ ...birthNotice, ...file }])
    assert.equal(sent.statusCode, 422)
    assert.match(summaryOf(sent.body).join(), said)
    assertAnchorsExist(sent.body)
    assert.deepEqual(await kept(), [])
  })
}

test('of two files the good one stays, and the page says what is wrong with the other', async () => {
  await newcomer()
  const wrong = { ...birthNotice, field: 'witness-statement', bytes: Buffer.from('x') }
  const sent = await upload(mother, [birthNotice, wrong])
  assert.equal(sent.statusCode, 422)
  assert.equal(summaryOf(sent.body).length, 1)
  assert.deepEqual(
    (await kept()).map(({ paper }) => paper),
    ['birth-notice'],
  )
})

test('a file of 50 MB is stopped, and the page comes back with what to do', async () => {
  await newcomer()
  const sent = await upload(mother, [{ ...birthNotice, bytes: Buffer.alloc(50_000_000, 1) }])
  assert.equal(sent.statusCode, 413)
  assert.match(summaryOf(sent.body).join(), /lớn hơn 10 MB/)
  assert.deepEqual(await kept(), [])
})

test('the same photograph twice is one file; a fifth page of one paper is too many', async () => {
  await newcomer()
  await upload(mother, [birthNotice])
  await upload(mother, [birthNotice])
  assert.equal((await kept()).length, 1)
  const pages = [1, 2, 3, 4].map((n) => ({ ...birthNotice, bytes: photo(n) }))
  const sent = await upload(mother, pages)
  assert.equal(sent.statusCode, 422)
  assert.match(summaryOf(sent.body).join(), /đã đủ 4 tệp/)
  assertAnchorsExist(sent.body)
  assert.equal((await kept()).length, 4)
})

test('many sendings at once stay inside the paper’s limit', async () => {
  await newcomer()
  const form = await mother.formOn(`${START}/giay-to`, `${START}/giay-to`)
  await Promise.all(
    Array.from({ length: 12 }, (_, n) =>
      mother.upload(`${START}/giay-to`, form, [{ ...birthNotice, bytes: photo(100 + n) }]),
    ),
  )
  assert.equal((await kept()).length, 4)
})

test('a draft holds 60 MB and no more', async () => {
  await newcomer()
  await upload(mother, [birthNotice])
  await sql`update filing_draft_file set size = 59999990 where person_id = ${mother.actor.personId}`.execute(
    doors.database.owner,
  )
  const sent = await upload(mother, [{ ...birthNotice, bytes: photo(7) }])
  assert.equal(sent.statusCode, 422)
  assert.match(summaryOf(sent.body).join(), /nhiều nhất 20 tệp, tổng cộng 60 MB/)
})

test('a box that the page does not have keeps nothing', async () => {
  await newcomer()
  const names = ['abandonment-record', 'khong-co', '../../etc/passwd', '__proto__']
  await upload(
    mother,
    names.map((field, n) => ({ ...birthNotice, field, bytes: photo(n) })),
  )
  assert.deepEqual(await kept(), [])
})

test('a file is taken back, and only one’s own', async () => {
  await newcomer()
  await upload(mother, [birthNotice])
  const [file] = await kept()
  const hers = mother
  await newcomer()
  await upload(mother, [], { _remove: file!.id })
  const stranger = mother
  assert.equal((await stranger.get(`/nop/tep/${file!.draft_id}/${file!.id}`)).statusCode, 404)
  mother = hers
  assert.equal((await kept()).length, 1)
  await upload(mother, [], { _remove: file!.id })
  assert.equal((await kept()).length, 0)
  assert.equal((await mother.get(`/nop/tep/${file!.draft_id}/${file!.id}`)).statusCode, 404)
})

test('without the needed paper the way on is closed; one of the three proofs is enough', async () => {
  await newcomer()
  const blocked = await upload(mother, [], { _go: 'yes' })
  assert.equal(blocked.statusCode, 422)
  assert.match(
    summaryOf(blocked.body).join(),
    /“Giấy chứng sinh” hoặc “Văn bản của người làm chứng/,
  )
  assertAnchorsExist(blocked.body)
  const pledge = { ...birthNotice, field: 'birth-pledge' }
  const open = await upload(mother, [pledge], { _go: 'yes' })
  assert.equal(open.headers.location, `${START}/kiem-tra`)
  assert.match((await mother.get(`${START}/giay-to`)).body, /Đã có giấy khác thay/)
})

test('a surrogate birth needs its confirmation, an ordinary one is told why not', async () => {
  await newcomer({ situation: { 'situation.kind': 'surrogacy' } })
  const { body } = await mother.get(`${START}/giay-to`)
  assert.match(body, /Chụp ảnh: Văn bản xác nhận mang thai hộ/)
  await newcomer()
  const ordinary = await mother.get(`${START}/giay-to`)
  assert.match(ordinary.body, /Không phải nộp: \d giấy tờ[^]*Chỉ cần khi bé sinh do mang thai hộ/)
})
