/** The labels of a form's questions and choices, and of the names of the moment, for explaining conditions over it. */
import type { Lang } from '../ui/i18n.ts'
import type { CodeLists } from './code-lists.ts'
import { makeLabels, type Labelled, type Labels } from './expression-labels.ts'
import { formNames } from './form-names.ts'
import { isAsked, type Asked, type FormDefinition } from './form.ts'
import { channels } from './procedure.ts'
import { procedureWording } from './procedure-wording.ts'

/** Without the code lists, a choice from a long list is shown by its code. */
export function labelsOf(
  form: FormDefinition,
  lang: Lang,
  codeLists?: Pick<CodeLists, 'entries'>,
): Labels {
  const types = formNames(form)
  const own = form.topics.flatMap((topic) =>
    topic.questions.filter(isAsked).map((question): Labelled => {
      const codes = codesOf(question, lang, codeLists)
      return {
        name: question.id,
        label: question.label[lang],
        type: types.get(question.id)?.type ?? 'text',
        about: topic.title[lang],
        ...(codes ? { codes } : {}),
      }
    }),
  )
  return makeLabels([...own, channelLabel(lang)], lang)
}

function codesOf(question: Asked, lang: Lang, codeLists?: Pick<CodeLists, 'entries'>) {
  if (question.kind !== 'choice') return undefined
  if (!question.options)
    return (codeLists?.entries(question.codeList ?? '') ?? []).map(({ code, label }) => ({
      code,
      label: label[lang],
    }))
  return question.options.map(({ code, label, said }) => ({
    code,
    label: label[lang],
    ...(said ? { said: said[lang] } : {}),
  }))
}

function channelLabel(lang: Lang): Labelled {
  const t = procedureWording(lang)
  const words = { online: t.channelOnline, counter: t.channelCounter, post: t.channelPost }
  const codes = channels.map((code) => ({ code, label: words[code] }))
  return { name: 'channel', label: t.channelName, type: 'text', codes }
}
