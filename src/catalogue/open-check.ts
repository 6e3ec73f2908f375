/** What has to be known before a door takes dossiers of a procedure: nothing is promised on what is unknown. */
import type { Procedure } from './procedure.ts'

export function openFaults(procedure: Procedure): string[] {
  if (procedure.filing !== 'open') return []
  const { handledIn, competence, cases, draftSilence, result } = procedure
  const missing = [
    ...(handledIn === 'ours' ? [] : [`is handled in ${handledIn}`]),
    ...(competence.by.length > 0 ? [] : ['names no answer by which an office is competent']),
    ...(draftSilence.value ? [] : ['does not say how long a draft may be looked at']),
    ...(result.code ? [] : ['has no result code']),
    ...(result.template ? [] : ['has no template of its result']),
    ...cases.flatMap(({ code, limit, byChannel }) => [
      ...(limit.value ? [] : [`does not know the limit of case ${code}`]),
      ...(byChannel ? [`has limits by channel for case ${code}, which dossiers do not keep`] : []),
    ]),
  ]
  return missing.map((what) => `filing: cannot be open, since the procedure ${what}`)
}
