/**
 * Lines of a paper as data: which answer of the form stands where, under which words (`data/results/<template>.json`). Whoever
 * changes a form finds here what its papers read of it. The shape is checked when the program starts.
 */
import { Type, type Static } from 'typebox'
import { DocumentFault, exact, list, shapeFaults, Words } from '../catalogue/shape.ts'

const QuestionId = Type.String({ pattern: '^[a-z][A-Za-z]*(\\.[a-z][A-Za-z0-9]*)+$' })
/** The first that is answered: two forms may call one thing otherwise. */
const AnyOf = list(QuestionId, 1)

const Source = Type.Union([
  exact({ as: Type.Literal('text'), answer: AnyOf }),
  /** A day, or as much of it as is known. */
  exact({ as: Type.Literal('day'), answer: AnyOf }),
  exact({ as: Type.Literal('dayInWords'), answer: AnyOf }),
  exact({ as: Type.Literal('figure'), answer: AnyOf }),
  exact({ as: Type.Literal('place'), answer: AnyOf }),
  /** A code of a code list, in its Vietnamese words. */
  exact({ as: Type.Literal('list'), answer: AnyOf, list: Type.String({ minLength: 1 }) }),
  /** A choice of the form, in the words of the paper. */
  exact({
    as: Type.Literal('choice'),
    answer: AnyOf,
    words: Type.Record(Type.String(), Type.String({ minLength: 1 })),
  }),
  /** By which paper somebody is known: `deceased` reads `deceased.personalNumber`, `.idKind`, `.idNumber` … */
  exact({
    as: Type.Literal('identity'),
    of: Type.String({ pattern: '^[a-z][A-Za-z]*$' }),
    business: Type.Optional(QuestionId),
  }),
  /** 'hour, day'. */
  exact({ as: Type.Literal('moment'), time: AnyOf, day: AnyOf }),
  /** 'number, by whom, on which day'. */
  exact({ as: Type.Literal('document'), number: AnyOf, by: AnyOf, on: AnyOf }),
  exact({ as: Type.Literal('joined'), answers: list(QuestionId, 1), with: Type.String() }),
  exact({ as: Type.Literal('certified'), answer: AnyOf, certificate: AnyOf }),
  /** The office that issues the paper, and the day in the register: no answers. */
  exact({ as: Type.Literal('office') }),
  exact({ as: Type.Literal('registeredOn') }),
])
export type Source = Static<typeof Source>

const LineEntry = exact({ label: Words, from: Source, ifGiven: Type.Optional(Type.Literal(true)) })
const PaperLines = exact({
  /** In a refusal: "chưa lập được <paper>". */
  paper: Type.String({ minLength: 1 }),
  required: list(exact({ name: Type.String({ minLength: 1 }), from: Source })),
  sections: list(
    exact({
      title: Type.Union([Words, Type.Null()]),
      /** What pages call it, where the paper gives it no title. */
      heading: Type.Optional(Words),
      lines: list(Type.Array(LineEntry, { minItems: 1, maxItems: 3 }), 1),
    }),
    1,
  ),
})
export type PaperLines = Static<typeof PaperLines>

/** Throws DocumentFault naming everything that has to be mended in it. */
export function checkedLines(document: unknown, name: string): PaperLines {
  const faults = shapeFaults(PaperLines, document)
  if (faults.length > 0) throw new DocumentFault(name, faults)
  return document as PaperLines
}

/** What the lines read of a form: of each of these, the form must have one question at least. */
export function questionsRead({ required, sections }: PaperLines): (readonly string[])[] {
  const sources = [
    ...required.map(({ from }) => from),
    ...sections.flatMap(({ lines }) => lines.flat().map(({ from }) => from)),
  ]
  return sources.flatMap(readBy)
}

function readBy(source: Source): (readonly string[])[] {
  switch (source.as) {
    case 'identity':
      return [identityQuestions(source.of), ...(source.business ? [[source.business]] : [])]
    case 'moment':
      return [source.time, source.day]
    case 'document':
      return [source.number, source.by, source.on]
    case 'joined':
      return source.answers.map((id) => [id])
    case 'certified':
      return [source.answer, source.certificate]
    case 'office':
    case 'registeredOn':
      return []
    case 'text':
    case 'day':
    case 'dayInWords':
    case 'figure':
    case 'place':
    case 'list':
    case 'choice':
      return [source.answer]
  }
}

function identityQuestions(of: string): string[] {
  return ['personalNumber', 'idNumber', 'idPaper'].map((question) => `${of}.${question}`)
}
