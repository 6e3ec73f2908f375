/** What happened to a dossier of the portal becomes messages to the portal. */
import type { Terms } from '../catalogue/terms.ts'
import type { Tx } from '../db/connect.ts'
import type { DossierRow } from '../dossier/rows.ts'
import { historyOf } from '../dossier/store.ts'
import type { Subscriber } from '../dossier/subscriber.ts'
import { toDay } from '../lib/time.ts'
import { idFrom } from '../result/document-id.ts'
import { messagesOf, statesAfter } from './status-message.ts'
import { handlerOf, keepMessage, type Handler } from './store.ts'
import type { DossierEvent } from '../dossier/events.ts'

export type PortalMessagesDeps = {
  termsOf(procedure: { code: string; version: number; caseCode: string }): Terms
  /** Without a portal to speak to the messages are kept and listed, and leave once there is one. */
  isConfigured: boolean
  now: () => Date
}

export function portalMessages(deps: PortalMessagesDeps): Subscriber {
  return {
    name: 'portal-messages',
    effects: 'outside',
    async onEvents(tx, dossier, events) {
      if (dossier.source !== 'nationalPortal') return
      const states = statesAfter(await historyOf(tx, dossier.id), deps.termsOf)
      for (const event of events) {
        const after = states.get(event.seq)
        if (!after) throw new Error(`dossier ${dossier.id} has no event ${event.seq}`)
        const before = states.get(event.seq - 1) ?? null
        const terms = deps.termsOf(after.procedure)
        const told = { event, before, after, terms, handler: await handlerFor(tx, event) }
        for (const message of messagesOf(told)) await keep(tx, deps, { dossier, message })
      }
    },
  }
}

function handlerFor(tx: Tx, { actor, officeId, occurredAt }: DossierEvent): Promise<Handler> {
  const personId = actor.startsWith('staff:') ? Number(actor.slice('staff:'.length)) : null
  return handlerOf(tx, { personId, officeId, day: toDay(occurredAt) })
}

type Keeping = { dossier: DossierRow; message: ReturnType<typeof messagesOf>[number] }

async function keep(
  tx: Tx,
  { isConfigured, now }: PortalMessagesDeps,
  { dossier, message }: Keeping,
) {
  await keepMessage(tx, {
    ...message,
    dossierId: dossier.id,
    id: idFrom('portal status', dossier.id, message.seq, message.place),
    scopes: dossier.scopes,
    now: now(),
    isConfigured,
  })
}
