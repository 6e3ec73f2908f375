/** A small made log through the real engine, in a database of its own. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { checkout } from '../checkout.ts'
import { runReplay } from './cli.ts'

const fixture = (name: string) => join(checkout, 'test/fixtures/replay', name)

/** Counted from the two columns alone, by other means than the program's. */
function lateByColumns(): number {
  const [, ...rows] = readFileSync(fixture('cases.csv'), 'utf8').trim().split('\n')
  return rows
    .map((row) => row.split(','))
    .filter(([id]) => id !== 'A-9')
    .filter(([, , end = '', deadline = '']) => end !== '' && Date.parse(end) > Date.parse(deadline))
    .length
}

test('what goes in comes out: cases, events, late cases, loops, hand-overs; every chain verifies', async () => {
  const lines: string[] = []
  const code = await runReplay(
    [fixture('log.csv'), '--cases', fixture('cases.csv'), '--limit', '3 workingDay'],
    { out: (line) => lines.push(line) },
  )
  const said = lines.join('\n')
  assert.equal(code, 0, said)
  assert.match(said, /^Vào: 5 vụ việc, 15 sự kiện\. Ra: 5 vụ việc, 14 sự kiện\.$/m)
  assert.match(said, /^1 dòng lặp lại y nguyên: chỉ tính một lần\.$/m)
  assert.match(said, /^1 vụ việc có dòng không theo thứ tự thời gian: đã xếp lại\.$/m)
  assert.match(said, /^1 vụ việc trong tệp --cases không có trong nhật ký: bỏ qua\.$/m)
  assert.match(said, /^Thủ tục suy ra: 5 bước\. Đã kết thúc: 4 vụ việc\.$/m)
  assert.match(said, /^ {2}Thẩm định: 5 lần, trung vị 1 ngày, p90 6 ngày$/m)
  assert.match(said, /^Chuyển tay: 5 lần\. Làm lại: 2 lần, trong 2 vụ việc\.$/m)
  const late = lateByColumns()
  assert.equal(late, 2)
  assert.match(
    said,
    new RegExp(
      `^Trễ so với cột hạn: ${late} trong 4 .*\\(theo hai cột của tệp: ${late}\\)\\.$`,
      'm',
    ),
  )
  assert.match(said, /^Trễ so với thời hạn 3 workingDay: 1 vụ việc\.$/m)
  assert.match(said, /^Kiểm tra lịch sử: 5 hồ sơ, \d+ dòng, không sai dòng nào\.$/m)
})
