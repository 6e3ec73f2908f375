import type { ComponentChildren } from 'preact'
import { ErrorLine, fieldId } from '../../ui/fields.tsx'
import { Select, TextArea, TextInput } from '../../ui/inputs.tsx'
import { isBlank, type Box } from './box.ts'
import { nullWord, UNKNOWN, codeWord, noneWord, variantWord } from './code-words.ts'
import { expressionAt } from './expression-places.ts'
import { ExpressionBox, type Spoken } from './expression-box.tsx'
import { labelOf } from './labels.ts'
import { ListView } from './list-view.tsx'

/** What a page knows about its boxes beside what stands in them. */
export type View = {
  /** Faults by path. */
  faults: ReadonlyMap<string, string>
  /** What the expressions say, by path. */
  spoken: ReadonlyMap<string, Spoken>
  /** Where the buttons of the lists are posted to be drawn in place; undefined: always the whole page. */
  action: string | undefined
  /** The list item that was just added or moved. */
  openAt?: string | undefined
}

export type BoxProps = { box: Box; view: View }

/** One member of a document; what may be left out and is empty is folded away, so that a page shows what is said. */
export function BoxView({ box, view }: BoxProps) {
  const isSmall = box.kind !== 'words' && box.kind !== 'object' && box.kind !== 'list'
  if (isSmall || !box.optional || !isBlank(box)) return <OpenBox box={box} view={view} />
  const isFaulty = [...view.faults.keys()].some((path) => `${path}.`.startsWith(`${box.path}.`))
  return (
    <details class="fold full" open={isFaulty}>
      <summary>{labelOf(box.place).name} (chưa ghi)</summary>
      <div>
        <OpenBox box={box} view={view} />
      </div>
    </details>
  )
}

/** By its kind. */
function OpenBox({ box, view }: BoxProps) {
  switch (box.kind) {
    case 'text':
      return expressionAt(box.place) ? (
        <ExpressionBox box={box} view={view} />
      ) : (
        <TextBox box={box} view={view} />
      )
    case 'day':
    case 'number':
      return <TextInput {...field(box, view)} value={box.value} size={12} inputmode="numeric" />
    case 'flag':
      return <FlagBox box={box} view={view} />
    case 'code':
      return <CodeBox box={box} view={view} />
    case 'words':
      return <WordsBox box={box} view={view} />
    case 'ticks':
      return <TicksBox box={box} view={view} />
    case 'lines':
      return (
        <>
          <input type="hidden" name={`${box.path}.~was`} value={box.was} />
          <TextArea {...field(box, view)} value={box.value} rows={rowsOf(box.value)} />
        </>
      )
    case 'object':
      return <ObjectBox box={box} view={view} />
    case 'nullable':
      return <NullableBox box={box} view={view} />
    case 'variant':
      return <VariantBox box={box} view={view} />
    case 'list':
      return <ListView box={box} view={view} />
  }
}

/** Name, label, hint and fault of a box, as the fields of the house take them. */
export function field(box: Box, view: View) {
  const { name, hint } = labelOf(box.place)
  const error = view.faults.get(box.path)
  return {
    name: box.path,
    label: name,
    ...(hint === undefined ? {} : { hint }),
    ...(error === undefined ? {} : { error }),
    optional: box.optional,
  }
}

type Of<K extends Box['kind']> = { box: Extract<Box, { kind: K }>; view: View }

const LONG = 60

function TextBox({ box, view }: { box: Extract<Box, { value: string }>; view: View }) {
  const { value } = box
  return value.length > LONG ||
    value.includes('\n') ||
    /(source|text|title|vi|en)$/.test(box.place) ? (
    <Full>
      <TextArea {...field(box, view)} value={value} rows={rowsOf(value)} />
    </Full>
  ) : (
    <TextInput {...field(box, view)} value={value} />
  )
}

/** A line holds about 90 letters; nobody scrolls inside a box of four lines. */
export function rowsOf(value: string): number {
  const lines = value.split('\n').map((line) => Math.max(1, Math.ceil(line.length / 90)))
  return Math.min(
    8,
    lines.reduce((sum, rows) => sum + rows, 0),
  )
}

export function Full({ children }: { children: ComponentChildren }) {
  return <div class="full">{children}</div>
}

function FlagBox({ box, view }: Of<'flag'>) {
  const options = [
    { value: 'yes', label: 'có' },
    { value: 'no', label: 'không' },
  ]
  return <Select {...field(box, view)} options={options} value={box.value} empty="không ghi" />
}

function CodeBox({ box, view }: Of<'code'>) {
  const codes =
    box.value === '' || box.codes.includes(box.value) ? box.codes : [...box.codes, box.value]
  const options = codes.map((code) => ({ value: code, label: codeWord(box.place, code) }))
  return <Select {...field(box, view)} options={options} value={box.value} />
}

