import type { CodeLists } from '../catalogue/code-lists.ts'
import type { Answers, Asked, QuestionOf } from '../catalogue/form.ts'
import { foldOf, foreignCountries, offeredChoices } from '../catalogue/offered.ts'
import { shownAnswer } from '../catalogue/shown-answers.ts'
import { PlaceQuestion } from '../catalogue/places/place-question.tsx'
import type { Problem } from '../lib/problem.ts'
import type { Day } from '../lib/time.ts'
import { Details } from '../ui/blocks.tsx'
import { Choices, DateBoxes, dateTyped, YesNo } from '../ui/choices.tsx'
import { fieldId, problemOf } from '../ui/fields.tsx'
import { Select, TextArea, TextInput } from '../ui/inputs.tsx'
import { useLang } from '../ui/page-context.ts'
import { wording } from '../ui/wording.ts'
import { TableField } from './table-field.tsx'
import { tableWording } from './table-wording.ts'
import { filingWording } from './wording.ts'

export type QuestionFieldProps = {
  question: Asked
  /** What was typed, by field name. */
  values: Readonly<Record<string, string>>
  problems: readonly Problem[]
  isRequired: boolean
  codeLists: CodeLists
  today: Day
  /** What was answered so far: conditions in the rows of a table and what is calculated follow from it. */
  answers?: Answers
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
      return <DateBoxes {...field} value={dateTyped(question.id, values)} />
    case 'yesNo':
      return <YesNo {...field} value={value} />
    case 'choice':
      return <ChoiceField {...props} question={question} />
    case 'choiceMany':
      return <SeveralField {...props} question={question} />
    case 'integer':
      return <TextInput {...field} value={value} inputmode="numeric" size={4} />
    case 'decimal':
      return <TextInput {...field} value={value} inputmode="decimal" size={12} />
    case 'money':
      return (
        <TextInput
          {...field}
          value={value}
          hint={field.hint ?? tableWording(lang).dong}
          inputmode="numeric"
          size={12}
        />
      )
    case 'taxCode':
      return <TextInput {...field} value={value} inputmode="numeric" size={12} />
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
    case 'table':
      return <TableField {...props} question={question} />
    case 'computed':
      return <Calculated {...props} question={question} />
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

type Of<K extends Asked['kind']> = QuestionFieldProps & { question: QuestionOf<K> & Asked }

function ChoiceField(props: Of<'choice'>) {
  const lang = useLang()
  const { question, values, codeLists } = props
  const options = offeredChoices(question, codeLists, lang)
  const field = { ...fieldOf(props, lang), value: values[question.id] ?? '' }
  if (options.length > MOST_BUTTONS) return <Select {...field} options={options} />
  const isShort = options.length === 2 && options.every(({ label }) => label.length < 15)
  return <Choices {...field} options={options} beside={isShort} />
}

/** Boxes to tick; the empty one says that the question was asked, even when nothing is ticked. */
function SeveralField(props: Of<'choiceMany'>) {
  const lang = useLang()
  const t = tableWording(lang)
  const { question, values, codeLists } = props
  const field = fieldOf(props, lang)
  const hint = question.most === undefined ? t.several : t.severalMost(question.most)
  const options = offeredChoices(question, codeLists, lang)
  const value = (values[question.id] ?? '').split(',')
  const fold = foldOf(options, value, { none: t.chooseAmong, some: t.chosen })
  return (
    <>
      <input type="hidden" name={question.id} value="" />
      <Choices
        {...field}
        hint={field.hint ?? hint}
        several
        value={value}
        options={options}
        {...(fold === undefined ? {} : { fold })}
      />
    </>
  )
}

/** Nobody types it: what the answers so far come to. With a script the figure follows what is typed on the same page. */
function Calculated({ question, answers = {}, codeLists, today }: Of<'computed'>) {
  const lang = useLang()
  const shown = shownAnswer(question, answers, { lang, codeLists, today })
  return (
    <div class="field">
      <p class="m0">{question.label[lang]}</p>
      {question.hint ? <p class="hint">{question.hint[lang]}</p> : null}
      <p class="m0" id={fieldId(question.id)}>
        <b data-figure={question.id}>{shown === '' ? tableWording(lang).notYet : shown}</b>
      </p>
    </div>
  )
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
      {/* The communes of the city are listed once per page; any place of the country may be typed. */}
      <TextInput
        name={name('commune')}
        label={t.commune}
        hint={t.communeHint}
        list="communes"
        value={values[name('commune')] ?? ''}
        error={error('commune')}
      />
      <PlaceQuestion
        id={question.id}
        values={values}
        codeLists={props.codeLists}
        today={props.today}
        error={error('choice')}
      />
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

function CountryBox(props: Of<'address'> & { error: string | undefined }) {
  const lang = useLang()
  const t = filingWording(lang).address
  const name = `${props.question.id}.country`
  const value = props.values[name] ?? ''
  return (
    <Details summary={t.abroad} open={value !== '' || props.error !== undefined}>
      <Select
        name={name}
        label={t.country}
        optional
        value={value}
        error={props.error}
        options={foreignCountries(props.codeLists, lang)}
      />
    </Details>
  )
}
