/** The boxes of a form as a page sends them: one text for each name, the codes of ticked boxes with commas between. */
import { askedQuestions, cellsOf, type FormDefinition } from './form.ts'
import { ROW_CHANGE, rowChangeOf, withRowChange } from './table-rows.ts'

export type Sent = {
  text(name: string): string
  texts(name: string): readonly string[]
}

/** `names`: which boxes are wanted. */
export function sentBoxes(
  form: FormDefinition,
  sent: Sent,
  names: readonly string[],
): Record<string, string> {
  const several = severalBoxes(form)
  return Object.fromEntries(
    names.map((name) => [name, several.has(name) ? chosen(sent, name) : sent.text(name)]),
  )
}

function chosen(sent: Sent, name: string): string {
  return sent
    .texts(name)
    .filter((code) => code !== '')
    .join(',')
}

/** The names of boxes of which several may be ticked. */
function severalBoxes(form: FormDefinition): ReadonlySet<string> {
  return new Set(
    askedQuestions(form).flatMap((question) => {
      if (question.kind === 'choiceMany') return [question.id]
      if (question.kind !== 'table') return []
      return Array.from({ length: question.max }, (_, row) =>
        cellsOf(question, row)
          .filter(({ kind }) => kind === 'choiceMany')
          .map(({ id }) => id),
      ).flat()
    }),
  )
}

/** The same after the button for rows was pressed, if it was. */
export function sentWithRows(
  form: FormDefinition,
  sent: Sent,
  names: readonly string[],
): Record<string, string> {
  const values = sentBoxes(form, sent, names)
  const change = rowChangeOf(form, sent.text(ROW_CHANGE))
  return change ? withRowChange(values, change) : values
}
