/** Which parts of a procedure no example of its tests has seen at work: nothing of the law is published untried. */
import { askedQuestions } from './form.ts'
import type { ProcedureExamples } from './procedure-examples.ts'
import { outcomeOf, type Against } from './procedure-tests.ts'
import type { Procedure } from './procedure.ts'

/** As sentences, "paper x: no example needs it"; empty when every case, paper, fee, condition and rule was seen. */
export function untestedParts(
  procedure: Procedure,
  against: Against,
  document: ProcedureExamples,
): string[] {
  const seen = document.examples.map((example) =>
    outcomeOf(procedure, against, { document, example }),
  )
  const needed = new Set(seen.flatMap(({ papers }) => [...papers.required, ...papers.oneOf]))
  const spared = new Set(
    seen.flatMap(({ papers }) => {
      const asked = [...papers.required, ...papers.oneOf]
      return procedure.papers.map(({ code }) => code).filter((code) => !asked.includes(code))
    }),
  )
  const conditional = procedure.papers.filter(({ neededIf, cases }) => neededIf ?? cases)
  const among = (what: string, all: readonly string[], found: Iterable<string>) => {
    const known = new Set(found)
    return all
      .filter((each) => !known.has(each))
      .map((each) => `${what} ${each}: no example has it`)
  }
  const chosen = procedure.cases.filter(({ when }) => when !== 'unpublished')
  const errors = against.form.rules.filter(({ severity }) => severity === 'error')
  const warnings = against.form.rules.filter(({ severity }) => severity === 'warning')
  return [
    ...among(
      'case',
      chosen.map(({ code }) => code),
      seen.map((each) => each.case),
    ),
    ...among(
      'paper',
      procedure.papers.map(({ code }) => code),
      needed,
    ),
    ...among(
      'unneeded paper',
      conditional.map(({ code }) => code),
      spared,
    ),
    ...among(
      'fee',
      procedure.fees.map(({ id }) => id),
      seen.flatMap(({ fees }) => fees.map(({ id }) => id)),
    ),
    ...among(
      'eligibility',
      procedure.eligibility.map(({ id }) => id),
      seen.flatMap(({ eligibility }) => eligibility.map(({ id }) => id)),
    ),
    ...among(
      'rule',
      errors.map(({ id }) => id),
      seen.flatMap(({ problems }) => problems.map(({ code }) => code)),
    ),
    ...among(
      'rule',
      warnings.map(({ id }) => id),
      seen.flatMap((each) => each.warnings),
    ),
    ...(seen.some(({ problems }) => problems.length === 0) ? [] : ['no example is without error']),
    ...(askedQuestions(against.form).some(({ required }) => required) &&
    !seen.some(({ problems }) => problems.some(({ code }) => code === 'required'))
      ? ['no example leaves out a required answer']
      : []),
  ]
}
