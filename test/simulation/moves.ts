/** What may happen next in the made city: mostly what is sensible, sometimes anything by anybody. */
import { stepOf, type Task } from '../../src/catalogue/workflow.ts'
import type { Chance } from '../../src/demo/chance.ts'
import type { Command, FileCommand } from '../../src/dossier/commands.ts'
import { isOpen, type DossierState } from '../../src/dossier/dossier.ts'
import { toDay, toLocalMinute } from '../../src/lib/time.ts'
import type { Actor, Role, StaffActor } from '../../src/office/actor.ts'
import {
  decideDayOff,
  mergeInto,
  NEWER,
  systems,
  termsOf,
  versions,
  WARDS,
  type City,
  type Kept,
} from './city.ts'
import type { Asked } from './door.ts'

export type Move = Omit<Asked, 'city'> & { version?: number }

const hash = (n: number): string => n.toString(16).padStart(2, '0').repeat(32)
const document = { documentId: '01a1fd5a-8f48-7a69-9c66-14cf27a813d4', sha256: hash(1) }
const signed = { documentId: document.documentId, signedHash: hash(2), certificate: 'c' }
const because = { reason: 'Lý do trong mô phỏng', legalBasis: 'NĐ 61/2018 Đ17' }
const DECISION = { id: document.documentId, number: '1/NQ' }

/** What is decided over the city: a day off, an interruption, another law, a merger of two wards. Answers what follows from it. */
export function cityMove(city: City, chance: Chance): Move[] {
  const kind = chance.weighted({ dayOff: 4, outage: 3, outageEnds: 4, law: 2, merger: 1 })
  switch (kind) {
    case 'dayOff':
      return dayOff(city, chance)
    case 'outage':
      return outage(city, chance)
    case 'outageEnds':
      return outageEnds(city)
    case 'law':
      return otherLaw(city, chance)
    case 'merger':
      return merger(city)
  }
}

function dayOff(city: City, chance: Chance): Move[] {
  const ahead = chance.between(1, 20)
  decideDayOff(city, toDay(new Date(city.now.getTime() + ahead * 86_400_000)))
  const command: Command = {
    type: 'reprojectClock',
    calendarVersion: city.calendar.document.version,
    reason: 'Thành phố quyết định nghỉ',
  }
  return city.dossiers.map((kept) => ({ by: systems.clock, command, kept }))
}

function outage(city: City, chance: Chance): Move[] {
  const ward = chance.one(WARDS)
  const stands = city.dossiers.filter(
    ({ state }) =>
      isOpen(state) && state.clock && !state.clock.stoppedAt && state.offices.competent === ward,
  )
  const reference = `outage ${++city.serial}`
  city.outages.push({ reference, stands })
  const command: Command = { type: 'suspendClock', cause: 'outage', reference, ...because }
  return stands.map((kept) => ({ by: systems.clock, command, kept }))
}

function outageEnds(city: City): Move[] {
  const over = city.outages.shift()
  if (!over) return []
  const { reference, stands } = over
  const command: Command = { type: 'resumeSuspended', cause: 'outage', reference }
  return stands.map((kept) => ({ by: systems.clock, command, kept }))
}

function otherLaw(city: City, chance: Chance): Move[] {
  const command: Command = {
    type: 'moveToLaw',
    decision: { id: document.documentId, number: '1/QĐ' },
    to: { version: NEWER, caseCode: termsOf({ version: NEWER }).caseCode },
    clock: chance.one(['keepRemaining', 'restart']),
    reason: 'Luật mới có lợi hơn cho người dân',
  }
  return city.dossiers
    .filter(({ state }) => isOpen(state) && state.procedure.version === 1)
    .map((kept) => ({ by: systems.clock, command, kept }))
}

function merger(city: City): Move[] {
  const open = WARDS.filter((ward) => !city.successors.has(ward))
  if (open.length < 2) return []
  const [from, to] = [open[0]!, open[1]!]
  mergeInto(city, from, to)
  const at = (office: number): number => (office === from ? to : office)
  return city.dossiers
    .filter(({ state }) => isOpen(state))
    .map((kept) => {
      const { receiving, competent, returning } = kept.state.offices
      const offices = {
        receiving: at(receiving),
        competent: at(competent),
        returning: at(returning),
      }
      const command: Command = {
        type: 'changeOffices',
        reorganisation: DECISION,
        to: offices,
        others: [{ from, to }],
      }
      return { by: systems.clock, command, kept }
    })
}

