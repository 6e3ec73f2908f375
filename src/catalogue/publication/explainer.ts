/** Conditions of a procedure in words, with the labels of its form. */
import type { Lang } from '../../ui/i18n.ts'
import { explain } from '../expression-explain.ts'
import type { Explain } from '../fee-table.tsx'
import { labelsOf } from '../form-labels.ts'
import type { FormDefinition } from '../form.ts'
import type { Law } from '../law.ts'

/** 'quan hệ với bé là “Mẹ”' */
export function explainer(
  form: FormDefinition,
  lang: Lang,
  { codeLists }: Pick<Law, 'codeLists'>,
): Explain {
  const labels = labelsOf(form, lang, codeLists)
  return (condition) => explain(condition, labels, lang)
}
