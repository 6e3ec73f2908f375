/** The declaration as officials fill it in: one page, the sections in rows of boxes, only what has to be asked. */
import type { CodeLists } from '../catalogue/code-lists.ts'
import type { Scope } from '../catalogue/evaluate.ts'
import {
  fieldOf as fieldIn,
  isAsked,
  type Answers,
  type Asked,
  type FormDefinition,
  type QuestionOf,
} from '../catalogue/form.ts'
import { foldOf, foreignCountries, offeredChoices } from '../catalogue/offered.ts'
import { PlaceQuestion } from '../catalogue/places/place-question.tsx'
import { shownAnswer } from '../catalogue/shown-answers.ts'
import { isRequired, questionsToAsk, topicsToAsk } from '../catalogue/to-ask.ts'
import type { Problem } from '../lib/problem.ts'
import { Panel } from '../ui/blocks.tsx'
import { Choices, DateBoxes, dateTyped } from '../ui/choices.tsx'
import { fieldId, problemOf } from '../ui/fields.tsx'
import { Select, Suggestions, TextArea, TextInput, type Option } from '../ui/inputs.tsx'
import { DenseTable } from './dense-table.tsx'

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
            {questionsToAsk(topic, scope).map((question) =>
              isAsked(question) ? (
                <DenseField {...props} question={question} />
              ) : (
                <p class="hint x3">{question.label.vi}</p>
              ),
            )}
          </div>
        </Panel>
      ))}
      <Suggestions id="communes" words={props.codeLists.communesOf('01').map(({ name }) => name)} />
    </>
  )
}

/** A problem of a whole address stands at its first box, so that the summary leads somewhere. */
export function atFirstBox(form: FormDefinition, problems: readonly Problem[]): Problem[] {
  return problems.map((problem) =>
    problem.field !== undefined && fieldIn(form, problem.field)?.kind === 'address'
      ? { ...problem, field: `${problem.field}.commune` }
      : problem,
  )
}

export type DenseFieldProps = DenseFormProps & { question: Asked }

export function DenseField(props: DenseFieldProps) {
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
    case 'choiceMany':
      return <SeveralCells {...props} question={question} />
    case 'money':
      return <TextInput {...field} inputmode="numeric" maxlength={30} hint="đồng" />
    case 'taxCode':
      return <TextInput {...field} inputmode="numeric" maxlength={20} />
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
    case 'table':
      return <DenseTable {...props} question={question} />
    case 'computed':
      return <CalculatedCell {...props} question={question} />
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

/** The empty box says that the question was asked, even when nothing is ticked. */
function SeveralCells(props: DenseFieldProps & { question: QuestionOf<'choiceMany'> }) {
  const { question, codeLists } = props
  const field = fieldOf(props)
  const options = offeredChoices(question, codeLists, 'vi')
  const value = field.value.split(',')
  const fold = foldOf(options, value, FOLD)
  return (
    <>
      <input type="hidden" name={question.id} value="" />
      <Choices
        {...field}
        wide
        several
        beside
        value={value}
        options={options}
        {...(fold === undefined ? {} : { fold })}
      />
    </>
  )
}

const FOLD = {
  none: (count: number) => `Chọn trong ${count} mục`,
  some: (labels: string) => `Đã chọn: ${labels}`,
}

function CalculatedCell(props: DenseFieldProps & { question: QuestionOf<'computed'> }) {
  const { question, scope, codeLists } = props
  const answers = scope.answers as Answers
  const shown = shownAnswer(question, answers, { lang: 'vi', codeLists, today: scope.today })
  return (
    <p class="field" id={fieldId(question.id)}>
      {question.label.vi}
      <br />
      <b>{shown === '' ? 'Chưa tính được' : shown}</b>
    </p>
  )
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