export function filingMove(city: City, chance: Chance): Move {
  const open = WARDS.filter((ward) => !city.successors.has(ward))
  const ward = chance.one(open)
  const applicant = chance.one(city.people)
  const atCounter = chance.isIn(0.3)
  const canary = `Bí Mật ${city.serial + 1}`
  const isPost = chance.isIn(0.1)
  // Filed at another ward, which receives it for the one that decides.
  const receiving = atCounter && chance.isIn(0.2) ? chance.one(open) : ward
  const command: FileCommand = {
    type: 'file',
    source: isPost ? 'post' : atCounter ? 'counter' : 'ownPortal',
    kindOfFiling: isPost ? 'post' : atCounter ? 'counter' : 'selfOnline',
    offices: { receiving, competent: ward, returning: ward },
    applicantPersonId: applicant.personId,
    papers: [],
    result: { manner: 'electronic', copies: 0 },
    answers: {
      'child.fullName': canary,
      'support.wanted': chance.isIn(0.5),
      'fixed.wanted': chance.isIn(0.5),
      'residence.address': { commune: '00102', detail: canary },
    },
    ownerName: canary,
    applicantName: canary,
    phone: canary,
    fileNames: {},
  }
  const by = isPost || atCounter ? officialAt(city, 'receptionist', receiving, chance) : applicant
  return { by, command, kept: null, version: chance.one(versions) }
}

function officialAt(city: City, role: Role, office: number, chance: Chance): StaffActor {
  const there = city.staff.filter((each) => each.role === role && each.officeId === office)
  return chance.one(there)
}

/** The next thing that is sensible for this dossier. */
export function sensibleMove(city: City, kept: Kept, chance: Chance): Move {
  const { state } = kept
  const at = (role: Role): StaffActor => officialAt(city, role, state.offices.competent, chance)
  const move = (by: Actor, command: Command): Move => ({ by, command, kept })
  const supplement = move(at(chance.one(['receptionist', 'officer'])), {
    type: 'requestSupplement',
    faults: [{ paper: 'birth-notice', fault: 'Ảnh mờ' }],
    ...(chance.isIn(0.7) && { ground: 'Luật Hộ tịch Đ16' }),
    ...because,
  })
  switch (state.phase.at) {
    case 'submitted':
      if (state.duplicateOf)
        return move(at('receptionist'), {
          type: 'clearDuplicate',
          reason: 'Hai con sinh đôi',
          outcome: 'separate',
        })
      if (chance.isIn(0.05))
        return move(systems.clock, {
          type: 'suspectDuplicate',
          of: [{ dossier: document.documentId, code: 'x' }],
        })
      if (state.offices.receiving !== state.offices.competent) {
        const there = officialAt(city, 'receptionist', state.offices.receiving, chance)
        if (state.crossOffice === undefined)
          return move(there, { type: 'receiveForAnother', originals: [] })
        if (state.crossOffice.handedAt === undefined)
          return move(there, { type: 'handToCompetent', slip: null })
      }
      return chance.isIn(0.75)
        ? move(at('receptionist'), {
            type: 'accept',
            originals: ['birth-notice'],
            ...(state.kindOfFiling === 'post' &&
              state.supplementRounds === 0 &&
              state.offices.receiving === state.offices.competent && {
                postal: { at: toLocalMinute(new Date(state.submittedAt)) },
              }),
          })
        : chance.isIn(0.6)
          ? supplement
          : move(at('receptionist'), { type: 'refuse', ...because })
    case 'awaitingSupplement':
      return move(kept.applicant, { type: 'supplement', papers: [], fileNames: {} })
    case 'finished':
      // Now and then the counter tries to hand out all the same what was taken back.
      if (state.revocation && chance.isIn(0.7))
        return state.revocation.on === null
          ? move(at('clerk'), { type: 'revokeResult', on: toDay(city.now) })
          : move(at('receptionist'), { type: 'handOverRevocation', ...toApplicant })
      if (!state.revocation && chance.isIn(0.15)) return move(at('leader'), revocation)
      return move(at('receptionist'), { type: 'deliver', ...toApplicant })
    case 'awaitingFee':
      return move(at('receptionist'), {
        type: 'recordFee',
        reference: 'BL-1',
        amount: state.phase.amount,
      })
    case 'processing': {
      if (chance.isIn(0.1)) return supplement
      if (chance.isIn(0.05))
        return move(at('officer'), {
          type: 'requestFee',
          amount: 50_000,
          currency: 'VND',
          ...because,
        })
      if (chance.isIn(0.06) && state.clock)
        return move(at('leader'), {
          type: 'apologise',
          to: toDay(new Date(city.now.getTime() + chance.between(1, 12) * 86_400_000)),
          paper: { documentId: document.documentId, sha256: hash(7) },
          ...because,
        })
      return legMove(city, kept, chance) ?? workMove(city, kept, chance)
    }
    case 'delivered':
    case 'refused':
    case 'withdrawn':
    case 'stopped':
      return move(at('officer'), { type: 'stop', ...because })
  }
}

