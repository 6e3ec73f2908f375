import type { ComponentChildren } from 'preact'
import { showDay, showTime } from '../lib/time.ts'
import { Note } from '../ui/blocks.tsx'
import { CitizenPage } from '../ui/layout.tsx'
import { useLang } from '../ui/page-context.ts'
import { paths } from '../ui/paths.ts'
import { LinkRow, Rows } from '../ui/rows.tsx'
import type { ImportReport, LimitComparison } from './import-report.ts'
import { importWording } from './import-wording.ts'
import { procedureWording } from './procedure-wording.ts'

/** What the last import read, corrected, left to an editor: nothing is dropped or guessed silently. */
export function ImportPage({ report }: { report: ImportReport | undefined }) {
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
        <Report report={report} />
      )}
    </CitizenPage>
  )
}

function Report({ report }: { report: ImportReport }) {
  const t = importWording(useLang())
  const shown = useNumbers()
  const at = new Date(report.at)
  const seconds = shown(Math.round(report.milliseconds / 100) / 10)
  return (
    <>
      <p class="lead">{t.lead(`${showTime(at)}, ${showDay(at)}`, seconds)}</p>
      <p>{t.changed(shown(report.changedRows))}</p>
      {report.limits.map((limit) => (
        <Limit limit={limit} />
      ))}
      <Rulings report={report} />
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
        <LinkRow title={<code>{text}</code>} more={`${source}: ${where}`} />
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

function Listing({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <section>
      <h2>{title}</h2>
      <Rows>{children}</Rows>
    </section>
  )
}

function Rulings({ report }: { report: ImportReport }) {
  const t = importWording(useLang())
  const shown = useNumbers()
  return (
    <>
      <Listing title={t.findings}>
        {report.findings.map(({ kind, rows, examples }) => (
          <LinkRow title={`${t[kind]}: ${shown(rows)}`} more={examples.join(', ')} />
        ))}
      </Listing>
      <Listing title={t.corrections}>
        {report.corrections.map(({ rule, rows, examples }) => (
          <LinkRow
            title={`${t[rule]}: ${shown(rows)}`}
            more={<span lang="vi">{examples.join(', ')}</span>}
          />
        ))}
      </Listing>
    </>
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

/** Numbers as the language of the page writes them: 5.670 or 5,670. */
function useNumbers(): (value: number) => string {
  const lang = useLang()
  return (value) => value.toLocaleString(lang === 'vi' ? 'vi-VN' : 'en-GB')
}
