/** Going from the request to a page of a file and back: what was typed travels along, so that it works without a script. Pure. */
import { NotFound, type Problem } from '../lib/problem.ts'
import { cleanLine } from '../lib/text.ts'
import { MARKING, type MarkSheetProps } from './mark-sheet.tsx'
import {
  CELL_WORD,
  cellField,
  CELLS,
  frameOf,
  marksIn,
  marksProblems,
  placeField,
  placeText,
  wordField,
  type MarkableFile,
  type ReadMark,
} from './marks.ts'
import { marksOn, type PaperToAsk } from './supplement-request.ts'

/** The form as sent. */
type Sent = { text(name: string): string; raw(name: string): string; names(): string[] }

export type Marking =
  | { act: 'done' }
  | { act: 'show' | 'add'; file: string; page: number }
  | { act: 'drop'; n: number; file: string; page: number }

/** What a button of marking asks for; undefined when another button was pressed. Throws NotFound for what no button says. */
export function markingAsked(form: Sent): Marking | undefined {
  const asked = form.raw(MARKING)
  if (asked === '') return undefined
  if (asked === 'done') return { act: 'done' }
  const [act, ...rest] = asked.split(' ')
  if (act === 'drop') {
    const [n = '', file = '', page = ''] = rest
    return { act, n: Number(n), file, page: Number(page) }
  }
  const [file = '', page = ''] = rest
  if (act !== 'show' && act !== 'add') throw new NotFound()
  return { act, file, page: Number(page) }
}

/** The files whose pages have to be counted: those that are marked or about to be. */
export function filesToCount(form: Sent): ReadonlySet<string> {
  const asked = markingAsked(form)
  const marked = marksIn(form).map(({ mark }) => mark.file)
  return new Set(asked === undefined || asked.act === 'done' ? marked : [...marked, asked.file])
}

export type MarkingOf = {
  papers: readonly PaperToAsk[]
  dossierId: string
  action: string
  idempotencyKey: string
}

/** The sheet that is shown now, or the boxes of the request with which it goes on. */
export type MarkingStep =
  | { sheet: MarkSheetProps; paper: PaperToAsk; status: 200 | 422 }
  | { values: Record<string, string> }

export function markingStep(form: Sent, asked: Marking, of: MarkingOf): MarkingStep {
  const marks = marksIn(form)
  if (asked.act === 'done') return finished(form, of, marks)
  const found = fileIn(of.papers, asked.file)
  if (!found || !isPageOf(found.file, asked.page)) throw new NotFound()
  const at = { ...found, page: asked.page }
  if (asked.act === 'add') return added(form, of, at)
  const kept = asked.act === 'drop' ? marks.filter(({ n }) => n !== asked.n) : marks
  return sheetOf(form, of, { ...at, marks: kept })
}

type At = { paper: PaperToAsk; file: MarkableFile; page: number }

function fileIn(papers: readonly PaperToAsk[], id: string): Omit<At, 'page'> | undefined {
  for (const paper of papers) {
    const file = paper.files?.find((each) => each.id === id)
    if (file) return { paper, file }
  }
  return undefined
}

function isPageOf(file: MarkableFile, page: number): boolean {
  return Number.isInteger(page) && page >= 1 && page <= file.pages
}

/** Back to the request, unless a mark is still without its words: then to the page on which it lies. */
function finished(form: Sent, of: MarkingOf, marks: readonly ReadMark[]): MarkingStep {
  for (const paper of of.papers) {
    const { files = [] } = paper
    const mine = marksOn(marks, files)
    const wordsAt = wordField
    const problems = marksProblems(mine, { files, field: CELL_WORD, wordsAt })
    const wrong =
      mine.find(({ n }) => problems.some(({ field }) => field === wordField(n))) ?? mine[0]
    const found = wrong && fileIn([paper], wrong.mark.file)
    if (problems.length > 0 && wrong && found) {
      const page = isPageOf(found.file, wrong.mark.page) ? wrong.mark.page : 1
      return sheetOf(form, of, { ...found, page, marks, problems })
    }
  }
  return { values: boxesOf(form, marks) }
}

/** One frame around the parts that were chosen, with the words beside them. */
function added(form: Sent, of: MarkingOf, at: At): MarkingStep {
  const marks = marksIn(form)
  const frame = frameOf(CELLS.filter((cell) => form.text(cellField(cell)) === 'yes'))
  const words = cleanLine(form.text(CELL_WORD))
  const again = (problems: readonly Problem[]) =>
    sheetOf(form, of, { ...at, marks, problems, cellWord: words })
  if (frame === undefined)
    return again([
      { code: 'noPart', field: CELL_WORD, message: 'Hãy chọn ít nhất một phần trên ảnh.' },
    ])
  const n = freeNumber(marks)
  const mark = { file: at.file.id, page: at.page, ...frame, words }
  const files = at.paper.files ?? []
  const wordsAt = (other: number) => (other === n ? CELL_WORD : wordField(other))
  const more = [...marks, { n, mark }]
  const problems = marksProblems(marksOn(more, files), { files, field: CELL_WORD, wordsAt })
  const isNew = problems.filter(({ field }) => field === CELL_WORD)
  return isNew.length > 0 ? again(isNew) : sheetOf(form, of, { ...at, marks: more })
}

function freeNumber(marks: readonly ReadMark[]): number {
  let n = 0
  while (marks.some((each) => each.n === n)) n += 1
  return n
}

type Sheet = At & { marks: readonly ReadMark[]; problems?: readonly Problem[]; cellWord?: string }

function sheetOf(form: Sent, of: MarkingOf, at: Sheet): MarkingStep {
  const { paper, file, page, marks, problems = [], cellWord = '' } = at
  const own = marksOn(marks, paper.files ?? [])
  const sheet = {
    action: of.action,
    dossierId: of.dossierId,
    idempotencyKey: of.idempotencyKey,
    file,
    page,
    marks: own,
    carried: boxesOf(
      form,
      marks.filter((each) => !own.includes(each)),
    ),
    cellWord,
    problems,
  }
  return { sheet, paper, status: problems.length > 0 ? 422 : 200 }
}

/** What was typed on the other pages, with these marks and no others. */
function boxesOf(form: Sent, marks: readonly ReadMark[]): Record<string, string> {
  const isOurs = /^(?:place|word)\.|^cell\.|^cellword$/
  const typed = form.names().filter((name) => !isOurs.test(name) && !BUTTONS.has(name))
  return Object.fromEntries([
    ...typed.map((name) => [name, form.text(name)]),
    ...marks.flatMap(({ n, mark }) => [
      [placeField(n), placeText(mark)],
      [wordField(n), mark.words],
    ]),
  ])
}

/** Buttons of the two pages of a request: which one was pressed is no box. */
const BUTTONS: ReadonlySet<string> = new Set(['step', 'act'])
