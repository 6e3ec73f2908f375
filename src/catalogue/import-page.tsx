import { showDay, showTime } from '../lib/time.ts'
import { Note } from '../ui/blocks.tsx'
import { CitizenPage } from '../ui/layout.tsx'
import { useLang } from '../ui/page-context.ts'
import { paths } from '../ui/paths.ts'
import { LinkRow } from '../ui/rows.tsx'
import type { ImportReport, LimitComparison } from './import-report.ts'
import { importWording } from './import-wording.ts'
import { CatalogueSections } from './national/report-sections.tsx'
import { Listing, useNumbers } from './national/report-parts.tsx'
import { procedureWording } from './procedure-wording.ts'

export type ImportPageProps = {
  report: ImportReport | undefined
  /** What waits for an editor now: findings by kind, and changes. */
  open: { findings: Readonly<Record<string, number>>; changes: number }
}

/** What the last import read, corrected, left to an editor: nothing is dropped or guessed silently. */
export function ImportPage({ report, open }: ImportPageProps) {
  const lang = useLang()
  const t = importWording(lang)
  return (
    <CitizenPage
      title={t.title}
      crumbs={[{ href: paths.home, label: procedureWording(lang).home }]}
    >
      <h1>{t.title}</h1>
      {report === undefined ? (
        <Note>
          <p>{t.none}</p>
        </Note>
      ) : (
        <Report report={report} open={open} />
      )}
    </CitizenPage>
  )
}

function Report({ report, open }: { report: ImportReport; open: ImportPageProps['open'] }) {
  const t = importWording(useLang())
  const shown = useNumbers()
  const at = new Date(report.at)
  const seconds = shown(Math.round(report.milliseconds / 100) / 10)
  return (
    <>
      <p class="lead">{t.lead(`${showTime(at)}, ${showDay(at)}`, seconds)}</p>
      <p>{t.changed(shown(report.changedRows))}</p>
      <CatalogueSections report={report} open={open} />
      <Corrections report={report} />
      {report.limits.map((limit) => (
        <Limit limit={limit} />
      ))}
      <Receivers report={report} />
      <Sources report={report} />
    </>
  )
}

function Limit({ limit }: { limit: LimitComparison }) {
  const lang = useLang()
  const t = importWording(lang)
  const marks = procedureWording(lang)
  return (
    <Listing title={t.limitOf(limit.code)}>
      {limit.sources.map(({ source, where, text }) => (
        <LinkRow
          title={<code lang="vi">{text}</code>}
          more={<span lang="vi">{`${source}: ${where}`}</span>}
        />
      ))}
      {limit.decided.map(({ caseCode, text, source, mark }) => (
        <LinkRow
          title={
            <>
              {t.decided}, {caseCode}: <span lang="vi">{text}</span>
            </>
          }
          more={
            <>
              <span lang="vi">{source}</span> ({marks[mark]})
            </>
          }
        />
      ))}
    </Listing>
  )
}

function Corrections({ report }: { report: ImportReport }) {
  const t = importWording(useLang())
  const shown = useNumbers()
  return (
    <Listing title={t.corrections}>
      {report.corrections.map(({ rule, rows, examples }) => (
        <LinkRow
          title={`${t[rule]}: ${shown(rows)}`}
          more={<span lang="vi">{examples.join(', ')}</span>}
        />
      ))}
    </Listing>
  )
}

function Receivers({ report }: { report: ImportReport }) {
  const t = importWording(useLang())
  const shown = useNumbers()
  const kinds = [...Object.entries(report.receivedBy), ...Object.entries(report.notReceived)]
  return (
    <Listing title={t.receivers}>
      {kinds.map(([kind, count]) => (
        <LinkRow title={`${kind in t ? t[kind as 'commune'] : kind}: ${shown(count)}`} />
      ))}
    </Listing>
  )
}

function Sources({ report }: { report: ImportReport }) {
  const t = importWording(useLang())
  const shown = useNumbers()
  return (
    <>
      <Listing title={t.tables}>
        {report.tables.map(({ table, read, changed, gone }) => (
          <LinkRow
            title={<code>{table}</code>}
            more={`${t.read} ${shown(read)} · ${t.written} ${shown(changed)} · ${t.gone} ${shown(gone)}`}
          />
        ))}
      </Listing>
      <Listing title={t.files}>
        {report.files.map(({ name, rows, sha256 }) => (
          <LinkRow
            title={<code>{name}</code>}
            more={`${t.lines} ${shown(rows)} · ${sha256.slice(0, 16)}`}
          />
        ))}
      </Listing>
    </>
  )
}
