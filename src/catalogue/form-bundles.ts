/**
 * Named bundles of questions: who writes a form says "person" once and gets the questions that every form asks of one. A
 * bundle is unfolded when the form is loaded, since ordinary questions with stable ids ('mother.birthOn') already have
 * everything that a new shape of answer would need a second time: boxes, errors, conditions, schema, paper.
 */
import { Type, type Static } from 'typebox'
import type { FormDefinition, Question } from './form.ts'
import { questionKinds } from './form-kinds.ts'
import { Condition, exact, list, Words } from './shape.ts'

/** A question of a bundle without what the bundle says for all of them. */
type Part = { label: Words; optional?: true } & Record<string, unknown>

const said = (vi: string, en: string): Words => ({ vi, en })

const parts = {
  person: {
    fullName: { kind: 'personName', label: said('Họ, chữ đệm và tên', 'Full name') },
    birthOn: {
      kind: 'date',
      partial: true,
      earliest: '1900-01-01',
      latest: 'today',
      label: said('Ngày sinh', 'Date of birth'),
    },
    sex: { kind: 'choice', codeList: 'sex', label: said('Giới tính', 'Sex') },
    ethnicity: { kind: 'choice', codeList: 'ethnicity', label: said('Dân tộc', 'Ethnicity') },
    nationality: {
      kind: 'choice',
      codeList: 'nationality',
      first: ['VN'],
      label: said('Quốc tịch', 'Nationality'),
    },
    personalNumber: {
      kind: 'personalNumber',
      label: said('Số định danh cá nhân', 'Personal identification number'),
    },
    residence: {
      kind: 'address',
      detail: 'required',
      label: said('Nơi cư trú', 'Place of residence'),
    },
    phone: { kind: 'phone', optional: true, label: said('Số điện thoại', 'Phone number') },
    email: { kind: 'email', optional: true, label: said('Thư điện tử', 'Email address') },
  },
  organisation: {
    name: { kind: 'text', maxLength: 200, label: said('Tên', 'Name') },
    taxCode: { kind: 'taxCode', label: said('Mã số thuế', 'Tax code') },
    address: {
      kind: 'address',
      detail: 'required',
      label: said('Địa chỉ trụ sở', 'Registered address'),
    },
    representative: {
      kind: 'personName',
      label: said('Người đại diện theo pháp luật', 'Legal representative'),
    },
    phone: { kind: 'phone', optional: true, label: said('Số điện thoại', 'Phone number') },
    email: { kind: 'email', optional: true, label: said('Thư điện tử', 'Email address') },
  },
  landPlot: {
    plot: { kind: 'text', maxLength: 20, label: said('Số thửa', 'Plot number') },
    sheet: { kind: 'text', maxLength: 20, label: said('Tờ bản đồ số', 'Map sheet number') },
    area: {
      kind: 'decimal',
      min: 0.01,
      max: 100_000_000,
      label: said('Diện tích (m²)', 'Area (m²)'),
    },
    address: {
      kind: 'address',
      detail: 'optional',
      detailLabel: said('Số nhà, đường, thôn, xứ đồng', 'House number, street, hamlet, field'),
      label: said('Địa chỉ', 'Address'),
    },
    certificate: {
      kind: 'text',
      maxLength: 60,
      optional: true,
      label: said('Số giấy chứng nhận quyền sử dụng đất', 'Land use certificate number'),
    },
  },
  bankAccount: {
    bank: { kind: 'choice', codeList: 'bank', label: said('Ngân hàng', 'Bank') },
    number: {
      kind: 'text',
      maxLength: 30,
      signs: 'lettersDigits',
      label: said('Số tài khoản', 'Account number'),
    },
    holder: { kind: 'text', maxLength: 200, label: said('Chủ tài khoản', 'Account holder') },
  },
} satisfies Record<string, Record<string, Part>>

type Bundles = typeof parts
export type BundleKind = keyof Bundles

/** One word is enough: its questions are called 'mother.birthOn'. */
const BundleId = Type.String({ pattern: '^[a-z][A-Za-z0-9]*(\\.[a-z][A-Za-z0-9]*)*$' })

/**
 * `of`: whose, as it follows the label of each question: "của mẹ". `parts`: what is asked, all when left out. `optional`:
 * what nobody has to answer; without it, what is known to be so (phone, email, certificate).
 */
function bundle<K extends BundleKind>(kind: K) {
  const names = Type.Enum(Object.keys(parts[kind]))
  return exact({
    id: BundleId,
    kind: Type.Literal(kind),
    of: Words,
    parts: Type.Optional(list(names, 1)),
    optional: Type.Optional(list(names)),
    visibleIf: Type.Optional(Condition),
    required: Type.Optional(Type.Boolean()),
    requiredIf: Type.Optional(Condition),
    sameAs: Type.Optional(exact({ question: BundleId, when: Condition })),
  })
}

export const bundleKinds = {
  person: bundle('person'),
  organisation: bundle('organisation'),
  landPlot: bundle('landPlot'),
  bankAccount: bundle('bankAccount'),
} as const

/** What may stand in a written form: questions and bundles of them. */
export const writtenKinds = { ...questionKinds, ...bundleKinds } as const

type Bundle = { [K in BundleKind]: Static<ReturnType<typeof bundle<K>>> }[BundleKind]
type WrittenForm = Omit<FormDefinition, 'topics'> & {
  topics: (Omit<FormDefinition['topics'][number], 'questions'> & {
    questions: (Question | Bundle)[]
  })[]
}

/** The form with every bundle unfolded; the form itself when it has none. The document has the shape of a form. */
export function unfolded(document: object): FormDefinition {
  const form = document as WrittenForm
  if (!form.topics.some(({ questions }) => questions.some(isBundle)))
    return document as FormDefinition
  return {
    ...form,
    topics: form.topics.map((topic) => ({
      ...topic,
      questions: topic.questions.flatMap((each) => (isBundle(each) ? questionsOf(each) : [each])),
    })),
  }
}

function isBundle(each: Question | Bundle): each is Bundle {
  return Object.hasOwn(bundleKinds, each.kind)
}

function questionsOf(bundle: Bundle): Question[] {
  const { id, kind, visibleIf, required, requiredIf, sameAs, of } = bundle
  const known: Record<string, Part> = parts[kind]
  const asked = Object.entries(known).filter(([name]) => bundle.parts?.includes(name) ?? true)
  return asked.map(([name, { optional, label, ...own }]) => {
    const mayBeEmpty = bundle.optional?.includes(name) ?? optional === true
    const must = {
      ...(required === undefined ? {} : { required }),
      ...(requiredIf === undefined ? {} : { requiredIf }),
    }
    const isDoubted = kind === 'person' && name === 'personalNumber'
    const hasBirth = asked.some(([each]) => each === 'birthOn')
    return {
      ...own,
      id: `${id}.${name}`,
      label: { vi: labelOf(label.vi, of.vi), en: labelOf(label.en, of.en) },
      ...(visibleIf === undefined ? {} : { visibleIf }),
      ...(mayBeEmpty ? {} : must),
      ...(sameAs ? { sameAs: { ...sameAs, question: `${sameAs.question}.${name}` } } : {}),
      ...(isDoubted && hasBirth ? { birthOn: `${id}.birthOn` } : {}),
    } as Question
  })
}

/** 'Diện tích (m²)', 'của thửa đất' → 'Diện tích của thửa đất (m²)' */
function labelOf(label: string, of: string): string {
  const [, words = label, unit = ''] = /^(.*?)( \([^)]*\))?$/.exec(label) ?? []
  return `${words} ${of}${unit}`
}
