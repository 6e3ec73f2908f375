import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable, Writable } from 'node:stream'
import { test } from 'node:test'
import { runDue } from './cli.ts'

type Run = { readonly code: number; readonly out: string; readonly err: string }

async function due(
  argv: readonly string[],
  input: Iterable<string | Uint8Array> = [],
): Promise<Run> {
  const [stdout, stderr] = [new Paper(), new Paper()]
  const code = await runDue(argv, Readable.from(input), stdout, stderr)
  return { code, out: stdout.text, err: stderr.text }
}

/** A slow reader: takes one write at a time. */
class Paper extends Writable {
  text = ''

  constructor() {
    super({ highWaterMark: 1 })
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.text += chunk.toString('utf8')
    setImmediate(done)
  }
}

type Answer = { readonly dueAt?: string; readonly refusal?: string }

async function answers(input: string | readonly Uint8Array[]): Promise<Answer[]> {
  const run = await due(['--jsonl'], typeof input === 'string' ? [Buffer.from(input)] : input)
  assert.deepEqual([run.code, run.err], [0, ''])
  return run.out
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Answer)
}

const TET = '{"received":"2026-02-13T16:30","limit":3,"unit":"workingDay"}'

test('one question in words gets one date', async () => {
  assert.deepEqual(await due(['2026-02-13T16:30', '3', 'workingDay']), {
    code: 0,
    out: '2026-02-25T17:00\n',
    err: '',
  })
  assert.equal((await due(['2026-02-13T14:59:59', 'sameDay'])).out, '2026-02-13T17:00\n')
})

test('lines are answered in order, blank ones skipped, the last one without a line break too', async () => {
  const input = `${TET}\n\n  \r\n{"received":"2026-03-10T14:59","unit":"sameDay"}\r\n{"received":"2026-03-10T15:00","limit":null,"unit":"sameDay"}`
  assert.deepEqual(await answers(input), [
    { dueAt: '2026-02-25T17:00' },
    { dueAt: '2026-03-10T17:00' },
    { dueAt: '2026-03-11T17:00' },
  ])
})

test('lines cut anywhere by the pipe, even inside a letter, are still lines', async () => {
  const bytes = Buffer.from(`{"received":"2026-03-10T09:00","limit":1,"unit":"ngày"}\n${TET}\n`)
  const [whole, cut] = [
    await answers([bytes]),
    await answers(Array.from(bytes, (byte) => Uint8Array.of(byte))),
  ]
  assert.deepEqual(cut, whole)
  assert.deepEqual(whole[1], { dueAt: '2026-02-25T17:00' })
})

test('seconds are cut off: 16:59:59 is still working time', async () => {
  const lines = ['16:59:59', '16:59:59.999', '17:00:00'].map(
    (time) => `{"received":"2026-03-10T${time}","limit":1,"unit":"workingDay"}`,
  )
  assert.deepEqual(
    (await answers(lines.join('\n'))).map((each) => each.dueAt),
    ['2026-03-11T17:00', '2026-03-11T17:00', '2026-03-12T17:00'],
  )
})

const WRONG: readonly (readonly [string, RegExp])[] = [
  ['x', /không phải một đối tượng JSON.*theo mẫu/],
  ['{"received":', /không phải một đối tượng JSON/],
  ['[1]', /không phải một đối tượng JSON/],
  ['null', /không phải một đối tượng JSON/],
  ['"2026-02-13T16:30"', /không phải một đối tượng JSON/],
  ['{}', /Thiếu thời điểm nhận/],
  ['{"received":5,"limit":3,"unit":"workingDay"}', /Thiếu thời điểm nhận/],
  [
    '{"received":"2026-02-30T16:30","limit":3,"unit":"workingDay"}',
    /2026-02-30T16:30" không có thật/,
  ],
  ['{"received":"2026-02-13T25:30","limit":3,"unit":"workingDay"}', /không có thật/],
  ['{"received":"2026-02-13","limit":3,"unit":"workingDay"}', /không có thật.*2026-02-13T16:30/],
  ['{"received":"2026-02-13T16:30Z","limit":3,"unit":"workingDay"}', /bỏ phần múi giờ/],
  ['{"received":"2026-02-13T16:30+07:00","limit":3,"unit":"workingDay"}', /bỏ phần múi giờ/],
  ['{"received":"2026-02-13T16:30:00.5-0500","limit":3,"unit":"workingDay"}', /bỏ phần múi giờ/],
  ['{"received":"2026-02-13T16:30","unit":"workingDay"}', /Thời hạn \(limit\)/],
  ['{"received":"2026-02-13T16:30","limit":"3","unit":"workingDay"}', /Thời hạn \(limit\)/],
  ['{"received":"2026-02-13T16:30","limit":0,"unit":"workingDay"}', /từ 1 đến 10\.000.*nhập 0\./],
  ['{"received":"2026-02-13T16:30","limit":-2,"unit":"workingHour"}', /nhập -2\./],
  ['{"received":"2026-02-13T16:30","limit":2.5,"unit":"month"}', /nhập 2\.5\./],
  ['{"received":"2026-02-13T16:30","limit":1e999,"unit":"month"}', /số nguyên/],
  ['{"received":"2026-02-13T16:30","limit":3}', /Đơn vị thời hạn \(unit\)/],
  [
    '{"received":"2026-02-13T16:30","limit":3,"unit":"week"}',
    /workingDay, workingHour, calendarDay, month, sameDay/,
  ],
  ['{"received":"2026-02-13T16:30","limit":3,"unit":["month"]}', /Đơn vị/],
  [
    '{"received":"2027-12-31T16:30","limit":3,"unit":"workingDay"}',
    /đến hết năm 2027.*lịch năm 2028/,
  ],
  ['{"received":"2023-12-31T16:30","limit":3,"unit":"workingDay"}', /bắt đầu từ ngày 01\/01\/2024/],
  [`{"received":"${'9'.repeat(70_000)}","limit":3,"unit":"month"}`, /không có thật/],
]

