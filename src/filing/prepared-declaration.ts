/** What stands on the printed declaration of what is filed elsewhere: the same answers as on the page, in the language of the paper. Pure. */
import { isAsked, type FormDefinition } from '../catalogue/form.ts'
import { shownAnswers, type Showing } from '../catalogue/shown-answers.ts'
import { toLocalMinute } from '../lib/time.ts'
import type { Declaration } from '../signing/papers.ts'
import { showCode } from './prepared-code.ts'
import type { PreparedRow } from './prepared-store.ts'

/** `isTrial` marks the paper as one without legal value; printing it again gives the same paper. */
export function declarationOf(
  form: FormDefinition,
  { code, preparedAt, answers }: Pick<PreparedRow, 'code' | 'preparedAt' | 'answers'>,
  { declarant, isTrial, ...facts }: Omit<Showing, 'lang'> & { declarant: string; isTrial: boolean },
): Declaration {
  const sections = shownAnswers(form, answers, { ...facts, lang: 'vi' })
  const promises = form.topics
    .flatMap(({ questions }) => questions)
    .filter((question) => !isAsked(question) && question.kind === 'declaration')
    .map(({ label }) => label.vi)
  return {
    createdAt: preparedAt.toISOString(),
    development: isTrial,
    title: form.title.vi,
    addressee: null,
    code: showCode(code),
    codeIsProvisional: false,
    sections: sections.map(({ title, rows }) => ({
      title,
      rows: rows.map(({ label, value }) => ({ label, value: value === '' ? null : value })),
    })),
    promise: promises.length > 0 ? promises.join(' ') : null,
    declaredAt: toLocalMinute(preparedAt),
    declarant,
    signatureNote: 'Ký, ghi rõ họ tên',
  }
}
