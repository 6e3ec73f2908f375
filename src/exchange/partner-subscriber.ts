/** From the history to the agencies outside: what they are told of their legs. */
import type { Terms } from '../catalogue/terms.ts'
import type { Tx } from '../db/connect.ts'
import type { DossierState } from '../dossier/dossier.ts'
import type { DossierEvent } from '../dossier/events.ts'
import type { DossierRow } from '../dossier/rows.ts'
import { answersOf, filesOfDossier, historyOf } from '../dossier/store.ts'
import type { Subscriber } from '../dossier/subscriber.ts'
import { idFrom } from '../result/document-id.ts'
import { partnerNamed, shareOf, type Partners } from './partner.ts'
import { filesNamed, legMessage, mayConcernAgency, wordsOf, type Word } from './partner-message.ts'
import { keepLegMessage } from './partner-store.ts'
import { LegMessage } from './partner-schema.ts'
import { demandShape } from './schema.ts'
import { statesAfter } from './status-message.ts'

const MINUTE_MS = 60_000

export type LegMessagesDeps = {
  termsOf(procedure: { code: string; version: number; caseCode: string }): Terms
  officeOf(officeId: number): { agencyCode: string; name: string }
  partners: Partners
  /** Agencies with an address; messages to the others are kept and listed, and leave once there is one. */
  configured: ReadonlySet<string>
  now: () => Date
}

export function legMessages(deps: LegMessagesDeps): Subscriber {
  return {
    name: 'partner-messages',
    effects: 'outside',
    async onEvents(tx, dossier, events) {
      const told = events.filter(mayConcernAgency)
      if (told.length === 0) return
      const terms = deps.termsOf({
        code: dossier.procedure_code,
        version: dossier.procedure_version,
        caseCode: dossier.case_code,
      })
      const history = await historyOf(tx, dossier.id, { withPrivate: true })
      const states = statesAfter(history, deps.termsOf)
      for (const { seq } of told) {
        const event = history.find((each) => each.seq === seq)
        const after = states.get(seq)
        if (!event || !after) throw new Error(`dossier ${dossier.id} has no event ${seq}`)
        const words = wordsOf(event, after.legs ?? [])
        for (const [place, word] of words.entries())
          await tell(tx, deps, { dossier, event, after, terms, place, word })
      }
    },
  }
}

type Told = {
  dossier: DossierRow
  event: DossierEvent
  after: DossierState
  terms: Terms
  place: number
  word: Word
}

/** An agency or a leg that nobody has described parks the dossier with this subscriber: nothing is sent by guess. */
function described(deps: LegMessagesDeps, { after, word: { leg } }: Told) {
  const partner = partnerNamed(deps.partners, leg.partner)
  const share = partner && shareOf(partner, after.procedure.code, leg.leg)
  if (partner && share) return { partner, share }
  throw new Error(
    `data/partners says nothing of leg ${leg.leg} of ${after.procedure.code} at ${leg.partner ?? 'nobody'}`,
  )
}

async function tell(tx: Tx, deps: LegMessagesDeps, told: Told): Promise<void> {
  const { dossier, event, after, terms, place, word } = told
  const { partner, share } = described(deps, told)
  const now = deps.now()
  const office = deps.officeOf(after.offices.competent)
  const body = legMessage({
    ...word,
    event,
    messageId: idFrom('partner message', dossier.id, event.seq, place),
    dossier: after,
    office: { agencyCode: office.agencyCode, name: office.name },
    share,
    answers: await answersOf(tx, dossier.id),
    files: await filesOfDossier(tx, dossier.id),
    resultName: terms.resultName,
  })
  // What is not of the contract's shape never leaves: the dossier parks here and is listed.
  demandShape(LegMessage, body)
  await keepLegMessage(tx, {
    dossierId: dossier.id,
    place,
    partner: partner.id,
    body,
    files: filesNamed(body),
    scopes: dossier.scopes,
    isConfigured: deps.configured.has(partner.id),
    now,
    lateFrom: new Date(now.getTime() + partner.synchronisation.value * MINUTE_MS),
  })
}
