/**
 * The form as JSON Schema 2020-12, for systems that hand over dossiers: the answers as they are kept. The validator decides;
 * the schema describes. What it cannot say (conditions, days, the last digit of a tax code, rules between answers) stands in
 * members that begin with 'x-'.
 */
import type { CodeLists } from './code-lists.ts'
import { MOST_DONG } from './form-kinds.ts'
import {
  askedQuestions,
  type Asked,
  type Column,
  type FormDefinition,
  type QuestionOf,
} from './form.ts'
import { EMAIL, NAME, PHONE } from './patterns.ts'

export type JsonSchema = { [member: string]: unknown }

export function toJsonSchema(form: FormDefinition, codeLists: CodeLists): JsonSchema {
  const always = form.topics.filter((topic) => topic.visibleIf === undefined)
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: `urn:motcua:form:${form.id}:${form.version}`,
    title: form.title.vi,
    description: form.official.vi,
    type: 'object',
    additionalProperties: false,
    properties: propertiesOf(askedQuestions(form), codeLists),
    required: alwaysRequired(askedQuestions({ ...form, topics: always })),
  }
}

function propertiesOf(questions: readonly (Asked | Column)[], codeLists: CodeLists): JsonSchema {
  return Object.fromEntries(questions.map((each) => [each.id, described(each, codeLists)]))
}

function alwaysRequired(questions: readonly (Asked | Column)[]): string[] {
  return questions
    .filter(({ required, visibleIf, sameAs }) => required && visibleIf === undefined && !sameAs)
    .map(({ id }) => id)
}

function described(question: Asked | Column, codeLists: CodeLists): JsonSchema {
  const conditions = {
    ...(question.visibleIf ? { 'x-visible-if': question.visibleIf } : {}),
    ...(question.requiredIf ? { 'x-required-if': question.requiredIf } : {}),
    ...(question.sameAs ? { 'x-same-as': question.sameAs } : {}),
  }
  return { title: question.label.vi, ...typeOf(question, codeLists), ...conditions }
}

function typeOf(question: Asked | Column, codeLists: CodeLists): JsonSchema {
  switch (question.kind) {
    case 'text':
      return lineOf(question)
    case 'longText':
      return { type: 'string', maxLength: question.maxLength ?? 2000, pattern: NOT_BLANK }
    case 'personName':
      return { type: 'string', maxLength: 100, pattern: NAME.source }
    case 'date':
      return dateOf(question)
    case 'yesNo':
      return { type: 'boolean' }
    case 'choice':
      return { type: 'string', enum: codesOf(question, codeLists) }
    case 'choiceMany':
      return {
        type: 'array',
        items: { type: 'string', enum: codesOf(question, codeLists) },
        uniqueItems: true,
        minItems: 1,
        ...(question.most === undefined ? {} : { maxItems: question.most }),
      }
    case 'integer':
      return { type: 'integer', minimum: question.min, maximum: question.max }
    case 'decimal':
      return { type: 'number', minimum: question.min, maximum: question.max, 'x-decimals': 2 }
    case 'money': {
      const { min = 0, max = MOST_DONG } = question
      return { type: 'integer', minimum: min, maximum: max, 'x-unit': 'VND' }
    }
    case 'personalNumber':
      return { type: 'string', pattern: '^\\d{12}$' }
    case 'taxCode':
      return {
        type: 'string',
        pattern: question.personal ? '^\\d{10}(-\\d{3}|\\d{2})?$' : '^\\d{10}(-\\d{3})?$',
        'x-check-digit': 'tax code',
      }
    case 'phone':
      return { type: 'string', pattern: PHONE.source }
    case 'email':
      return { type: 'string', pattern: EMAIL.source, maxLength: 254 }
    case 'address':
      return addressSchema(question, codeLists)
    case 'table':
      return tableSchema(question, codeLists)
    case 'computed':
      return computedSchema(question)
  }
}

const NOT_BLANK = '\\S'

function lineOf({ maxLength = 200, signs }: QuestionOf<'text'>): JsonSchema {
  const line = { type: 'string', maxLength }
  if (signs === undefined) return { ...line, pattern: NOT_BLANK }
  return { ...line, pattern: signs === 'digits' ? '^\\d+$' : '^[A-Z0-9]+$' }
}

function dateOf({ partial, earliest, latest }: QuestionOf<'date'>): JsonSchema {
  const span = { 'x-earliest': earliest, 'x-latest': latest }
  return partial
    ? { type: 'string', pattern: '^\\d{4}(-\\d{2}(-\\d{2})?)?$', ...span }
    : { type: 'string', format: 'date', ...span }
}

type Listed = Pick<QuestionOf<'choice'>, 'options' | 'codeList'>

function codesOf({ options, codeList }: Listed, codeLists: CodeLists): string[] {
  return (options ?? codeLists.entries(codeList ?? '')).map(({ code }) => code)
}

function tableSchema(table: QuestionOf<'table'>, codeLists: CodeLists): JsonSchema {
  return {
    type: 'array',
    minItems: Math.max(1, table.min),
    maxItems: table.max,
    items: {
      type: 'object',
      additionalProperties: false,
      properties: propertiesOf(table.columns, codeLists),
      required: alwaysRequired(table.columns),
      minProperties: 1,
    },
  }
}

/** Given with the answers that are kept; what is sent for it is not looked at. */
function computedSchema({ gives, value }: QuestionOf<'computed'>): JsonSchema {
  const type = gives === 'flag' ? 'boolean' : gives === 'money' ? 'integer' : 'number'
  return { type, readOnly: true, 'x-value': value }
}

function addressSchema(
  question: Pick<QuestionOf<'address'>, 'detail' | 'abroad'>,
  codeLists: CodeLists,
): JsonSchema {
  const detail = { type: 'string', maxLength: 300 }
  const needed = { ...detail, pattern: NOT_BLANK }
  const home = {
    type: 'object',
    additionalProperties: false,
    properties: { ...HOME_PARTS, detail: question.detail === 'required' ? needed : detail },
    required: question.detail === 'required' ? ['commune', 'detail'] : ['commune'],
  }
  if (!question.abroad) return home
  const countries = codeLists.entries('country').map(({ code }) => code)
  const country = { type: 'string', enum: countries.filter((code) => code !== 'VN') }
  const abroad = {
    type: 'object',
    additionalProperties: false,
    properties: { country, detail: needed },
    required: ['country', 'detail'],
  }
  return { anyOf: [home, abroad] }
}

/** What the readers of the schema need to know of old and new numbers; the validator reads both. */
const HOME_PARTS = {
  commune: {
    type: 'string',
    maxLength: 400,
    description:
      'Mã đơn vị hành chính (5 chữ số) hoặc tên, mới hay cũ: "phường Hàng Bạc, quận Hoàn Kiếm".',
  },
  asOf: {
    type: 'string',
    format: 'date',
    description:
      'Ngày mà mã hoặc tên ấy được dùng; để trống là hôm nay. Mã cũ được dùng lại từ 01/7/2025.',
  },
  choice: {
    type: 'string',
    pattern: '^(\\d{3,5}-)?\\d{5}$',
    description: 'Khi xã cũ bị chia: mã cũ, gạch nối, mã mới của phần được chọn.',
  },
  typed: { type: 'string', description: 'Tên đã ghi; chỉ có trong câu trả lời đã đọc.' },
  formerCode: {
    type: 'string',
    description: 'Mã dùng đến 30/6/2025; chỉ có trong câu trả lời đã đọc.',
  },
} as const
