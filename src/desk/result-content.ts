/** What a result says, field by field, and what of it changed between two moments of the dossier. Pure. */
import type { CodeLists } from '../catalogue/code-lists.ts'
import type { Terms } from '../catalogue/terms.ts'
import type { RegisterEntry } from '../dossier/dossier.ts'
import { ok, type Result } from '../lib/result.ts'
import type { Field } from '../result/content.ts'
import { unsignedContent } from '../result/contents.ts'
import { kindOfTemplate } from '../result/kinds.ts'
import { entryOnPaper } from '../result/paper-facts.ts'
import type { RegisterFound } from '../result/register.ts'

export type ResultField = Field

export type ResultSubject = {
  terms: Terms
  answers: Record<string, unknown>
  entry: RegisterEntry | null
  personalNumber: string | null
  /** What the register answered to a look-up. */
  found?: RegisterFound | null
  officeName: string
  codeLists: CodeLists
}

/** The fields as the paper prints them, none where the house sets no paper; refuses when the declaration no longer holds what the paper must say. */
export function resultContent(subject: ResultSubject): Result<ResultField[]> {
  const { terms, answers, entry, personalNumber, found = null, officeName, codeLists } = subject
  if (terms.resultTemplate === '') return ok([])
  const made = unsignedContent(kindOfTemplate(terms.resultTemplate).kind, {
    answers,
    entry: entryOnPaper(entry, { personalNumber, found }),
    officeName,
    codeLists,
  })
  return made.ok ? ok(made.value.fields) : made
}

export type Changed = { label: string; before: string; after: string }

/** Fields that say something else than before. What was still empty before is no change. */
export function changedFields(
  before: readonly ResultField[],
  after: readonly ResultField[],
): Changed[] {
  const old = new Map(before.map(({ label, value }) => [label, value]))
  return after.flatMap(({ label, value }) => {
    const was = old.get(label) ?? ''
    return was === value || was === '' ? [] : [{ label, before: was, after: value }]
  })
}
