/** A reception at the counter as it was typed: answers, papers, who decides it, what has to be mended. */
import type { Answers, FormDefinition } from '../catalogue/form.ts'
import { askedQuestions } from '../catalogue/form.ts'
import {
  competentCommunes,
  missingPapers,
  requiredPapers,
  type PaperNeed,
} from '../catalogue/needs.ts'
import type { Procedure } from '../catalogue/procedure.ts'
import type { FileCommand } from '../dossier/commands.ts'
import type { Offices, ResultManner } from '../dossier/events.ts'
import type { Problem } from '../lib/problem.ts'
import type { Day } from '../lib/time.ts'
import { FILE_FIELD, filedPapers, type KeptFile } from './kept-files.ts'
import { channelOf } from './paper-facts.ts'

export type ReceptionKind = 'counter' | 'assistedOnline' | 'post'
const SOURCE = { counter: 'counter', assistedOnline: 'assisted', post: 'post' } as const
export type PossibleOffice = { id: number; name: string; commune: string }

/** Papers that these answers need when the dossier arrives this way. */
export function needsAt(
  procedure: Procedure,
  answers: Answers,
  at: { kind: ReceptionKind; today: Day },
): PaperNeed[] {
  return requiredPapers(procedure, answers, { channel: channelOf(at.kind), today: at.today })
}

/** What is still missing for acceptance, as problems on the file boxes. */
export function missingAt(
  needs: readonly PaperNeed[],
  { files, originals }: { files: readonly KeptFile[]; originals: ReadonlySet<string> },
): Problem[] {
  const here = new Set([...files.map(({ paper }) => paper), ...originals])
  return missingPapers(needs, here).map((problem) => ({
    ...problem,
    field: `${FILE_FIELD}${problem.field ?? ''}`,
    message: problem.message.replace(/^Hãy nộp/, 'Hãy quét hoặc đánh dấu đã nhận bản giấy:'),
  }))
}

/** The ways of the reception page that the law leaves open for the procedure. */
export function kindsOf({ channels }: Pick<Procedure, 'channels'>): ReceptionKind[] {
  const all: ReceptionKind[] = ['counter', 'assistedOnline', 'post']
  return all.filter((kind) => channels === undefined || channels.includes(channelOf(kind)))
}

/**
 * The office that decides: this one when it may, else the one chosen among several, else the only one. The residence of
 * whoever merely files counts only when nobody whom the law names lives in the city.
 */
export function competentOffice(
  { procedure, form }: { procedure: Procedure; form: FormDefinition },
  answers: Answers,
  { offices, own, chosen }: { offices: readonly PossibleOffice[]; own: number; chosen: number },
): { office: PossibleOffice | undefined; among: PossibleOffice[] } {
  // No residence decides: any office of that kind may, and the person has come to this one.
  if (procedure.competence.by.length === 0) {
    const here = offices.filter(({ id }) => id === own)
    return { office: here[0], among: here }
  }
  const filer = `${form.applicant.split('.')[0]}.`
  const places = competentCommunes(procedure, answers)
  const named = officesOf(
    places.filter(({ question }) => !question.startsWith(filer)),
    offices,
  )
  const among = named.length > 0 ? named : officesOf(places, offices)
  const office =
    among.find(({ id }) => id === chosen) ??
    among.find(({ id }) => id === own) ??
    (among.length === 1 ? among[0] : undefined)
  return { office, among }
}

function officesOf(places: readonly { commune: string }[], offices: readonly PossibleOffice[]) {
  const found = places.flatMap(({ commune }) => offices.filter((each) => each.commune === commune))
  return found.filter(({ id }, i) => found.findIndex((each) => each.id === id) === i)
}

export type Reception = {
  key: string
  kind: ReceptionKind
  form: FormDefinition
  answers: Answers
  files: readonly KeptFile[]
  offices: Offices
  applicantPersonId: number | null
}

/** The command that files it: received here, decided where the law says, returned here. */
export function fileCommand(reception: Reception): FileCommand {
  const { key, kind, form, answers, files, offices, applicantPersonId } = reception
  const { papers, fileNames } = filedPapers(key, files)
  const phone = ofKind(form, answers, 'phone')
  const email = ofKind(form, answers, 'email')
  const copies = answers['copies.count']
  return {
    type: 'file',
    source: SOURCE[kind],
    kindOfFiling: kind,
    offices,
    applicantPersonId,
    papers,
    fileNames,
    result: { manner: mannerOf(answers), copies: typeof copies === 'number' ? copies : 0 },
    answers,
    ownerName: textOf(answers[form.owner]),
    applicantName: textOf(answers[form.applicant]),
    ...(phone === '' ? {} : { phone }),
    ...(email === '' ? {} : { email }),
    language: 'vi',
  }
}

function mannerOf(answers: Answers): ResultManner {
  const manner = answers['result.manner']
  return manner === 'electronic' || manner === 'post' ? manner : 'counter'
}

/** The applicant's own personal number, or ''. */
export function applicantNumber(form: FormDefinition, answers: Answers): string {
  const filer = `${form.applicant.split('.')[0]}.`
  const question = askedQuestions(form).find(
    ({ id, kind }) => kind === 'personalNumber' && id.startsWith(filer),
  )
  return question ? textOf(answers[question.id]) : ''
}

function ofKind(form: FormDefinition, answers: Answers, kind: 'phone' | 'email'): string {
  const question = askedQuestions(form).find((each) => each.kind === kind)
  return question ? textOf(answers[question.id]) : ''
}

function textOf(answer: unknown): string {
  return typeof answer === 'string' ? answer : ''
}
