import type { Problem } from '../../lib/problem.ts'
import { Actions, BackLink, Button } from '../../ui/buttons.tsx'
import { Choices } from '../../ui/choices.tsx'
import { ErrorSummary, problemOf } from '../../ui/fields.tsx'
import { TextArea } from '../../ui/inputs.tsx'
import { PostForm } from '../../ui/keys.tsx'
import { CitizenPage } from '../../ui/layout.tsx'
import { useLang } from '../../ui/page-context.ts'
import type { PersonalDataLaw } from './law.ts'
import { OWN_PATH } from './paths.ts'
import { ownWording } from './wording.ts'

export type AskPageProps = {
  law: PersonalDataLaw
  values: Readonly<Record<string, string>>
  problems: readonly Problem[]
  idempotencyKey?: string | undefined
}

/** Correct, erase, object: it arrives at a person, with a term. */
export function AskPage({ law, values, problems, idempotencyKey }: AskPageProps) {
  const lang = useLang()
  const t = ownWording(lang).form
  return (
    <CitizenPage title={t.title} hasErrors={problems.length > 0}>
      <BackLink href={OWN_PATH} />
      <ErrorSummary problems={problems} />
      <h1>{t.title}</h1>
      <p class="lead">{t.lead}</p>
      <PostForm action={`${OWN_PATH}/yeu-cau/moi`} idempotencyKey={idempotencyKey}>
        <Choices
          name="kind"
          label={t.kind}
          error={problemOf(problems, 'kind')}
          value={values['kind'] ?? ''}
          options={law.requests.map(({ kind, name }) => ({ value: kind, label: name[lang] }))}
        />
        <Choices
          name="about"
          label={t.about}
          error={problemOf(problems, 'about')}
          value={values['about'] ?? ''}
          options={law.held.map(({ id, name, what }) => ({
            value: id,
            label: name[lang],
            hint: what[lang],
          }))}
        />
        <TextArea
          name="words"
          label={t.words}
          hint={t.wordsHint}
          error={problemOf(problems, 'words')}
          value={values['words'] ?? ''}
          maxlength={2000}
        />
        <Actions>
          <Button>{t.button}</Button>
        </Actions>
      </PostForm>
    </CitizenPage>
  )
}
