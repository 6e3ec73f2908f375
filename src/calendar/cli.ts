import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { loadCalendar } from './calendar.ts'
import type { Calendar } from './calendar.ts'
import { BrokenCalendar } from './document.ts'
import { answerLine, answerQuestion } from './line.ts'
import { linesOf } from './lines.ts'
import { hanoiCalendar } from './published.ts'

type Input = AsyncIterable<Uint8Array | string>
type Output = NodeJS.WritableStream

const USAGE = `Cách dùng:
  motcua due <thời điểm nhận> <số> <đơn vị>   in ngày giờ hẹn trả
  motcua due --jsonl                          đọc từng dòng JSON, trả lời từng dòng

Ví dụ:
  motcua due 2026-02-13T16:30 3 workingDay    →  2026-02-25T17:00
  motcua due 2026-02-13T14:59 sameDay         →  2026-02-13T17:00

Đơn vị: workingDay (ngày làm việc), workingHour (giờ làm việc), calendarDay (ngày), month (tháng),
sameDay (trong ngày, không cần số). Thời điểm là giờ Hà Nội.

Tùy chọn:
  --calendar FILE   dùng lịch trong tệp này thay cho lịch Hà Nội kèm theo
  --help            in hướng dẫn này
`

/**
 * `motcua due`: needs no database and no build. Exit code 0 when answered, 1 when the date is refused, 2 when the
 * command is written wrongly (one sentence on `stderr`). With --jsonl refusals are answers, and the code is 0.
 */
export async function runDue(
  argv: readonly string[],
  stdin: Input,
  stdout: Output,
  stderr: Output,
): Promise<number> {
  const command = parseCommand(argv)
  if (typeof command === 'string') return fail(stderr, 2, command)
  if (command.help) {
    stdout.write(USAGE)
    return 0
  }
  const calendar = await readCalendar(command.calendar)
  if (typeof calendar === 'string') return fail(stderr, 2, calendar)
  if (command.jsonl) return answerLines(calendar, stdin, stdout)
  const [received = '', ...rest] = command.words
  const answer = answerQuestion(calendar, { received, ...limitAndUnit(rest) })
  if (!answer.ok) return fail(stderr, 1, answer.refusal.message)
  stdout.write(`${answer.value.dueAt}\n`)
  return 0
}

type Command = { help: boolean; jsonl: boolean; calendar: string | undefined; words: string[] }

/** The command, or the sentence saying what to mend in it. */
function parseCommand(argv: readonly string[]): Command | string {
  try {
    const { values, positionals: words } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        help: { type: 'boolean', short: 'h', default: false },
        jsonl: { type: 'boolean', default: false },
        calendar: { type: 'string' },
      },
    })
    const command = { help: values.help, jsonl: values.jsonl, calendar: values.calendar, words }
    return command.help || isComplete(command) ? command : WRONG_USE
  } catch {
    return WRONG_USE
  }
}

const WRONG_USE =
  'Lệnh chưa đúng. Hãy ghi: motcua due 2026-02-13T16:30 3 workingDay, hoặc motcua due --jsonl; xem thêm motcua due --help.'

function isComplete({ jsonl, words }: Command): boolean {
  if (jsonl) return words.length === 0
  return words.length === 3 || (words.length === 2 && words[1] === 'sameDay')
}

function limitAndUnit(words: readonly string[]): { limit: unknown; unit: unknown } {
  const [first = '', unit] = words
  if (unit === undefined) return { limit: undefined, unit: first }
  return { limit: /^[+-]?\d+(\.\d+)?$/.test(first) ? Number(first) : first, unit }
}

async function readCalendar(file: string | undefined): Promise<Calendar | string> {
  if (file === undefined) return hanoiCalendar()
  try {
    return loadCalendar(JSON.parse(await readFile(file, 'utf8')))
  } catch (error) {
    if (error instanceof BrokenCalendar) return error.message
    return error instanceof SyntaxError
      ? `Tệp lịch ${file} không phải JSON đúng.`
      : `Không đọc được tệp lịch ${file}. Hãy kiểm tra đường dẫn.`
  }
}

/** Answers in order, a batch at a time, and waits for a slow reader; a reader that has gone away ends the work. */
async function answerLines(calendar: Calendar, stdin: Input, stdout: Output): Promise<number> {
  let isGone = false
  const stop = () => {
    isGone = true
  }
  stdout.on('error', stop)
  try {
    for await (const lines of linesOf(stdin)) {
      if (isGone) break
      const answers = lines
        .filter((line) => line.trim() !== '')
        .map((line) => answerLine(calendar, line))
      const text = answers.map((answer) => `${answer}\n`).join('')
      if (text !== '' && !stdout.write(text))
        await Promise.race([once(stdout, 'drain'), once(stdout, 'close')]).catch(stop)
    }
  } finally {
    stdout.off('error', stop)
  }
  return 0
}

function fail(stderr: Output, code: number, sentence: string): number {
  stderr.write(`${sentence}\n`)
  return code
}
