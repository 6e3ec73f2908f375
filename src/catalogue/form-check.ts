/** A form as a whole: its shape, its ids, its expressions. Run when the program loads it and when it is published. */
import { Type, type TSchema } from 'typebox'
import { conditionFaults } from './expression-check.ts'
import { unfolded, writtenKinds } from './form-bundles.ts'
import {
  calculationFaults,
  columnExpressionFaults,
  columnOrderFaults,
  laterNames,
  questionFaults,
} from './form-faults.ts'
import { columnKinds, questionKinds, TopicHead } from './form-kinds.ts'
import { formNames } from './form-names.ts'
import {
  askedQuestions,
  isAsked,
  questionOf,
  FormRule,
  type Asked,
  type FormDefinition,
  type Topic,
} from './form.ts'
import {
  Code,
  DayText,
  DocumentFault,
  exact,
  list,
  shapeFaults,
  spanFaults,
  twins,
  Words,
} from './shape.ts'

export const FormHead = exact({
  id: Code,
  version: Type.Integer({ minimum: 1 }),
  title: Words,
  official: Words,
  validFrom: DayText,
  validTo: Type.Union([DayText, Type.Null()]),
  owner: Type.String(),
  applicant: Type.String(),
  topics: list(
    Type.Object(
      { ...TopicHead, questions: list(Type.Object({ kind: Type.String() }), 1) },
      { additionalProperties: false },
    ),
    1,
  ),
  rules: list(FormRule),
})

/** The form, when the document is one; throws DocumentFault naming everything to mend. `codeLists` are the known lists. */
export function checkForm(
  document: unknown,
  name: string,
  codeLists: readonly string[],
): FormDefinition {
  const shape = [...shapeFaults(FormHead, document), ...questionShapes(document)]
  if (shape.length > 0) throw new DocumentFault(name, shape)
  const form = unfolded(document as object)
  const faults = [
    ...spanFaults(form, 'the form'),
    ...idFaults(form),
    ...form.topics.flatMap((topic) =>
      topic.questions.flatMap((question) => questionFaults(question, codeLists)),
    ),
    ...referenceFaults(form),
    ...orderFaults(form),
  ]
  if (faults.length > 0) throw new DocumentFault(name, faults)
  return form
}

/** Each question against the schema of its own kind, so that the fault is named once and in place. */
function questionShapes(document: unknown): string[] {
  return membersOf(document, 'topics').flatMap((topic, t) =>
    membersOf(topic, 'questions').flatMap((question, q) =>
      questionShape(question, `/topics/${t}/questions/${q}`),
    ),
  )
}

function membersOf(parent: unknown, name: string): unknown[] {
  const members = (parent as Record<string, unknown> | null | undefined)?.[name]
  return Array.isArray(members) ? members : []
}

function questionShape(question: unknown, place: string): string[] {
  const { kind, id } = (question ?? {}) as { kind?: unknown; id?: unknown }
  const named = typeof id === 'string' ? ` (${id})` : ''
  if (typeof kind !== 'string' || !Object.hasOwn(writtenKinds, kind))
    return [
      `${place}${named}: there is no kind of question “${typeof kind === 'string' ? kind : JSON.stringify(kind ?? null)}”`,
    ]
  if (kind === 'table') return tableShape(question, place, named)
  return placed(writtenKinds[kind as keyof typeof writtenKinds], question, { place, named })
}

type Spot = { place: string; named: string }

function placed(schema: TSchema, question: unknown, { place, named }: Spot): string[] {
  return shapeFaults(schema, question).map((fault) =>
    fault.startsWith('/')
      ? `${place}${fault}${named && ` of${named.replace(/[()]/g, '')}`}`
      : `${place}${named}, ${fault}`,
  )
}

const TableHead = Type.Object(
  { ...questionKinds.table.properties, columns: list(Type.Object({ kind: Type.String() }), 1) },
  { additionalProperties: false },
)

/** The table, and each column by itself. */
function tableShape(table: unknown, place: string, named: string): string[] {
  const columns = membersOf(table, 'columns').flatMap((column, i) => {
    const { kind, id } = (column ?? {}) as { kind?: unknown; id?: unknown }
    const spot = {
      place: `${place}/columns/${i}`,
      named: typeof id === 'string' ? ` (${id})` : '',
    }
    if (typeof kind !== 'string') return []
    return Object.hasOwn(columnKinds, kind)
      ? placed(columnKinds[kind as keyof typeof columnKinds], column, spot)
      : [`${spot.place}${spot.named}: a column cannot be “${kind}”`]
  })
  return [...placed(TableHead, table, { place, named }), ...columns]
}

