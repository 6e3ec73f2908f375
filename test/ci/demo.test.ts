/** `motcua demo` as a visitor runs it: on a system of its own, from filing to the verified certificate. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { checkout } from '../../src/checkout.ts'

test('the demo plays the whole life, leaves a signed certificate and nothing else behind', () => {
  const folder = mkdtempSync(join(tmpdir(), 'motcua-demo-test-'))
  const pdf = join(folder, 'giay-khai-sinh.pdf')
  try {
    const played = spawnSync(
      process.execPath,
      [join(checkout, 'scripts/run.mjs'), 'demo', '--out', pdf],
      { cwd: checkout, encoding: 'utf8', timeout: 300_000 },
    )
    assert.equal(played.status, 0, `${played.stdout}\n${played.stderr}`)
    for (const step of [
      /Chị Trần Thị Thu Hà .* nộp hồ sơ H26\.T101-/,
      /Cổng thử nghiệm chuyển hồ sơ TN99-/,
      /tiếp nhận TN99-/,
      /gửi bản nháp giấy khai sinh/,
      /ký số giấy khai sinh/,
      /lấy số và đóng dấu/,
      /Thu phí bản sao của TN99-/,
      /Cổng thử nghiệm đã nhận đủ tiến trình/,
      /• Tin nhắn/,
      /Tệp PDF đã nhận: Giấy tờ hợp lệ\./,
      /Tệp PDF bị đổi một bit: Giấy tờ đã bị thay đổi\./,
    ])
      assert.match(played.stdout, step)
    assert.match(readFileSync(pdf, 'latin1'), /^%PDF-[^]*\/ByteRange[^]*\/ByteRange/)
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test('demo says how it is used when it is used wrongly', () => {
  const told = spawnSync(
    process.execPath,
    [join(checkout, 'scripts/run.mjs'), 'demo', '--portal', 'x'],
    {
      cwd: checkout,
      encoding: 'utf8',
    },
  )
  assert.equal(told.status, 1)
  assert.match(told.stderr, /Cách dùng: motcua demo/)
})
