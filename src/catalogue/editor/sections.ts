/** The pages on which a draft is edited: which members of which document stand on each. Pure. */
import { documentSchemas, type DocumentName } from './document-schemas.ts'
import { at } from './list-acts.ts'
import { isObject, kindOf, picked, without, type JsonObject, type Schema } from './schema-kind.ts'

export type SectionPart = {
  readonly document: DocumentName
  /** Where in the document the members stand: '' or 'topics.2'. */
  readonly root: string
  readonly schema: Schema
  /** Members of list items that are edited on another page. */
  readonly elsewhere: readonly string[]
}

export type Section = {
  readonly slug: string
  readonly title: string
  readonly part: SectionPart
}

const ofProcedure: readonly { slug: string; title: string; members: readonly string[] }[] = [
  {
    slug: 'nhan-dang',
    title: 'Nhận dạng và quyết định',
    members: [
      'name',
      'shortName',
      'summary',
      'category',
      'decision',
      'decisionSignedOn',
      'validFrom',
      'validTo',
      'handledIn',
      'filing',
      'receivedAtCounter',
      'deepLink',
      'onlineLevel',
      'channels',
      'subjects',
      'competence',
      'legalBasis',
      'sourceUpdatedOn',
    ],
  },
  {
    slug: 'thoi-han',
    title: 'Trường hợp và thời hạn',
    members: [
      'cases',
      'sourceLimits',
      'clockPolicy',
      'internalLimit',
      'clockRules',
      'draftSilence',
      'supplementRoundsWithoutGround',
      'supplementLimit',
    ],
  },
  { slug: 'phi', title: 'Phí, lệ phí', members: ['fees', 'feeExemptions'] },
  { slug: 'giay-to', title: 'Giấy tờ', members: ['papers', 'shownPapers'] },
  {
    slug: 'dieu-kien',
    title: 'Điều kiện',
    members: ['screening', 'eligibility', 'inPerson', 'notes'],
  },
  { slug: 'cac-buoc', title: 'Các bước', members: ['steps'] },
  { slug: 'ket-qua', title: 'Kết quả', members: ['result', 'otherResults'] },
]

/** Set when the draft is made, and kept in step with the documents beside it: nobody types them. */
export const setByThemselves: readonly string[] = ['code', 'version', 'form', 'workflow']

export const FORM = 'bieu-mau'
export const WORKFLOW = 'quy-trinh'
export const TESTS = 'thu-nghiem'

/** Every section of this draft, in the order of the rail; each page of the form is one of its own. */
export function sectionsOf(form: JsonObject): Section[] {
  return [
    ...ofProcedure.map(({ slug, title, members }) =>
      section(slug, title, part('procedure', picked(documentSchemas.procedure, members))),
    ),
    ...formSections(form),
    section(WORKFLOW, 'Quy trình', part('workflow', edited(documentSchemas.workflow))),
  ]
}

function formSections(form: JsonObject): Section[] {
  const head = without(edited(documentSchemas.form), ['topics', 'rules'])
  const topics = topicsSchema()
  const bare = { ...head, properties: { ...head.properties, topics: bareTopics(topics) } }
  const list = form['topics']
  return [
    section(FORM, 'Biểu mẫu', { ...part('form', bare), elsewhere: ['questions'] }),
    ...(Array.isArray(list) ? list : []).map((topic, index) =>
      section(`${FORM}-${index + 1}`, titleOf(topic, index), {
        ...part('form', picked(topics.items ?? {}, ['questions'])),
        root: `topics.${index}`,
      }),
    ),
    section(
      `${FORM}-quy-tac`,
      'Quy tắc giữa các câu',
      part('form', picked(documentSchemas.form, ['rules'])),
    ),
  ]
}

function titleOf(topic: unknown, index: number): string {
  const title = at(topic as JsonObject, ['title', 'vi'])
  return typeof title === 'string' && title !== '' ? title : `Trang ${index + 1}`
}

function topicsSchema(): Schema {
  return documentSchemas.form.properties?.['topics'] ?? {}
}

function bareTopics(topics: Schema): Schema {
  return { ...topics, items: without(topics.items ?? {}, ['questions']) }
}

function edited(schema: Schema): Schema {
  return without(schema, ['id', 'version'])
}

function part(document: DocumentName, schema: Schema): SectionPart {
  return { document, root: '', schema, elsewhere: [] }
}

function section(slug: string, title: string, part: SectionPart): Section {
  return { slug, title, part }
}

/** The section whose page shows this place of the document. */
export function sectionOf(
  sections: readonly Section[],
  document: DocumentName,
  path: string,
): Section | undefined {
  const own = sections.filter(({ part }) => part.document === document)
  const deep = own.find(
    ({ part }) => part.root !== '' && `${path}.`.startsWith(`${part.root}.questions.`),
  )
  return deep ?? own.find(({ part }) => part.root === '' && holds(part.schema, path)) ?? own[0]
}

function holds(schema: Schema, path: string): boolean {
  const kind = kindOf(schema)
  const [first] = path.split('.')
  return kind.kind === 'object' && kind.members.some(({ name }) => name === first)
}

/** The members that the section edits, inside the whole document. */
export function partOf(document: JsonObject, { root, schema }: SectionPart): JsonObject {
  const held = root === '' ? document : at(document, root.split('.'))
  const names = Object.keys(schema.properties ?? {})
  if (!isObject(held)) return {}
  return Object.fromEntries(Object.entries(held).filter(([name]) => names.includes(name)))
}
