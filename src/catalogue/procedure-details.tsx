import { showDay, type Day } from '../lib/time.ts'
import { Details } from '../ui/blocks.tsx'
import type { Lang } from '../ui/i18n.ts'
import { useLang } from '../ui/page-context.ts'
import { showFee, sourcingOf } from './fee-lines.ts'
import { cataloguePaths } from './home-page.tsx'
import { showLimit } from './limit-lines.ts'
import { channels, type Channel, type Fee, type Procedure } from './procedure.ts'
import { procedureWording } from './procedure-wording.ts'

/** Everything behind the five facts, closed until wanted; each value with its source and mark. */
export function ProcedureDetails({ procedure }: { procedure: Procedure }) {
  const lang = useLang()
  const t = procedureWording(lang)
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
          {t.everyPoint} <a href={cataloguePaths.points}>{t.allPoints}</a>
        </p>
      </Details>
      <Details summary={t.fees}>
        <Fees procedure={procedure} />
      </Details>
      <Details summary={t.cases}>
        <Cases procedure={procedure} />
      </Details>
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
          {procedure.legalBasis.map(({ number, title }) => (
            <li>
              {title}, số <span class="num">{number}</span>
            </li>
          ))}
        </ul>
      </Details>
      <Details summary={t.published}>
        <Publication procedure={procedure} />
      </Details>
    </section>
  )
}

function Fees({ procedure }: { procedure: Procedure }) {
  const lang = useLang()
  const t = procedureWording(lang)
  return (
    <>
      <ul>
        {procedure.fees.map((fee) => (
          <li>
            {fee.name[lang]}: <b>{showFee(fee, lang)}</b>
            <p class="meta m0">{feeScope(fee, lang)}</p>
            <Sourcing sourced={sourcingOf(fee)} />
          </li>
        ))}
      </ul>
      {procedure.feeExemptions.map(({ who, source }) => (
        <p>
          {t.exempt}: {who[lang]} (<span lang="vi">{source}</span>).
        </p>
      ))}
    </>
  )
}

function Cases({ procedure }: { procedure: Procedure }) {
  const lang = useLang()
  return (
    <ul>
      {procedure.cases.map((each) => (
        <li>
          {each.name[lang]} (<span class="num">{each.code}</span>): <b>{showLimit(each, lang)}</b>
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

/** Where, how and when a fee row counts. */
function feeScope({ locality, channels: ways, validFrom, validTo }: Fee, lang: Lang): string {
  const t = procedureWording(lang)
  const from = showDay(validFrom as Day)
  return [
    ...(locality === 'VN' ? [] : [t.feeHere]),
    ...(ways.length === channels.length ? [] : [t.feeFor(showChannels(ways, lang))]),
    validTo === null ? t.since(from) : t.span(from, showDay(validTo as Day)),
  ].join('; ')
}

function showChannels(ways: readonly Channel[], lang: Lang): string {
  const t = procedureWording(lang)
  const words = { online: t.channelOnline, counter: t.channelCounter, post: t.channelPost }
  return ways.map((way) => words[way].toLowerCase()).join(', ')
}

type Sourcing = Pick<Procedure['decision'], 'source' | 'mark' | 'note'>

function Sourcing({ sourced: { source, mark, note } }: { sourced: Sourcing }) {
  const lang = useLang()
  return (
    <p class="meta m0">
      <span lang="vi">{source}</span> ({procedureWording(lang)[mark]}). {note?.[lang]}
    </p>
  )
}

function Publication({ procedure }: { procedure: Procedure }) {
  const lang = useLang()
  const t = procedureWording(lang)
  const { validFrom, validTo } = procedure
  const from = showDay(validFrom as Day)
  return (
    <ul>
      <li>
        {t.code}: <span class="num">{procedure.code}</span>, {procedure.category.name[lang]}
      </li>
      <li>
        {t.version}: {procedure.version}
      </li>
      <li>
        {t.decision}: <span lang="vi">{procedure.decision.value}</span> (
        {t[procedure.decision.mark]})
      </li>
      <li>
        {t.inForce}: {validTo === null ? t.since(from) : t.span(from, showDay(validTo as Day))}
      </li>
      <li>
        {t.sourceOn}: {showDay(procedure.sourceUpdatedOn as Day)}
      </li>
      <li>
        {t.subjects}: {procedure.subjects.map((subject) => subject[lang]).join(', ')}
      </li>
    </ul>
  )
}
