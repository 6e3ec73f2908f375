/** Files that are no snapshot of the catalogue: each is refused with a code that stays and a sentence for people. */
import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { gunzipSync, gzipSync } from 'node:zlib'
import { checkout } from '../../checkout.ts'
import { RefusedFile } from './refused-file.ts'
import { readSnapshot } from './snapshot-file.ts'

const dir = mkdtempSync(join(tmpdir(), 'motcua-snapshot-'))
after(() => rmSync(dir, { recursive: true, force: true }))

const procedures = join(checkout, 'data', 'procedures')
const list = gunzipSync(readFileSync(join(procedures, 'danh_muc_2026-07-18.csv.gz')))
const packed = readFileSync(join(procedures, 'chi_tiet_api_502.jsonl.gz'))
const HEADER =
  'ma,ten,linh_vuc,co_quan_thuc_hien,co_quan_ban_hanh,doi_tuong,trang_thai,loai,id_cong'
const ROW =
  '1.000001,Thủ tục một,Hộ tịch,,Bộ Tư pháp,,ACTIVE,STANDARD,019d2bfb-cfb3-75d8-9160-fa2bd2ac950a'
const OTHER = ROW.replace('Thủ tục một', 'Thủ tục hai')

function read(name: string, content: string | Buffer, takenOn?: string) {
  const file = join(dir, name)
  writeFileSync(file, content)
  return readSnapshot(file, { takenOn, today: '2026-11-28' })
}

const cases: [string, string, string | Buffer, string, string?][] = [
  ['an empty file', 'a_2026-07-18.csv', '', 'emptyFile'],
  ['a file of blank lines', 'a_2026-07-18.csv', ' \n\n', 'emptyFile'],
  ['a packed file cut short', 'chi_tiet.jsonl.gz', packed.subarray(0, 300_000), 'truncatedGzip'],
  [
    'a packed file of one byte too few',
    'chi_tiet.jsonl.gz',
    packed.subarray(0, -1),
    'truncatedGzip',
  ],
  ['a table called .gz', 'a_2026-07-18.csv.gz', `${HEADER}\n${ROW}\n`, 'notGzip'],
  ['a table cut inside a row', 'a_2026-07-18.csv', list.subarray(0, 1_000_000), 'brokenTable'],
  ['a table cut inside quotes', 'a_2026-07-18.csv', `${HEADER}\n1.000001,"Thủ tục`, 'brokenTable'],
  [
    'a table cut inside the last cell',
    'a_2026-07-18.csv',
    `${HEADER}\n${ROW.slice(0, -3)}`,
    'brokenTable',
  ],
  [
    'a table without a code in a row',
    'a_2026-07-18.csv',
    `${HEADER}\n${ROW.slice(8)}`,
    'brokenTable',
  ],
  ['UTF-16', 'a_2026-07-18.csv', Buffer.from(`\uFEFF${HEADER}\n${ROW}\n`, 'utf16le'), 'notUtf8'],
  [
    'letters of Windows-1258',
    'a_2026-07-18.csv',
    Buffer.from(`${HEADER}\n1.000001,Th\xfd t\xf9c`, 'latin1'),
    'notUtf8',
  ],
  [
    'a page that reports an error',
    'a_2026-07-18.csv',
    '<!DOCTYPE html><html><body>502</body></html>',
    'webPage',
  ],
  [
    'a picture',
    'a_2026-07-18.csv',
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0, 0]),
    'foreignFile',
  ],
  ['a photograph', 'a_2026-07-18.csv', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2]), 'foreignFile'],
  ['a PDF', 'a_2026-07-18.csv', '%PDF-1.7 …', 'foreignFile'],
  ['a workbook', 'a_2026-07-18.csv', 'PK\u0003\u0004…', 'foreignFile'],
  ['bytes without meaning', 'a_2026-07-18.csv', Buffer.from([1, 2, 0, 3]), 'foreignFile'],
  [
    'a table of something else',
    'a_2026-07-18.csv',
    'ngay,ten\n2026-01-01,Tết dương lịch\n',
    'foreignTable',
  ],
  ['a sentence', 'a_2026-07-18.csv', 'Xin chào', 'foreignTable'],
  ['a heading alone', 'a_2026-07-18.csv', `${HEADER}\n`, 'noRows'],
  [
    'two rows that contradict each other',
    'a_2026-07-18.csv',
    `${HEADER}\n${ROW}\n${OTHER}\n`,
    'contradictoryRows',
  ],
  ['records of something else', 'a_2026-07-18.jsonl', '{"id":1,"title":"x"}\n', 'foreignRecords'],
  [
    'records of two kinds',
    'a_2026-07-18.jsonl',
    '{"ma":"1","ten":"x","kenh":[]}\n{"code":"1","name":"x","channels":[]}',
    'foreignRecords',
  ],
  [
    'a record cut short',
    'a_2026-07-18.jsonl',
    '{"ma":"1","ten":"x","kenh":[]}\n{"ma":"2","te',
    'brokenRecord',
  ],
  [
    'a record without a name',
    'a_2026-07-18.jsonl',
    '{"ma":"1","ten":"","kenh":[]}',
    'brokenRecord',
  ],
  [
    'a record with a NUL',
    'a_2026-07-18.jsonl',
    '{"ma":"1","ten":"x\\u0000y","kenh":[]}',
    'brokenRecord',
  ],
  [
    'a record with half a character',
    'a_2026-07-18.jsonl',
    '{"ma":"1","ten":"x\\ud83d","kenh":[]}',
    'brokenRecord',
  ],
  [
    'two records that contradict each other',
    'a_2026-07-18.jsonl',
    '{"ma":"1","ten":"x","kenh":[]}\n{"ma":"1","ten":"y","kenh":[]}',
    'contradictoryRows',
  ],
  ['a file that tells no day', 'danh_muc.csv', `${HEADER}\n${ROW}\n`, 'noDay'],
  ['a day that does not exist', 'danh_muc.csv', `${HEADER}\n${ROW}\n`, 'badDay', '2026-02-30'],
  ['a day to come', 'danh_muc.csv', `${HEADER}\n${ROW}\n`, 'dayToCome', '2026-11-29'],
]

