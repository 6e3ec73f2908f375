/** The examples of a draft, run against the draft itself: what each expected, and what the law as drafted gives. Pure. */
import { ProcedureExamples, type Example } from '../procedure-examples.ts'
import { outcomeOf } from '../procedure-tests.ts'
import type { Procedure } from '../procedure.ts'
import type { CodeLists } from '../code-lists.ts'
import { shapeFaults } from '../shape.ts'
import { documentSchemas } from './document-schemas.ts'
import {
  expressionFaults,
  expressionsIn,
  isAboutDays,
  namesFor,
  readableForm,
} from './expressions.ts'
import type { Fault } from './fault.ts'
import type { Documents } from './faults.ts'
import { at } from './list-acts.ts'
import { TESTS_PATH } from './rule-words.ts'
import type { Json } from './schema-kind.ts'
import { shapeFaultsOf } from './shape-faults.ts'

export type Difference = { what: string; expected: string; found: string }
export type ExampleRun = {
  example: Example
  differences: readonly Difference[]
  /** What the draft gives. */
  found: Required<Example['expect']>
}

export type TestRun = {
  /** The document of the examples; undefined when the draft has none, or none that can be read. */
  readonly document: ProcedureExamples | undefined
  readonly runs: readonly ExampleRun[]
  /** Why nothing was run. */
  readonly notRun: string | undefined
  readonly faults: readonly Fault[]
}

export function runTests(tests: Json, documents: Documents, codeLists: CodeLists): TestRun {
  if (tests === null) return notRun('Bản thảo chưa có thử nghiệm nào.', undefined)
  const shape = shapeFaults(ProcedureExamples, tests)
  if (shape.length > 0) return notRun(`Không đọc được thử nghiệm: ${shape[0]}`, undefined)
  const document = tests as unknown as ProcedureExamples
  const law = lawToRun(documents)
  if (!law) return notRun('Bản thảo còn ô sai, chưa chạy thử nghiệm được.', document)
  const against = { form: law.form, codeLists }
  const runs = document.examples.map((example) => {
    const found = outcomeOf(law.procedure, against, { document, example })
    return { example, found, differences: differences(example, found) }
  })
  const faults = runs
    .filter(({ differences }) => differences.length > 0)
    .map(({ example, differences }): Fault => ({
      document: 'procedure',
      path: TESTS_PATH,
      message: `Thử nghiệm “${example.name}” không đạt: ${differences.map(({ what }) => what).join(', ')}.`,
    }))
  return { document, runs, notRun: undefined, faults }
}

function notRun(why: string, document: ProcedureExamples | undefined): TestRun {
  const isNone = document === undefined
  const fault: Fault = { document: 'procedure', path: TESTS_PATH, message: why }
  return { document, runs: [], notRun: why, faults: isNone ? [fault] : [] }
}

/** The documents as the rules read them; undefined while a box of them is wrong. */
export function lawToRun(documents: Documents) {
  const form = readableForm(documents.form)
  const shape = shapeFaultsOf(documentSchemas.procedure, documents.procedure)
  if (!form || !shape.every(isAboutDays)) return undefined
  const isSpoken = (['procedure', 'form'] as const).every((name) =>
    expressionsIn(documentSchemas[name], documents[name]).every(
      (placed) => expressionFaults(placed, namesFor(name, form)).length === 0,
    ),
  )
  const procedure = documents.procedure as unknown as Procedure
  const isDecided = procedure.cases.filter(({ when }) => when === 'otherwise').length === 1
  return isSpoken && isDecided ? { procedure, form } : undefined
}

export const expectedNames: Readonly<Record<string, string>> = {
  case: 'trường hợp',
  limit: 'thời hạn',
  papers: 'giấy tờ',
  fees: 'phí, lệ phí',
  communes: 'phường, xã có thẩm quyền',
  eligibility: 'điều kiện',
  problems: 'lỗi của tờ khai',
  warnings: 'cảnh báo',
}

function differences(example: Example, found: Required<Example['expect']>): Difference[] {
  const expected = { problems: [], ...example.expect }
  return Object.entries(expected).flatMap(([what, wanted]) => {
    const got = at(found, [what])
    const [a, b] = [inWords(wanted), inWords(got)]
    return a === b ? [] : [{ what: expectedNames[what] ?? what, expected: a, found: b }]
  })
}

/** The example expecting what the draft gives, in what it looked at before: the editor has seen the difference. */
export function accepting({ example, found }: ExampleRun): Example {
  const looked = Object.keys({ problems: [], ...example.expect })
  const expect = Object.entries(found).filter(([what, value]) => {
    const isNone = what === 'problems' && Array.isArray(value) && value.length === 0
    return looked.includes(what) && !isNone
  })
  return { ...example, expect: Object.fromEntries(expect) }
}

/** A value as an editor reads it; members of objects in one order, so that only the content is compared. */
export function inWords(value: unknown): string {
  if (value === null || value === undefined) return 'chưa xác định'
  if (Array.isArray(value)) return value.length === 0 ? 'không có' : value.map(inWords).join('; ')
  if (typeof value === 'object')
    return Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, each]) => `${memberNames[name] ?? name}: ${inWords(each)}`)
      .join(', ')
  return typeof value === 'string' ? value : JSON.stringify(value)
}

const memberNames: Readonly<Record<string, string>> = {
  value: 'số',
  unit: 'đơn vị',
  required: 'phải nộp',
  oneOf: 'một trong',
  id: 'mã',
  amount: 'mức thu',
  outcome: 'kết luận',
  field: 'ô',
  code: 'mã',
}

/** Sentences of the check about examples of the procedure: they are shown on their own page, one by one. */
export function isAboutExample(sentence: string): boolean {
  return /^\d\.\d{6}, “/.test(sentence) || /^tests( of|:) /.test(sentence)
}
