/** A form as a whole: its shape, its ids, its expressions. Run when the program loads it and when it is published. */
import { Type } from 'typebox'
import { conditionFaults, namesIn, type Names } from './expression-check.ts'
import { parseDay } from '../lib/time.ts'
import { parseExpression, type ValueType } from './expression.ts'
import {
  askedQuestions,
  isAsked,
  questionOf,
  FormRule,
  questionKinds,
  TopicHead,
  type Asked,
  type FormDefinition,
  type Question,
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

const Head = exact({
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
  const shape = [...shapeFaults(Head, document), ...questionShapes(document)]
  if (shape.length > 0) throw new DocumentFault(name, shape)
  const form = document as FormDefinition
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
  if (typeof kind !== 'string' || !Object.hasOwn(questionKinds, kind))
    return [
      `${place}${named}: there is no kind of question “${typeof kind === 'string' ? kind : JSON.stringify(kind ?? null)}”`,
    ]
  const schema = questionKinds[kind as keyof typeof questionKinds]
  return shapeFaults(schema, question).map((fault) =>
    fault.startsWith('/')
      ? `${place}${fault}${named && ` of ${id as string}`}`
      : `${place}${named}, ${fault}`,
  )
}

function idFaults(form: FormDefinition): string[] {
  const ids = form.topics.flatMap((topic) => topic.questions.map((question) => question.id))
  const known = new Set(askedQuestions(form).map((question) => question.id))
  return [
    ...twins(ids).map((id) => `two questions have the id ${id}`),
    ...twins(form.topics.map((topic) => topic.id)).map((id) => `two topics have the id ${id}`),
    ...[form.owner, form.applicant]
      .filter((id) => !known.has(id))
      .map((id) => `the form has no question ${id}`),
  ]
}

function questionFaults(question: Question, codeLists: readonly string[]): string[] {
  if (question.kind === 'choice') return choiceFaults(question, codeLists)
  if (question.kind === 'date' && !parseDay(question.earliest))
    return [`${question.id}: the earliest day ${question.earliest} is not a day`]
  if ((question.kind === 'integer' || question.kind === 'decimal') && question.min > question.max)
    return [
      `${question.id}: the least number ${question.min} is above the greatest ${question.max}`,
    ]
  return []
}

function choiceFaults(
  question: Extract<Question, { kind: 'choice' }>,
  codeLists: readonly string[],
): string[] {
  const { id, options, codeList } = question
  if ((options === undefined) === (codeList === undefined))
    return [`${id}: a choice has either its own options or a code list`]
  if (codeList !== undefined && !codeLists.includes(codeList))
    return [`${id}: there is no code list ${codeList}`]
  return twins((options ?? []).map((option) => option.code)).map(
    (code) => `${id}: two options have the code ${code}`,
  )
}

/** The names that expressions over this form may use, with `more` names of the moment. */
export function formNames(form: FormDefinition, more: Names = new Map()): Names {
  const own = askedQuestions(form).map(
    (question): [string, { type: ValueType; codes?: string[] }] => [
      question.id,
      question.kind === 'choice' && question.options
        ? { type: 'text', codes: question.options.map((option) => option.code) }
        : { type: typeOfAnswer(question) },
    ],
  )
  return new Map([...own, ...more])
}

function typeOfAnswer(question: Asked): ValueType {
  if (question.kind === 'date') return 'date'
  if (question.kind === 'yesNo') return 'flag'
  if (question.kind === 'address') return 'place'
  return question.kind === 'integer' || question.kind === 'decimal' ? 'number' : 'text'
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
  const dates = askedQuestions(form).flatMap((question) =>
    question.kind === 'personalNumber' && question.birthOn && kinds.get(question.birthOn) !== 'date'
      ? [`${question.id}: ${question.birthOn} is not a date`]
      : [],
  )
  const ruled = form.rules
    .filter((rule) => !kinds.has(rule.field))
    .map((rule) => `rule ${rule.id}: no question ${rule.field}`)
  return [...spoken, ...taken, ...dates, ...ruled]
}

/** What is taken from another question must be an answer that this one could have as well. */
function takenFaults(question: Asked, form: FormDefinition): string[] {
  const { id, kind, sameAs } = question
  if (!sameAs) return []
  const source = questionOf(form, sameAs.question)
  if (source?.kind !== kind)
    return [`${id}: is taken from ${sameAs.question}, which is not a ${kind}`]
  if (question.kind !== 'choice' || source.kind !== 'choice') return []
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
    const parsed = text === undefined ? undefined : parseExpression(text)
    if (!parsed?.ok) return
    for (const name of namesIn(parsed.expression))
      if (!seen.has(name)) faults.push(`${where}: depends on ${name}, which is not asked before it`)
  }
  for (const topic of form.topics) {
    look(`topic ${topic.id}`, topic.visibleIf)
    for (const question of topic.questions) {
      look(question.id, question.visibleIf)
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