for (const [what, name, content, code, takenOn] of cases)
  test(`${what} is refused: ${code}`, () => {
    assert.throws(
      () => read(name, content, takenOn),
      (error) => {
        assert.ok(error instanceof RefusedFile)
        assert.equal(error.code, code)
        assert.match(error.message, /[ăâđêôơưáàảãạéèẻẽẹíìỉĩịóòỏõọúùủũụýỳỷỹỵ]/)
        return true
      },
    )
  })

test('a file that is not there is said', () => {
  assert.throws(
    () => readSnapshot(join(dir, 'khong-co.csv'), { today: '2026-11-28' }),
    (error) => error instanceof RefusedFile && error.code === 'fileMissing',
  )
})

test('rows that are the same word for word are read once and counted', () => {
  const snapshot = read('a_2026-07-18.csv', `${HEADER}\n${ROW}\n${ROW}\n`)
  assert.equal(snapshot.kind === 'list' && snapshot.rows.length, 1)
  assert.equal(snapshot.twins, 1)
})

test('columns are found by their names, whatever their order; missing and strange ones are said', () => {
  const snapshot = read(
    'a.csv',
    '\uFEFFid_cong,ten,mau_sac,ma\n019d2bfb-cfb3-75d8-9160-fa2bd2ac950a,Thủ tục một,xanh, 1.000001\n',
    '2026-07-18',
  )
  assert.ok(snapshot.kind === 'list')
  assert.deepEqual(snapshot.rows, [
    { portalId: '019d2bfb-cfb3-75d8-9160-fa2bd2ac950a', code: '1.000001', name: 'Thủ tục một' },
  ])
  assert.deepEqual(snapshot.columns.extra, ['mau_sac'])
  assert.equal(snapshot.columns.missing.length, 6)
  assert.deepEqual(snapshot.untidy.spaced, [' 1.000001'])
})

test('packed or not, the same content is the same snapshot', () => {
  const text = `${HEADER}\n${ROW}\n`
  const plain = read('a_2026-07-18.csv', text)
  assert.equal(read('b_2026-07-18.csv.gz', gzipSync(text)).sha256, plain.sha256)
  assert.equal(plain.takenOn, '2026-07-18')
})

test('the day comes from the person, else from the records, else from the name', () => {
  const record =
    '{"code":"1","name":"x","channels":[],"source":{"crawled_at":"2026-07-18T20:00:00.000Z"}}'
  assert.equal(read('c_2026-01-01.jsonl', record).takenOn, '2026-07-19')
  assert.equal(read('c_2026-01-01.jsonl', record, '2026-05-05').takenOn, '2026-05-05')
})
