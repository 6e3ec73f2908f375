/**
 * The one validator of answers: the citizen's page, the counter's dense form and the portal's API all pass here. It returns
 * everything that has to be mended at once, never only the first fault.
 */
import type { Problem } from '../lib/problem.ts'
import { calculated, holds, type Scope } from './evaluate.ts'
import {
  askedQuestions,
  cellsOf,
  columnOf,
  isAsked,
  rowsOf,
  type Answer,
  type Answers,
  type Asked,
  type Cell,
  type FormDefinition,
  type Row,
  type Topic,
} from './form.ts'
import { ROW } from './form-names.ts'
import { formWording } from './form-wording.ts'
import { personalNumberDoubts } from './personal-number.ts'
import { missing, readAnswer } from './read-answer.ts'
import { readTable } from './read-table.ts'
import type { Facts, Reading } from './reading.ts'
import { isRequired, isTopicVisible, isVisible } from './to-ask.ts'

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
    warnings: inFormOrder(form, [...rules.warnings, ...numberWarnings(form, pass.answers, facts)]),
  }
}

/** The problems of one topic, for a page that shows only it. */
export function problemsOf(topic: Topic, problems: readonly Problem[]): Problem[] {
  const ids = topic.questions.map((question) => question.id)
  return problems.filter(({ field }) =>
    ids.some((id) => field === id || field?.startsWith(`${id}.`)),
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
      if (isAsked(question) && isVisible(question, scope)) readOne(question, raw, pass, facts)
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
  const reading = readingOf(question, raw, pass, facts)
  if (reading.kind === 'empty') {
    if (question.kind !== 'computed') pass.unanswered.push(question)
    return
  }
  if (reading.answer !== undefined) answers[question.id] = reading.answer
  if (reading.kind === 'wrong') pass.problems.push(...reading.problems)
}

/** What was sent for the question; what is calculated is calculated, whatever was sent. */
function readingOf(
  question: Asked,
  raw: Record<string, unknown>,
  { answers }: Pass,
  facts: Facts,
): Reading {
  if (question.kind === 'computed') {
    const answer = calculated(question, { answers, today: facts.today })
    return answer === undefined ? { kind: 'empty' } : { kind: 'read', answer }
  }
  const sent = Object.hasOwn(raw, question.id) ? raw[question.id] : undefined
  return question.kind === 'table'
    ? readTable(question, sent, { facts, answers })
    : readAnswer(question, sent, facts)
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

function numberWarnings(form: FormDefinition, answers: Answers, facts: Facts): Problem[] {
  const say = formWording(facts.lang ?? 'vi')
  const provinces = new Set(facts.codeLists.entries('identityProvince').map((entry) => entry.code))
  return askedQuestions(form)
    .flatMap((question) => numbersIn(question, answers))
    .flatMap(({ question, number, birthOn }) =>
      personalNumberDoubts(number, { birthOn, sex: question.sex }, provinces).map((doubt) => ({
        code: doubt,
        field: question.id,
        message: say[doubt],
      })),
    )
}

type Numbered = {
  question: Extract<Asked, { kind: 'personalNumber' }>
  number: string
  birthOn: string | undefined
}

/** The personal number of the question, or those in the rows of a table, each with the birthday beside it. */
function numbersIn(question: Asked, answers: Answers): Numbered[] {
  if (question.kind === 'table')
    return rowsOf(answers[question.id]).flatMap((row, i) =>
      cellsOf(question, i).flatMap((cell) => numberOf(cell, row[columnOf(cell)], birthIn(row))),
    )
  return numberOf(question, answers[question.id], (id) => answers[id])
}

function birthIn(row: Row): (name: string) => Answer | undefined {
  return (name) => row[name.slice(ROW.length + 1)]
}

function numberOf(
  question: Asked | Cell,
  number: Answer | undefined,
  find: (id: string) => Answer | undefined,
): Numbered[] {
  if (question.kind !== 'personalNumber' || typeof number !== 'string') return []
  const birth = question.birthOn === undefined ? undefined : find(question.birthOn)
  return [{ question, number, birthOn: typeof birth === 'string' ? birth : undefined }]
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
