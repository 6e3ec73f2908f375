/** The people of the access matrix: everybody who may or may not see one dossier, each in a browser of their own. */
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { RouteOptions } from 'fastify'
import type { Command } from '../../src/dossier/commands.ts'
import { startDispatcher } from '../../src/dossier/dispatcher.ts'
import { handle } from '../../src/dossier/handle.ts'
import { historyOf, filesOfDossier } from '../../src/dossier/store.ts'
import { inContext } from '../../src/db/context.ts'
import type { Role, StaffActor, SystemActor } from '../../src/office/actor.ts'
import { giveMandate } from '../../src/office/mandate-store.ts'
import { totpCode } from '../../src/office/totp.ts'
import { subscribersInside } from '../../src/retell.ts'
import { sendDraft, submitForSigning } from '../../src/result/prepare.ts'
import { sealResult } from '../../src/result/seal.ts'
import { signResult } from '../../src/result/sign.ts'
import { plainBirth } from '../support/desk.ts'
import { fillIn, PHOTO } from '../support/birth-filing.ts'
import type { Citizen } from '../support/citizen-doors.ts'
import { pdfOfTwoPages } from '../support/marked-paper.ts'
import { accepted, filing } from '../support/office.ts'
import { visitor, type Visitor } from '../support/visitor.ts'
import type { Who } from './matrix-words.ts'
import { openWholeHouse, type HiredOfficial, type WholeHouse } from '../support/whole-house.ts'

export const CITY = 1
export const COMPETENT = 101
export const OTHER = 104
export const RECEIVING = 105
export const RETURNING = 106
export const AGENT = 900_001

/** What no page, list, file name or export may show to anybody outside the dossier. */
export const CANARY = {
  owner: 'Kim Bảo Hoàng Yến Mật',
  applicant: 'Thái Thị Tú Quyên Mật',
  phone: '0977123456',
  fileName: 'to-giay-mat-so-1.pdf',
} as const

/** What officials write for each other. */
export const INTERNAL_NOTE = 'Ghi chú nội bộ: cha đang có tranh chấp'

/** What the addresses of the matrix are made from. */
export type Ids = {
  dossier: string
  file: string
  paper: string
  code: string
  /** A dossier of the portal that waits at the counter. */
  waiting: string
  portalCode: string
  draft: string
  draftFile: string
  access: string
  /** The applicant's time at a counter of the office, and that point. */
  booking: string
  point: string
  /** What the applicant said about the dossier, without a name: its code in their hand, and its number at the office. */
  petitionCode: string
  petition: string
  /** A controller's open draft of a procedure. */
  edition: string
  /** A message about the dossier that could not be sent. */
  notice: string
  /** Of the public page that verifies the result. */
  token: string
  /** A style sheet, by the hash of its content. */
  asset: string
}

export type MatrixWorld = {
  house: WholeHouse
  routes: readonly string[]
  visitors: Readonly<Record<Exclude<Who, 'portal'>, Visitor>>
  /** Under which the dossier was filed through the agent. */
  mandate: number
  ids: Ids
  close(): Promise<void>
}

