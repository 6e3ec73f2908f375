/** The declaration as officials fill it in: one page, the sections in rows of boxes, only what has to be asked. */
import type { CodeLists } from '../catalogue/code-lists.ts'
import type { Scope } from '../catalogue/evaluate.ts'
import {
  askedQuestions,
  isAsked,
  type Asked,
  type FormDefinition,
  type QuestionOf,
} from '../catalogue/form.ts'
import { foreignCountries, offeredChoices } from '../catalogue/offered.ts'
import { PlaceQuestion } from '../catalogue/places/place-question.tsx'
import { isRequired, questionsToAsk, topicsToAsk } from '../catalogue/validate.ts'
import type { Problem } from '../lib/problem.ts'
import { Panel } from '../ui/blocks.tsx'
import { DateBoxes, dateTyped } from '../ui/choices.tsx'
import { problemOf } from '../ui/fields.tsx'
import { Select, Suggestions, TextArea, TextInput, type Option } from '../ui/inputs.tsx'

type Values = Readonly<Record<string, string>>

export type DenseFormProps = {
  form: FormDefinition
  /** The answers so far decide what is asked. */
  scope: Scope
  /** What stands in the boxes, by field name. */
  values: Values
  problems: readonly Problem[]
  codeLists: CodeLists
}

export function DenseForm(props: DenseFormProps) {
  const { form, scope } = props
  return (
    <>
      {topicsToAsk(form, scope).map((topic) => (
        <Panel title={topic.title.vi}>
          <div class="cells">
            {questionsToAsk(topic, scope)
              .filter(isAsked)
              .map((question) => (
                <DenseField {...props} question={question} />
              ))}
          </div>
        </Panel>
      ))}
      <Suggestions id="communes" words={props.codeLists.communesOf('01').map(({ name }) => name)} />
    </>
  )
}

/** A problem of a whole address stands at its first box, so that the summary leads somewhere. */
export function atFirstBox(form: FormDefinition, problems: readonly Problem[]): Problem[] {
  const addresses = new Set(
    askedQuestions(form).flatMap(({ id, kind }) => (kind === 'address' ? [id] : [])),
  )
  return problems.map((problem) =>
    problem.field !== undefined && addresses.has(problem.field)
      ? { ...problem, field: `${problem.field}.commune` }
      : problem,
  )
}

type DenseFieldProps = DenseFormProps & { question: Asked }

function DenseField(props: DenseFieldProps) {
  const { question, values } = props
  const field = fieldOf(props)
  switch (question.kind) {
    case 'text':
      return <TextInput {...field} />
    case 'personName':
      return <TextInput {...field} wide maxlength={100} />
    case 'longText':
      return <TextArea {...field} wide rows={2} />
    case 'date':
      return <DateBoxes {...field} value={dateTyped(question.id, values)} />
    case 'yesNo':
      return <Select {...field} options={YES_NO} />
    case 'choice':
      return <Select {...field} options={offeredChoices(question, props.codeLists, 'vi')} />
    case 'integer':
      return <TextInput {...field} inputmode="numeric" />
    case 'decimal':
      return <TextInput {...field} inputmode="decimal" maxlength={20} />
    case 'personalNumber':
      return <TextInput {...field} inputmode="numeric" maxlength={20} />
    case 'phone':
      return <TextInput {...field} type="tel" inputmode="tel" maxlength={20} />
    case 'email':
      return <TextInput {...field} type="email" inputmode="email" maxlength={200} />
    case 'address':
      return <AddressCells {...props} question={question} />
  }
}

const YES_NO: readonly Option[] = [
  { value: 'yes', label: 'Có' },
  { value: 'no', label: 'Không' },
]

function fieldOf({ question, problems, scope, values }: DenseFieldProps) {
  return {
    name: question.id,
    label: question.label.vi,
    error: problemOf(problems, question.id),
    optional: !isRequired(question, scope),
    value: values[question.id] ?? '',
  }
}

/** Commune by name, the rest in words, and the country when the place may lie abroad. */
function AddressCells(props: DenseFieldProps & { question: QuestionOf<'address'> & Asked }) {
  const { question, values, problems, codeLists } = props
  const label = question.label.vi
  const part = (name: string) => ({
    name: `${question.id}.${name}`,
    value: values[`${question.id}.${name}`] ?? '',
    error: problemOf(problems, `${question.id}.${name}`),
  })
  return (
    <>
      <TextInput
        {...part('commune')}
        label={`${label}: phường, xã`}
        list="communes"
        maxlength={400}
      />
      <PlaceQuestion
        id={question.id}
        values={values}
        codeLists={codeLists}
        today={props.scope.today}
        error={problemOf(problems, `${question.id}.choice`)}
      />
      <TextInput
        {...part('detail')}
        label={`${label}: ${question.detailLabel?.vi.toLowerCase() ?? 'số nhà, đường, thôn'}`}
        optional={question.detail === 'optional'}
        wide
        maxlength={300}
      />
      {question.abroad ? (
        <Select
          {...part('country')}
          label={`${label}: nước, nếu ở nước ngoài`}
          optional
          empty="Ở Việt Nam"
          options={foreignCountries(codeLists, 'vi')}
        />
      ) : null}
    </>
  )
}
