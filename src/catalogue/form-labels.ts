/** The labels of a form's questions and choices, and of the names of the moment, for explaining conditions over it. */
import type { Lang } from '../ui/i18n.ts'
import type { CodeLists } from './code-lists.ts'
import { makeLabels, type Labelled, type Labels } from './expression-labels.ts'
import { formNames, rowName, rowNames } from './form-names.ts'
import { isAsked, type Asked, type Column, type FormDefinition, type Table } from './form.ts'
import { channels } from './procedure.ts'
import { procedureWording } from './procedure-wording.ts'

/** Without the code lists, a choice from a long list is shown by its code. */
export function labelsOf(
  form: FormDefinition,
  lang: Lang,
  codeLists?: Pick<CodeLists, 'entries'>,
): Labels {
  const names = formNames(form)
  const own = form.topics.flatMap((topic) =>
    topic.questions.filter(isAsked).flatMap((question): Labelled[] => {
      const about = topic.title[lang]
      const of = (name: string, each: Asked | Column): Labelled => {
        const { type = 'text', of: inside } = names.get(name) ?? {}
        const codes = codesOf(each, lang, codeLists)
        return {
          name,
          label: each.label[lang],
          type,
          about,
          ...(inside === undefined ? {} : { of: inside }),
          ...(codes ? { codes } : {}),
        }
      }
      if (question.kind !== 'table') return [of(question.id, question)]
      const table = question.label[lang]
      const columns = question.columns.map((column) => ({
        ...of(`${question.id}.${column.id}`, column),
        about: table,
      }))
      return [of(question.id, question), ...columns, ...rowLabels(question, columns)]
    }),
  )
  return makeLabels([...own, channelLabel(lang)], lang)
}

/** Columns as conditions of the same row call them. */
function rowLabels({ columns }: Table, labelled: readonly Labelled[]): Labelled[] {
  const types = rowNames({ columns }, new Map())
  return columns.map((column, i) => {
    const name = rowName(column.id)
    const { of: _of, ...label } = labelled[i]!
    return { ...label, name, type: types.get(name)?.type ?? 'text' }
  })
}

function codesOf(question: Asked | Column, lang: Lang, codeLists?: Pick<CodeLists, 'entries'>) {
  if (question.kind !== 'choice' && question.kind !== 'choiceMany') return undefined
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
