/** Addresses as people write them: the commune by name where the answers hold its number. Pure. */
import type { CodeLists } from '../code-lists.ts'
import { addressAnswer, isList, rowsOf, type Answer, type Answers, type Row } from '../form.ts'

/** Communes stand in their boxes by name; one that was written by an old name keeps it. Rows of tables likewise. */
export function namedPlaces(answers: Answers, codeLists: CodeLists): Answers {
  const named = (answer: Answer): Answer => {
    const rows = rowsOf(answer)
    if (rows.length > 0) return rows.map((row) => eachOf(row, named) as Row)
    return isList(answer) ? answer : namedPlace(answer, codeLists)
  }
  return eachOf(answers, named)
}

function eachOf(answers: Answers, as: (answer: Answer) => Answer): Answers {
  return Object.fromEntries(Object.entries(answers).map(([id, answer]) => [id, as(answer)]))
}

function namedPlace(answer: Answer, codeLists: CodeLists): Answer {
  const address = addressAnswer(answer)
  const commune = address?.commune
  if (address === undefined || commune === undefined || address.typed !== undefined) return answer
  const name = codeLists.communeName(commune)
  return name === undefined ? answer : { ...address, commune: name }
}
