/** The form as JSON Schema 2020-12, for systems that hand over dossiers. The validator decides; the schema describes. */
import type { CodeLists } from './code-lists.ts'
import type { Asked, FormDefinition, QuestionOf } from './form.ts'
import { askedQuestions } from './form.ts'

export type JsonSchema = { [member: string]: unknown }

export function toJsonSchema(form: FormDefinition, codeLists: CodeLists): JsonSchema {
  const questions = askedQuestions(form)
  const always = new Set(alwaysVisible(form).map((question) => question.id))
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: `urn:motcua:form:${form.id}:${form.version}`,
    title: form.title.vi,
    description: form.official.vi,
    type: 'object',
    additionalProperties: false,
    properties: Object.fromEntries(
      questions.map((question) => [question.id, described(question, codeLists)]),
    ),
    required: questions
      .filter(
        (question) =>
          question.required === true && question.sameAs === undefined && always.has(question.id),
      )
      .map((question) => question.id),
  }
}

function alwaysVisible(form: FormDefinition): Asked[] {
  const topics = form.topics.filter((topic) => topic.visibleIf === undefined)
  return askedQuestions({ ...form, topics }).filter((question) => question.visibleIf === undefined)
}

function described(question: Asked, codeLists: CodeLists): JsonSchema {
  const conditions = {
    ...(question.visibleIf ? { 'x-visible-if': question.visibleIf } : {}),
    ...(question.requiredIf ? { 'x-required-if': question.requiredIf } : {}),
    ...(question.sameAs ? { 'x-same-as': question.sameAs } : {}),
  }
  return { title: question.label.vi, ...typeOf(question, codeLists), ...conditions }
}

function typeOf(question: Asked, codeLists: CodeLists): JsonSchema {
  switch (question.kind) {
    case 'text':
      return { type: 'string', maxLength: question.maxLength ?? 200 }
    case 'longText':
      return { type: 'string', maxLength: question.maxLength ?? 2000 }
    case 'personName':
      return { type: 'string', maxLength: 100 }
    case 'date':
      return question.partial
        ? { type: 'string', pattern: '^\\d{4}(-\\d{2}(-\\d{2})?)?$' }
        : { type: 'string', format: 'date' }
    case 'yesNo':
      return { type: 'boolean' }
    case 'choice':
      return {
        type: 'string',
        enum: (question.options ?? codeLists.entries(question.codeList ?? '')).map((o) => o.code),
      }
    case 'integer':
      return { type: 'integer', minimum: question.min, maximum: question.max }
    case 'decimal':
      return { type: 'number', minimum: question.min, maximum: question.max, 'x-decimals': 2 }
    case 'personalNumber':
      return { type: 'string', pattern: '^\\d{12}$' }
    case 'phone':
      return { type: 'string', pattern: '^(0[35789]\\d{8}|02\\d{9})$' }
    case 'email':
      return { type: 'string', format: 'email', maxLength: 254 }
    case 'address':
      return addressSchema(question)
  }
}

function addressSchema(question: QuestionOf<'address'>): JsonSchema {
  const detail = { type: 'string', maxLength: 300 }
  const home = {
    type: 'object',
    additionalProperties: false,
    properties: { ...HOME_PARTS, detail },
    required: question.detail === 'required' ? ['commune', 'detail'] : ['commune'],
  }
  if (!question.abroad) return home
  const abroad = {
    type: 'object',
    additionalProperties: false,
    properties: { country: { type: 'string', pattern: '^[A-Z]{2}$' }, detail },
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
