import { showDay, type Day } from '../lib/time.ts'
import { Details } from '../ui/blocks.tsx'
import { useLang } from '../ui/page-context.ts'
import { showChannels } from './channel-lines.ts'
import { FeeTable, type Explain } from './fee-table.tsx'
import { cataloguePaths } from './home-page.tsx'
import { showLimit } from './limit-lines.ts'
import type { Case, Paper, Procedure } from './procedure.ts'
import { procedureWording } from './procedure-wording.ts'
import { FactSources } from './publication/fact-sources.tsx'
import { dataPath } from './publication/paths.ts'
import type { Shown } from './publication/shown.ts'
import { Sourcing } from './publication/sourcing.tsx'
import { days, Versions } from './publication/standing-note.tsx'
import { publicationWording } from './publication/wording.ts'

export type ProcedureDetailsProps = {
  procedure: Procedure
  shown: Shown
  /** Conditions of papers, fees and cases in words. */
  explain: Explain
}

/** Everything behind the five facts, closed until wanted; each value with its source and mark. */
export function ProcedureDetails({ procedure, shown, explain }: ProcedureDetailsProps) {
  const lang = useLang()
  const t = procedureWording(lang)
  const p = publicationWording(lang)
  return (
    <section>
      <h2>{t.more}</h2>
      <Details summary={t.steps}>
        <ol>
          {procedure.steps.map((step) => (
            <li>{step[lang]}</li>
          ))}
        </ol>
      </Details>
      <Details summary={t.whereInPerson}>
        <p>
          {procedure.handledIn === 'nationalSystem' ? (
            procedure.competence.rule.value[lang]
          ) : (
            <>
              {t.everyPoint} <a href={cataloguePaths.points}>{t.allPoints}</a>
            </>
          )}
        </p>
        <ComeFor procedure={procedure} />
      </Details>
      <Details summary={t.fees}>
        <FeeTable procedure={procedure} explain={explain} />
      </Details>
      <Details summary={t.cases}>
        <Cases procedure={procedure} explain={explain} />
      </Details>
      <PaperConditions procedure={procedure} explain={explain} />
      {procedure.eligibility.length > 0 ? (
        <Details summary={t.eligibility}>
          <Conditions procedure={procedure} />
        </Details>
      ) : null}
      <Details summary={t.notes}>
        <ul>
          {procedure.notes.map(({ source, mark, ...note }) => (
            <li>
              {note[lang]}
              {source && mark ? <Sourcing sourced={{ source, mark }} /> : null}
            </li>
          ))}
        </ul>
      </Details>
      <Details summary={t.legal}>
        <ul lang="vi">
          {procedure.legalBasis.map(({ number, title, source, mark }) => (
            <li>
              {title === null ? 'Văn bản' : `${title},`} số <span class="num">{number}</span>
              {source && mark ? <Sourcing sourced={{ source, mark }} /> : null}
            </li>
          ))}
        </ul>
      </Details>
      <Details summary={p.sources}>
        <FactSources procedure={procedure} />
      </Details>
      <Details summary={t.published}>
        <Publication shown={shown} />
      </Details>
    </section>
  )
}

/** What somebody has to be there for, with where that is written; nothing where no source says. */
function ComeFor({ procedure: { inPerson } }: { procedure: Procedure }) {
  const lang = useLang()
  const t = procedureWording(lang)
  if (inPerson === undefined) return null
  if (inPerson.length === 0) return <p>{t.comeForNothing}</p>
  return (
    <ul>
      {inPerson.map(({ words, at, ...sourced }) => (
        <li>
          <b>{t.comeAt[at]}:</b> {words[lang]}
          <Sourcing sourced={sourced} />
        </li>
      ))}
    </ul>
  )
}

