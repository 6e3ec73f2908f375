import type { Problem } from '../lib/problem.ts'
import type { Failure } from './failure.ts'
import { failureWording } from './failure-wording.ts'
import type { Work } from './http.ts'
import { CitizenPage } from './layout.tsx'
import { usePage } from './page-context.ts'
import { paths } from './paths.ts'

export type FailurePageProps = { failure: Failure; work: Work; incident: string; backHref?: string }

/** One page for everything that went wrong: what, whether the work is safe, what to do. */
export function FailurePage({ failure, work, incident, backHref }: FailurePageProps) {
  const { lang } = usePage()
  const t = failureWording(lang)
  // Sentences of the slices are Vietnamese; an English page does without them.
  const message = lang === 'vi' ? failure.message : undefined
  return (
    <CitizenPage title={t.title[failure.code]} hasErrors={failure.status !== 404}>
      <h1 class="mt4">{t.title[failure.code]}</h1>
      {message === undefined ? null : <p>{message}</p>}
      <p>{t.remedy[failure.code]}</p>
      {failure.maxBytes === undefined ? null : <p>{t.fileLimit(inWords(failure.maxBytes))}</p>}
      <ProblemList problems={failure.problems} />
      <p class="strong">{safety(failure, work, t)}</p>
      {failure.status < 500 ? null : (
        <p class="meta">
          {t.incident}: <span class="code">{incident}</span>
        </p>
      )}
      <div class="actions">
        {backHref === undefined ? null : (
          <a class="btn" href={backHref}>
            {t.back}
          </a>
        )}
        <a class="btn btn--2" href={paths.home}>
          {t.home}
        </a>
      </div>
    </CitizenPage>
  )
}

/** A connection that breaks during the commit leaves open whether it went through. */
function safety(
  { code }: Failure,
  work: Work,
  t: Pick<ReturnType<typeof failureWording>, 'work' | 'unsure'>,
): string {
  return code === 'unavailable' && work === 'received' ? t.unsure : t.work[work]
}

function ProblemList({ problems }: { problems: readonly Problem[] }) {
  if (problems.length === 0) return null
  return (
    <ul>
      {problems.map((problem) => (
        <li>{problem.message}</li>
      ))}
    </ul>
  )
}

/** 10 MB; 1 kB. */
function inWords(bytes: number): string {
  if (bytes < 1_000_000) return `${Math.floor(bytes / 1000)} kB`
  return `${Math.floor(bytes / 1_000_000)} MB`
}
