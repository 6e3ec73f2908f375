import type { Problem } from '../../lib/problem.ts'
import { Note } from '../../ui/blocks.tsx'
import { Actions, BackLink, Button } from '../../ui/buttons.tsx'
import { Choices, DateBoxes, dateTyped } from '../../ui/choices.tsx'
import { ErrorSummary, problemOf } from '../../ui/fields.tsx'
import { TextInput } from '../../ui/inputs.tsx'
import { PostForm } from '../../ui/keys.tsx'
import { CitizenPage } from '../../ui/layout.tsx'
import { useLang } from '../../ui/page-context.ts'
import type { RepresentationLaw } from './law.ts'
import { REPRESENTATION_PATH } from './paths.ts'
import { RIGHTS } from './representation.ts'
import { representationWording } from './wording.ts'

export type AskPageProps = {
  law: RepresentationLaw
  values: Readonly<Record<string, string>>
  may: readonly string[]
  problems: readonly Problem[]
  /** The procedure from which one came. */
  procedure: { code: string; name: string } | undefined
  refusal?: string | undefined
  idempotencyKey?: string | undefined
}

/** Asks to represent somebody; it opens nothing until somebody says yes. */
export function AskPage(props: AskPageProps) {
  const lang = useLang()
  const t = representationWording(lang).form
  const { values, problems, law } = props
  return (
    <CitizenPage title={t.title} hasErrors={problems.length > 0}>
      <BackLink href={REPRESENTATION_PATH} />
      <ErrorSummary problems={problems} />
      {props.refusal === undefined ? null : (
        <Note tone="warn">
          <p>{props.refusal}</p>
        </Note>
      )}
      <h1>{t.title}</h1>
      <p class="lead">{t.lead}</p>
      <PostForm action={`${REPRESENTATION_PATH}/moi`} idempotencyKey={props.idempotencyKey}>
        <Choices
          name="kind"
          label={t.kind}
          error={problemOf(problems, 'kind')}
          value={values['kind'] ?? ''}
          options={law.kinds.map(({ kind, name }) => ({ value: kind, label: name[lang] }))}
        />
        <Person {...props} />
        <Extent {...props} />
        <Actions>
          <Button>{t.button}</Button>
        </Actions>
      </PostForm>
    </CitizenPage>
  )
}

function Person({ values, problems }: AskPageProps) {
  const t = representationWording(useLang()).form
  return (
    <>
      <TextInput
        name="name"
        label={t.name}
        hint={t.nameHint}
        error={problemOf(problems, 'name')}
        value={values['name'] ?? ''}
        maxlength={200}
      />
      <TextInput
        name="number"
        label={t.number}
        hint={t.numberHint}
        error={problemOf(problems, 'number')}
        value={values['number'] ?? ''}
        inputmode="numeric"
        maxlength={20}
        size={12}
      />
      <DateBoxes
        name="birthOn"
        label={t.birthOn}
        hint={t.birthHint}
        error={problemOf(problems, 'birthOn')}
        value={dateTyped('birthOn', values)}
        optional
      />
    </>
  )
}

function Extent({ values, problems, may, procedure }: AskPageProps) {
  const w = representationWording(useLang())
  const t = w.form
  return (
    <>
      <Choices
        name="may"
        label={t.may}
        error={problemOf(problems, 'may')}
        several
        value={may}
        options={RIGHTS.map((right) => ({ value: right, label: w.rights[right] }))}
      />
      {procedure === undefined ? null : (
        <>
          <input type="hidden" name="procedure" value={procedure.code} />
          <Choices
            name="scope"
            label={t.scope}
            error={problemOf(problems, 'scope')}
            value={values['scope'] ?? 'one'}
            options={[
              { value: 'one', label: t.scopeOne(procedure.name) },
              { value: 'all', label: t.scopeAll },
            ]}
          />
        </>
      )}
      <DateBoxes
        name="until"
        label={t.until}
        hint={t.untilHint}
        error={problemOf(problems, 'until')}
        value={dateTyped('until', values)}
      />
    </>
  )
}
