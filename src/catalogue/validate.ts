/**
 * The one validator of answers: the citizen's page, the counter's dense form and the portal's API all pass here. It returns
 * everything that has to be mended at once, never only the first fault.
 */
import type { Problem } from '../lib/problem.ts'
import { holds, type Scope } from './evaluate.ts'
import {
  askedQuestions,
  isAsked,
  type Answers,
  type Asked,
  type FormDefinition,
  type Topic,
} from './form.ts'
import { formWording } from './form-wording.ts'
import { personalNumberDoubts } from './personal-number.ts'
import { missing, readAnswer } from './read-answer.ts'
import type { Facts } from './reading.ts'

export type Validated = {
  /** Only known, visible, readable answers; also filled when there are problems, so that a page can go on. */
  answers: Answers
  /** Stop the filing. `field` is a question id, or the part of an address ('mother.residence.commune'). */
  problems: Problem[]
  /** For the officer who examines; they stop nobody. */
  warnings: Problem[]
}

/** Validates all answers of a form. `raw` may come from `parseFormBody`, from JSON, or be answers validated before. */
export function validateAnswers(
  form: FormDefinition,
  raw: Record<string, unknown>,
  facts: Facts,
): Validated {
  const pass = readAll(form, raw, facts)
  const scope = { answers: pass.answers, today: facts.today }
  const required = pass.unanswered
    .filter((question) => isRequired(question, scope))
    .map((question) => missing(question, facts))
  const rules = ruleProblems(form, scope, facts)
  const known = new Set(askedQuestions(form).map((question) => question.id))
  const say = formWording(facts.lang ?? 'vi')
  const unknown = Object.keys(raw)
    .filter((id) => !known.has(id))
    .map((id) => ({
      code: 'unknownField',
      field: id.slice(0, 80),
      message: say.unknownField(id.slice(0, 80)),
    }))
  return {
    answers: pass.answers,
    problems: inFormOrder(form, [...pass.problems, ...required, ...rules.errors, ...unknown]),
    warnings: inFormOrder(form, [...rules.warnings, ...numberWarnings(form, scope, facts)]),
  }
}

/** The problems of one topic, for a page that shows only it. */
export function problemsOf(topic: Topic, problems: readonly Problem[]): Problem[] {
  const ids = topic.questions.map((question) => question.id)
  return problems.filter(({ field }) =>
    ids.some((id) => field === id || field?.startsWith(`${id}.`)),
  )
}

export function isTopicVisible(topic: Topic, scope: Scope): boolean {
  return topic.visibleIf === undefined || holds(topic.visibleIf, scope)
}

/** The questions of a topic that have to be put to this person: visible, and not already answered elsewhere. */
export function questionsToAsk(topic: Topic, scope: Scope): Topic['questions'] {
  if (!isTopicVisible(topic, scope)) return []
  return topic.questions.filter(
    (question) =>
      (question.visibleIf === undefined || holds(question.visibleIf, scope)) &&
      !(isAsked(question) && question.sameAs && holds(question.sameAs.when, scope)),
  )
}

/** Topics in which something is asked, in order: the pages of the form for these answers. */
export function topicsToAsk(form: FormDefinition, scope: Scope): Topic[] {
  return form.topics.filter((topic) => questionsToAsk(topic, scope).some(isAsked))
}

export function isRequired(question: Asked, scope: Scope): boolean {
  return (
    question.required === true ||
    (question.requiredIf !== undefined && holds(question.requiredIf, scope))
  )
}

type Pass = { answers: Answers; problems: Problem[]; unanswered: Asked[] }

/** In form order, since what is shown depends only on earlier answers. Hidden questions' answers are dropped. */
function readAll(form: FormDefinition, raw: Record<string, unknown>, facts: Facts): Pass {
  const pass: Pass = { answers: {}, problems: [], unanswered: [] }
  const scope: Scope = { answers: pass.answers, today: facts.today }
  for (const topic of form.topics) {
    if (!isTopicVisible(topic, scope)) continue
    for (const question of topic.questions) {
      if (!isAsked(question)) continue
      if (question.visibleIf === undefined || holds(question.visibleIf, scope))
        readOne(question, raw, pass, facts)
    }
  }
  return pass
}

function readOne(question: Asked, raw: Record<string, unknown>, pass: Pass, facts: Facts): void {
  const { answers } = pass
  if (question.sameAs && holds(question.sameAs.when, { answers, today: facts.today })) {
    const taken = answers[question.sameAs.question]
    if (taken !== undefined) answers[question.id] = taken
    return
  }
  const reading = readAnswer(
    question,
    Object.hasOwn(raw, question.id) ? raw[question.id] : undefined,
    facts,
  )
  if (reading.kind === 'read') answers[question.id] = reading.answer
  else if (reading.kind === 'wrong') pass.problems.push(...reading.problems)
  else pass.unanswered.push(question)
}

function ruleProblems(
  form: FormDefinition,
  scope: Scope,
  facts: Facts,
): { errors: Problem[]; warnings: Problem[] } {
  const broken = form.rules.filter((rule) => holds(rule.when, scope) && !holds(rule.must, scope))
  const problems = (severity: 'error' | 'warning') =>
    broken
      .filter((rule) => rule.severity === severity)
      .map((rule) => ({
        code: rule.id,
        field: rule.field,
        message: rule.message[facts.lang ?? 'vi'],
      }))
  return { errors: problems('error'), warnings: problems('warning') }
}

function numberWarnings(form: FormDefinition, { answers }: Scope, facts: Facts): Problem[] {
  const say = formWording(facts.lang ?? 'vi')
  const provinces = new Set(facts.codeLists.entries('identityProvince').map((entry) => entry.code))
  return askedQuestions(form).flatMap((question) => {
    const number = answers[question.id]
    if (question.kind !== 'personalNumber' || typeof number !== 'string') return []
    const birthOn = question.birthOn === undefined ? undefined : answers[question.birthOn]
    const holder = { birthOn: typeof birthOn === 'string' ? birthOn : undefined, sex: question.sex }
    const doubts = personalNumberDoubts(number, holder, provinces)
    return doubts.map((doubt) => ({ code: doubt, field: question.id, message: say[doubt] }))
  })
}

/** As the questions stand in the form, so that the error summary reads like the page; the unknown last. */
function inFormOrder(form: FormDefinition, problems: Problem[]): Problem[] {
  const ids = askedQuestions(form).map((question) => question.id)
  const place = ({ field = '' }: Problem) => {
    const found = ids.findIndex((id) => field === id || field.startsWith(`${id}.`))
    return found < 0 ? ids.length : found
  }
  return problems.toSorted((a, b) => place(a) - place(b))
}
