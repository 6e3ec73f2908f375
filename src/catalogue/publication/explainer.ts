/** Conditions of a procedure in words, with the labels of its form. */
import type { Lang } from '../../ui/i18n.ts'
import type { Explain } from '../fee-table.tsx'
import type { FormDefinition } from '../form.ts'

export function explainer(_form: FormDefinition, _lang: Lang): Explain {
  return () => undefined
}
