/** `motcua retell`: the subscribers inside the house by name, and the replay of one of them. */
import { join } from 'node:path'
import type { Law } from './catalogue/law.ts'
import { originalPlaces } from './counter/subscriber-originals.ts'
import { tripCounts } from './counter/subscriber-trips.ts'
import type { Db } from './db/connect.ts'
import { replayAll, replaySome } from './dossier/replay.ts'
import type { LedgerLaw } from './dossier/holders/ledger.ts'
import { responsibilityLedger } from './dossier/holders/subscriber.ts'
import type { Subscriber } from './dossier/subscriber.ts'
import { checkout } from './checkout.ts'
import { readPeriods } from './counter/matter-periods.ts'
import { matters } from './counter/subscriber-matters.ts'
import { linkedDossiers } from './counter/subscriber-links.ts'
import { officeMoves } from './dossier/reorganisation/subscriber-moves.ts'
import { kindOfTemplate } from './result/kinds.ts'
import { dataDir } from './house.ts'
import { personalStore } from './paper/personal-store/subscriber.ts'
import { storeLaw } from './paper-titles.ts'
import { readWarningLevels } from './notice/load.ts'
import { deadlineTimers, type TimerDeps } from './notice/subscriber-timers.ts'
import { resultProjections } from './result/subscriber.ts'
import { legsList } from './result/subscriber-legs.ts'
import { waitingSteps } from './result/subscriber-waiting.ts'

type Retelling = {
  db: Db
  law: Law
  name: string
  codes: readonly string[]
  out(line: string): void
  progress(line: string): void
}

/** Those whose effects stay inside; what leaves the house is never told again. */
export function subscribersInside(law: Law): Subscriber[] {
  const around = {
    calendar: () => law.calendar(),
    termsOf: ({ code, caseCode, version }: Parameters<LedgerLaw['termsOf']>[0]) =>
      law.terms(code, caseCode, version),
  }
  return [
    resultProjections(({ procedure_code, case_code, procedure_version }) => {
      const { resultTemplate } = law.terms(procedure_code, case_code, procedure_version)
      return resultTemplate === '' ? null : kindOfTemplate(resultTemplate).kind
    }),
    waitingSteps(around),
    legsList({ termsOf: around.termsOf }),
    responsibilityLedger(around),
    linkedDossiers,
    matters({
      form: (id, version) => law.form(id, version),
      periods: readPeriods(join(checkout, 'data')),
    }),
    officeMoves,
    personalStore(storeLaw(law)),
    originalPlaces({ calendar: () => law.calendar() }),
    tripCounts(),
    deadlineTimers(timerDeps(law)),
  ]
}

/** What the warnings of running clocks are counted with. */
export function timerDeps(law: Law): TimerDeps {
  return {
    calendar: () => law.calendar(),
    levels: readWarningLevels(join(dataDir, 'templates/notices')),
  }
}

/** Exit code 0: all told; 1: some dossiers failed (they are parked) or a code is unknown; 2: no such subscriber. */
export async function runRetell({
  db,
  law,
  name,
  codes,
  out,
  progress,
}: Retelling): Promise<number> {
  const inside = subscribersInside(law)
  const subscriber = inside.find((each) => each.name === name)
  if (!subscriber) {
    out(`Không có bên nghe "${name}" ở bên trong: ${inside.map((each) => each.name).join(', ')}.`)
    return 2
  }
  if (codes.length > 0) {
    const { dossiers, failed, unknown } = await replaySome({ db, subscriber }, codes)
    for (const code of unknown) out(`Không có hồ sơ mang mã ${code}.`)
    out(`Đã kể lại ${dossiers} hồ sơ, ${failed} lỗi.`)
    return failed === 0 && unknown.length === 0 ? 0 : 1
  }
  const onProgress = (done: number, rest: number): void => progress(`${done} / ${rest}`)
  const { dossiers, failed, isResumed } = await replayAll({ db, subscriber, onProgress })
  out(`Đã kể lại ${dossiers} hồ sơ${isResumed ? ' (làm tiếp lần trước)' : ''}, ${failed} lỗi.`)
  return failed === 0 ? 0 : 1
}