test('every wrong line is answered with what to mend, and the lines after it are still answered', async () => {
  const all = await answers(WRONG.map(([line]) => `${line}\n${TET}\n`).join(''))
  assert.equal(all.length, WRONG.length * 2)
  WRONG.forEach(([line, expected], i) => {
    const { refusal = '' } = all[i * 2]!
    assert.match(refusal, expected, line.slice(0, 80))
    assert.equal(refusal, refusal.normalize('NFC'))
    assert.ok(refusal.length < 250)
    assert.deepEqual(all[i * 2 + 1], { dueAt: '2026-02-25T17:00' })
  })
})

test('an endless line is one wrong question, and does not fill the memory', async () => {
  const chunks = Array.from({ length: 200 }, () => Buffer.alloc(10_000, 'x'))
  const all = await answers([...chunks, Buffer.from(`\n${TET}\n`)])
  assert.deepEqual(
    all.map((each) => each.dueAt),
    [undefined, '2026-02-25T17:00'],
  )
})

test('a hundred thousand lines pass through a slow reader, in order', async () => {
  const lines = Array.from(
    { length: 100_000 },
    (_, i) => `{"received":"2026-03-10T09:00","limit":${1 + (i % 5)},"unit":"workingDay"}\n`,
  )
  const all = await answers(lines.join(''))
  const days = ['2026-03-11', '2026-03-12', '2026-03-13', '2026-03-16', '2026-03-17']
  assert.ok(all.length === 100_000 && all.every(({ dueAt }, i) => dueAt === `${days[i % 5]}T17:00`))
})

test('a reader that goes away ends the work quietly', async () => {
  const stdout = new Writable({ write: (_chunk, _encoding, done) => done(new Error('EPIPE')) })
  const endless = (function* () {
    for (let i = 0; i < 1_000_000; i++) yield `${TET}\n`
    assert.fail('went on reading')
  })()
  assert.equal(await runDue(['--jsonl'], Readable.from(endless), stdout, new Paper()), 0)
})

test('a refused date is said on stderr with code 1', async () => {
  const run = await due(['2027-12-31T16:30', '3', 'workingDay'])
  assert.deepEqual([run.code, run.out], [1, ''])
  assert.match(run.err, /^Lịch nghỉ mới công bố đến hết năm 2027.*\n$/)
  assert.equal((await due(['2026-02-13T16:30', '0x3', 'workingDay'])).code, 1)
})

test('a command written wrongly gets one sentence and code 2', async () => {
  const wrong = [
    [],
    ['2026-02-13T16:30'],
    ['2026-02-13T16:30', '3'],
    ['--jsonl', 'x'],
    ['--nothing'],
    ['a', 'b', 'c', 'd'],
    ['--calendar'],
  ]
  for (const argv of wrong) {
    const run = await due(argv)
    assert.deepEqual([run.code, run.out, run.err.split('\n').length], [2, '', 2], argv.join(' '))
    assert.match(run.err, /^Lệnh chưa đúng\. Hãy ghi:/)
  }
})

test('--help says how', async () => {
  const run = await due(['--help'])
  assert.equal(run.code, 0)
  assert.match(run.out, /motcua due 2026-02-13T16:30 3 workingDay/)
})

test('another calendar can be given; a broken one is refused with what to mend', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'motcua-due-'))
  try {
    const text = readFileSync(new URL('../../data/calendars/hanoi.json', import.meta.url), 'utf8')
    const files = {
      morning: text.replaceAll('"17:00"', '"16:30"'),
      broken: text.replace('2024-01-01",\n      "kind"', '2024-02-31",\n      "kind"'),
      torn: text.slice(0, 99),
    }
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content)
    const ask = (name: string) =>
      due(['2026-02-13T10:30', '1', 'workingDay', '--calendar', join(folder, name)])
    assert.equal((await ask('morning')).out, '2026-02-23T16:30\n')
    assert.match((await ask('broken')).err, /Lịch làm việc có lỗi.*Dòng 1 của days/)
    assert.match((await ask('torn')).err, /không phải JSON đúng/)
    const missing = await ask('missing')
    assert.deepEqual([missing.code, /Không đọc được tệp lịch/.test(missing.err)], [2, true])
  } finally {
    await rm(folder, { recursive: true })
  }
})
