/**
 * What an agency says of its leg, taken once and in the order of its own numbers: whatever is sent twice, overtaken or lost and
 * sent again on the way, the leg ends in the same state. What cannot be applied is kept and listed, never guessed and never lost.
 */
import { inContext } from '../db/context.ts'
import type { Tx } from '../db/connect.ts'
import type { DossierState } from '../dossier/dossier.ts'
import { changeOne } from '../dossier/handle.ts'
import type { LegState } from '../dossier/legs/leg.ts'
import { dossierIdByCode, lockDossier, stateById } from '../dossier/store.ts'
import { canonical, sha256Hex } from '../lib/canonical.ts'
import { derivedId } from '../lib/ids.ts'
import { Conflict, Invalid, NotFound } from '../lib/problem.ts'
import { cleanInput } from '../lib/text.ts'
import { parseDay } from '../lib/time.ts'
import { idFrom } from '../result/document-id.ts'
import { contentOf } from './files.ts'
import { meaningOf, partnerNamed, partnerOfKey, type Partner } from './partner.ts'
import { partnerActor, type PartnerDeps } from './partner-deps.ts'
import type { LegStatus, Taken } from './partner-schema.ts'
import { commandsFor, missingMembers, type KeptStatus } from './partner-steps.ts'
import {
  arrivalNumbered,
  keepLegArrival,
  lastSettled,
  settleArrival,
  type LegArrival,
  type OfLeg,
} from './partner-store.ts'

/** The agency that signed with this key; NotFound for a key of nobody. */
export function senderOf({ partners }: PartnerDeps, keyId: string): Partner {
  const partner = partnerOfKey(partners, keyId)
  if (partner) return partner
  throw new NotFound()
}

/** Takes one message. Throws Invalid, NotFound (no leg of this agency), Conflict (another content under the number). */
export async function takeFromPartner(
  deps: PartnerDeps,
  message: LegStatus,
  keyId: string,
): Promise<Taken> {
  const partner = senderOf(deps, keyId)
  const body = await checked(deps, message, partner)
  const contentSha256 = contentHash(message)
  const taken = await inContext(deps.db, partnerActor(deps.directory), async (tx) => {
    const found = await legOf(tx, message, partner)
    const of = { dossierId: found.dossierId, leg: message.leg }
    const before = await arrivalNumbered(tx, { ...of, number: message.number })
    if (before) return sameArrival(before, contentSha256)
    const isTooLate = message.number <= (await lastSettled(tx, of))
    const { messageId, number } = message
    const state = isTooLate ? 'declined' : 'waiting'
    const kept = {
      ...of,
      messageId,
      number,
      partner: partner.id,
      contentSha256,
      body,
      state,
    } as const
    const reason = isTooLate ? 'Tin đến sau khi người xem đã bỏ qua số này.' : null
    await keepLegArrival(tx, { ...kept, reason, scopes: found.scopes, receivedAt: deps.now() })
    await applyNext(deps, tx, of)
    return (await arrivalNumbered(tx, { ...of, number }))!
  })
  deps.dossier.poke()
  return {
    messageId: message.messageId,
    number: taken.number,
    state: taken.state,
    reason: taken.reason,
  }
}

function contentHash(message: LegStatus): string {
  try {
    return sha256Hex(canonical(message))
  } catch {
    throw new Invalid({ code: 'text', message: 'Nội dung gửi đến có ký tự không hợp lệ.' })
  }
}

/** Complete for what its code means, with its file in the store; a code that nobody knows asks for nothing more. */
async function checked(
  { files }: PartnerDeps,
  message: LegStatus,
  partner: Partner,
): Promise<KeptStatus> {
  const meaning = meaningOf(partner, message.status)
  const { result, ...rest } = message
  const content = result?.file && (await contentOf(result.file, 'result.file'))
  const isDay = result === undefined || parseDay(result.on) !== undefined
  const isMoment = /(Z|[+-]\d{2}:\d{2})$/.test(message.at) && !Number.isNaN(Date.parse(message.at))
  const problems = [
    ...(meaning ? missingMembers(meaning, message) : []),
    ...(content && 'code' in content ? [content] : []),
    ...(isDay ? [] : [{ code: 'date', field: 'result.on', message: 'Ngày cấp không có thật.' }]),
    ...(isMoment
      ? []
      : [{ code: 'at', field: 'at', message: 'Thời điểm phải có thật và có múi giờ.' }]),
  ]
  if (problems.length > 0) throw new Invalid(problems)
  const cleaned = cleanWords(rest)
  if (result === undefined) return cleaned
  if (content && 'bytes' in content) await files.put(content.bytes, content.mediaType)
  const { name, number, on } = result
  return { ...cleaned, result: { name, number, on, sha256: result.file?.sha256 ?? null } }
}

