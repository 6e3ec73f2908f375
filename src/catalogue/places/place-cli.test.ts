import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { checkout } from '../../checkout.ts'
import { runPlace } from './place-cli.ts'

async function place(...args: string[]) {
  const lines: string[] = []
  const errors: string[] = []
  const code = await runPlace(args, {
    dataDir: join(checkout, 'data'),
    now: () => new Date('2026-11-28T03:00:00Z'),
    out: (line) => lines.push(line),
    log: { error: (words) => errors.push(words) },
  })
  return {
    code,
    errors,
    json: lines.length > 0 ? (JSON.parse(lines.join('\n')) as Record<string, unknown>) : undefined,
  }
}

test('one place: the commune in force and the old one that led there, each with its day', async () => {
  const { code, json } = await place('phường Hàng Bạc, quận Hoàn Kiếm')
  assert.equal(code, 0)
  assert.deepEqual(json, {
    typed: 'phường Hàng Bạc, quận Hoàn Kiếm',
    on: '2026-11-28',
    kind: 'found',
    code: '00070',
    name: 'Phường Hoàn Kiếm, Thành phố Hà Nội',
    since: '2025-07-01',
    by: [
      {
        code: '00061',
        name: 'Phường Hàng Bạc',
        district: 'Quận Hoàn Kiếm',
        province: 'Thành phố Hà Nội',
        until: '2025-06-30',
      },
    ],
  })
})

test('a divided commune gives its parts with what the source says', async () => {
  const { code, json } = await place('phường Đội Cấn, Ba Đình')
  assert.equal(code, 0)
  assert.equal(json?.['kind'], 'split')
  assert.equal((json?.['parts'] as unknown[] | undefined)?.length, 2)
  assert.match(JSON.stringify(json), /phần còn lại sau khi sáp nhập vào phường Ba Đình/)
})

test('a number is read for the day that is asked', async () => {
  const before = await place('00004', '--on', '2025-06-30')
  assert.match(JSON.stringify(before.json), /Trúc Bạch/)
  const today = await place('00004')
  assert.doesNotMatch(JSON.stringify(today.json), /Trúc Bạch/)
})

test('several places are listed, unknown words give the nearest names and exit code 1', async () => {
  assert.equal((await place('Kim Chung, Hà Nội')).json?.['kind'], 'ambiguous')
  const unknown = await place('phường Hàng Bạcc')
  assert.equal(unknown.code, 1)
  assert.match(JSON.stringify(unknown.json), /Phường Hàng Bạc/)
})

for (const [what, args, says] of [
  ['nothing', [], /Cách dùng: motcua place/],
  ['two places', ['Hàng Bạc', 'Hàng Gai'], /Cách dùng/],
  ['an unknown option', ['Hàng Bạc', '--in', 'x'], /Cách dùng/],
  [
    'a day that does not exist',
    ['Hàng Bạc', '--on', '2025-02-30'],
    /“2025-02-30” không phải ngày có thật/,
  ],
] as const)
  test(`${what} is refused with one sentence and exit code 2`, async () => {
    const { code, errors, json } = await place(...args)
    assert.equal(code, 2)
    assert.equal(errors.length, 1)
    assert.match(errors[0] ?? '', says)
    assert.equal(json, undefined)
  })
