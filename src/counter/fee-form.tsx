import type { ComponentChildren } from 'preact'
import type { StaffActor } from '../office/actor.ts'
import type { DeskFees } from '../payment/desk.ts'
import { TextInput } from '../ui/inputs.tsx'
import { PostForm } from '../ui/keys.tsx'
import { fieldOf } from './fee-desk-acts.ts'
import type { OpenDossier } from './open-dossier.ts'
import { actPath } from './shell.tsx'

/** What the parts of the fee page are given. */
export type FeeDeskProps = {
  me: StaffActor
  opened: OpenDossier
  fees: DeskFees
  values: Readonly<Record<string, string>>
  /** The error of a field of the form that came back. */
  problem(field: string): string | undefined
}

/** One of the page's forms: which act, about what. */
export function FeeForm(
  props: Pick<FeeDeskProps, 'opened'> & {
    act: string
    hidden?: Readonly<Record<string, string>>
    children: ComponentChildren
  },
) {
  return (
    <PostForm action={actPath(props.opened.row.id, 'thu-phi')}>
      <input type="hidden" name="act" value={props.act} />
      {Object.entries(props.hidden ?? {}).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      {props.children}
    </PostForm>
  )
}

/** A line of text of one of the forms; `of`: what the form is about. */
export function FeeText(
  props: Pick<FeeDeskProps, 'values' | 'problem'> & {
    field: string
    of: string
    label: string
    inputmode?: 'numeric'
    size?: 12
  },
) {
  const name = fieldOf(props.field, props.of)
  return (
    <TextInput
      name={name}
      label={props.label}
      {...(props.inputmode && { inputmode: props.inputmode })}
      {...(props.size && { size: props.size })}
      value={props.values[name] ?? ''}
      error={props.problem(name)}
    />
  )
}
