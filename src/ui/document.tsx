import type { ComponentChildren } from 'preact'
import { assetUrl } from './assets.ts'
import { usePage } from './page-context.ts'
import { wording } from './wording.ts'

/** The whole HTML document around a page: title, style sheets in their order, script, skip link. */
export function Document(props: {
  title: string
  hasErrors: boolean
  staff: boolean
  /** The page swaps parts of itself: htmx is loaded. */
  fragments?: boolean | undefined
  /** Questions of the page depend on each other: the evaluator of conditions is loaded. */
  conditions?: boolean | undefined
  /** Files are sent in pieces: the script that resumes them is loaded. */
  upload?: boolean | undefined
  /** Frames are drawn on a picture: the script that draws them is loaded. */
  marks?: boolean | undefined
  children: ComponentChildren
}) {
  const page = usePage()
  const lang = props.staff ? 'vi' : page.lang
  const t = wording(lang)
  return (
    <html lang={lang} class={props.staff ? 'staff' : undefined}>
      <head>
        <meta charset="utf-8" />
        <title>{`${props.hasErrors ? t.errorTitle : ''}${props.title} – ${t.site}`}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="theme-color" content="#8f2318" />
        <link rel="icon" href={assetUrl('mark.svg')} type="image/svg+xml" />
        <link rel="stylesheet" href={assetUrl(props.staff ? 'staff.css' : 'citizen.css')} />
        {props.fragments ? <Htmx /> : null}
        {props.conditions ? <script src={assetUrl('conditions.js')} defer /> : null}
        {props.upload ? <script src={assetUrl('upload.js')} defer /> : null}
        {props.marks ? <script src={assetUrl('marks.js')} defer /> : null}
        <script src={assetUrl(props.staff ? 'staff.js' : 'citizen.js')} defer />
      </head>
      <body
        data-sending={t.sending}
        data-saved={t.autosaved('')}
        data-unsaved={t.notSaved}
        data-ended={t.sessionEnded}
        data-offline={t.offline}
      >
        <a class="skip" href="#main">
          {t.skip}
        </a>
        {page.notice ? (
          <aside class="trial" aria-label={t.trialLabel}>
            {page.notice}
          </aside>
        ) : null}
        {props.children}
      </body>
    </html>
  )
}

/** Our content security policy already forbids htmx its eval; its indicator styles are not ours. */
function Htmx() {
  return (
    <>
      <meta name="htmx-config" content='{"includeIndicatorCSS":false,"history":false}' />
      <script src={assetUrl('htmx.js')} defer />
    </>
  )
}
