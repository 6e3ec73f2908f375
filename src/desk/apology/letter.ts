/** Văn bản xin lỗi và đề nghị gia hạn, made from the dossier and what the agency head typed. Pure. */
import { promiseOf } from '../../calendar/clock.ts'
import { addressAnswer, askedQuestions } from '../../catalogue/form.ts'
import { shownAddress } from '../../catalogue/shown-answers.ts'
import type { CodeLists } from '../../catalogue/code-lists.ts'
import { toLocalMinute, type LocalMinute } from '../../lib/time.ts'
import type { StaffActor } from '../../office/actor.ts'
import type { Office } from '../../office/directory.ts'
import type { ApologyLetter } from '../../signing/papers.ts'
import type { OpenedDossier } from '../open-dossier.ts'
import type { Apologising } from './form.ts'

export type LetterFacts = {
  opened: OpenedDossier
  office: Office
  superior: string | null
  codeLists: CodeLists
  signer: StaffActor
  trackingUrl: string
  qr: readonly string[]
  isTrial: boolean
  now: Date
}

export function apologyLetter(facts: LetterFacts, typed: Apologising): ApologyLetter {
  const { opened, office, now } = facts
  const { state, procedure, row } = opened
  if (state.clock === null) throw new Error(`dossier ${state.code} has no clock to apologise for`)
  return {
    createdAt: now.toISOString(),
    development: facts.isTrial,
    code: state.code,
    codeIsProvisional: office.agencyCodeIsStandIn && state.code.startsWith(`${office.agencyCode}-`),
    agency: { superior: facts.superior, name: office.name },
    trackingUrl: facts.trackingUrl,
    qr: facts.qr,
    owner: row.owner_name,
    address: addressOf(facts),
    request: procedure.shortName.vi,
    procedure: { code: procedure.code, name: procedure.name.vi },
    category: procedure.category.name.vi,
    receivedAt: state.clock.receivedAt,
    promisedBefore: promiseOf(state.clock),
    promisedAt: `${typed.to}${promiseOf(state.clock).slice(10)}` as LocalMinute,
    apologisedAt: toLocalMinute(now),
    competentOffice: office.name,
    reason: typed.reason,
    legalBasis: typed.legalBasis,
    signer: { name: facts.signer.name, title: facts.signer.title },
  }
}

/** Where the applicant lives, as the form asked it. */
function addressOf({ opened, codeLists }: LetterFacts): string | null {
  const who = opened.form.applicant.split('.')[0]
  const own = askedQuestions(opened.form).find(
    ({ id, kind }) => kind === 'address' && id.startsWith(`${who}.`),
  )
  const address = own && addressAnswer(opened.answers[own.id])
  return address ? shownAddress(address, { lang: 'vi', codeLists }) : null
}
