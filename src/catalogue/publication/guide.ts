/** What fits on one page about a procedure: the same text for the page and for the PDF. Unknown stays unknown; * marks what is unsure. */
import { showDay, type Day } from '../../lib/time.ts'
import type { Lang } from '../../ui/i18n.ts'
import { showFee, sourcingOf } from '../fee-lines.ts'
import { showChannels } from '../channel-lines.ts'
import type { Explain } from '../fee-table.tsx'
import { showLimit } from '../limit-lines.ts'
import type { Mark } from '../mark.ts'
import { feesOn, ordinaryCase, type PaperNeed } from '../needs.ts'
import { conditionOf } from '../procedure-details.tsx'
import { procedureWording } from '../procedure-wording.ts'
import { channels, type Procedure } from '../procedure.ts'
import { showWays } from '../channel-lines.ts'
import type { Shown } from './shown.ts'
import { publicationWording } from './wording.ts'

export type Guide = {
  readonly heading: string
  readonly title: string
  readonly code: string
  /** Said first when nothing can be filed now. */
  readonly warning: string | null
  readonly facts: readonly { readonly label: string; readonly value: string }[]
  readonly parts: readonly { readonly title: string; readonly lines: readonly string[] }[]
  readonly steps: { readonly title: string; readonly lines: readonly string[] }
  readonly version: string
  readonly marked: string
  readonly scan: string
  readonly help: string
}

export type GuideOf = {
  readonly shown: Shown
  readonly needs: readonly PaperNeed[]
  readonly explain: Explain
  readonly lang: Lang
  readonly today: Day
}

export function guideOf({ shown, needs, explain, lang, today }: GuideOf): Guide {
  const { procedure, version } = shown.version
  const p = publicationWording(lang)
  const signed = showDay(shown.span?.from ?? shown.version.validFrom)
  return {
    heading: p.guideTitle,
    title: procedure.shortName[lang],
    code: procedure.code,
    warning: warningOf(shown, lang),
    facts: factsOf(procedure, lang),
    parts: [
      { title: p.guideNeed, lines: papersOf(needs, lang) },
      { title: p.guideNeedMaybe, lines: maybeOf(procedure, { needs, explain, lang }) },
      { title: p.guideNotNeed, lines: procedure.shownPapers.map(({ name }) => name[lang]) },
      { title: p.guideFees, lines: feesOf(procedure, { lang, today }) },
    ].filter(({ lines }) => lines.length > 0),
    steps: { title: p.guideSteps, lines: procedure.steps.map((step) => step[lang]) },
    version: p.guideVersion(version, procedure.decision.value ?? p.unknownDecision, signed),
    marked: p.guideMarked,
    scan: p.guideScan,
    help: p.guideHelp,
  }
}

function warningOf({ standing, version, span }: Shown, lang: Lang): string | null {
  const p = publicationWording(lang)
  switch (standing) {
    case 'inForce':
      return null
    case 'coming':
      return p.comingTitle(showDay(version.validFrom))
    case 'replaced':
      return p.oldTitle(version.version, showDay(version.validFrom), showDay(span!.to!))
    case 'withdrawn': {
      const day = showDay(version.withdrawnOn!)
      return version.withdrawal?.manner === 'suspended' ? p.suspended(day) : p.abolished(day)
    }
    case 'ended':
      return p.endedTitle(showDay(span!.to!))
    case 'never':
      return p.neverTitle
  }
}

function factsOf(procedure: Procedure, lang: Lang): Guide['facts'] {
  const t = procedureWording(lang)
  const { limit, byChannel, ...usual } = ordinaryCase(procedure)
  const own = (byChannel ?? []).map(
    (each) =>
      `${showChannels(each.channels, lang)}: ${starred(showLimit(each, lang), each.limit.mark)}`,
  )
  const limitText = starred(showLimit({ limit, ...usual }, lang), limit.mark)
  const { competence, onlineLevel } = procedure
  return [
    { label: t.howLong, value: [limitText, ...own].join('; ') },
    { label: t.where, value: starred(competence.rule.value[lang], competence.rule.mark) },
    { label: t.how, value: starred(showWays(procedure, lang), onlineLevel.mark) },
    {
      label: t.get,
      value: [procedure.result, ...(procedure.otherResults ?? [])]
        .map(({ name }) => name[lang])
        .join('; '),
    },
  ]
}

/** The papers of the ordinary case; alternatives stand in one line. */
function papersOf(needs: readonly PaperNeed[], lang: Lang): string[] {
  const p = publicationWording(lang)
  const needed = needs.filter(({ need }) => need !== 'notNeeded')
  const groups = Map.groupBy(needed, ({ need, paper }) =>
    need === 'oneOf' ? `group ${paper.group}` : `paper ${paper.code}`,
  )
  return [...groups.values()].map((group) => {
    const names = group.map(({ paper }) => paper.name[lang])
    return names.length === 1 ? names[0]! : `(${p.oneOf}) ${names.join(' / ')}`
  })
}

function maybeOf(
  procedure: Procedure,
  { needs, explain, lang }: Pick<GuideOf, 'needs' | 'explain' | 'lang'>,
): string[] {
  return needs
    .filter(({ need }) => need === 'notNeeded')
    .map(({ paper }) => {
      const when = conditionOf(paper, procedure, { explain, lang })
      return when ? `${paper.name[lang]} (${when})` : paper.name[lang]
    })
}

function feesOf(procedure: Procedure, { lang, today }: { lang: Lang; today: Day }): string[] {
  const p = publicationWording(lang)
  const rows = channels.flatMap((channel) => feesOn(procedure, { channel, today }))
  if (rows.length === 0) return [p.unknown]
  return [...new Set(rows)].map((fee) => {
    const amount = starred(showFee(fee, lang), sourcingOf(fee).mark)
    const where =
      fee.channels.length === channels.length ? '' : ` (${showChannels(fee.channels, lang)})`
    return `${fee.name[lang]}${where}: ${amount}`
  })
}

function starred(words: string, mark: Mark): string {
  return mark === 'verified' ? words : `${words}\u00a0*`
}
