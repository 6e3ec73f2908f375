import { Facts, type Fact } from '../ui/blocks.tsx'
import { Actions, ButtonLink } from '../ui/buttons.tsx'
import type { Lang } from '../ui/i18n.ts'
import { CitizenPage } from '../ui/layout.tsx'
import { useLang } from '../ui/page-context.ts'
import { paths } from '../ui/paths.ts'
import { showWays } from './channel-lines.ts'
import { FiledNowBlock } from './filed-now-block.tsx'
import type { FiledNow } from './filed-now.ts'
import { feeFact } from './fee-lines.ts'
import { cataloguePaths } from './home-page.tsx'
import { showLimit } from './limit-lines.ts'
import { caseFor, limitFor } from './needs.ts'
import { PaperList, type PaperListProps } from './paper-list.tsx'
import { ProcedureDetails } from './procedure-details.tsx'
import { isAtCounter, isPrepared, type Procedure } from './procedure.ts'
import { procedureWording } from './procedure-wording.ts'
import { guidePath } from './publication/paths.ts'
import type { Shown } from './publication/shown.ts'
import { StandingNote } from './publication/standing-note.tsx'
import { publicationWording } from './publication/wording.ts'
import type { Explain } from './fee-table.tsx'
import { WhereToFile } from './where-to-file.tsx'

export type ProcedurePageProps = PaperListProps & {
  /** How the version on the page stands to the others. */
  shown: Shown
  /** Conditions in words. */
  explain: Explain
  /** What filing at this minute would lead to; absent where nothing can be filed. */
  filed?: FiledNow
}

/** Mock 02: can I, what, how long, how much; every fact with where it comes from. */
export function ProcedurePage(props: ProcedurePageProps) {
  const { procedure, shown, explain } = props
  const lang = useLang()
  const t = procedureWording(lang)
  return (
    <CitizenPage title={procedure.shortName[lang]} crumbs={[{ href: paths.home, label: t.home }]}>
      <h1>{procedure.shortName[lang]}</h1>
      <p class="lead">{procedure.summary[lang]}</p>
      <StandingNote shown={shown} />
      {shown.standing === 'inForce' ? <Door procedure={procedure} /> : null}
      {props.filed ? (
        <FiledNowBlock {...props} filed={props.filed} channel={props.screened.channel} />
      ) : null}
      <Facts facts={factsOf(props, lang)} />
      <PaperList {...props} />
      <ProcedureDetails procedure={procedure} shown={shown} explain={explain} />
      <Take shown={shown} />
      {shown.standing === 'inForce' ? <EmptyDeclaration procedure={procedure} /> : null}
    </CitizenPage>
  )
}

function Door({ procedure }: { procedure: Procedure }) {
  const t = procedureWording(useLang())
  if (procedure.filing === 'guideOnly') return <WhereToFile procedure={procedure} />
  if (isPrepared(procedure))
    return (
      <>
        <Actions>
          <ButtonLink href={cataloguePaths.file(procedure.code)} endIcon="go">
            {t.prepare}
          </ButtonLink>
          {isAtCounter(procedure) ? <BookLink code={procedure.code} /> : null}
        </Actions>
        <WhereToFile procedure={procedure} />
      </>
    )
  return (
    <Actions>
      <ButtonLink href={cataloguePaths.file(procedure.code)} endIcon="go">
        {t.start}
      </ButtonLink>
      {isAtCounter(procedure) ? <BookLink code={procedure.code} /> : null}
    </Actions>
  )
}

/** A time at a counter, for what is filed there. */
function BookLink({ code }: { code: string }) {
  const t = procedureWording(useLang())
  return (
    <ButtonLink look="second" icon="calendar" href={cataloguePaths.book(code)}>
      {t.book}
    </ButtonLink>
  )
}

/** The guide to take along, on one page. */
function Take({ shown: { version, current } }: { shown: Shown }) {
  const p = publicationWording(useLang())
  const asked = current === undefined ? undefined : version.version
  return (
    <p class="noprint">
      <a href={guidePath(version.procedure.code, asked)}>{p.guide}</a>
    </p>
  )
}

/** To read beforehand, or to fill in by hand; what is only guided has no declaration of ours. */
function EmptyDeclaration({ procedure: { code, filing } }: { procedure: Procedure }) {
  const t = procedureWording(useLang())
  if (filing === 'guideOnly') return null
  return (
    <p class="noprint">
      <a href={cataloguePaths.emptyDeclaration(code)}>{t.emptyDeclaration}</a>
    </p>
  )
}

function factsOf({ procedure, screened, today }: ProcedurePageProps, lang: Lang): Fact[] {
  const t = procedureWording(lang)
  const { channel } = screened
  const found = limitFor(caseFor(procedure, screened.answers, { channel, today }), channel)
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

function onlineFact(procedure: Procedure, lang: Lang): Pick<Fact, 'value' | 'more'> {
  const t = procedureWording(lang)
  const { value: level, reason } = procedure.onlineLevel
  const value = showWays(procedure, lang)
  const comes = (procedure.inPerson ?? []).map(({ words }) => words[lang]).join(' ')
  if (level === 'full')
    return { value, more: comes === '' ? t.onlineFullMore : `${t.onlineFullMore}. ${comes}` }
  return { value, more: reason ? `${t.onlineWhy}: ${reason[lang]}` : t.onlineNoWhy }
}
