/** Lives of dossiers that between them hold every kind of event. */
import { randomUUID } from 'node:crypto'
import type { Command } from '../../src/dossier/commands.ts'
import type { Actor } from '../../src/office/actor.ts'
import type { TestDatabase } from './database.ts'
import {
  accepted,
  act,
  citizen,
  clock,
  depsFor,
  fileFor,
  furnish,
  register,
  staff,
} from './office.ts'

type Step = [Actor, Command]

const document = { documentId: '01a1fd5a-8f48-7a69-9c66-14cf27a813d4', sha256: '01'.repeat(32) }
const signed = { documentId: document.documentId, signedHash: '02'.repeat(32), certificate: 'c1' }

/** Lives six dossiers through the one door. */
export async function liveEveryLife(database: TestDatabase): Promise<void> {
  await furnish(database.owner)
  const deps = depsFor(database.app)
  const [counter, officer, leader, clerk] = [
    staff('receptionist'),
    staff('officer'),
    staff('leader'),
    staff('clerk'),
  ]
  const mother = citizen()
  const accept: Step = [counter, { type: 'accept', originals: ['birth-notice'] }]
  const claim: Step = [officer, { type: 'claim' }]
  const examine: Step = [
    officer,
    { type: 'examine', checks: [{ id: 'parents', ok: true }], note: 'đã đối chiếu' },
  ]
  const draft: Step = [officer, { type: 'sendDraft', ...document }]
  const confirm: Step = [mother, { type: 'confirmDraft', by: 'applicant' }]
  const enter: Step = [register, registered]
  const submit: Step = [officer, { type: 'submitForSigning', ...document }]
  const sign: Step = [
    leader,
    { type: 'recordSigned', ...signed, documentHash: document.sha256, capacity: 'Chủ tịch' },
  ]
  const seal: Step = [
    clerk,
    { type: 'recordSealed', ...signed, sealedHash: '03'.repeat(32), number: '7', on: '2026-11-23' },
  ]
  const deliver: Step = [
    counter,
    { type: 'deliver', manner: 'counter', receiver: 'authorised', receiverName: 'Trần Văn Bình' },
  ]
  const ask: Step = [
    counter,
    {
      type: 'requestSupplement',
      faults: [{ paper: 'birth-notice', fault: 'Ảnh mờ' }],
      reason: 'Không đọc được',
      legalBasis: 'NĐ 61/2018 Đ15',
    },
  ]
  const supplement: Step = [
    mother,
    {
      type: 'supplement',
      papers: [],
      fileNames: {},
      answers: { 'child.fullName': 'Nguyễn Minh Ánh' },
      note: 'Đã chụp lại',
    },
  ]
  const again: Step = [
    officer,
    { ...(ask[1] as Extract<Command, { type: 'requestSupplement' }>), ground: 'Luật Hộ tịch Đ16' },
  ]
  const lives: Step[][] = [
    [
      accept,
      claim,
      examine,
      draft,
      [mother, { type: 'returnDraft', note: 'Sai dấu ở tên' }],
      draft,
      confirm,
      enter,
      submit,
      [leader, { type: 'declineSigning', reason: 'Sai nơi sinh' }],
      submit,
      sign,
      seal,
      deliver,
    ],
    [[counter, { type: 'refuse', reason: 'Không thuộc thẩm quyền', legalBasis: 'NĐ 61/2018 Đ17' }]],
    [ask, supplement, accept, claim, again, supplement],
    [
      [mother, { type: 'requestWithdrawal', reason: 'Nộp nhầm nơi' }],
      [counter, { type: 'confirmWithdrawal' }],
    ],
    [
      accept,
      claim,
      [officer, { type: 'stop', reason: 'Không đủ điều kiện', legalBasis: 'Luật Hộ tịch' }],
    ],
    [
      [clock, emergency],
      [clock, { type: 'recordEmergencyEnded', access: emergency.access, early: true }],
    ],
  ]
  for (const life of lives) {
    const { id } = await fileFor(deps, mother)
    for (const [by, command] of life) accepted(await act(deps, id, by, command))
  }
}

const emergency: Extract<Command, { type: 'recordEmergencyOpened' }> = {
  type: 'recordEmergencyOpened',
  access: '01a22400-0000-7000-8000-000000000001',
  askedBy: 1_000_001,
  askedRole: 'admin',
  grantedBy: 1_000_002,
  grantedRole: 'supervisor',
  legalGround: 'Luật 91/2025 Điều 20',
  until: '2026-11-23T10:00',
  reason: 'Cả phường mất điện, người dân cần giấy để cấp cứu',
}

const registered: Command = {
  type: 'recordRegisterEntry',
  register: 'birth',
  book: '01/2026',
  number: '12',
  registeredOn: '2026-11-23',
  reference: randomUUID(),
  personalNumber: '001326000001',
}
