/** Files that came while the scanner was down are looked at as soon as it answers again. */
import type { Db } from '../db/connect.ts'
import { scanAgain, type Intake } from '../paper/intake.ts'
import { noteScan, waitingFiles } from './paper-store.ts'

/** Of one turn; the loop comes again in a second. */
const AT_ONCE = 20

/** How many found an answer. Ends at the first that finds none: the scanner is still down. */
export async function scanWaiting(db: Db, intake: Intake): Promise<number> {
  let done = 0
  for (const waiting of await waitingFiles(db, AT_ONCE)) {
    const scan = await scanAgain(intake, waiting.file)
    await noteScan(db, waiting, scan)
    if (scan === null) return done
    done += 1
  }
  return done
}
