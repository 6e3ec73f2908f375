/** One act of the made month, by whoever would have done it, at the moment it is said to have happened. */
import { textAnswer } from '../catalogue/form.ts'
import { caseFor } from '../catalogue/needs.ts'
import type { Channel, Procedure } from '../catalogue/procedure.ts'
import { validateAnswers } from '../catalogue/validate.ts'
import type { Command } from '../dossier/commands.ts'
import type { DossierState } from '../dossier/dossier.ts'
import type { FiledPaper, Source } from '../dossier/events.ts'
import { handle, type Handled } from '../dossier/handle.ts'
import type { House } from '../house.ts'
import type { Result } from '../lib/result.ts'
import { dayOf, toInstant, toLocalMinute } from '../lib/time.ts'
import type { Actor, CitizenActor, StaffActor, SystemActor } from '../office/actor.ts'
import { confirmMoney, openOrder } from '../payment/acts.ts'
import { idFrom } from '../result/document-id.ts'
import type { ResultOrder } from '../result/open-case.ts'
import { sendDraft, submitForSigning } from '../result/prepare.ts'
import { sealResult } from '../result/seal.ts'
import { signResult } from '../result/sign.ts'
import { chanceOf } from './chance.ts'
import { GROUNDS } from './grounds.ts'
import type { MadeDossier } from './month.ts'
import type { Act } from './play.ts'
import { madeScan } from './scan.ts'

export type Desk = Record<'receptionist' | 'officer' | 'leader' | 'clerk', readonly StaffActor[]>

export type Performing = {
  house: House
  procedure: Procedure
  /** Officials of each ward. */
  desks: ReadonlyMap<number, Desk>
  /** The applicants' own accounts, by the dossier's number in the plan. */
  citizens: ReadonlyMap<number, CitizenActor>
  /** Offices above all others: as the portal sees dossiers. */
  top: readonly number[]
  /** What the acts so far have made of each dossier. */
  made: Map<number, { id: string; state: DossierState }>
}

/** The book of the made register: another one than the stand-in register writes, so that no number is given twice. */
const BOOK = '02'
const PAPER = 'birth-notice'

export async function perform(performing: Performing, act: Act): Promise<Result<Handled>> {
  const outcome = await carryOut(performing, act)
  if (outcome.ok) {
    const { id, state } = outcome.value
    performing.made.set(act.made.nth, { id, state })
  }
  return outcome
}

async function carryOut(performing: Performing, act: Act): Promise<Result<Handled>> {
  const { made } = act
  const desk = deskOf(performing, made.offices.competent, made.desk)
  switch (act.deed) {
    case 'file':
      return file(performing, act)
    case 'accept':
      return plain(performing, act, desk.receptionist, {
        type: 'accept',
        originals: [],
        ...postal(performing, act),
      })
    case 'claim':
      return plain(performing, act, desk.officer, { type: 'claim' })
    case 'examine': {
      const checks = ['identity', 'residence', 'marriage'].map((id) => ({ id, ok: true }))
      return plain(performing, act, desk.officer, { type: 'examine', checks })
    }
    case 'confirmDraft': {
      const by = applicantOf(performing, made)
      const who = by.kind === 'staff' ? 'counter' : 'applicant'
      return plain(performing, act, by, { type: 'confirmDraft', by: who })
    }
    case 'silence':
      return plain(performing, act, CLOCK, { type: 'confirmDraft', by: 'silence' })
    case 'registerEntry':
      return plain(performing, act, REGISTER, entryOf(act))
    case 'deliver': {
      const { manner } = made.birth
      await payBefore(performing, act, desk.receptionist)
      return plain(performing, act, desk.receptionist, {
        type: 'deliver',
        manner,
        receiver: 'applicant',
      })
    }
    case 'refuse':
      return plain(performing, act, desk.receptionist, { type: 'refuse', ...GROUNDS.refusal })
    case 'requestSupplement':
      return plain(performing, act, desk.receptionist, supplementRequest(made))
    case 'supplement':
      return supplement(performing, act)
    case 'requestWithdrawal': {
      const reason = GROUNDS.withdrawal
      return plain(performing, act, applicantOf(performing, made), {
        type: 'requestWithdrawal',
        reason,
      })
    }
    case 'confirmWithdrawal':
      return plain(performing, act, desk.receptionist, { type: 'confirmWithdrawal' })
    case 'stop':
      return plain(performing, act, desk.officer, { type: 'stop', ...GROUNDS.stop })
    case 'sendDraft':
    case 'submitForSigning':
    case 'sign':
    case 'seal':
      return onPaper(performing, { ...act, deed: act.deed }, desk)
  }
}

