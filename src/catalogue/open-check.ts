/** What has to be known before a door takes dossiers of a procedure: nothing is promised on what is unknown. */
import type { Procedure } from './procedure.ts'
import { setsPaper, type Workflow } from './workflow.ts'

/** `workflow`: the one that the procedure names, where it was ever published. */
export function openFaults(procedure: Procedure, workflow: Workflow | undefined): string[] {
  const { filing, receivedAtCounter, competence, result } = procedure
  if (filing === 'open') {
    const missing = [
      ...unknown(procedure, workflow),
      ...(competence.by.length > 0 ? [] : ['names no answer by which an office is competent']),
      ...(result.template ? [] : ['has no template of its result']),
    ]
    return missing.map((what) => `filing: cannot be open, since the procedure ${what}`)
  }
  if (receivedAtCounter?.value !== true) return []
  const missing = [...atCounter(procedure), ...unknown(procedure, workflow)]
  const isMadeByHand = workflow === undefined || !setsPaper(workflow)
  if (!result.template && !isMadeByHand) missing.push('has no template of its result')
  return missing.map((what) => `receivedAtCounter: cannot be, since the procedure ${what}`)
}

/** What no dossier can be promised without, at whichever door. */
function unknown(
  { handledIn, cases, draftSilence, result }: Procedure,
  workflow: Workflow | undefined,
): string[] {
  const isShown = workflow?.steps.some(({ task }) => task === 'confirm') ?? true
  return [
    ...(handledIn === 'ours' ? [] : [`is handled in ${handledIn}`]),
    ...(draftSilence.value || !isShown ? [] : ['does not say how long a draft may be looked at']),
    ...(result.code ? [] : ['has no result code']),
    ...cases.flatMap(({ code, limit, byChannel }) => [
      ...(limit.value ? [] : [`does not know the limit of case ${code}`]),
      ...(byChannel ? [`has limits by channel for case ${code}, which dossiers do not keep`] : []),
    ]),
  ]
}

/** What a counter receives is prepared, and may be filed by coming. */
function atCounter({ filing, channels }: Procedure): string[] {
  return [
    ...(filing === 'prepare' ? [] : ['is not prepared']),
    ...(channels === undefined || channels.includes('counter') ? [] : ['is not filed by coming']),
  ]
}