export async function openMatrixWorld(): Promise<MatrixWorld> {
  const routes = new Set<string>()
  let asset = ''
  const onRoute = (route: RouteOptions): void => {
    for (const each of routesOf(route)) routes.add(each)
    if (route.url.startsWith('/assets/')) asset = route.url
  }
  const house = await openWholeHouse({ onRoute })
  await sql`
    insert into office (id, kind, name, short_name, agency_code, agency_code_is_stand_in, valid_from)
    values (${AGENT}, 'agent', 'Đại lý thử', 'Đại lý thử', 'DL.1', true, '2026-01-01')`.execute(
    house.database.owner,
  )
  const mother = await house.citizen(CANARY.applicant)
  const at = (role: Role, office: number) => house.official(role, office)
  const staff = {
    receptionist: await at('receptionist', COMPETENT),
    officer: await at('officer', COMPETENT),
    leader: await at('leader', COMPETENT),
    clerk: await at('clerk', COMPETENT),
    receiving: await at('receptionist', RECEIVING),
    returning: await at('receptionist', RETURNING),
    otherReceptionist: await at('receptionist', OTHER),
    otherOfficer: await at('officer', OTHER),
    otherLeader: await at('leader', OTHER),
    otherClerk: await at('clerk', OTHER),
    otherSupervisor: await at('supervisor', OTHER),
    supervisor: await at('supervisor', CITY),
    controller: await at('controller', CITY),
    admin: await at('admin', CITY),
  }
  const agent = await house.official('agent', AGENT)
  const { id, code, portalCode, waiting, mandate } = await live(house, mother, staff)
  await fillIn(mother)
  const ids = { ...(await idsOf(house, mother, id)), code, portalCode, waiting }
  const access = await openEmergency(staff, code)
  const booked = await bookTime(house, mother)
  const notice = await standStill(house, id)
  const petition = await complain(house, mother, id)
  const edition = await beginEdition(staff.controller)
  return {
    house,
    routes: [...routes].sort(),
    visitors: {
      public: visitor(house.app),
      applicant: mother,
      citizen: await house.citizen('Nguyễn Văn Lạ'),
      ...staff,
      agent,
    },
    mandate,
    ids: { ...ids, ...booked, ...petition, access, notice, edition, asset },
    close: () => house.close(),
  }
}

/** Tomorrow at this hour, whatever the working hours say. */
async function bookTime(
  { database }: WholeHouse,
  { actor: { personId } }: Citizen,
): Promise<Pick<Ids, 'booking' | 'point'>> {
  const { rows } = await sql<{ booking: string; point: string }>`
    insert into booking (id, person_id, office_id, service_point_id, procedure_code, starts_at, ends_at, seat, booked_at)
    select ${randomUUID()}::uuid, ${personId}, office_id, id, '2.000815', now() + interval '1 day',
           now() + interval '1 day 30 minutes', 1, now()
      from service_point where office_id = ${COMPETENT} order by id limit 1
    returning id as booking, service_point_id::text as point`.execute(database.owner)
  return rows[0]!
}

/** Said with a picture, without a name: the office that decides answers. */
async function complain(
  { database }: WholeHouse,
  mother: Citizen,
  dossier: string,
): Promise<Pick<Ids, 'petition' | 'petitionCode'>> {
  const form = await mother.formOn(`/phan-anh?ho-so=${dossier}`, '/phan-anh')
  const said = { topic: 'late', office: String(COMPETENT), words: 'Chờ lâu quá.', named: 'no' }
  const picture = { field: 'photo', filename: 'anh.png', type: 'image/png', bytes: PHOTO }
  const { headers } = await mother.upload('/phan-anh', { ...form, ...said }, [picture])
  const [, petitionCode = ''] = /xem\/(\w+)/.exec(String(headers.location)) ?? []
  const { rows } = await sql<{ petition: string }>`
    select petition_id as petition from petition_key where code = ${petitionCode}`.execute(
    database.owner,
  )
  return { petitionCode, ...rows[0]! }
}

/** 'GET /viec/:id', as the program registers it; assets without the hash of their content. */
function routesOf({ method, url }: RouteOptions): string[] {
  const plain = url.replace(/^\/assets\/.*$/, '/assets/*')
  if (url.startsWith('/dinh-danh-thu') && url.includes('*')) return [`ALL ${plain}`]
  return [method].flat().flatMap((each) => (each === 'HEAD' ? [] : [`${each} ${plain}`]))
}

type Staff = Record<'receptionist' | 'officer' | 'leader' | 'clerk' | 'returning', HiredOfficial>

function actorOf(who: HiredOfficial, role: Role, officeId: number): StaffActor {
  return {
    kind: 'staff',
    personId: who.personId,
    name: 'Cán bộ thử',
    title: 'Công chức',
    officeId,
    officeName: 'Đơn vị thử',
    assignmentId: who.assignmentId,
    role,
    roles: [{ role, officeId }],
    scopes: [officeId],
  }
}

