/** What is lawful when the law changes under an open dossier: it keeps its versions unless a named decision moves it. */
import { movedClock } from '../../calendar/moved-clock.ts'
import type { Terms } from '../../catalogue/terms.ts'
import { ok, refuse, type Result } from '../../lib/result.ts'
import type { LocalMinute } from '../../lib/time.ts'
import { one, wrong, type Handlers } from '../decision.ts'
import type { DossierState } from '../dossier.ts'
import type { LawCommand } from './commands.ts'
import { mappedFlow } from './mapped-flow.ts'

export const lawHandlers: Handlers<LawCommand> = {
  moveToLaw: (state, command, { now, terms, lawTerms, calendar }) => {
    if (!lawTerms) return wrong('Không rõ phiên bản thủ tục mới.')
    const refusal = refusalToMove(state, lawTerms)
    if (refusal) return refusal
    const flow = mappedFlow(state, { from: terms.workflow, to: lawTerms.workflow }, command.steps)
    if (!flow.ok) return flow
    const { effectAt = now } = command
    if (effectAt > now) return refuse('notInEffect', 'Chưa đến ngày quyết định có hiệu lực.')
    // What is used up is asked at the moment of the act: nobody is late by a decision that they could not know.
    const at = command.clock === 'restart' ? effectAt : now
    const clock = clockAfter(state, { ...command, at }, lawTerms, calendar)
    if (!clock.ok) return clock
    const { workflow } = lawTerms
    const body = {
      decision: command.decision,
      procedure: procedureOf(lawTerms),
      form: { id: lawTerms.formId, version: lawTerms.formVersion },
      workflow: { id: workflow.id, version: workflow.version },
      from: { procedure: state.procedure, form: state.form, workflow: state.workflow },
      clock: clock.value,
      ...flow.value,
    }
    return one({ kind: 'movedToLaw', body, private: { reason: command.reason } })
  },
}

function procedureOf(terms: Terms): DossierState['procedure'] {
  const { procedureCode, procedureVersion, procedureName, caseCode } = terms
  return { code: procedureCode, version: procedureVersion, caseCode, name: procedureName }
}

function refusalToMove(state: DossierState, to: Terms): ReturnType<typeof refuse> | null {
  const { version, caseCode } = state.procedure
  if (version === to.procedureVersion && caseCode === to.caseCode)
    return refuse('sameLaw', 'Hồ sơ đã theo phiên bản này.')
  if (state.phase.at === 'finished' || state.clock?.stoppedAt !== undefined)
    return refuse('hasResult', 'Hồ sơ đã có kết quả nên giữ phiên bản của ngày tiếp nhận.')
  return null
}

type Asked = Pick<LawCommand, 'clock'> & { at: LocalMinute }
type Moved = Extract<Parameters<typeof one>[0], { kind: 'movedToLaw' }>['body']['clock']

function clockAfter(
  { clock }: DossierState,
  { clock: how, at }: Asked,
  { limit, clockPolicy: policy, internalLimit }: Terms,
  calendar: Parameters<typeof movedClock>[0],
): Result<Moved> {
  if (clock === null) return ok(null)
  const after = movedClock(calendar, clock, { limit, policy, internalLimit, how, at })
  return after.ok ? ok({ how, clock: after.value, dueBefore: clock.dueAt }) : after
}
