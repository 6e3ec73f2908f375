/** A select of a list's toolbar: everything, or one of these. */
export function Pick(props: {
  name: string
  label: string
  /** The words for no choice. */
  all: string
  value: string
  options: readonly (readonly [value: string, label: string])[]
  /** Keeps a select with long options from filling the bar. */
  narrow?: boolean
}) {
  return (
    <>
      <label class="vh" for={props.name}>
        {props.label}
      </label>
      <select class={props.narrow ? 'in pick' : 'in'} id={props.name} name={props.name}>
        <option value="">{props.all}</option>
        {props.options.map(([value, label]) => (
          <option value={value} selected={value === props.value}>
            {label}
          </option>
        ))}
      </select>
    </>
  )
}