// ── who acts, and when ─────────────────────────────────────────────────────

const CLOCK: SystemActor = { kind: 'system', name: 'clock', scopes: [] }
const REGISTER: SystemActor = { kind: 'system', name: 'civilRegister', scopes: [] }

function deskOf({ desks }: Performing, office: number, which: number) {
  const people = desks.get(office)!
  const one = (all: readonly StaffActor[]): StaffActor => all[which % all.length]!
  return {
    receptionist: one(people.receptionist),
    officer: one(people.officer),
    leader: one(people.leader),
    clerk: one(people.clerk),
  }
}

/** Whoever speaks for the applicant: their account, the portal, or the desk that typed for them. */
function applicantOf(performing: Performing, { nth, source, offices, desk }: MadeDossier): Actor {
  const citizen = performing.citizens.get(nth)
  if (citizen) return citizen
  if (source === 'nationalPortal') return { kind: 'system', name: 'portal', scopes: performing.top }
  return deskOf(performing, offices.receiving, desk).receptionist
}

/** The clock and the register work under the worker's role. */
function doorOf({ house }: Performing, by: Actor) {
  const isWorker = by.kind === 'system' && by.name !== 'portal'
  return house.dossier(isWorker ? house.worker : house.app)
}

function keyOf({ made, place }: Act): string {
  return idFrom('demo', made.nth, place)
}

/** The minute of the plan with seconds of its own. */
function momentOf({ made, at, place }: Act): Date {
  return new Date(toInstant(at).getTime() + ((made.nth * 37 + place * 11) % 60) * 1000)
}

async function plain(
  performing: Performing,
  act: Act,
  by: Actor,
  command: Command,
): Promise<Result<Handled>> {
  return handle(doorOf(performing, by), {
    command,
    by,
    id: performing.made.get(act.made.nth)!.id,
    key: keyOf(act),
    origin: 'demo',
    occurredAt: momentOf(act),
    ...(by.kind === 'staff' && { officeId: by.officeId }),
  })
}

/** What is owed is paid in cash before the result is handed out. */
async function payBefore(performing: Performing, act: Act, by: StaffActor): Promise<void> {
  const { house, made } = performing
  const at = momentOf(act)
  const dossierId = made.get(act.made.nth)!.id
  const deps = { ...house.payment(house.app), now: () => at }
  const order = await openOrder(deps, { dossierId, by, method: 'cash', key: keyOf(act) })
  if (!order.ok) return
  const { id: orderId, reference: paymentId } = order.value
  const as = { origin: 'demo' as const, occurredAt: at }
  await confirmMoney(deps, { dossierId, orderId, by, paymentId, as })
}

/** The postman hands over when the counter takes it in. */
function postal({ made }: Performing, act: Act) {
  const { state } = made.get(act.made.nth)!
  const isByPost = state.kindOfFiling === 'post' && state.supplementRounds === 0
  return isByPost ? { postal: { at: toLocalMinute(momentOf(act)) } } : {}
}

// ── the acts that are more than a command ──────────────────────────────────

const CHANNEL: Record<Source, Channel> = {
  nationalPortal: 'online',
  ownPortal: 'online',
  agent: 'online',
  assisted: 'online',
  counter: 'counter',
  post: 'post',
}

