import { described, Field, fieldId, type FieldProps } from './fields.tsx'
import { useLang } from './page-context.ts'
import { wording } from './wording.ts'

type ControlProps = FieldProps & { value?: string; wide?: boolean; readonly?: boolean }

/** The attributes that every control of a field carries. */
function control(props: ControlProps) {
  return {
    id: fieldId(props.name),
    name: props.name,
    'aria-describedby': described(props).describedBy,
    'aria-invalid': props.error === undefined ? undefined : ('true' as const),
  }
}

export type TextInputProps = ControlProps & {
  type?: 'text' | 'email' | 'tel' | 'password' | 'search'
  inputmode?: 'numeric' | 'decimal' | 'tel' | 'email' | 'text'
  /** What the browser may fill in (WCAG 1.3.5); 'off' for questions about other people. */
  autocomplete?: string
  maxlength?: number
  /** The id of the page's `Suggestions` for this input; anything else may be typed too. */
  list?: string
  /** A width that tells how long the answer is: 2, 4 or 12 letters; the whole line when left out. */
  size?: 2 | 4 | 12
}

export function TextInput(props: TextInputProps) {
  // Preact types an input by its literal type; all of ours take the same attributes as a text box.
  const type = (props.type ?? 'text') as 'text'
  return (
    <Field field={props} wide={props.wide ?? false}>
      <input
        {...control(props)}
        class={`in${props.size === undefined ? '' : ` w${props.size}`}`}
        type={type}
        inputmode={props.inputmode}
        autocomplete={props.autocomplete ?? 'off'}
        maxlength={props.maxlength}
        list={props.list}
        readonly={props.readonly}
        value={props.value ?? ''}
      />
    </Field>
  )
}

/** What the text inputs with `list={id}` suggest. */
export function Suggestions({ id, words }: { id: string; words: readonly string[] }) {
  return (
    <datalist id={id}>
      {words.map((each) => (
        <option value={each} />
      ))}
    </datalist>
  )
}

export function TextArea(props: ControlProps & { rows?: number; maxlength?: number }) {
  return (
    <Field field={props} wide={props.wide ?? false}>
      <textarea
        {...control(props)}
        class="in"
        rows={props.rows ?? 4}
        maxlength={props.maxlength}
        readonly={props.readonly}
      >
        {/* A browser drops the first line break of a text area: one more keeps the person's own. */}
        {`\n${props.value ?? ''}`}
      </textarea>
    </Field>
  )
}

/** `lang`: of words that are not in the language of the page, as names of offices are. */
export type Option = { readonly value: string; readonly label: string; readonly lang?: 'vi' }

export function Select(
  props: ControlProps & {
    options: readonly Option[]
    /** The first, empty choice; nothing is chosen on the person's behalf. `null` leaves it out. */
    empty?: string | null
  },
) {
  const t = wording(useLang())
  const empty = props.empty === undefined ? t.choose : props.empty
  const value = props.value ?? ''
  return (
    <Field field={props} wide={props.wide ?? false}>
      <select {...control(props)} class="in">
        {empty === null ? null : (
          <option value="" selected={value === ''}>
            {empty}
          </option>
        )}
        {props.options.map((option) => (
          <option value={option.value} selected={option.value === value} lang={option.lang}>
            {option.label}
          </option>
        ))}
      </select>
    </Field>
  )
}