/** What an agency does with its leg, or the citizen for it; null when no leg waits for anybody. */
function legMove(city: City, kept: Kept, chance: Chance): Move | null {
  const { state } = kept
  const running = state.legs?.filter(({ ended }) => ended === null) ?? []
  if (running.length === 0 || chance.isIn(0.2)) return null
  const { leg, where, office, acknowledgedAt, asked } = chance.one(running)
  const of = (by: Actor, command: Command): Move => ({ by, command, kept })
  if (asked) return of(kept.applicant, { type: 'answerLeg', leg, papers: [], fileNames: {} })
  const there =
    where === 'outside'
      ? systems.partner
      : officialAt(city, 'officer', office ?? state.offices.competent, chance)
  if (acknowledgedAt === null) return of(there, { type: 'acknowledgeLeg', leg, reference: null })
  if (chance.isIn(0.2))
    return of(there, {
      type: 'askLeg',
      leg,
      faults: [{ paper: 'birth-notice', fault: 'Mờ' }],
      ...because,
    })
  if (leg === 'birth') return null
  if (chance.isIn(0.15))
    return of(there, { type: 'endLeg', leg, outcome: 'refused', ...because, result: null })
  const result = { name: 'Kết quả', number: '1', on: toDay(city.now), sha256: null }
  const makesNone = leg === 'fixed'
  return of(there, { type: 'endLeg', leg, outcome: 'done', result: makesNone ? null : result })
}

function holderOf(city: City, { holder }: DossierState): StaffActor | undefined {
  return city.staff.find(({ personId }) => personId === holder)
}

/** What the workflow waits for, by whoever it waits for. */
function workMove(city: City, kept: Kept, chance: Chance): Move {
  const { state } = kept
  const workflow = termsOf(state.procedure).workflow
  const officer = officialAt(city, 'officer', state.offices.competent, chance)
  if (state.holder === null) return { by: officer, command: { type: 'claim' }, kept }
  if (state.isWithdrawalAsked)
    return {
      by: officialAt(city, 'receptionist', state.offices.competent, chance),
      command: { type: 'confirmWithdrawal' },
      kept,
    }
  const step = stepOf(workflow, chance.one(state.active))
  const [by, command] = deed(city, { kept, task: step.task, step: step.id }, chance)
  return { by, command, kept }
}