async function file(performing: Performing, act: Act): Promise<Result<Handled>> {
  const { house, procedure } = performing
  const { made } = act
  const today = dayOf(act.at)
  const form = house.law.form(procedure.form.id, procedure.form.version)
  const facts = { today, codeLists: house.law.codeLists }
  const { answers, problems } = validateAnswers(form, made.birth.answers, facts)
  if (problems[0]) throw new Error(`made dossier ${made.nth}: ${problems[0].message}`)
  const by = applicantOf(performing, made)
  const { code: caseCode } = caseFor(procedure, answers, { channel: CHANNEL[made.source], today })
  const scanned = await scan(performing, act)
  const applicantName = textAnswer(answers, form.applicant)
  return handle(doorOf(performing, by), {
    command: {
      type: 'file',
      source: made.source,
      kindOfFiling: made.kindOfFiling,
      ...(made.portalCode && { portalCode: made.portalCode }),
      offices: made.offices,
      applicantPersonId: performing.citizens.get(made.nth)?.personId ?? null,
      ...scanned,
      result: { manner: made.birth.manner, copies: made.birth.copies },
      answers,
      ownerName: textAnswer(answers, form.owner),
      applicantName,
      phone: made.phone,
    },
    by,
    key: keyOf(act),
    procedure: { code: procedure.code, version: procedure.version, caseCode },
    origin: 'demo',
    occurredAt: momentOf(act),
    ...(by.kind === 'staff' && { officeId: by.officeId }),
  })
}

async function scan(
  { house }: Performing,
  act: Act,
): Promise<{ papers: FiledPaper[]; fileNames: Record<string, string> }> {
  const bytes = madeScan(chanceOf(`scan ${act.made.nth} ${act.place}`))
  const stored = await house.files.put(bytes, 'image/png')
  const id = idFrom('demo file', act.made.nth, act.place)
  return {
    papers: [{ paper: PAPER, files: [{ id, ...stored }] }],
    fileNames: { [id]: 'giấy chứng sinh.png' },
  }
}

function supplementRequest(made: MadeDossier): Command {
  const { faults, reason, legalBasis } = GROUNDS.supplement
  const { fault, marks } = faults[made.nth % faults.length]!
  const file = idFrom('demo file', made.nth, FILED)
  const seen = marks.map((mark) => ({ file, page: 1, ...mark }))
  const found = { paper: PAPER, fault, ...(seen.length > 0 && { marks: seen }) }
  return { type: 'requestSupplement', faults: [found], reason, legalBasis }
}

/** The first thing that happens to a dossier: with it came the picture. */
const FILED = 0

async function supplement(performing: Performing, act: Act): Promise<Result<Handled>> {
  const scanned = await scan(performing, act)
  return plain(performing, act, applicantOf(performing, act.made), {
    type: 'supplement',
    ...scanned,
  })
}

function entryOf({ made, at, number }: Act): Command {
  const day = dayOf(at)
  const year = day.slice(0, 4)
  const { answers } = made.birth
  const digit = 2 + (answers['child.sex'] === 'female' ? 1 : 0)
  const born = String(answers['child.birthOn']).slice(2, 4)
  return {
    type: 'recordRegisterEntry',
    register: 'hotich',
    book: `${BOOK}/${year}`,
    number: `${number}/${year}`,
    registeredOn: day,
    reference: `HT-DEMO-${made.nth}`,
    personalNumber: `001${digit}${born}${String(500_000 + made.nth)}`,
  }
}

type PaperAct = Act & { deed: 'sendDraft' | 'submitForSigning' | 'sign' | 'seal' }

/** Drafts, signatures and seals of the month are real papers: set, signed and verified as on any other day. */
async function onPaper(
  performing: Performing,
  act: PaperAct,
  desk: ReturnType<typeof deskOf>,
): Promise<Result<Handled>> {
  const { house, made } = performing
  const { id, state } = made.get(act.made.nth)!
  const occurredAt = momentOf(act)
  const deps = { ...house.result(house.app), now: () => occurredAt }
  const order = (by: StaffActor): ResultOrder => ({
    dossierId: id,
    by,
    key: keyOf(act),
    origin: 'demo',
    occurredAt,
  })
  switch (act.deed) {
    case 'sendDraft':
      return sendDraft(deps, order(desk.officer))
    case 'submitForSigning':
      return submitForSigning(deps, { ...order(desk.officer), leaderId: desk.leader.personId })
    case 'sign':
      return signResult(deps, { ...order(desk.leader), seenHash: state.result!.documentHash })
    case 'seal':
      return sealResult(deps, order(desk.clerk))
  }
}
