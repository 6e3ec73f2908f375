import { showDay, type Day } from '../../lib/time.ts'
import type { TimeLimit } from '../../calendar/deadline.ts'
import { showWays } from '../channel-lines.ts'
import type { Lang } from '../../ui/i18n.ts'
import { useLang } from '../../ui/page-context.ts'
import type { Procedure } from '../procedure.ts'
import { Sourcing, type SourcedBy } from './sourcing.tsx'
import { publicationWording } from './wording.ts'

type FactSource = { readonly label: string; readonly value: string; readonly sourced: SourcedBy }

/** The facts that stand elsewhere without room for their source; limits and fees name theirs in their own tables. */
export function FactSources({ procedure }: { procedure: Procedure }) {
  const lang = useLang()
  return (
    <ul>
      {factSources(procedure, lang).map(({ label, value, sourced }) => (
        <li>
          {label}: <b>{value}</b>
          <Sourcing sourced={sourced} />
        </li>
      ))}
    </ul>
  )
}

function factSources(procedure: Procedure, lang: Lang): FactSource[] {
  const t = publicationWording(lang)
  const { competence, onlineLevel, decision, decisionSignedOn, clockPolicy } = procedure
  const signed = decisionSignedOn.value
  return [
    { label: t.decisionFact, value: decision.value ?? t.unknown, sourced: decision },
    {
      label: t.signedOn,
      value: signed === null ? t.unknown : showDay(signed as Day),
      sourced: decisionSignedOn,
    },
    {
      label: t.competenceFact,
      value: competence.rule.value[lang],
      sourced: competence.rule,
    },
    { label: t.onlineFact, value: showWays(procedure, lang), sourced: onlineLevel },
    {
      label: t.clockFact,
      value: clockPolicy.value === 'restart' ? t.clockRestart : t.clockPause,
      sourced: clockPolicy,
    },
    ...limitFact(t.draftFact, procedure.draftSilence, lang),
    {
      label: t.roundsFact,
      value: String(procedure.supplementRoundsWithoutGround.value),
      sourced: procedure.supplementRoundsWithoutGround,
    },
    {
      label: t.supplementFact,
      value: limitWords(procedure.supplementLimit.value, lang),
      sourced: procedure.supplementLimit,
    },
  ]
}

/** Absent where the procedure has no such thing. */
function limitFact(
  label: string,
  sourced: SourcedBy & { value: TimeLimit | null },
  lang: Lang,
): FactSource[] {
  return sourced.value === null ? [] : [{ label, value: limitWords(sourced.value, lang), sourced }]
}

/** '3 ngày làm việc'; "chưa xác định" where no source gives it. */
export function limitWords(limit: TimeLimit | null, lang: Lang): string {
  const t = publicationWording(lang)
  return limit === null ? t.unknown : t[limit.unit](limit.value)
}
