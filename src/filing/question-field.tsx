import type { CodeLists } from '../catalogue/code-lists.ts'
import type { Asked, QuestionOf } from '../catalogue/form.ts'
import type { Words } from '../catalogue/shape.ts'
import type { Problem } from '../lib/problem.ts'
import { Details } from '../ui/blocks.tsx'
import { Choices, DateBoxes, YesNo, type Choice } from '../ui/choices.tsx'
import { described, Field, fieldId, problemOf } from '../ui/fields.tsx'
import { Select, TextArea, TextInput } from '../ui/inputs.tsx'
import { useLang } from '../ui/page-context.ts'
import { wording } from '../ui/wording.ts'
import { filingWording } from './wording.ts'

export type QuestionFieldProps = {
  question: Asked
  /** What was typed, by field name. */
  values: Readonly<Record<string, string>>
  problems: readonly Problem[]
  isRequired: boolean
  codeLists: CodeLists
}

/** Longer lists than this are a box to choose from, not buttons. */
const MOST_BUTTONS = 7

/** One question of a form as the citizen's page shows it. */
export function QuestionField(props: QuestionFieldProps) {
  const { question, values } = props
  const lang = useLang()
  const field = fieldOf(props, lang)
  const value = values[question.id] ?? ''
  switch (question.kind) {
    case 'text':
      return <TextInput {...field} value={value} autocomplete={question.autocomplete ?? 'off'} />
    case 'personName':
      return <TextInput {...field} value={value} autocomplete={question.autocomplete ?? 'off'} />
    case 'longText':
      return <TextArea {...field} value={value} />
    case 'date':
      return <DateBoxes {...field} value={dateOf(question.id, values)} />
    case 'yesNo':
      return <YesNo {...field} value={value} />
    case 'choice':
      return <ChoiceField {...props} question={question} />
    case 'integer':
      return <TextInput {...field} value={value} inputmode="numeric" size={4} />
    case 'personalNumber':
      return <TextInput {...field} value={value} inputmode="numeric" size={12} />
    case 'phone':
      return <TextInput {...field} value={value} type="tel" inputmode="tel" autocomplete="tel" />
    case 'email':
      return (
        <TextInput {...field} value={value} type="email" inputmode="email" autocomplete="email" />
      )
    case 'address':
      return <AddressFields {...props} question={question} />
  }
}

function fieldOf({ question, problems, isRequired }: QuestionFieldProps, lang: 'vi' | 'en') {
  return {
    name: question.id,
    label: question.label[lang],
    error: problemOf(problems, question.id),
    // What another answer may make necessary is not called optional beforehand.
    optional: !isRequired && question.requiredIf === undefined,
    ...(question.hint ? { hint: question.hint[lang] } : {}),
  }
}

function dateOf(id: string, values: QuestionFieldProps['values']) {
  const part = (name: string) => values[`${id}.${name}`] ?? ''
  return { day: part('day'), month: part('month'), year: part('year') }
}

type Of<K extends Asked['kind']> = QuestionFieldProps & { question: QuestionOf<K> & Asked }

function ChoiceField(props: Of<'choice'>) {
  const lang = useLang()
  const { question, values, codeLists } = props
  const options = optionsOf(question, codeLists, lang)
  const field = { ...fieldOf(props, lang), value: values[question.id] ?? '' }
  if (options.length > MOST_BUTTONS) return <Select {...field} options={options} />
  const isShort = options.length === 2 && options.every(({ label }) => label.length < 15)
  return <Choices {...field} options={options} beside={isShort} />
}

/** The choices in the order of the list, those named as first before the others. */
function optionsOf(question: QuestionOf<'choice'>, codeLists: CodeLists, lang: 'vi' | 'en') {
  const listed = question.options ?? codeLists.entries(question.codeList ?? '')
  const options: Choice[] = listed.map((entry) => ({
    value: entry.code,
    label: entry.label[lang],
    ...hintOf(entry, lang),
  }))
  const first = question.first ?? []
  return [
    ...options.filter(({ value }) => first.includes(value)),
    ...options.filter(({ value }) => !first.includes(value)),
  ]
}

function hintOf(entry: { code: string; hint?: Words }, lang: 'vi' | 'en') {
  return entry.hint ? { hint: entry.hint[lang] } : {}
}

/** Two levels since 01/7/2025: the commune by its name, then the rest in words; abroad behind a fold. */
function AddressFields(props: Of<'address'>) {
  const lang = useLang()
  const t = filingWording(lang).address
  const { question, values, problems, isRequired } = props
  const name = (part: string) => `${question.id}.${part}`
  const error = (part: string) => problemOf(problems, name(part))
  return (
    <fieldset class="field">
      <legend>
        {question.label[lang]}
        {isRequired ? null : <span class="opt">{wording(lang).optional}</span>}
      </legend>
      {question.hint ? <p class="hint">{question.hint[lang]}</p> : null}
      <CommuneBox name={name('commune')} value={values[name('commune')]} error={error('commune')} />
      <TextInput
        name={name('detail')}
        label={question.detailLabel?.[lang] ?? t.detail}
        optional={question.detail === 'optional'}
        value={values[name('detail')] ?? ''}
        error={error('detail')}
        autocomplete={question.autocomplete ?? 'off'}
      />
      {question.abroad ? <CountryBox {...props} error={error('country')} /> : null}
    </fieldset>
  )
}

/** `list` names the communes of the city once per page; the whole country may be typed. */
function CommuneBox(props: { name: string; value: string | undefined; error: string | undefined }) {
  const t = filingWording(useLang()).address
  const field = { ...props, label: t.commune, hint: t.communeHint }
  return (
    <Field field={field}>
      <input
        class="in"
        id={fieldId(props.name)}
        name={props.name}
        list="communes"
        autocomplete="off"
        value={props.value ?? ''}
        aria-describedby={described(field).describedBy}
        aria-invalid={props.error === undefined ? undefined : 'true'}
      />
    </Field>
  )
}

function CountryBox(props: Of<'address'> & { error: string | undefined }) {
  const lang = useLang()
  const t = filingWording(lang).address
  const name = `${props.question.id}.country`
  const value = props.values[name] ?? ''
  const countries = props.codeLists
    .entries('country')
    .filter(({ code }) => code !== 'VN')
    .map(({ code, label }) => ({ value: code, label: label[lang] }))
  return (
    <Details summary={t.abroad} open={value !== '' || props.error !== undefined}>
      <Select
        name={name}
        label={t.country}
        optional
        value={value}
        error={props.error}
        options={countries}
      />
    </Details>
  )
}

/** The wards and communes of the city, for every address box of the page. */
export function CommuneList({ names }: { names: readonly string[] }) {
  return (
    <datalist id="communes">
      {names.map((name) => (
        <option value={name} />
      ))}
    </datalist>
  )
}
