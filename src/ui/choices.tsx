import type { ComponentChildren } from 'preact'
import {
  described,
  ErrorLine,
  fieldClass,
  fieldId,
  HintAndError,
  LabelText,
  type FieldProps,
} from './fields.tsx'
import { useLang } from './page-context.ts'
import { wording } from './wording.ts'

/** A question of several controls: legend, hint, error, then the controls. */
function Group(props: { field: FieldProps; wide?: boolean; children: ComponentChildren }) {
  const { field, wide = false } = props
  return (
    <fieldset
      class={fieldClass({ error: field.error, wide })}
      aria-describedby={described(field).describedBy}
    >
      <legend>
        <LabelText field={field} />
      </legend>
      <HintAndError field={field} />
      {props.children}
    </fieldset>
  )
}

export type DateTyped = { readonly day: string; readonly month: string; readonly year: string }

/** What was typed into the three boxes of the date called `name`. */
export function dateTyped(name: string, values: Readonly<Record<string, string>>): DateTyped {
  const part = (each: keyof DateTyped) => values[`${name}.${each}`] ?? ''
  return { day: part('day'), month: part('month'), year: part('year') }
}

/** A date in three boxes (`name.day`, `name.month`, `name.year`); no calendar, since people know their birthday. */
export function DateBoxes(
  props: FieldProps & { value?: DateTyped; wide?: boolean; birthday?: boolean },
) {
  const t = wording(useLang())
  return (
    <Group field={props} wide={props.wide ?? false}>
      <div class="date">
        <DateBox of={props} part="day" label={t.day} />
        <DateBox of={props} part="month" label={t.month} />
        <DateBox of={props} part="year" label={t.year} />
      </div>
    </Group>
  )
}

type DatePart = keyof DateTyped
type DateBoxProps = {
  of: FieldProps & { value?: DateTyped; birthday?: boolean }
  part: DatePart
  label: string
}

const suffix: Readonly<Record<DatePart, string>> = { day: '', month: '-month', year: '-year' }

function DateBox({ of, part, label }: DateBoxProps) {
  // The first box carries the field's own id, so that the summary leads to it.
  const id = `${fieldId(of.name)}${suffix[part]}`
  const digits = part === 'year' ? 4 : 2
  return (
    <div>
      <label for={id}>{label}</label>
      <input
        class={`in w${digits}`}
        id={id}
        name={`${of.name}.${part}`}
        inputmode="numeric"
        maxlength={digits}
        autocomplete={of.birthday ? `bday-${part}` : 'off'}
        value={of.value?.[part] ?? ''}
        aria-invalid={of.error === undefined ? undefined : 'true'}
        aria-describedby={of.error === undefined ? undefined : described(of).errorId}
      />
    </div>
  )
}

export type Choice = {
  readonly value: string
  readonly label: ComponentChildren
  readonly hint?: ComponentChildren
}

export type ChoicesProps = FieldProps & {
  options: readonly Choice[]
  /** The chosen values: one for radio buttons, any number for checkboxes. */
  value?: string | readonly string[]
  /** Several may be chosen: checkboxes. */
  several?: boolean
  /** Two side by side, for short answers. */
  beside?: boolean
  wide?: boolean
  /** A long list stands behind this line until it is opened. */
  fold?: string
}

export function Choices(props: ChoicesProps) {
  const { fold, error } = props
  return (
    <Group field={props} wide={props.wide ?? false}>
      {fold === undefined ? (
        <Options {...props} />
      ) : (
        <details open={error !== undefined}>
          <summary>{fold}</summary>
          <Options {...props} />
        </details>
      )}
    </Group>
  )
}

function Options(props: ChoicesProps) {
  const chosen: readonly string[] = [props.value ?? []].flat()
  return (
    <div class={props.beside ? 'grid two gap-x' : undefined}>
      {props.options.map((option, index) => (
        <label class="choice">
          <input
            type={props.several ? 'checkbox' : 'radio'}
            id={index === 0 ? fieldId(props.name) : undefined}
            name={props.name}
            value={option.value}
            checked={chosen.includes(option.value)}
          />
          <span>
            {option.label}
            {option.hint === undefined ? null : <small>{option.hint}</small>}
          </span>
        </label>
      ))}
    </div>
  )
}

/** A statement that has to be ticked before the form goes on: value 'yes'. */
export function Confirmation(props: { name: string; label: string; error: string | undefined }) {
  return (
    <>
      <ErrorLine error={props.error} />
      <label class="choice">
        <input type="checkbox" id={fieldId(props.name)} name={props.name} value="yes" />
        <span>{props.label}</span>
      </label>
    </>
  )
}

/** A yes/no question: values 'yes' and 'no'; nothing chosen beforehand. */
export function YesNo(props: FieldProps & { value?: string; wide?: boolean }) {
  const t = wording(useLang())
  const options = [
    { value: 'yes', label: t.yes },
    { value: 'no', label: t.no },
  ]
  return <Choices {...props} options={options} beside />
}
