/** What every paper about a dossier is built from, and the parts that the papers share. Pure. */
import type { Calendar } from '../calendar/calendar.ts'
import type { TimeLimit } from '../calendar/deadline.ts'
import type { CodeLists } from '../catalogue/code-lists.ts'
import {
  askedQuestions,
  type Address,
  type Answers,
  type FormDefinition,
} from '../catalogue/form.ts'
import type { Procedure } from '../catalogue/procedure.ts'
import { shownAddress } from '../catalogue/shown-answers.ts'
import { channelOf } from '../dossier/channel.ts'
import { originalName } from '../dossier/custody/names.ts'
import type { DossierState } from '../dossier/dossier.ts'
import type { DossierEvent, EventKind, FiledPaper } from '../dossier/events.ts'
import type { Contact } from '../dossier/rows.ts'
import type { Form01 } from '../signing/papers.ts'
import type { Office } from '../office/directory.ts'

export type Place = Pick<Office, 'name' | 'agencyCode' | 'agencyCodeIsStandIn'> & { point: string }

export type PaperFacts = {
  state: DossierState
  /** The whole history with its private parts. */
  events: readonly DossierEvent[]
  answers: Answers
  contact: Contact | undefined
  receiving: Place
  competent: Place
  returning: Place
  /** 'staff:1000003' → full name; people who are gone are missing. */
  names: ReadonlyMap<string, string>
  procedure: Procedure
  form: FormDefinition
  codeLists: CodeLists
  calendar: Calendar
  answerLimit: TimeLimit
  /** The address of the tracking page, with the code of this dossier, and its QR code. */
  trackingUrl: string
  qr: readonly string[]
  isTrial: boolean
}

export type EventOf<K extends EventKind> = DossierEvent & { kind: K }

export { channelOf }

/** The last event of the kind, or undefined. */
export function lastOf<K extends EventKind>(
  events: readonly DossierEvent[],
  kind: K,
): EventOf<K> | undefined {
  return events.findLast((event): event is EventOf<K> => event.kind === kind)
}

/** The heading of a paper that belongs to that event: its date is the event's, so that printing again gives the same paper. */
export function headingOf(facts: PaperFacts, event: DossierEvent, place: Place) {
  const { code } = facts.state
  return {
    createdAt: event.recordedAt.toISOString(),
    development: facts.isTrial,
    code,
    codeIsProvisional:
      facts.competent.agencyCodeIsStandIn && code.startsWith(`${facts.competent.agencyCode}-`),
    agency: { superior: place.name, name: place.point },
    trackingUrl: facts.trackingUrl,
    qr: facts.qr,
  }
}

/** The rows about the applicant that forms 01, 02 and 03 share. Erased parts are printed as '…'. */
export function applicantOf(facts: PaperFacts) {
  const filed = lastOf(facts.events, 'filed')
  return {
    owner: filed?.private?.ownerName ?? '…',
    submitter: filed?.private?.applicantName ?? '…',
    address: addressOf(facts),
    phone: facts.contact?.phone?.replace(/^(\d{4})(\d{3})(\d+)$/, '$1 $2 $3') ?? null,
    email: facts.contact?.email ?? null,
    request: facts.procedure.shortName.vi,
    procedure: { code: facts.procedure.code, name: facts.procedure.name.vi },
  }
}

/** Where the applicant lives, else where the first of those lives by whose residence the office was chosen. */
function addressOf({ form, answers, procedure, codeLists }: PaperFacts): string | null {
  const who = form.applicant.split('.')[0]
  const own = askedQuestions(form).find(
    ({ id, kind }) => kind === 'address' && id.startsWith(`${who}.`),
  )
  const found = [own?.id, ...procedure.competence.by]
    .map((id) => (id === undefined ? undefined : answers[id]))
    .find((answer): answer is Address => typeof answer === 'object')
  return found ? shownAddress(found, { lang: 'vi', codeLists }) : null
}

export function nameOfActor(facts: PaperFacts, event: DossierEvent): string {
  return facts.names.get(event.actor) ?? '…'
}

/** The form itself, when something in the answers has to be mended. */
export const DECLARATION = 'declaration'

export function paperName(
  { procedure, form }: Pick<PaperFacts, 'procedure' | 'form'>,
  code: string,
): string {
  if (code === DECLARATION) return form.title.vi
  const nameOf = (one: string) =>
    procedure.papers.find((paper) => paper.code === one)?.name.vi ?? one
  return originalName(code, nameOf)
}

/** Rows of form 01: the declaration first, then each paper with what was handed in of it. */
export function paperRows(
  facts: PaperFacts,
  papers: readonly FiledPaper[],
  originals: readonly string[],
): Form01['papers'] {
  const electronic = papers.filter(({ files }) => files.length > 0)
  const codes = [...new Set([...electronic.map(({ paper }) => paper), ...originals])]
  const declaration = facts.form.title.vi
  const others = codes.map((code) => ({
    name: paperName(facts, code),
    kind: originals.includes(code) ? 'Bản chính' : 'Bản điện tử',
    count: originals.includes(code)
      ? Math.max(
          1,
          facts.procedure.papers.find((paper) => paper.code === code)?.copies.originals ?? 1,
        )
      : 1,
  }))
  const onPaper = others.some(({ name }) => name === declaration)
  return onPaper ? others : [{ name: declaration, kind: 'Bản điện tử', count: 1 }, ...others]
}
