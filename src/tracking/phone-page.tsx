import type { Problem } from '../lib/problem.ts'
import { maskPhone } from '../lib/text.ts'
import { showTime } from '../lib/time.ts'
import type { KeptCheck } from '../notice/phone-check-store.ts'
import { Note } from '../ui/blocks.tsx'
import { Actions, BackLink, Button } from '../ui/buttons.tsx'
import { ErrorSummary, problemOf } from '../ui/fields.tsx'
import { TextInput } from '../ui/inputs.tsx'
import { PostForm } from '../ui/keys.tsx'
import { CitizenPage } from '../ui/layout.tsx'
import { useLang } from '../ui/page-context.ts'
import { followWording } from './follow-wording.ts'
import { NOTICES_PATH, PHONE_PATH } from './notices-path.ts'

export type PhonePageProps = {
  /** The phone that counts now; null: the number of each dossier. */
  proved: string | null
  /** The code that is on its way; null when there is none, or none any more. */
  check: Pick<KeptCheck, 'phone' | 'expiresAt' | 'failure'> | null
  typed: string
  problems: readonly Problem[]
}

/** First the number, then the code that came to it. */
export function PhonePage(props: PhonePageProps) {
  const { check, problems, proved } = props
  const t = followWording(useLang()).phone
  return (
    <CitizenPage title={t.title} hasErrors={problems.length > 0}>
      <BackLink href={NOTICES_PATH}>{t.back}</BackLink>
      <ErrorSummary problems={problems} />
      <h1>{t.title}</h1>
      {check === null ? <p>{t.lead}</p> : <CodeForm check={check} problems={problems} />}
      <NumberForm {...props} />
      {proved === null ? null : (
        <PostForm action={PHONE_PATH}>
          <Actions>
            <Button look="second" name="_act" value="drop">
              {t.drop}
            </Button>
          </Actions>
        </PostForm>
      )}
    </CitizenPage>
  )
}

function CodeForm({
  check,
  problems,
}: Pick<PhonePageProps, 'problems'> & { check: NonNullable<PhonePageProps['check']> }) {
  const t = followWording(useLang()).phone
  const isFailed = check.failure !== null
  return (
    <>
      <Note tone={isFailed ? 'bad' : 'info'}>
        <p>{isFailed ? t.notSent : t.sentTo(maskPhone(check.phone))}</p>
        {isFailed ? null : <p>{t.until(showTime(check.expiresAt))}</p>}
      </Note>
      <PostForm action={PHONE_PATH}>
        <TextInput
          name="code"
          label={t.code}
          hint={t.codeHint}
          inputmode="numeric"
          autocomplete="one-time-code"
          size={12}
          value=""
          error={problemOf(problems, 'code')}
        />
        <Actions>
          <Button name="_act" value="confirm">
            {t.confirm}
          </Button>
        </Actions>
      </PostForm>
      <p class="mt4 strong">{t.again}</p>
    </>
  )
}

function NumberForm({ check, typed, problems }: PhonePageProps) {
  const t = followWording(useLang()).phone
  return (
    <PostForm action={PHONE_PATH}>
      <TextInput
        name="phone"
        label={t.number}
        hint={t.numberHint}
        type="tel"
        autocomplete="tel"
        value={typed}
        error={problemOf(problems, 'phone')}
      />
      <Actions>
        <Button look={check === null ? 'main' : 'second'} name="_act" value="ask">
          {check === null ? t.ask : t.askAgain}
        </Button>
      </Actions>
    </PostForm>
  )
}
