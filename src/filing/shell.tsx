import type { ComponentChildren } from 'preact'
import type { Problem } from '../lib/problem.ts'
import { BackLink } from '../ui/buttons.tsx'
import { ErrorSummary } from '../ui/fields.tsx'
import { CitizenPage } from '../ui/layout.tsx'
import { useLang } from '../ui/page-context.ts'
import { ForWhom } from './for-whom-parts.tsx'
import type { Filing } from './load.ts'
import { placeOf, stepBefore } from './steps.ts'
import { filingWording } from './wording.ts'

export type StepPageProps = {
  filing: Filing
  slug: string
  title: string
  problems: readonly Problem[]
  /** The visit came from the last look and returns there. */
  isReview?: boolean
  /** Questions of the step depend on each other. */
  conditions?: boolean
  /** Files are sent from it in pieces. */
  upload?: boolean
  children: ComponentChildren
}

/** The frame of every step: the way back, all errors at once, where one is, then the page. */
export function StepPage(props: StepPageProps) {
  const { filing, slug, problems } = props
  const lang = useLang()
  const t = filingWording(lang)
  const { at, of } = placeOf(filing.steps, slug)
  return (
    <CitizenPage
      title={`${props.title}, ${filing.procedure.shortName[lang]}`}
      hasErrors={problems.length > 0}
      conditions={props.conditions ?? false}
      upload={props.upload ?? false}
    >
      <BackLink href={backHref(props)} />
      <ErrorSummary problems={problems} />
      <p class="meta m0">{t.step(filing.procedure.shortName[lang], at, of)}</p>
      <h1>{props.title}</h1>
      <ForWhom represented={filing.represented} />
      {props.children}
    </CitizenPage>
  )
}

function backHref({ filing, slug, isReview }: StepPageProps): string {
  const base = `/nop/${filing.procedure.code}`
  if (isReview) return `${base}/kiem-tra`
  const before = stepBefore(filing.steps, slug)
  return before ? `${base}/${before.slug}` : base
}

/** The draft that a form belongs to; names with '_' are the page's own. */
export function DraftField({ id }: { id: string }) {
  return <input type="hidden" name="_draft" value={id} />
}