type Words = Omit<LegStatus, 'result'>
function cleanWords({ reason, legalBasis, note, missing, ...rest }: Words): Words {
  return {
    ...rest,
    ...(reason !== undefined && { reason: cleanInput(reason) }),
    ...(legalBasis !== undefined && { legalBasis: cleanInput(legalBasis) }),
    ...(note !== undefined && { note: cleanInput(note) }),
    ...(missing && {
      missing: missing.map((each) => ({ ...each, fault: cleanInput(each.fault) })),
    }),
  }
}

/** The dossier, locked, if the agency has a leg of it; whether it exists otherwise is nobody's business. */
async function legOf(
  tx: Tx,
  { dossier, leg }: Pick<LegStatus, 'dossier' | 'leg'>,
  partner: Partner,
): Promise<{ dossierId: string; scopes: readonly number[] }> {
  const dossierId = await dossierIdByCode(tx, dossier)
  const locked = dossierId && (await lockDossier(tx, dossierId, idFrom('partner lock', dossierId)))
  if (!dossierId || !locked || ownLeg(locked.state, leg, partner.id) === undefined)
    throw new NotFound()
  return { dossierId, scopes: locked.scopes }
}

export function ownLeg(
  { legs = [] }: DossierState,
  leg: string,
  partnerId: string,
): LegState | undefined {
  return legs.find(
    (each) => each.leg === leg && each.where === 'outside' && each.partner === partnerId,
  )
}

function sameArrival(before: LegArrival, contentSha256: string): LegArrival {
  if (before.contentSha256 === contentSha256) return before
  throw new Conflict('Số thứ tự này đã được dùng cho một tin có nội dung khác.', 'numberUsed')
}

/** Everything whose turn it is, one number after the other; a gap stops it. */
async function applyNext(deps: PartnerDeps, tx: Tx, of: OfLeg): Promise<void> {
  for (let number = (await lastSettled(tx, of)) + 1; ; number += 1) {
    const arrival = await arrivalNumbered(tx, { ...of, number })
    if (arrival?.state !== 'waiting') return
    await applyOne(deps, tx, { ...of, arrival })
  }
}

/** An operator's second try: with the codes as they are known now, past a number that will not come. False when nothing is left to do. */
export async function applyAgain(
  deps: PartnerDeps,
  tx: Tx,
  of: OfLeg & { number: number },
): Promise<boolean> {
  const locked = await lockDossier(tx, of.dossierId, idFrom('partner lock', of.dossierId))
  const arrival = locked ? await arrivalNumbered(tx, of) : undefined
  if (!arrival || arrival.state === 'applied') return false
  await applyOne(deps, tx, { ...of, arrival })
  await applyNext(deps, tx, of)
  return true
}

async function applyOne(
  deps: PartnerDeps,
  tx: Tx,
  { arrival, ...of }: OfLeg & { arrival: LegArrival },
): Promise<void> {
  const { number, body } = arrival
  const partner = partnerNamed(deps.partners, arrival.partner)
  const meaning = partner && meaningOf(partner, body.status)
  const lacking = meaning ? missingMembers(meaning, body) : []
  const no = lacking[0]?.message ?? (await giveCommands(deps, tx, { ...of, arrival, meaning }))
  const state = no !== null ? 'declined' : meaning === undefined ? 'codeUnknown' : 'applied'
  await settleArrival(tx, { ...of, number, state, reason: no, now: deps.now() })
}

type Giving = OfLeg & { arrival: LegArrival; meaning: ReturnType<typeof meaningOf> }

/** null: all of them are done; else the first lawful no, in words. */
async function giveCommands(
  deps: PartnerDeps,
  tx: Tx,
  { dossierId, leg, arrival, meaning }: Giving,
): Promise<string | null> {
  const state = await stateById(tx, dossierId)
  const own = state && ownLeg(state, leg, arrival.partner)
  if (!own) return 'Hồ sơ không còn chặng này.'
  const key = idFrom('partner message', arrival.partner, dossierId, leg, arrival.number)
  for (const command of commandsFor(meaning, arrival.body, own)) {
    const outcome = await changeOne(deps.dossier, tx, {
      id: dossierId,
      command,
      by: partnerActor(deps.directory),
      key: derivedId(key, command.type),
      occurredAt: momentOf(arrival.body.at, deps.now()),
    })
    if (!outcome.ok) return outcome.refusal.message
  }
  return null
}

/** When it happened there; a clock that runs ahead of ours is not believed. */
function momentOf(at: string, now: Date): Date {
  const claimed = new Date(at)
  return claimed < now ? claimed : now
}
