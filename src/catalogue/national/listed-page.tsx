import { calmName } from '../../lib/calm-name.ts'
import type { ComponentChildren } from 'preact'
import { Details, Facts, Note } from '../../ui/blocks.tsx'
import { CitizenPage } from '../../ui/layout.tsx'
import { useLang } from '../../ui/page-context.ts'
import { paths } from '../../ui/paths.ts'
import { cataloguePaths } from '../home-page.tsx'
import { procedureWording } from '../procedure-wording.ts'
import type { FoundProcedure } from '../store.ts'
import { showDayText } from './change-words.ts'
import type { ListedDetails, ListedSource } from './listed-details.ts'
import { feeSummary, limitSummary } from './listed-facts.tsx'
import { ListedPapers } from './listed-papers.tsx'
import { ListedRows } from './listed-rows.tsx'
import { listedWording } from './listed-wording.ts'

export type ListedPageProps = {
  listed: FoundProcedure
  portalUrl: string
  details: ListedDetails
}

/** A procedure of the national list that we have not curated: what the sources say, "chưa xác định" for the rest. */
export function ListedPage({ listed, portalUrl, details }: ListedPageProps) {
  const lang = useLang()
  const t = procedureWording(lang)
  const [newest] = details.sources
  return (
    <CitizenPage title={calmName(listed.name)} crumbs={[{ href: paths.home, label: t.home }]}>
      <h1 lang="vi">{calmName(listed.name)}</h1>
      <Note tone={listed.notReceived === null ? 'info' : 'warn'}>
        <Whereto listed={listed} />
        <p>
          <a href={portalUrl}>{t.portal}</a>
        </p>
      </Note>
      <Facts
        facts={[
          { icon: 'clock', label: t.howLong, ...limitSummary(details, lang) },
          { icon: 'money', label: t.howMuch, ...feeSummary(details, lang) },
          { icon: 'house', label: t.performers, value: <Performers names={listed.performedBy} /> },
        ]}
      />
      <Provenance details={details} />
      {newest === undefined ? null : <Detailed sources={details.sources} newest={newest} />}
      <Details summary={t.published} open>
        <ListedFacts listed={listed} details={details} />
      </Details>
    </CitizenPage>
  )
}

function Provenance({ details }: { details: ListedDetails }) {
  const t = listedWording(useLang())
  if (details.isMismatch)
    return (
      <Note tone="warn">
        <p>{t.mismatch}</p>
      </Note>
    )
  return <p class="meta">{details.sources.length === 0 ? t.noDetail : t.lead}</p>
}

type DetailedProps = { sources: readonly ListedSource[]; newest: ListedSource }

/** Texts come from the newest copy; values that an older one has otherwise stand beside them. */
function Detailed({ sources, newest }: DetailedProps) {
  const t = listedWording(useLang())
  const { detail, takenOn } = newest
  return (
    <>
      <ListedRows sources={sources} />
      <ListedPapers groups={detail.paperGroups} />
      <Folded title={t.steps} takenOn={takenOn}>
        {detail.steps.map(({ title, text }) => (
          <div lang="vi">
            {title === '' ? null : <h3>{title}</h3>}
            <Paragraphs text={text} />
          </div>
        ))}
      </Folded>
      <Folded title={t.results} takenOn={takenOn}>
        {detail.results.length === 0 ? null : (
          <ul lang="vi">
            {detail.results.map(({ name }) => (
              <li>{name}</li>
            ))}
          </ul>
        )}
      </Folded>
      <Folded title={t.requirement} takenOn={takenOn}>
        {detail.requirement === '' ? null : (
          <div lang="vi">
            <Paragraphs text={detail.requirement} />
          </div>
        )}
      </Folded>
      <Folded title={t.legalBasis} takenOn={takenOn}>
        {detail.legalBasis.length === 0 ? null : (
          <ul lang="vi">
            {detail.legalBasis.map(({ code, raw, name }) => (
              <li>
                <span class="num">{code ?? raw}</span>
                {name === '' ? '' : `: ${name}`}
              </li>
            ))}
          </ul>
        )}
      </Folded>
    </>
  )
}

/** Folded away; nothing to unfold where the source says nothing. */
function Folded(props: { title: string; takenOn: string; children: ComponentChildren }) {
  const lang = useLang()
  const t = listedWording(lang)
  const parts = [props.children].flat().filter((part) => part !== null)
  return (
    <Details summary={props.title}>
      {parts.length === 0 ? (
        <p>{procedureWording(lang).unknown}</p>
      ) : (
        <>
          {props.children}
          <p class="meta">{t.from(showDayText(props.takenOn))}</p>
        </>
      )}
    </Details>
  )
}

function Paragraphs({ text }: { text: string }) {
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  return (
    <>
      {lines.map((line) => (
        <p>{line}</p>
      ))}
    </>
  )
}

function Whereto({ listed }: { listed: FoundProcedure }) {
  const t = procedureWording(useLang())
  switch (listed.notReceived) {
    case null:
      return (
        <>
          <p>
            <b>{t.notOnlineHere}</b>
          </p>
          <p>
            {t.notOnlineMore} <a href={cataloguePaths.points}>{t.allPoints}</a>
          </p>
        </>
      )
    case 'unknown':
      return <p>{t.unknownReceiver}</p>
    case 'otherProvince':
    case 'internal':
    case 'national':
    case 'withdrawn':
      return <p>{t[listed.notReceived]}</p>
  }
}

function Performers({ names }: { names: readonly string[] }) {
  const t = procedureWording(useLang())
  return names.length === 0 ? <>{t.unknown}</> : <span lang="vi">{names.join('; ')}</span>
}

function ListedFacts({ listed, details }: Omit<ListedPageProps, 'portalUrl'>) {
  const lang = useLang()
  const t = procedureWording(lang)
  const own = listedWording(lang)
  const [newest] = details.sources
  const decision = details.sources.find(({ detail }) => detail.decisionNumber !== null)
  const isOnline = newest?.detail.channels.some(({ channel }) => channel === 'online')
  const sourceName = { chi_tiet_2642: own.pages, chi_tiet_api_502: own.api }
  return (
    <ul>
      <li>
        {t.code}: <span class="num">{listed.code}</span>
      </li>
      <li>
        {own.decision}:{' '}
        {decision === undefined ? (
          t.unknown
        ) : (
          <>
            <span class="num" lang="vi">
              {decision.detail.decisionNumber}
            </span>{' '}
            ({own.from(showDayText(decision.takenOn)).replace(/\.$/, '')})
          </>
        )}
      </li>
      <li>
        {t.field}: <span lang="vi">{listed.field || t.unknown}</span>
      </li>
      <li>
        {t.issuer}: <span lang="vi">{listed.issuedBy}</span>
      </li>
      {newest === undefined ? null : (
        <>
          <li>
            {own.subjects}: <span lang="vi">{newest.detail.subjects.join('; ') || t.unknown}</span>
          </li>
          <li>
            {own.level}: {isOnline ? own.levelUnknown : own.levelNone}
          </li>
        </>
      )}
      <li>
        {own.sources}:
        <ul>
          {details.listedOn === null ? null : (
            <li>{own.source(own.list, showDayText(details.listedOn))}</li>
          )}
          {details.sources.map(({ source, takenOn, detail }) => (
            <li>
              {own.source(sourceName[source], showDayText(takenOn))}
              {detail.updatedOn === null ? '' : `; ${own.updated(showDayText(detail.updatedOn))}`}
            </li>
          ))}
        </ul>
      </li>
    </ul>
  )
}
