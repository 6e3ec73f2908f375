import { CitizenPage } from '../../ui/layout.tsx'
import { useLang } from '../../ui/page-context.ts'
import { Note } from '../../ui/blocks.tsx'
import { QrCode } from '../../ui/qr.tsx'
import { cataloguePaths } from '../home-page.tsx'
import type { Guide } from './guide.ts'
import { guidePdfPath } from './paths.ts'
import { publicationWording } from './wording.ts'

export type GuidePageProps = {
  readonly guide: Guide
  /** The address that the QR code opens. */
  readonly url: string
  /** Asked for by number, not the one in force. */
  readonly version: number | undefined
}

/** One page to take along or to hang up; printed it is one A4. */
export function GuidePage({ guide, url, version }: GuidePageProps) {
  const p = publicationWording(useLang())
  const back = { href: cataloguePaths.procedure(guide.code), label: guide.title }
  return (
    <CitizenPage title={`${guide.heading}: ${guide.title}`} crumbs={[back]}>
      <article class={isLong(guide) ? 'guide guide--long' : 'guide'}>
        <h1>{guide.title}</h1>
        <p class="meta">
          {guide.heading} <span class="num">{guide.code}</span>
        </p>
        {guide.warning ? (
          <Note tone="warn">
            <b>{guide.warning}</b>
          </Note>
        ) : null}
        <dl class="answers">
          {guide.facts.map(({ label, value }) => (
            <div>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
        <div class="guide__parts">
          {guide.parts.map(({ title, lines }) => (
            <section>
              <h2>{title}</h2>
              <ul>
                {lines.map((line) => (
                  <li>{line}</li>
                ))}
              </ul>
            </section>
          ))}
          <section>
            <h2>{guide.steps.title}</h2>
            <ol>
              {guide.steps.lines.map((line) => (
                <li>{line}</li>
              ))}
            </ol>
          </section>
        </div>
        <div class="guide__foot">
          <QrCode text={url} label={p.qr} />
          <p class="meta">
            {guide.scan} {guide.help}
            <br />
            {guide.version} {guide.marked}
          </p>
        </div>
      </article>
      <p class="noprint">
        <a href={guidePdfPath(guide.code, version)}>{p.pdf}</a>. {p.guidePrint}
      </p>
    </CitizenPage>
  )
}

/** More than one page in the usual print: set in smaller letters. */
function isLong({ facts, parts, steps }: Guide): boolean {
  const lines = [...parts.flatMap((part) => part.lines), ...steps.lines]
  const words = [...lines, ...facts.map(({ value }) => value)].join('')
  return words.length + 40 * lines.length > 3500
}
