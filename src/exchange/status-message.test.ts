import assert from 'node:assert/strict'
import { test } from 'node:test'
import { terms } from '../../test/support/office.ts'
import type { DossierEvent, NewEvent } from '../dossier/events.ts'
import { messagesOf, statesAfter } from './status-message.ts'

const handler = { name: 'Phùng Gia Hân', title: 'Công chức', office: 'UBND phường Ba Đình' }

function event(seq: number, at: string, made: NewEvent): DossierEvent {
  const moment = new Date(at)
  return {
    ...made,
    seq,
    version: 1,
    occurredAt: moment,
    recordedAt: moment,
    actor: 'staff:1000001',
    officeId: 101,
    origin: 'live',
  }
}

const clock = {
  limit: { value: 1, unit: 'workingDay' as const },
  policy: 'restart' as const,
  receivedAt: '2026-11-20T08:30' as const,
  countsFrom: '2026-11-20T08:30' as const,
  dueAt: '2026-11-23T17:00' as const,
  firstDueAt: '2026-11-23T17:00' as const,
  provisional: false,
  pauses: [],
}

const history: DossierEvent[] = [
  event(1, '2026-11-20T01:00:00Z', {
    kind: 'filed',
    body: {
      code: 'TN01-20261120-0000001',
      procedure: { code: '1.001193', version: 1, caseCode: '1.001193', name: 'Đăng ký khai sinh' },
      form: { id: 'khai-sinh', version: 1 },
      workflow: { id: '1.001193', version: 1 },
      source: 'nationalPortal',
      kindOfFiling: 'selfOnline',
      helper: null,
      offices: { receiving: 101, competent: 101, returning: 101 },
      applicantPersonId: null,
      papers: [],
      result: { manner: 'electronic', copies: 0 },
    },
  }),
  event(2, '2026-11-20T01:30:07Z', {
    kind: 'accepted',
    body: { limit: clock.limit, clock, calendarVersion: 1, originals: [] },
  }),
  event(3, '2026-11-20T01:40:00Z', { kind: 'claimed', body: { holder: 1_000_001 } }),
  event(4, '2026-11-20T01:50:00Z', { kind: 'examined', body: { checks: [] } }),
  event(5, '2026-11-20T02:00:00Z', {
    kind: 'stopped',
    body: { legalBasis: 'x' },
    private: { reason: 'y' },
  }),
]

function told(seq: number) {
  const states = statesAfter(history, () => terms)
  return messagesOf({
    event: history[seq - 1]!,
    before: states.get(seq - 1) ?? null,
    after: states.get(seq)!,
    terms,
    handler,
  })
}

test('the filing is the portal’s own: nothing is told of it', () => {
  assert.deepEqual(told(1), [])
})

test('acceptance is told as a step and as state 2 with the promised moment', () => {
  const [progress, status] = told(2)
  assert.deepEqual(progress, {
    seq: 2,
    place: 1,
    service: 'CapNhatTienTrinh',
    body: {
      MaHoSo: 'TN01-20261120-0000001',
      SoThuTu: 2,
      TienTrinh: {
        NguoiXuLy: 'Phùng Gia Hân',
        ChucDanh: 'Công chức',
        ThoiDiemXuLy: '20261120083007',
        PhongBanXuLy: 'UBND phường Ba Đình',
        NoiDungXuLy: 'Tiếp nhận hồ sơ',
        TrangThai: 2,
        BuocTiepTheo: 'examine',
        NgayBatDau: '20261120083007',
        NgayKetThucTheoQuyDinh: '20261123170000',
      },
    },
  })
  const body = status!.body as Record<string, unknown>
  assert.equal(status!.service, 'CapNhatTrangThai')
  assert.equal(body['TrangThaiHoSo'], 2)
  assert.equal(body['NgayHenTra'], '20261123170000')
  assert.equal(body['NgayTra'], '')
})

test('a step without a new state is told as a step alone', () => {
  assert.deepEqual(
    told(4).map(({ service }) => service),
    ['CapNhatTienTrinh'],
  )
})

test('claiming makes it state 4, stopping state 8, and no reason of the private part leaves the house', () => {
  const states = [3, 5].map((seq) => told(seq).at(-1)!.body as Record<string, unknown>)
  assert.deepEqual(
    states.map((body) => body['TrangThaiHoSo']),
    [4, 8],
  )
  assert.ok(!JSON.stringify(told(5)).includes('"y"'))
})