function Cases({ procedure, explain }: { procedure: Procedure; explain: Explain }) {
  const lang = useLang()
  return (
    <ul>
      {procedure.cases.map((each) => (
        <li>
          {each.name[lang]} (<span class="num">{each.code}</span>): <b>{showLimit(each, lang)}</b>
          <When of={each} explain={explain} />
          <Sourcing sourced={each.limit} />
          {(each.byChannel ?? []).map((own) => (
            <>
              <p class="m0">
                {showChannels(own.channels, lang)}: <b>{showLimit(own, lang)}</b>
              </p>
              <Sourcing sourced={own.limit} />
            </>
          ))}
        </li>
      ))}
    </ul>
  )
}

/** When a case applies; nothing is said of the ordinary one. */
function When({ of: { when }, explain }: { of: Case; explain: Explain }) {
  const p = publicationWording(useLang())
  if (when === 'otherwise') return null
  if (when === 'unpublished') return <p class="meta m0">{p.unpublished}</p>
  const words = explain(when.condition)
  return words ? (
    <p class="m0">
      {p.appliesIf}: {words}
    </p>
  ) : null
}

/** Papers that only some cases need, each with its condition in words. */
function PaperConditions({ procedure, explain }: { procedure: Procedure; explain: Explain }) {
  const lang = useLang()
  const p = publicationWording(lang)
  const conditional = procedure.papers.flatMap((paper) => {
    const words = conditionOf(paper, procedure, { explain, lang })
    return words ? [{ paper, words }] : []
  })
  if (conditional.length === 0) return null
  return (
    <Details summary={p.guideNeedMaybe}>
      <ul>
        {conditional.map(({ paper, words }) => (
          <li>
            {paper.name[lang]}. {p.onlyIf}: {words}
          </li>
        ))}
      </ul>
    </Details>
  )
}

/** Why a paper may not be needed, in words; undefined when it always is, or when the condition cannot be said. */
function conditionOf(
  { neededIf, cases }: Paper,
  procedure: Procedure,
  { explain, lang }: { explain: Explain; lang: 'vi' | 'en' },
): string | undefined {
  const names = procedure.cases.filter(({ code }) => cases?.includes(code))
  const parts = [
    ...(cases ? [names.map(({ name }) => name[lang]).join('; ')] : []),
    ...(neededIf ? [explain(neededIf) ?? ''] : []),
  ]
  return parts.filter((part) => part !== '').join('; ') || undefined
}

function Conditions({ procedure }: { procedure: Procedure }) {
  const lang = useLang()
  const t = procedureWording(lang)
  return (
    <ul>
      {procedure.eligibility.map(({ outcome, words, ...sourced }) => (
        <li>
          <b>{t[outcome]}:</b> {words[lang]}
          <Sourcing sourced={sourced} />
        </li>
      ))}
    </ul>
  )
}

function Publication({ shown }: { shown: Shown }) {
  const lang = useLang()
  const t = procedureWording(lang)
  const p = publicationWording(lang)
  const { procedure, postedAt, version } = shown.version
  const signed = procedure.decisionSignedOn.value
  return (
    <>
      <ul>
        <li>
          {t.code}: <span class="num">{procedure.code}</span>, {procedure.category.name[lang]}
        </li>
        <li>
          {t.version}: {version}
        </li>
        <li>
          {t.decision}:{' '}
          {procedure.decision.value === null ? (
            t.unknown
          ) : (
            <span lang="vi">{procedure.decision.value}</span>
          )}{' '}
          ({t[procedure.decision.mark]})
        </li>
        <li>
          {p.signedOn}: {signed === null ? p.unknown : showDay(signed as Day)}
        </li>
        <li>
          {t.inForce}: {shown.span ? days(shown.span, lang) : p.neverInForce}
        </li>
        <li>
          {p.postedOn}: {postedAt ? showDay(postedAt) : p.postedByFile}
        </li>
        <li>
          {t.sourceOn}: {showDay(procedure.sourceUpdatedOn as Day)}
        </li>
        <li>
          {t.subjects}: {procedure.subjects.map((subject) => subject[lang]).join(', ')}
        </li>
      </ul>
      <p>
        <b>{p.versions}</b>
      </p>
      <Versions shown={shown} />
      <p>
        <a href={dataPath(procedure.code, version)}>{p.json}</a>
      </p>
    </>
  )
}
