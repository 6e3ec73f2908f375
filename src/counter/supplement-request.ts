/** A request for supplements as it is put together at the counter: faults per paper, picked or written. Pure. */
import { isAsked, type Answers, type FormDefinition } from '../catalogue/form.ts'
import { questionsToAsk } from '../catalogue/to-ask.ts'
import type { SupplementFault } from '../dossier/commands.ts'
import type { Problem } from '../lib/problem.ts'
import { cleanLine } from '../lib/text.ts'
import type { Day } from '../lib/time.ts'
import { joined, type CounterLibrary } from './library.ts'
import { marksIn, marksProblems, outside, type MarkableFile, type ReadMark } from './marks.ts'

/** The form as sent; only `text` of `Form` is asked. */
export type Typed = { text(name: string): string }

export type SupplementRequest = {
  faults: SupplementFault[]
  reason: string
  legalBasis: string
  ground?: string
}
export type RequestRead = { request: SupplementRequest; problems: Problem[] }

const MOST_LETTERS = 500

export const faultField = (paper: string): string => `fault.${paper}`
export const ownField = (paper: string): string => `own.${paper}`
export const markField = (question: string): string => `mark.${question}`
export const howField = (paper: string): string => `how.${paper}`

/**
 * Reads the request: everything missing at once (NĐ 118/2025 Đ17.2a), reason and legal basis in writing
 * (NĐ 63/2010 Đ18.5), and a recorded ground from the second request on.
 */
export function readSupplementRequest(
  typed: Typed,
  { papers, library, needsGround }: RequestFacts,
): RequestRead {
  const problems: Problem[] = []
  const everyMark = marksIn(typed)
  const faults = papers.flatMap(({ code, name, questions = [], files = [] }): SupplementFault[] => {
    const read = faultsOf(typed, code, library)
    if (read.some(({ length }) => length > MOST_LETTERS * 2))
      problems.push(tooLong(ownField(code), name))
    const marked = questions.map(({ id }) => id).filter((id) => typed.text(markField(id)) === 'yes')
    if (marked.length > 0 && read.length === 0)
      problems.push(noFault(code, 'Hãy ghi các câu đã đánh dấu sai ở điểm nào.'))
    const only = marked.length > 0 ? { questions: marked } : {}
    const seen = marksOn(everyMark, files)
    problems.push(...marksProblems(seen, { files, field: faultField(code) }))
    if (seen.length > 0 && read.length === 0)
      problems.push(noFault(code, `Hãy ghi “${name}” chưa đạt ở điểm nào.`))
    // Seen in one picture, they belong to the paper: its first fault carries them.
    const marks = seen.length > 0 ? { marks: seen.map(({ mark }) => mark) } : {}
    return read.map((fault, n) => ({ paper: code, fault, ...only, ...(n === 0 && marks) }))
  })
  const known = papers.flatMap(({ files = [] }) => files)
  if (marksOn(everyMark, known).length < everyMark.length && papers[0])
    problems.push(outside(faultField(papers[0].code)))
  const first = papers[0]
  if (faults.length === 0 && problems.length === 0 && first)
    problems.push(noFault(first.code, 'Hãy ghi ít nhất một điều cần bổ sung.'))
  const reason = cleanLine(typed.text('reason'))
  if (reason === '') problems.push(missing('reason', 'Hãy ghi lý do yêu cầu bổ sung.'))
  if (reason.length > MOST_LETTERS) problems.push(tooLong('reason', 'Lý do'))
  const basis = library.supplementBases.find(({ id }) => id === typed.text('basis'))
  if (!basis) problems.push(missing('basis', 'Hãy chọn căn cứ pháp lý.'))
  const ground = library.grounds.find(({ id }) => id === typed.text('ground'))
  if (needsGround && !ground)
    problems.push(missing('ground', 'Hãy chọn căn cứ cho phép yêu cầu bổ sung thêm một lần nữa.'))
  const request = { faults, reason, legalBasis: basis?.text ?? '' }
  return {
    request: needsGround && ground ? { ...request, ground: ground.text } : request,
    problems,
  }
}

/** `questions`: those of the declaration that can be marked. `files`: what was sent of the paper, as far as it can be shown. */
export type PaperToAsk = {
  code: string
  name: string
  questions?: readonly MarkableQuestion[]
  files?: readonly MarkableFile[]
  /** Names of files that this house cannot show as a picture, and so nobody can mark (HEIC). */
  unshown?: readonly string[]
}

/** The marks that lie on these files. */
export function marksOn(marks: readonly ReadMark[], files: readonly MarkableFile[]): ReadMark[] {
  return marks.filter(({ mark }) => files.some(({ id }) => id === mark.file))
}

export type RequestFacts = {
  /** Everything about which something may be wrong, the declaration included. */
  papers: readonly PaperToAsk[]
  library: CounterLibrary
  needsGround: boolean
}

/** The picked fault and the written one, each a text of its own. */
export function faultsOf(typed: Typed, paper: string, library: CounterLibrary): string[] {
  const known = library.faults.find(({ id }) => id === typed.text(faultField(paper)))
  const own = cleanLine(typed.text(ownField(paper)))
  const how = cleanLine(typed.text(howField(paper)))
  return [
    ...(known ? [joined(known.what, known.how)] : []),
    ...(own === '' ? [] : [joined(own, how)]),
  ]
}

function noFault(paper: string, message: string): Problem {
  return { code: 'noFault', field: faultField(paper), message }
}

function missing(field: string, message: string): Problem {
  return { code: 'missing', field, message }
}

function tooLong(field: string, name: string): Problem {
  return {
    code: 'tooLong',
    field,
    message: `“${name}” dài quá ${MOST_LETTERS} ký tự. Hãy viết ngắn hơn.`,
  }
}

export type MarkableQuestion = { id: string; label: string }

/** The questions of the declaration that were put to this applicant: what an official may mark as wrong. */
export function questionsToMark(
  form: FormDefinition,
  answers: Answers,
  today: Day,
): MarkableQuestion[] {
  return form.topics.flatMap((topic) =>
    questionsToAsk(topic, { answers, today })
      .filter(isAsked)
      .map(({ id, label }) => ({ id, label: `${topic.title.vi}: ${label.vi}` })),
  )
}
