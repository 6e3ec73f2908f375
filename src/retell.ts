/** `motcua retell`: the subscribers inside the house by name, and the replay of one of them. */
import type { Law } from './catalogue/law.ts'
import type { Db } from './db/connect.ts'
import { replayAll, replaySome } from './dossier/replay.ts'
import type { Subscriber } from './dossier/subscriber.ts'
import { kindOfTemplate } from './result/kinds.ts'
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
  return [
    resultProjections(({ procedure_code, case_code, procedure_version }) => {
      const { resultTemplate } = law.terms(procedure_code, case_code, procedure_version)
      return resultTemplate === '' ? null : kindOfTemplate(resultTemplate).kind
    }),
    waitingSteps({
      calendar: () => law.calendar(),
      termsOf: ({ code, caseCode, version }) => law.terms(code, caseCode, version),
    }),
    legsList({ termsOf: ({ code, caseCode, version }) => law.terms(code, caseCode, version) }),
  ]
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
