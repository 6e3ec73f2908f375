import { Facts, type Fact } from '../ui/blocks.tsx'
import { Actions, ButtonLink } from '../ui/buttons.tsx'
import type { Day } from '../lib/time.ts'
import type { Lang } from '../ui/i18n.ts'
import { CitizenPage } from '../ui/layout.tsx'
import { useLang } from '../ui/page-context.ts'
import { paths } from '../ui/paths.ts'
import { feeFact } from './fee-lines.ts'
import { cataloguePaths } from './home-page.tsx'
import { showLimit } from './limit-lines.ts'
import { limitFor, ordinaryCase } from './needs.ts'
import { PaperList, type PaperListProps } from './paper-list.tsx'
import { ProcedureDetails } from './procedure-details.tsx'
import type { Procedure } from './procedure.ts'
import { procedureWording } from './procedure-wording.ts'
import type { FoundProcedure } from './store.ts'
import { WhereToFile } from './where-to-file.tsx'

export type ProcedurePageProps = PaperListProps & { listed: FoundProcedure; today: Day }

/** Mock 02: can I, what, how long, how much; every fact with where it comes from. */
export function ProcedurePage(props: ProcedurePageProps) {
  const { procedure } = props
  const lang = useLang()
  const t = procedureWording(lang)
  return (
    <CitizenPage title={procedure.shortName[lang]} crumbs={[{ href: paths.home, label: t.home }]}>
      <h1>{procedure.shortName[lang]}</h1>
      <p class="lead">{procedure.summary[lang]}</p>
      {procedure.filing === 'open' ? (
        <Actions>
          <ButtonLink href={cataloguePaths.file(procedure.code)} endIcon="go">
            {t.start}
          </ButtonLink>
        </Actions>
      ) : (
        <WhereToFile procedure={procedure} />
      )}
      <Facts facts={factsOf(props, lang)} />
      <PaperList {...props} />
      <ProcedureDetails procedure={procedure} />
    </CitizenPage>
  )
}

function factsOf({ procedure, screened, today }: ProcedurePageProps, lang: Lang): Fact[] {
  const t = procedureWording(lang)
  const { channel } = screened
  const found = limitFor(ordinaryCase(procedure), channel)
  const fee = feeFact(procedure, { channel, today }, lang)
  return [
    {
      icon: 'clock',
      label: t.howLong,
      value: showLimit(found, lang),
      more: found.limit.value === null ? found.limitText[lang] : t[found.limit.mark],
    },
    {
      icon: 'money',
      label: t.howMuch,
      value: fee?.main ?? t.unknown,
      more: fee ? fee.more : t.unknownMore,
    },
    {
      icon: 'house',
      label: t.where,
      value: procedure.competence.rule.value[lang],
      more: procedure.competence.elsewhere[lang],
    },
    { icon: 'send', label: t.how, ...onlineFact(procedure, lang) },
    {
      icon: 'file',
      label: t.get,
      value: [procedure.result, ...(procedure.otherResults ?? [])]
        .map(({ name }) => name[lang])
        .join('; '),
      more: procedure.result.template ? t.resultMore : '',
    },
  ]
}

function onlineFact(
  { onlineLevel: { value, reason } }: Procedure,
  lang: Lang,
): Pick<Fact, 'value' | 'more'> {
  const t = procedureWording(lang)
  if (value === 'full') return { value: t.onlineFull, more: t.onlineFullMore }
  return {
    value: value === 'partial' ? t.onlinePartial : t.onlineNone,
    more: reason ? `${t.onlineWhy}: ${reason[lang]}` : t.onlineNoWhy,
  }
}
