/** Births that the portal hands over, each of another child: two of one day or name would wait for a person as a possible double. */
import type { HandOver } from '../../src/exchange/schema.ts'
import { dayFromNumber, dayNumber, toDay } from '../../src/lib/time.ts'
import { handOverOf } from '../../standins/portal/mother.ts'

const NAMES = ['An', 'Bình', 'Chi', 'Dung', 'Giang', 'Hà', 'Khánh']
/** Days before the day of filing: younger than what is registered late. */
const [FIRST, LAST] = [4, 44]

/** Makes the hand-overs of one test: at most 41, in any order of `code`. */
export function portalBirths(): (code: string, now: Date) => HandOver {
  let births = 0
  // Of the first one: a clock that jumps meanwhile moves no birthday onto another.
  let today: number | undefined
  return (code, now) => {
    if (FIRST + births > LAST) throw new Error('a test needs more days of birth than there are')
    today ??= dayNumber(toDay(now))
    const handOver = handOverOf(code, now)
    const first = NAMES[births % NAMES.length]
    const born = {
      'child.fullName': `Nguyễn ${first} ${NAMES[Math.floor(births / NAMES.length)]}`,
      'child.birthOn': dayFromNumber(today - FIRST - births),
    }
    births += 1
    return { ...handOver, answers: { ...handOver.answers, ...born } }
  }
}