/** Two dossiers from filing to the handed-over result: one of our own, filed through an agent, and one of the portal. */
async function live(house: WholeHouse, mother: Citizen, staff: Staff) {
  const top: SystemActor = { kind: 'system', name: 'portal', scopes: [CITY] }
  const mandate = await giveMandate(house.database.app, {
    agentId: AGENT,
    personId: mother.actor.personId,
    covers: 'person',
    validFrom: '2026-01-01',
    validTo: '2099-12-31',
  })
  const files = house.house.files
  const scan = await files.put(pdfOfTwoPages(), 'application/pdf')
  const fileId = randomUUID()
  const command = filing(mother.actor, {
    source: 'agent',
    mandate: mandate!,
    offices: { receiving: RECEIVING, competent: COMPETENT, returning: RETURNING },
    answers: { ...plainBirth(), 'child.fullName': CANARY.owner },
    ownerName: CANARY.owner,
    applicantName: CANARY.applicant,
    phone: CANARY.phone,
    papers: [{ paper: 'birth-notice', files: [{ id: fileId, ...scan }] }],
    fileNames: { [fileId]: CANARY.fileName },
  })
  const deps = house.house.dossier(house.database.app)
  const procedure = { code: '1.001193', version: 1, caseCode: '1.001193' }
  const { id, code } = accepted(
    await handle(deps, { command, by: mother.actor, key: randomUUID(), procedure }),
  )
  const portalCode = 'G22.99-20261120-000001'
  const fromPortal = filing(mother.actor, {
    ...command,
    source: 'nationalPortal',
    portalCode,
    applicantPersonId: null,
    papers: [],
  })
  delete fromPortal.mandate
  const { id: waiting } = accepted(
    await handle(deps, { command: fromPortal, by: top, key: randomUUID(), procedure }),
  )
  await toTheEnd(house, { id, mother, staff })
  return { id, code, portalCode, waiting, mandate: mandate! }
}

async function toTheEnd(
  house: WholeHouse,
  { id, mother, staff }: { id: string; mother: Citizen; staff: Staff },
): Promise<void> {
  const result = house.house.result(house.database.app)
  const [receptionist, officer, leader, clerk] = (
    ['receptionist', 'officer', 'leader', 'clerk'] as const
  ).map((role) => actorOf(staff[role], role, COMPETENT)) as [
    StaffActor,
    StaffActor,
    StaffActor,
    StaffActor,
  ]
  const order = () => ({ dossierId: id, key: randomUUID() })
  const act = async (by: StaffActor | SystemActor | Citizen['actor'], command: Command) =>
    accepted(await handle(result.dossier, { id, by, command, key: randomUUID() }))
  await act(receptionist, { type: 'accept', originals: [] })
  await act(officer, { type: 'claim' })
  const checks = [{ id: 'content', ok: true }]
  await act(officer, { type: 'examine', checks, note: INTERNAL_NOTE })
  accepted(await sendDraft(result, { ...order(), by: officer }))
  await act(mother.actor, { type: 'confirmDraft', by: 'applicant' })
  await act(
    { kind: 'system', name: 'civilRegister', scopes: [COMPETENT] },
    {
      type: 'recordRegisterEntry',
      register: 'hộ tịch',
      book: '01/2026',
      number: '318',
      registeredOn: '2026-11-23',
      reference: randomUUID(),
      personalNumber: '001326000123',
    },
  )
  const submitted = accepted(await submitForSigning(result, { ...order(), by: officer }))
  const seenHash = submitted.state.result?.documentHash ?? ''
  accepted(await signResult(result, { ...order(), by: leader, seenHash }))
  accepted(await sealResult(result, { ...order(), by: clerk }))
  await act(actorOf(staff.returning, 'receptionist', RETURNING), {
    type: 'deliver',
    manner: 'counter',
    receiver: 'applicant',
  })
}

