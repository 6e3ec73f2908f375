/** What has to be known before a door takes dossiers of a procedure: nothing is promised on what is unknown. */
import type { Procedure } from './procedure.ts'
import type { Workflow } from './workflow.ts'

/** `workflow`: the one that the procedure names, where it was ever published. */
export function openFaults(procedure: Procedure, workflow: Workflow | undefined): string[] {
  if (procedure.filing !== 'open') return []
  const { handledIn, competence, cases, draftSilence, result } = procedure
  const isShown = workflow?.steps.some(({ task }) => task === 'confirm') ?? true
  const missing = [
    ...(handledIn === 'ours' ? [] : [`is handled in ${handledIn}`]),
    ...(competence.by.length > 0 ? [] : ['names no answer by which an office is competent']),
    ...(draftSilence.value || !isShown ? [] : ['does not say how long a draft may be looked at']),
    ...(result.code ? [] : ['has no result code']),
    ...(result.template ? [] : ['has no template of its result']),
    ...cases.flatMap(({ code, limit, byChannel }) => [
      ...(limit.value ? [] : [`does not know the limit of case ${code}`]),
      ...(byChannel ? [`has limits by channel for case ${code}, which dossiers do not keep`] : []),
    ]),
  ]
  return missing.map((what) => `filing: cannot be open, since the procedure ${what}`)
}
