/** A small world for tests of the dossier: three wards, made people in every role, the law of a birth registration. */
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { sql } from 'kysely'
import { join } from 'node:path'
import { loadCalendar, type Calendar } from '../../src/calendar/calendar.ts'
import type { Terms } from '../../src/catalogue/terms.ts'
import type { Workflow } from '../../src/catalogue/workflow.ts'
import { checkout } from '../../src/checkout.ts'
import type { Db } from '../../src/db/connect.ts'
import type { Command, FileCommand } from '../../src/dossier/commands.ts'
import { handle, type DossierDeps, type Handled, type Request } from '../../src/dossier/handle.ts'
import type { Result } from '../../src/lib/result.ts'
import type { CitizenActor, Role, StaffActor, SystemActor } from '../../src/office/actor.ts'

export const CITY = 1
export const WARD = 101
export const OTHER_WARD = 102
export const THIRD_WARD = 103

/** The steps of 1.001193, as its published workflow has them. */
export const workflow: Workflow = {
  id: '1.001193',
  version: 1,
  decision: { number: 'thử', mark: 'toBeConfirmed' },
  start: 'examine',
  steps: [
    ['examine', 'examine', 'officer', ['draft']],
    ['draft', 'draft', 'officer', ['confirm']],
    ['confirm', 'confirm', 'applicant', ['register'], ['draft']],
    ['register', 'register', 'civilRegister', ['submit']],
    ['submit', 'submit', 'officer', ['sign']],
    ['sign', 'sign', 'leader', ['seal'], ['submit']],
    ['seal', 'seal', 'clerk', ['deliver']],
    ['deliver', 'deliver', 'receptionist', []],
  ].map(([id, task, waitsFor, next, back]) => ({
    id,
    title: { vi: String(id), en: String(id) },
    task,
    waitsFor,
    office: 'competent',
    manner: 'digital',
    next,
    ...(back ? { back } : {}),
  })) as Workflow['steps'],
}

export const terms: Terms = {
  procedureCode: '1.001193',
  procedureVersion: 1,
  procedureName: 'Đăng ký khai sinh',
  caseCode: '1.001193.01',
  formId: 'khai-sinh',
  formVersion: 1,
  workflow,
  limit: { value: 1, unit: 'workingDay' },
  clockPolicy: 'restart',
  draftSilence: { value: 1, unit: 'workingDay' },
  supplementRoundsWithoutGround: 1,
  supplementLimit: null,
  resultCode: 'KQ.G15.000031',
  resultName: 'Giấy khai sinh',
  resultTemplate: 'birth-certificate',
}

let hanoiCalendar: Calendar | undefined

/** Prepared once for all tests of a process: nothing ever changes in it. */
export function calendar(): Calendar {
  hanoiCalendar ??= loadCalendar(
    JSON.parse(readFileSync(join(checkout, 'data/calendars/hanoi.json'), 'utf8')),
  )
  return hanoiCalendar
}

export function depsFor(db: Db): DossierDeps {
  const hanoi = calendar()
  return {
    db,
    law: { calendar: () => hanoi, terms: () => terms },
    offices: {
      ancestorsOf: (id) => (id === CITY ? [] : [CITY]),
      agencyCodeOf: (id) => `H26.${id}`,
    },
    poke: () => undefined,
  }
}

/** The offices and people that foreign keys ask for. */
export async function furnish(owner: Db): Promise<void> {
  await sql`
    insert into office (id, kind, name, short_name, parent_id, agency_code, agency_code_is_stand_in, valid_from) values
      (${CITY}, 'city', 'UBND thành phố Hà Nội', 'Hà Nội', null, 'H26', false, '2025-07-01'),
      (${WARD}, 'commune', 'UBND phường Một', 'Phường Một', ${CITY}, 'H26.101', true, '2025-07-01'),
      (${OTHER_WARD}, 'commune', 'UBND phường Hai', 'Phường Hai', ${CITY}, 'H26.102', true, '2025-07-01'),
      (${THIRD_WARD}, 'commune', 'UBND phường Ba', 'Phường Ba', ${CITY}, 'H26.103', true, '2025-07-01')`.execute(
    owner,
  )
}

// Far above the ids that the database gives, so that a made person is never a real row.
let nextPerson = 1_900_000_000
export function staff(role: Role, officeId: number = WARD): StaffActor {
  const personId = nextPerson++
  return {
    kind: 'staff',
    personId,
    name: `Cán bộ ${personId}`,
    title: role,
    officeId,
    officeName: `Đơn vị ${officeId}`,
    assignmentId: personId,
    role,
    roles: [{ role, officeId }],
    scopes: [officeId],
  }
}

export function citizen(): CitizenActor {
  const personId = nextPerson++
  return { kind: 'citizen', personId, name: `Người dân ${personId}`, scopes: [personId] }
}

export const register: SystemActor = { kind: 'system', name: 'civilRegister', scopes: [CITY] }
export const clock: SystemActor = { kind: 'system', name: 'clock', scopes: [CITY] }

export function filing(applicant: CitizenActor, over: Partial<FileCommand> = {}): FileCommand {
  return {
    type: 'file',
    source: 'ownPortal',
    kindOfFiling: 'selfOnline',
    offices: { receiving: WARD, competent: WARD, returning: WARD },
    applicantPersonId: applicant.personId,
    papers: [
      {
        paper: 'giay-chung-sinh',
        files: [{ id: randomUUID(), sha256: 'ab'.repeat(32), size: 1234, mediaType: 'image/jpeg' }],
      },
    ],
    result: { manner: 'electronic', copies: 0 },
    answers: { 'child.fullName': 'Nguyễn Hoàng Minh Anh' },
    ownerName: 'Nguyễn Hoàng Minh Anh',
    applicantName: applicant.name,
    phone: '0912345678',
    fileNames: {},
    ...over,
  }
}

export const procedure = { code: '1.001193', version: 1, caseCode: '1.001193.01' }

/** Files a dossier and hands back its id and code; throws on a refusal. */
export async function fileFor(
  deps: DossierDeps,
  applicant: CitizenActor,
  over: Partial<Request> & { command?: FileCommand } = {},
): Promise<Handled> {
  return accepted(
    await handle(deps, {
      command: filing(applicant),
      by: applicant,
      key: randomUUID(),
      procedure,
      ...over,
    }),
  )
}

export async function act(
  deps: DossierDeps,
  id: string,
  by: Request['by'],
  command: Command,
): Promise<Result<Handled>> {
  return handle(deps, { id, by, command, key: randomUUID() })
}

export function accepted<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.refusal.code}: ${result.refusal.message}`)
  return result.value
}
