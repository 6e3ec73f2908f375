/** Runs the tests kept as data of one procedure. Pure: the same faults every time, each with its place and reason. */
import type { Problem } from '../lib/problem.ts'
import type { Day } from '../lib/time.ts'
import type { CodeLists } from './code-lists.ts'
import { feeDue } from './fee-lines.ts'
import type { FormDefinition } from './form.ts'
import {
  caseFor,
  competentCommunes,
  eligibilityFor,
  feesFor,
  limitFor,
  requiredPapers,
} from './needs.ts'
import { ProcedureExamples, type Example } from './procedure-examples.ts'
import type { Procedure } from './procedure.ts'
import { shapeFaults } from './shape.ts'
import { validateAnswers } from './validate.ts'

export type Against = { form: FormDefinition; codeLists: CodeLists }

/** What the document expects and the law does not give, as "place: reason"; empty when the procedure passes. */
export function runProcedureTests(
  procedure: Procedure,
  against: Against,
  tests: unknown,
): string[] {
  const shape = shapeFaults(ProcedureExamples, tests)
  if (shape.length > 0) return shape.map((fault) => `tests of ${procedure.code}: ${fault}`)
  const document = tests as ProcedureExamples
  const { code, version } = procedure
  if (document.procedure !== code || document.version !== version)
    return [
      `tests of ${document.procedure} v${document.version} are not those of ${code} v${version}`,
    ]
  return document.examples.flatMap((example) =>
    exampleFaults(procedure, against, { document, example }).map(
      (fault) => `${code}, “${example.name}”: ${fault}`,
    ),
  )
}

export type Placed = { document: ProcedureExamples; example: Example }

/** The answers that an example gives, before they are read. */
export function answersOf({ document, example }: Placed): Record<string, unknown> {
  const base = example.from === undefined ? {} : (document.given[example.from] ?? {})
  const merged = { ...base, ...example.answers }
  return Object.fromEntries(Object.entries(merged).filter(([, answer]) => answer !== null))
}

function exampleFaults(procedure: Procedure, against: Against, placed: Placed): string[] {
  const { example, document } = placed
  if (example.from !== undefined && !Object.hasOwn(document.given, example.from))
    return [`begins with “${example.from}”, which is not among the given answers`]
  const found = outcomeOf(procedure, against, placed)
  const expected = { problems: [], ...example.expect }
  return Object.entries(expected).flatMap(([what, wanted]) => {
    const actual = found[what as keyof Outcome]
    if (canonical(actual) === canonical(wanted)) return []
    return [`${what}: expected ${JSON.stringify(wanted)}, found ${JSON.stringify(actual)}`]
  })
}

type Outcome = Required<Example['expect']>

/** What the law asks of an example. */
export function outcomeOf(procedure: Procedure, against: Against, placed: Placed): Outcome {
  const { on, channel } = placed.example
  const today = on as Day
  const { form, codeLists } = against
  const read = validateAnswers(form, answersOf(placed), { today, codeLists })
  const { answers } = read
  const moment = { channel, today }
  const found = caseFor(procedure, answers, moment)
  const needs = requiredPapers(procedure, answers, moment)
  const coded = (need: 'required' | 'oneOf') =>
    needs.filter((each) => each.need === need).map(({ paper }) => paper.code)
  return {
    case: found.code,
    limit: limitFor(found, channel).limit.value,
    papers: { required: coded('required'), oneOf: coded('oneOf') },
    fees: feesFor(procedure, answers, moment).map((fee) => ({
      id: fee.id,
      amount: feeDue(fee, answers, moment),
    })),
    communes: competentCommunes(procedure, answers).map(({ commune }) => commune),
    eligibility: eligibilityFor(procedure, answers, moment).map(({ id, outcome }) => ({
      id,
      outcome,
    })),
    problems: read.problems.map(({ field = '', code }: Problem) => ({ field, code })),
    warnings: read.warnings.map(({ code }) => code),
  }
}

/** JSON with the members of objects in one order, so that only the content is compared. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, member: unknown) =>
    typeof member === 'object' && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  )
}
