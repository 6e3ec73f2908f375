/**
 * How far a deadline is from the least that any answer must do (read the received minute, write another from a table).
 * Prints ratios, so that machines compare: `node bench/deadlines.ts`.
 */
import { dueAt } from '../src/calendar/deadline.ts'
import type { LimitUnit } from '../src/calendar/deadline.ts'
import { answerLine } from '../src/calendar/line.ts'
import { hanoiCalendar } from '../src/calendar/published.ts'
import { momentOf, momentText } from '../src/calendar/calendar.ts'
import type { LocalMinute } from '../src/lib/time.ts'

const ROUNDS = 200_000
const calendar = hanoiCalendar()
const received = Array.from({ length: 1000 }, (_, day) =>
  momentText(calendar, day * 1440 + ((day * 37) % 1440)),
)
const at = (i: number): LocalMinute => received[i % received.length]!

/** Best of seven rounds, in nanoseconds a question. */
function cost(ask: (i: number) => unknown): number {
  const rounds = Array.from({ length: 7 }, () => {
    const start = process.hrtime.bigint()
    for (let i = 0; i < ROUNDS; i++) if (ask(i) === undefined) throw new Error('no answer')
    return Number(process.hrtime.bigint() - start) / ROUNDS
  })
  return Math.min(...rounds)
}

function print(name: string, ours: number, floor: number): void {
  console.log(
    `${name.padEnd(14)} ours/floor ${(ours / floor).toFixed(2)}   (${ours.toFixed(0)} ns / ${floor.toFixed(0)} ns)`,
  )
}

const floor = cost((i) => momentText(calendar, momentOf(calendar, at(i))! + 1440))
for (const unit of [
  'workingDay',
  'workingHour',
  'calendarDay',
  'month',
  'sameDay',
] satisfies LimitUnit[])
  print(
    unit,
    cost((i) => dueAt(calendar, at(i), { value: 1 + (i % 8), unit })),
    floor,
  )

const line = (i: number): string => `{"received":"${at(i)}","limit":3,"unit":"workingDay"}`
const jsonFloor = cost((i) =>
  JSON.stringify({ dueAt: (JSON.parse(line(i)) as { received: string }).received }),
)
print(
  'due --jsonl',
  cost((i) => answerLine(calendar, line(i))),
  jsonFloor,
)
