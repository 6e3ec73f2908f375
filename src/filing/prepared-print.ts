/** The print of a prepared declaration, for its owner and for the counter to which they brought its code: the same paper. */
import type { Answers } from '../catalogue/form.ts'
import { toDay } from '../lib/time.ts'
import type { FilingDeps } from './deps.ts'
import { declarationOf } from './prepared-declaration.ts'

export type ToPrint = {
  code: string
  answers: Answers
  preparedAt: Date
  form: { id: string; version: number }
}

/** From what was kept when it was finished; signed by whom the declaration itself names, unless it is their own account. */
export async function printedDeclaration(
  { law, papers, isTrial }: FilingDeps,
  prepared: ToPrint,
  account?: string,
): Promise<Uint8Array> {
  const form = law.form(prepared.form.id, prepared.form.version)
  const { codeLists } = law
  const today = toDay(prepared.preparedAt)
  const named = prepared.answers[form.applicant]
  const declarant = account ?? (typeof named === 'string' ? named : '')
  const paper = declarationOf(form, prepared, { declarant, isTrial, codeLists, today })
  const { version } = papers.versionOn('declaration', today)
  return papers.render('declaration', version, paper)
}
