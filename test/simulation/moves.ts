/** What may happen next in the made city: mostly what is sensible, sometimes anything by anybody. */
import { stepOf, type Task } from '../../src/catalogue/workflow.ts'
import type { Chance } from '../../src/demo/chance.ts'
import type { Command, FileCommand } from '../../src/dossier/commands.ts'
import { isOpen, type DossierState } from '../../src/dossier/dossier.ts'
import { toDay } from '../../src/lib/time.ts'
import type { Actor, Role, StaffActor } from '../../src/office/actor.ts'
import {
  decideDayOff,
  mergeInto,
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

/** What is decided over the city: a day off, a merger of two wards. Answers the commands that follow from it. */
export function cityMove(city: City, chance: Chance): Move[] {
  if (chance.isIn(0.7)) {
    const ahead = chance.between(1, 20)
    decideDayOff(city, toDay(new Date(city.now.getTime() + ahead * 86_400_000)))
    const command: Command = {
      type: 'reprojectClock',
      calendarVersion: city.calendar.document.version,
      reason: 'Thành phố quyết định nghỉ',
    }
    return city.dossiers.map((kept) => ({ by: systems.clock, command, kept }))
  }
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
      return {
        by: systems.clock,
        command: { type: 'changeOffices', reorganisation: DECISION, to: offices },
        kept,
      }
    })
}

export function filingMove(city: City, chance: Chance): Move {
  const open = WARDS.filter((ward) => !city.successors.has(ward))
  const ward = chance.one(open)
  const applicant = chance.one(city.people)
  const atCounter = chance.isIn(0.3)
  const canary = `Bí Mật ${city.serial + 1}`
  const command: FileCommand = {
    type: 'file',
    source: atCounter ? 'counter' : 'ownPortal',
    kindOfFiling: atCounter ? 'counter' : 'selfOnline',
    offices: { receiving: ward, competent: ward, returning: ward },
    applicantPersonId: applicant.personId,
    papers: [],
    result: { manner: 'electronic', copies: 0 },
    answers: { 'child.fullName': canary },
    ownerName: canary,
    applicantName: canary,
    phone: canary,
    fileNames: {},
  }
  const by = atCounter ? officialAt(city, 'receptionist', ward, chance) : applicant
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
      return chance.isIn(0.75)
        ? move(at('receptionist'), { type: 'accept', originals: ['birth-notice'] })
        : chance.isIn(0.6)
          ? supplement
          : move(at('receptionist'), { type: 'refuse', ...because })
    case 'awaitingSupplement':
      return move(kept.applicant, { type: 'supplement', papers: [], fileNames: {} })
    case 'finished':
      return move(at('receptionist'), { type: 'deliver', manner: 'counter', receiver: 'applicant' })
    case 'awaitingFee':
      return move(at('receptionist'), { type: 'recordFee', reference: 'BL-1', amount: 50_000 })
    case 'processing':
      return chance.isIn(0.12) ? supplement : workMove(city, kept, chance)
    case 'delivered':
    case 'refused':
    case 'withdrawn':
    case 'stopped':
      return move(at('officer'), { type: 'stop', ...because })
  }
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