function WordsBox({ box, view }: Of<'words'>) {
  const { path, vi, en } = box
  const { label, hint, optional, error } = field(box, view)
  const of = (lang: 'vi' | 'en') => ({
    ...error_(view, `${path}.${lang}`),
    name: `${path}.${lang}`,
    optional,
  })
  return (
    <div class="full pair" id={fieldId(path)}>
      <TextArea
        {...of('vi')}
        label={label}
        {...(hint === undefined ? {} : { hint })}
        {...(error === undefined ? {} : { error })}
        value={vi}
        rows={rowsOf(vi)}
      />
      <TextArea {...of('en')} label={`${label}, tiếng Anh`} value={en} rows={rowsOf(en)} />
    </div>
  )
}

function error_(view: View, path: string): { error?: string } {
  const error = view.faults.get(path)
  return error === undefined ? {} : { error }
}

function TicksBox({ box, view }: Of<'ticks'>) {
  const { label, error, hint } = field(box, view)
  return (
    <Group box={box} label={label} error={error} hint={hint}>
      <input type="hidden" name={`${box.path}.~was`} value={box.was} />
      <div class="ticks">
        {box.codes.map((code) => (
          <label class="tick">
            <input
              type="checkbox"
              name={box.path}
              value={code}
              checked={box.ticked.includes(code)}
            />
            {codeWord(box.place, code)}
          </label>
        ))}
        {box.none === undefined ? null : (
          <label class="tick">
            <input type="checkbox" name={`${box.path}.~none`} value="yes" checked={box.none} />
            {noneWord(box.place)}
          </label>
        )}
      </div>
    </Group>
  )
}

/** A frame around boxes that belong together. */
export function Group(props: {
  box: Box
  label: string
  error: string | undefined
  hint: string | undefined
  children: ComponentChildren
}) {
  const id = fieldId(props.box.path)
  return (
    <fieldset class="full group" id={id} tabindex={-1}>
      <legend>
        {props.label}
        {props.box.optional ? <span class="opt"> (không bắt buộc)</span> : null}
      </legend>
      {props.hint === undefined ? null : <p class="hint">{props.hint}</p>}
      <ErrorLine error={props.error} />
      {props.children}
    </fieldset>
  )
}

function ObjectBox({ box, view }: Of<'object'>) {
  const { label, error, hint } = field(box, view)
  return (
    <Group box={box} label={label} error={error} hint={hint}>
      <Members members={box.sourced ? sourcedOrder(box.members) : box.members} view={view} />
    </Group>
  )
}

/** How sure a value is stands beside it, where it comes from below. */
function sourcedOrder(members: readonly Box[]): readonly Box[] {
  const isMark = ({ place }: Box) => place.endsWith('.mark')
  const [value, ...rest] = members
  const marks = rest.filter(isMark)
  return [...(value ? [value] : []), ...marks, ...rest.filter((box) => !isMark(box))]
}

export function Members({ members, view }: { members: readonly Box[]; view: View }) {
  return (
    <div class="cells">
      {members.map((member) => (
        <BoxView box={member} view={view} />
      ))}
    </div>
  )
}

/** The tick decides: what stands in the boxes beside it counts only without it. */
function NullableBox({ box, view }: Of<'nullable'>) {
  const word = nullWord(box.place)
  const isWide = box.inner.kind === 'object' || box.inner.kind === 'words'
  return (
    <div class={isWide ? 'full' : 'nullable'}>
      <BoxView box={{ ...box.inner, optional: false }} view={view} />
      <label class="tick">
        <input type="checkbox" name={`${box.path}.~null`} value="yes" checked={box.isNull} />
        {word}
        <span class="vh">: {labelOf(box.place).name}</span>
      </label>
    </div>
  )
}

function VariantBox({ box, view }: Of<'variant'>) {
  const { label, error, hint } = field(box, view)
  const options = box.keys.map((key) => ({ value: key, label: variantWord(key) }))
  return (
    <Group box={box} label={label} error={error} hint={hint}>
      <div class="kind">
        <Select
          name={`${box.path}.~kind`}
          label="Loại"
          options={options}
          value={box.chosen}
          empty={box.optional ? 'không ghi' : UNKNOWN}
        />
        <button class="btn btn--2 btn--s" name="_do" value={`show:${box.path}`} {...inPlace(view)}>
          Đổi loại
        </button>
      </div>
      {box.inner === null ? null : <Inner box={box.inner} view={view} />}
    </Group>
  )
}

/** An object inside a kind needs no second frame. */
export function Inner({ box, view }: BoxProps) {
  return box.kind === 'object' ? (
    <Members members={box.members} view={view} />
  ) : (
    <BoxView box={box} view={view} />
  )
}

/** With a script the boxes are drawn anew in place; without, the whole page comes back. */
export function inPlace({ action }: View) {
  if (action === undefined) return {}
  return {
    'hx-post': action,
    'hx-target': '#boxes',
    'hx-swap': 'outerHTML',
  }
}