async function idsOf(house: WholeHouse, mother: Citizen, dossier: string) {
  const { app } = house.database
  const [file] = await inContext(app, mother.actor, (tx) => filesOfDossier(tx, dossier))
  const history = await inContext(app, mother.actor, (tx) => historyOf(tx, dossier))
  const sealed = history.find((event) => event.kind === 'resultSealed')
  const paper = sealed?.kind === 'resultSealed' ? sealed.body.sealedHash : ''
  const { rows } = await sql<{ draft: string; file: string }>`
    select d.id as draft, f.id as file from filing_draft d join filing_draft_file f on f.draft_id = d.id
     where d.person_id = ${mother.actor.personId} and d.submitted_at is null`.execute(
    house.database.owner,
  )
  return {
    dossier,
    file: file!.id,
    paper,
    draft: rows[0]!.draft,
    draftFile: rows[0]!.file,
    token: await tokenOf(house, dossier),
  }
}

/** The administrator asks, the supervisor of the city grants. */
async function openEmergency(
  { admin, supervisor }: Record<'admin' | 'supervisor', HiredOfficial>,
  code: string,
): Promise<string> {
  const form = await admin.formOn('/khan-cap/xin', '/khan-cap/xin')
  const typed = { reason: 'Cả phường mất điện, người dân cần ngay.', legalGround: 'Luật 91/2025' }
  await admin.post('/khan-cap/xin', { ...form, ...typed, code })
  const id = form['_key'] ?? ''
  const granting = await supervisor.formOn(`/khan-cap/${id}`, `/khan-cap/${id}/dong-y`)
  const now = await totpCode(supervisor.totpSecret, new Date())
  await supervisor.post(`/khan-cap/${id}/dong-y`, { ...granting, code: now })
  return id
}

/** The papers of the result as the worker makes them known; the token of the sealed one. */
async function tokenOf({ house, database }: WholeHouse, dossier: string): Promise<string> {
  const dispatcher = startDispatcher({
    db: database.worker,
    subscribers: subscribersInside(house.law),
    onError: (error) => {
      throw error
    },
    pollMs: 60_000,
  })
  await dispatcher.drain()
  await dispatcher.stop()
  const { rows } = await sql<{
    token: string
  }>`select token from result_token where dossier_id = ${dossier}::uuid`.execute(database.owner)
  return rows[0]?.token ?? 'khong-co'
}

async function beginEdition(controller: HiredOfficial): Promise<string> {
  const list = '/bien-tap/ban-thao'
  const form = await controller.formOn(`${list}/moi`, list)
  const begun = await controller.post(list, { ...form, code: '1.001193', from: 'published' })
  return /[0-9a-f]{8}-[0-9a-f-]{27}/.exec(String(begun.headers.location))?.[0] ?? ''
}

/** A message, a request to the register, a message to the portal and a hand-over of this dossier that people have to look at. */
async function standStill({ database: { owner } }: WholeHouse, dossier: string): Promise<string> {
  const id = randomUUID()
  const scopes = sql`(select scopes from dossier where id = ${dossier}::uuid)`
  await sql`
    insert into notice_delivery (dossier_id, id, key, kind, template_version, channel, recipient, body, segments, state,
      attempts, expires_at, scopes)
    values (${dossier}::uuid, ${id}::uuid, 'thử', 'accepted', 1, 'sms', ${CANARY.phone}, 'tin thử', 1, 'failed', 9,
      now() + interval '1 day', ${scopes})`.execute(owner)
  await sql`
    insert into exchange_delivery (dossier_id, seq, place, id, service, body, state, scopes)
    values (${dossier}::uuid, 1, 1, ${randomUUID()}::uuid, 'CapNhatTienTrinh', '{}', 'stuck', ${scopes})`.execute(
    owner,
  )
  await sql`
    insert into register_request (dossier_id, state, idempotency_key, attempts, scopes)
    values (${dossier}::uuid, 'stuck', ${randomUUID()}::uuid, 5, ${scopes})`.execute(owner)
  await sql`
    insert into subscriber_parked (subscriber, dossier_id, from_seq, error)
    values ('notice', ${dossier}::uuid, 1, 'thử')`.execute(owner)
  return id
}
