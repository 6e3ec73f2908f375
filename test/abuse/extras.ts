/** Boxes that no form of ours has. */
import type { Extra } from './world.ts'

/** Names of columns and of the programs' own words, with values that stand nowhere else. */
export const EXTRA: Extra = {
  status: '987001',
  unitId: '987002',
  officeId: '987003',
  office_id: '987003',
  competentOfficeId: '987003',
  deadline: '2098-07-06',
  dueAt: '2098-07-06T05:04:03Z',
  due_at: '2098-07-06T05:04:03Z',
  submittedAt: '2098-07-06T05:04:03Z',
  fee: '987004',
  amount: '987004',
  ownerId: '987005',
  ownerName: 'Kẻ Gian Đổi Chủ',
  personId: '987005',
  person_id: '987005',
  applicantPersonId: '987005',
  scopes: '987006',
  role: 'vai-tro-gian',
  roles: 'vai-tro-gian',
  isActive: 'không-còn-gian',
  origin: 'demo-gian',
  kind: 'loại-gian',
  source: 'nguồn-gian',
  seq: '987007',
  version: '987008',
  by: '987009',
  actor: '987009',
  occurredAt: '2098-07-06T05:04:03Z',
  hash: 'f'.repeat(40),
  sealedHash: 'f'.repeat(40),
  __proto__: 'gốc-gian',
  'constructor.prototype.isAdmin': 'gốc-gian',
  'state.phase.at': 'pha-gian',
  'status[]': '987001',
}
Object.defineProperty(EXTRA, '__proto__', { value: 'gốc-gian', enumerable: true })

export const CANARIES = [...new Set(Object.values(EXTRA))].map((value) =>
  value.startsWith('2098-07-06') ? '2098-07-06' : value,
)
