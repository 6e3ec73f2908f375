/** The rows of a table on a live page, as `readTable` on the server reads them: rows in which nothing stands are no rows. Pure. */
import { holds } from './evaluate.ts'
import { answerNow, type LiveBox, type Typing } from './live-boxes.ts'

export type LiveColumn = LiveBox & {
  id: string
  when?: string
  /** Its boxes, where it has several. */
  parts?: readonly string[]
}

type LiveRow = Record<string, unknown>

/** Undefined while no row has anything in it. */
export function rowsNow(
  { id, max, columns }: { id: string; max: number; columns: readonly LiveColumn[] },
  typing: Typing,
): LiveRow[] | undefined {
  const count = Math.min(Number(typing.typed(`${id}.rows`)) || 0, max)
  const rows: LiveRow[] = []
  for (let row = 0; row < count; row++) {
    const { own, isBlank } = rowNow(columns, `${id}.${row}`, typing)
    if (!isBlank) rows.push(own)
  }
  return rows.length === 0 ? undefined : rows
}

function rowNow(columns: readonly LiveColumn[], place: string, typing: Typing) {
  const { scope, typed } = typing
  const own: LiveRow = {}
  const answers: LiveRow = { ...scope.answers }
  const within = { ...scope, answers }
  let isBlank = true
  for (const column of columns) {
    const { id, when, value, parts = [''] } = column
    if (when !== undefined && !holds(when, within)) continue
    const box = `${place}.${id}`
    if (value === undefined && parts.some((part) => typed(box + part).trim() !== ''))
      isBlank = false
    const answer = answerNow(column, { ...typing, box, scope: within })
    if (answer === undefined) continue
    own[id] = answer
    answers[`row.${id}`] = answer
  }
  return { own, isBlank }
}
