/** What was chosen from a list: one thing, or any number of them. */
import { cleanLine } from '../lib/text.ts'
import type { QuestionOf } from './form.ts'
import { read, wrong, type Reader, type Reading } from './reading.ts'

export function readChoice(reader: Reader, question: QuestionOf<'choice'>, raw: unknown): Reading {
  if (raw === '') return { kind: 'empty' }
  return typeof raw === 'string' && offered(reader, question).includes(raw)
    ? read(raw)
    : wrong(reader, 'notOffered', reader.say.notOffered(reader.label))
}

/** A list of codes, or the codes of the ticked boxes with commas between: in the order of the list, each once. */
export function readChoices(
  reader: Reader,
  question: QuestionOf<'choiceMany'>,
  raw: unknown,
): Reading {
  const { say, label } = reader
  const codes = codesIn(raw)
  if (!codes) return wrong(reader, 'type', say.wrongKind(label))
  if (codes.length === 0) return { kind: 'empty' }
  const list = offered(reader, question)
  if (!codes.every((code) => list.includes(code)))
    return wrong(reader, 'notOffered', say.notOffered(label))
  const chosen = list.filter((code) => codes.includes(code))
  return question.most !== undefined && chosen.length > question.most
    ? wrong(reader, 'tooMany', say.tooManyChosen(label, question.most))
    : read(chosen)
}

/** The boxes of a page send one text: no code has a comma in it. */
function codesIn(raw: unknown): string[] | undefined {
  const codes: unknown[] | undefined =
    typeof raw === 'string' ? cleanLine(raw).split(',') : Array.isArray(raw) ? raw : undefined
  return codes?.every((code) => typeof code === 'string')
    ? codes.map((code) => code.trim()).filter((code) => code !== '')
    : undefined
}

function offered({ facts }: Reader, { options, codeList }: QuestionOf<'choice' | 'choiceMany'>) {
  const codes: readonly { code: string }[] = options ?? facts.codeLists.entries(codeList ?? '')
  return codes.map(({ code }) => code)
}
