import type { Problem } from '../lib/problem.ts'
import { Overall, Words } from '../survey/pages.tsx'
import { Note } from '../ui/blocks.tsx'
import { Actions, Button } from '../ui/buttons.tsx'
import { ErrorSummary } from '../ui/fields.tsx'
import { HiddenKeys } from '../ui/keys.tsx'
import { CitizenPage } from '../ui/layout.tsx'
import { useLang } from '../ui/page-context.ts'
import { paths } from '../ui/paths.ts'
import { LookUpBoxes } from './look-up-boxes.tsx'
import type { TypedRate } from './rate.ts'
import { rateWording } from './rate-wording.ts'
import { trackingWording } from './wording.ts'

export type RateAnswer = 'kept' | 'rated' | 'notReturned' | 'notFound' | 'tooMany'

export type RatePageProps = {
  typed: TypedRate
  problems: readonly Problem[]
  answer?: RateAnswer
}

/** One question, the code and four digits: nothing of the dossier is shown. */
export function RatePage({ typed, problems, answer }: RatePageProps) {
  const lang = useLang()
  const t = rateWording(lang)
  const isKept = answer === 'kept'
  const hasErrors = problems.length > 0 || (answer !== undefined && !isKept)
  return (
    <CitizenPage title={t.title} hasErrors={hasErrors}>
      <ErrorSummary problems={problems} />
      <h1>{t.title}</h1>
      {isKept ? null : <p>{t.lead}</p>}
      <Answer answer={answer} />
      {isKept ? null : <RateForm typed={typed} problems={problems} asksCode />}
      <p>
        <a href={paths.track}>{t.follow}</a>
      </p>
      <p>
        <a href={paths.mine}>{t.signIn}</a>
      </p>
    </CitizenPage>
  )
}

function Answer({ answer }: { answer: RateAnswer | undefined }) {
  const lang = useLang()
  if (answer === undefined) return null
  if (answer === 'kept')
    return (
      <Note tone="ok">
        <p role="status">{rateWording(lang).kept}</p>
      </Note>
    )
  const { lookUp } = trackingWording(lang)
  const words =
    answer === 'notFound' || answer === 'tooMany' ? lookUp[answer] : rateWording(lang)[answer]
  return (
    <Note tone={answer === 'rated' ? 'info' : 'bad'}>
      <p role="alert">{words}</p>
    </Note>
  )
}

/** `asksCode`: false where both were just typed and go along. */
export function RateForm(props: {
  typed: TypedRate
  problems: readonly Problem[]
  asksCode: boolean
}) {
  const lang = useLang()
  const t = rateWording(lang)
  const { typed, problems } = props
  const boxes = { values: { overall: typed.overall, note: typed.note }, problems }
  return (
    <form method="post" action={paths.rate} novalidate>
      <HiddenKeys keyed={false} />
      {props.asksCode ? (
        <LookUpBoxes code={typed.code} problems={problems} />
      ) : (
        <>
          <input type="hidden" name="ma" value={typed.code} />
          <input type="hidden" name="so" value={typed.digits} />
        </>
      )}
      <Overall {...boxes} />
      <Words {...boxes} />
      <p class="meta">{t.secret}</p>
      <Actions>
        <Button icon="send">{t.send}</Button>
      </Actions>
    </form>
  )
}
