import { Facts, Note, type Fact } from '../ui/blocks.tsx'
import { Actions, ButtonLink } from '../ui/buttons.tsx'
import type { Lang } from '../ui/i18n.ts'
import { CitizenPage } from '../ui/layout.tsx'
import { useLang } from '../ui/page-context.ts'
import { paths } from '../ui/paths.ts'
import { feeFact } from './fee-lines.ts'
import { cataloguePaths } from './home-page.tsx'
import { ordinaryCase } from './needs.ts'
import { PaperList, type PaperListProps } from './paper-list.tsx'
import { ProcedureDetails } from './procedure-details.tsx'
import type { Procedure } from './procedure.ts'
import { procedureWording } from './procedure-wording.ts'
import type { FoundProcedure } from './store.ts'

export type ProcedurePageProps = PaperListProps & { listed: FoundProcedure }

/** Mock 02: can I, what, how long, how much; every fact with where it comes from. */
export function ProcedurePage(props: ProcedurePageProps) {
  const { procedure } = props
  const lang = useLang()
  const t = procedureWording(lang)
  return (
    <CitizenPage title={procedure.shortName[lang]} crumbs={[{ href: paths.home, label: t.home }]}>
      <h1>{procedure.shortName[lang]}</h1>
      <p class="lead">{procedure.summary[lang]}</p>
      {procedure.handledIn === 'ours' ? (
        <Actions>
          <ButtonLink href={cataloguePaths.file(procedure.code)} endIcon="go">
            {t.start}
          </ButtonLink>
        </Actions>
      ) : (
        <Note>
          <p>{t.nationalSystem}</p>
        </Note>
      )}
      <Facts facts={factsOf(procedure, lang)} />
      <PaperList {...props} />
      <ProcedureDetails procedure={procedure} />
    </CitizenPage>
  )
}

function factsOf(procedure: Procedure, lang: Lang): Fact[] {
  const t = procedureWording(lang)
  const { limit, limitText } = ordinaryCase(procedure)
  const fee = feeFact(procedure, lang)
  const full = procedure.onlineLevel.value === 'full'
  return [
    { icon: 'clock', label: t.howLong, value: limitText[lang], more: t[limit.mark] },
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
    {
      icon: 'send',
      label: t.how,
      value: full ? t.onlineFull : t.onlinePartial,
      more: full ? t.onlineFullMore : t[procedure.onlineLevel.mark],
    },
    { icon: 'file', label: t.get, value: procedure.result.name[lang], more: t.resultMore },
  ]
}
