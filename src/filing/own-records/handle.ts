/** Asking about one's own data, and answering: each in one transaction that looks again at who may. */
import { isUuid } from '../../lib/ids.ts'
import { NotFound } from '../../lib/problem.ts'
import { toDay } from '../../lib/time.ts'
import type { CitizenActor, StaffActor } from '../../office/actor.ts'
import type { OwnRecordsDeps } from './deps.ts'
import { extendedTo, termsFor } from './request.ts'
import type { RequestKind } from './law.ts'
import {
  answersForCity,
  closeRequest,
  extend,
  giveConsent,
  insertRequest,
  markSeen,
  requestById,
  takeOver,
  withdrawConsent,
  type DataRequestRow,
} from './store.ts'

export type AskedAbout = { key: string; kind: RequestKind; about: string; words: string }

export async function askAbout(
  deps: OwnRecordsDeps,
  { personId }: CitizenActor,
  { key, ...asked }: AskedAbout,
): Promise<void> {
  const at = deps.now()
  const law = { law: deps.personalData, calendar: deps.law.calendar() }
  const terms = termsFor(law, asked.kind, at)
  await insertRequest(deps.db, { ...asked, id: key, personId, askedAt: at, ...terms }, toDay(at))
}

/** Only one's own, and only while nobody has answered. */
export async function takeBack(
  { db, now }: OwnRecordsDeps,
  { personId }: CitizenActor,
  id: string,
): Promise<void> {
  if (!isUuid(id)) throw new NotFound()
  await db.transaction().execute(async (tx) => {
    const row = await requestById(tx, id, { lock: true })
    if (row?.personId !== personId) throw new NotFound()
    await closeRequest(tx, { id, state: 'taken back', by: personId, at: now(), answer: null })
  })
}

export async function decideConsent(
  { db, now, personalData }: OwnRecordsDeps,
  { personId }: CitizenActor,
  { purpose, isGiven }: { purpose: string; isGiven: boolean },
): Promise<void> {
  const consent = personalData.consents.find((each) => each.purpose === purpose)
  if (consent === undefined) throw new NotFound()
  const of = { personId, purpose, at: now() }
  await (isGiven ? giveConsent(db, { ...of, version: consent.version }) : withdrawConsent(db, of))
}

export type StaffDeed =
  | { type: 'see' | 'take' }
  | { type: 'extend'; why: string }
  | { type: 'grant' | 'refuse'; answer: string }

/** `late`: somebody answered before, or it was made later once already. */
export async function answerRequest(
  deps: OwnRecordsDeps,
  { id, me, deed }: { id: string; me: StaffActor; deed: StaffDeed },
): Promise<'done' | 'late'> {
  const at = deps.now()
  return deps.db.transaction().execute(async (tx) => {
    const row = isUuid(id) ? await requestById(tx, id, { lock: true }) : undefined
    const isTheirs = await answersForCity(tx, me.personId, toDay(at))
    if (row === undefined || !isTheirs || isOwn(row, me)) throw new NotFound()
    if (row.state !== 'open') return 'late'
    switch (deed.type) {
      case 'see':
        await markSeen(tx, id, at)
        return 'done'
      case 'take':
        await takeOver(tx, id, me.personId)
        return 'done'
      case 'extend': {
        if (row.extendedFor !== null) return 'late'
        const law = { law: deps.personalData, calendar: deps.law.calendar() }
        await extend(tx, { id, why: deed.why, doneBy: extendedTo(law, row.doneBy) })
        return 'done'
      }
      case 'grant':
      case 'refuse': {
        const state = deed.type === 'grant' ? 'granted' : 'refused'
        await closeRequest(tx, { id, state, by: me.personId, at, answer: deed.answer })
        return 'done'
      }
    }
  })
}

/** Nobody answers what they asked in private life. */
export function isOwn(row: DataRequestRow, me: StaffActor): boolean {
  return row.personId === me.personId || (me.conflicts?.accounts ?? []).includes(row.personId)
}