function idFaults(form: FormDefinition): string[] {
  const ids = form.topics.flatMap((topic) =>
    topic.questions.flatMap((question) => [
      question.id,
      ...(question.kind === 'table'
        ? question.columns.map(({ id }) => `${question.id}.${id}`)
        : []),
    ]),
  )
  const known = new Set(askedQuestions(form).map((question) => question.id))
  return [
    ...twins(ids).map((id) => `two questions have the id ${id}`),
    ...twins(form.topics.map((topic) => topic.id)).map((id) => `two topics have the id ${id}`),
    ...[form.owner, form.applicant]
      .filter((id) => !known.has(id))
      .map((id) => `the form has no question ${id}`),
  ]
}

function conditionsOf(topic: Topic): { where: string; text: string }[] {
  const own = topic.visibleIf ? [{ where: `topic ${topic.id}`, text: topic.visibleIf }] : []
  const inner = topic.questions.flatMap((question) => {
    const texts = isAsked(question)
      ? [question.visibleIf, question.requiredIf, question.sameAs?.when]
      : [question.visibleIf]
    return texts.filter((text) => text !== undefined).map((text) => ({ where: question.id, text }))
  })
  return [...own, ...inner]
}

function referenceFaults(form: FormDefinition): string[] {
  const names = formNames(form)
  const kinds = new Map(askedQuestions(form).map((question) => [question.id, question.kind]))
  const conditions = [
    ...form.topics.flatMap(conditionsOf),
    ...form.rules.flatMap(({ id, when, must }) =>
      [when, must].map((text) => ({ where: `rule ${id}`, text })),
    ),
  ]
  const spoken = conditions.flatMap(({ where, text }) =>
    conditionFaults(text, names).map((fault) => `${where}: ${fault}`),
  )
  const taken = askedQuestions(form).flatMap((question) => takenFaults(question, form))
  const calculated = askedQuestions(form).flatMap((question) => [
    ...calculationFaults(question, names).map((fault) => `${question.id}: ${fault}`),
    ...(question.kind === 'table' ? columnExpressionFaults(question, names) : []),
  ])
  const dates = askedQuestions(form).flatMap((question) =>
    question.kind === 'personalNumber' && question.birthOn && kinds.get(question.birthOn) !== 'date'
      ? [`${question.id}: ${question.birthOn} is not a date`]
      : [],
  )
  const ruled = form.rules
    .filter((rule) => !kinds.has(rule.field))
    .map((rule) => `rule ${rule.id}: no question ${rule.field}`)
  return [...spoken, ...taken, ...calculated, ...dates, ...ruled]
}

/** What is taken from another question must be an answer that this one could have as well. */
function takenFaults(question: Asked, form: FormDefinition): string[] {
  const { id, kind, sameAs } = question
  if (!sameAs) return []
  const source = questionOf(form, sameAs.question)
  if (source?.kind !== kind)
    return [`${id}: is taken from ${sameAs.question}, which is not a ${kind}`]
  if (question.kind !== 'choice' && question.kind !== 'choiceMany') return []
  if (source.kind !== 'choice' && source.kind !== 'choiceMany') return []
  const offered = question.options?.map(({ code }) => code)
  const strange = (source.options ?? []).filter(({ code }) => !offered?.includes(code))
  return question.codeList === source.codeList && strange.length === 0
    ? []
    : [`${id}: is taken from ${source.id}, which offers other choices`]
}

/** What is shown may depend only on questions that stand before it: so one pass decides, and nothing hides itself. */
function orderFaults(form: FormDefinition): string[] {
  const seen = new Set<string>()
  const faults: string[] = []
  const look = (where: string, text: string | undefined) => {
    for (const name of laterNames(text, seen))
      faults.push(`${where}: depends on ${name}, which is not asked before it`)
  }
  for (const topic of form.topics) {
    look(`topic ${topic.id}`, topic.visibleIf)
    for (const question of topic.questions) {
      look(question.id, question.visibleIf)
      if (question.kind === 'computed') look(question.id, question.value)
      if (question.kind === 'table') {
        faults.push(...columnOrderFaults(question, seen))
        for (const column of question.columns) seen.add(`${question.id}.${column.id}`)
      }
      if (isAsked(question)) {
        look(question.id, question.sameAs?.when)
        if (question.sameAs && !seen.has(question.sameAs.question))
          faults.push(
            `${question.id}: is taken from ${question.sameAs.question}, which is not asked before it`,
          )
      }
      seen.add(question.id)
    }
  }
  return faults
}
