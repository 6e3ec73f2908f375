import { DateBoxes } from '../ui/choices.tsx'
import { TextInput } from '../ui/inputs.tsx'
import type { TypedMoment } from './form.ts'

/** A day in three boxes and the time beside it. */
export function MomentField(props: {
  name: string
  label: string
  value: TypedMoment
  error: string | undefined
}) {
  const { name, label, value, error } = props
  return (
    <>
      <DateBoxes name={name} label={label} value={value} error={error} />
      <TextInput
        name={`${name}.time`}
        label={`Giờ ${label.toLowerCase()}`}
        hint="Ví dụ 08:00"
        size={4}
        maxlength={5}
        value={value.time}
        error={undefined}
      />
    </>
  )
}
