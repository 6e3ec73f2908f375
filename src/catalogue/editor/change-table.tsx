import type { Change } from './changes.ts'

/** Old and new side by side, one row for each box that differs. */
export function ChangeTable(props: {
  caption: string
  changes: readonly Change[]
  before: string
  after: string
  hrefOf?: (change: Change) => string
}) {
  const { changes, hrefOf } = props
  return (
    <div class="scroll" tabindex={0} role="group" aria-label={props.caption}>
      <table class="data changes">
        <caption class="vh">{props.caption}</caption>
        <thead>
          <tr>
            <th scope="col">Mục</th>
            <th scope="col">{props.before}</th>
            <th scope="col">{props.after}</th>
          </tr>
        </thead>
        <tbody>
          {changes.map((change) => (
            <tr>
              <th scope="row">
                {hrefOf && change.after !== undefined ? (
                  <a href={hrefOf(change)}>{change.where}</a>
                ) : (
                  change.where
                )}
              </th>
              <td class="spread">
                {change.before === undefined ? <span class="meta">(chưa có)</span> : change.before}
              </td>
              <td class="spread">
                {change.after === undefined ? (
                  <span class="meta">(bỏ)</span>
                ) : (
                  <b>{change.after}</b>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
