/** An example of the tests as it is typed: answers in the procedure's own form, and what the law should give. */
import type { Problem } from '../../lib/problem.ts'
import { parseDay, type Day } from '../../lib/time.ts'
import type { CodeLists } from '../code-lists.ts'
import { parseFormBody } from '../form-body.ts'
import { Example } from '../procedure-examples.ts'
import { outcomeOf } from '../procedure-tests.ts'
import { channels, type Channel } from '../procedure.ts'
import { validateAnswers } from '../validate.ts'
import { settled } from './list-acts.ts'
import { readBox, type Body } from './read-boxes.ts'
import { isObject, schemaOf, type Json, type JsonObject, type Schema } from './schema-kind.ts'
import { shapeFaultsOf } from './shape-faults.ts'
import type { lawToRun } from './test-run.ts'

export type Law = NonNullable<ReturnType<typeof lawToRun>>

export const EXPECTED = '_expect'
export const expectedSchema: Schema = schemaOf(Example).properties?.['expect'] ?? {}

export type ExampleTyped = {
  name: string
  on: { day: string; month: string; year: string }
  channel: string
  /** What is typed into the form, by field name. */
  values: Readonly<Record<string, string>>
  /** What is expected, with the marks of the page; undefined until the law was asked. */
  expect: JsonObject | undefined
}

export const EMPTY_EXAMPLE: ExampleTyped = {
  name: '',
  on: { day: '', month: '', year: '' },
  channel: 'online',
  values: {},
  expect: undefined,
}

export function readExample(
  body: Body & {
    names(): string[]
    date(name: string): ExampleTyped['on']
  },
): ExampleTyped {
  const expected = body.has(`${EXPECTED}.~there`)
    ? readBox(expectedSchema, body, { path: EXPECTED, optional: false })
    : undefined
  return {
    name: body.text('_name'),
    on: body.date('_on'),
    channel: body.text('_channel'),
    values: Object.fromEntries(body.names().map((name) => [name, body.text(name)])),
    expect: isObject(expected) ? expected : undefined,
  }
}

export function dayTyped({ on }: ExampleTyped): Day | undefined {
  return parseDay(`${on.year}-${on.month.padStart(2, '0')}-${on.day.padStart(2, '0')}`)
}

type Read = { problems: Problem[]; head: { on: Day; channel: Channel } | undefined }

/** Day and channel, without which nothing can be asked of the law. */
export function readHead(typed: ExampleTyped): Read {
  const on = dayTyped(typed)
  const channel = channels.find((each) => each === typed.channel)
  const problems = [
    ...(on ? [] : [problem('_on', 'Hãy nhập ngày có thật, ví dụ 24 11 2026.')]),
    ...(channel ? [] : [problem('_channel', 'Hãy chọn cách nộp.')]),
  ]
  return { problems, head: on && channel ? { on, channel } : undefined }
}

function problem(field: string, message: string): Problem {
  return { code: 'example', field, message }
}

type With = { law: Law; codeLists: CodeLists; head: { on: Day; channel: Channel } }

/** The answers that can be read as they are read; what cannot stays as it was typed, since examples may be of errors. */
export function answersTyped(typed: ExampleTyped, { law, codeLists, head }: With): JsonObject {
  const filled = Object.entries(typed.values).filter(([, value]) => value !== '')
  const raw = parseFormBody(law.form, Object.fromEntries(filled))
  const { answers } = validateAnswers(law.form, raw, { today: head.on, codeLists })
  return { ...raw, ...answers } as JsonObject
}

/** What the draft gives for these answers: proposed as the expectation, for the editor to confirm or correct. */
export function proposed(typed: ExampleTyped, given: With): JsonObject {
  const { law, codeLists, head } = given
  const example = { name: '-', ...head, answers: answersTyped(typed, given), expect: {} }
  const document = { procedure: law.procedure.code, version: 1, given: {}, examples: [] }
  return outcomeOf(law.procedure, { form: law.form, codeLists }, { document, example })
}

/** The example, or everything that is wrong with it. */
export function checkedExample(
  typed: ExampleTyped,
  given: With,
): { problems: Problem[]; example: Json | undefined } {
  const expect = settled(typed.expect ?? {}, {})
  const problems = [
    ...(typed.name === '' ? [problem('_name', 'Hãy đặt tên cho thử nghiệm bằng một câu.')] : []),
    ...shapeFaultsOf(expectedSchema, expect).map(({ path, message }) =>
      problem(`${EXPECTED}.${path}`, message),
    ),
  ]
  if (problems.length > 0) return { problems, example: undefined }
  const example = {
    name: typed.name,
    ...given.head,
    answers: answersTyped(typed, given),
    expect,
  }
  return { problems, example }
}