function deed(
  city: City,
  { kept, task, step }: { kept: Kept; task: Task; step: string },
  chance: Chance,
): [Actor, Command] {
  const { state } = kept
  const { competent } = state.offices
  const holder = holderOf(city, state) ?? officialAt(city, 'officer', competent, chance)
  const leader = officialAt(city, 'leader', competent, chance)
  switch (task) {
    case 'examine':
      return [holder, { type: 'examine', checks: [{ id: 'content', ok: true }] }]
    case 'draft':
      return [holder, { type: 'sendDraft', ...document }]
    case 'confirm':
      return chance.isIn(0.8)
        ? [kept.applicant, { type: 'confirmDraft', by: 'applicant' }]
        : [kept.applicant, { type: 'returnDraft', note: 'Sai dấu' }]
    case 'register':
      return [systems.civilRegister, registered]
    case 'submit':
      return [holder, { type: 'submitForSigning', ...document }]
    case 'sign':
      return chance.isIn(0.85)
        ? [leader, signing]
        : [leader, { type: 'declineSigning', reason: 'Sai nơi sinh' }]
    case 'seal':
      return [officialAt(city, 'clerk', competent, chance), sealing]
    case 'deliver':
      return [holder, { type: 'stop', ...because }]
    case 'leg':
      return [systems.clock, { type: 'completeStep', step }]
    case 'work':
    case 'consult': {
      const waiting = state.waiting?.find((each) => each.step === step)
      const office = waiting?.office ?? competent
      const open = city.staff.some((each) => each.officeId === office) ? office : competent
      return chance.isIn(0.8)
        ? [officialAt(city, 'officer', open, chance), { type: 'completeStep', step }]
        : [systems.clock, { type: 'completeStep', step }]
    }
  }
}

const toApplicant = { manner: 'counter', receiver: 'applicant' } as const
const revocation: Command = {
  type: 'decideRevocation',
  decision: { number: '15/QĐ-UBND', on: '2026-11-20' },
  why: 'falseDeclaration',
  ...because,
}
const registered: Command = {
  type: 'recordRegisterEntry',
  register: 'birth',
  book: '01/2026',
  number: '12',
  registeredOn: '2026-11-23',
  reference: 'r',
  personalNumber: '001326000001',
}
const signing: Command = {
  type: 'recordSigned',
  ...signed,
  documentHash: document.sha256,
  capacity: 'Chủ tịch',
}
const sealing: Command = {
  type: 'recordSealed',
  ...signed,
  sealedHash: hash(3),
  number: '7',
  on: '2026-11-23',
}

/** Anything by anybody: most of it must be refused, and none of it may break anything. */
export function anyMove(city: City, kept: Kept, chance: Chance): Move {
  const people: Actor[] = [
    ...city.staff,
    ...city.people,
    ...Object.values(systems),
    { kind: 'public', scopes: [] },
  ]
  const to = chance.one(city.staff).personId
  const leg = chance.one(['residence', 'insurance'])
  const commands: Command[] = [
    { type: 'accept', originals: [] },
    { type: 'refuse', ...because },
    { type: 'claim' },
    { type: 'examine', checks: [{ id: 'content', ok: chance.isIn(0.5) }] },
    { type: 'sendDraft', ...document },
    { type: 'confirmDraft', by: chance.one(['applicant', 'counter', 'silence']) },
    { type: 'returnDraft', note: 'Sai dấu' },
    registered,
    { type: 'submitForSigning', ...document },
    { type: 'declineSigning', reason: 'Sai' },
    signing,
    sealing,
    { type: 'deliver', manner: 'electronic', receiver: 'applicant' },
    revocation,
    { type: 'revokeResult', on: toDay(city.now) },
    { type: 'handOverRevocation', ...toApplicant },
    { type: 'requestWithdrawal', reason: 'Nộp nhầm nơi' },
    { type: 'confirmWithdrawal' },
    { type: 'stop', ...because },
    { type: 'supplement', papers: [], fileNames: {} },
    { type: 'completeStep', step: 'opinion' },
    { type: 'handOver', to, reason: 'Nghỉ phép' },
    { type: 'reassign', to, reason: 'Quá tải' },
    { type: 'release', reason: 'Chuyển việc' },
    { type: 'acknowledgeLeg', leg, reference: null },
    { type: 'endLeg', leg, outcome: 'done', result: null },
    { type: 'link', dossier: document.documentId, code: 'x', why: 'complaint' },
    { type: 'clearDuplicate', reason: 'Hai con' },
  ]
  return { by: chance.one(people), command: chance.one(commands), kept }
}
