import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { afterProgress, afterStatus, filedOnPortal, stepsOf, type Remembered } from './memory.ts'

const CODE = 'TN01-20261122-0000001'
type Told = { service: 'status' | 'progress'; number: number }

/** A life: every event has a step, some of them a new state. */
const life = fc
  .array(fc.constantFrom('step', 'stepAndStatus'), { minLength: 1, maxLength: 12 })
  .map((kinds) =>
    kinds.flatMap((kind, i): Told[] => {
      const number = i + 2
      const step: Told = { service: 'progress', number }
      return kind === 'step' ? [step] : [step, { service: 'status', number }]
    }),
  )

function take(before: Remembered, { service, number }: Told): Remembered {
  const message = { MaThongDiep: `${service} ${number}`, MaHoSo: CODE, SoThuTu: number }
  if (service === 'status') {
    const status = {
      ...message,
      TrangThaiHoSo: 1 + (number % 10),
      NgayHenTra: `d${number}`,
      NgayTra: '',
    }
    return afterStatus(before, status).after
  }
  const TienTrinh = {
    NoiDungXuLy: `step ${number}`,
    ThoiDiemXuLy: '',
    NguoiXuLy: '',
    PhongBanXuLy: '',
  }
  return afterProgress(before, { ...message, TienTrinh }).after
}

const seen = (remembered: Remembered) => ({
  status: remembered.status,
  dueAt: remembered.dueAt,
  steps: stepsOf(remembered),
})

test('lost and sent again, repeated, overtaken: the portal ends in the same state (N08)', () => {
  fc.assert(
    fc.property(life, fc.infiniteStream(fc.nat({ max: 99 })), (messages, chance) => {
      const inOrder = messages.reduce(take, filedOnPortal(CODE))
      // Each message arrives at least once; some twice or thrice; all in any order.
      const copies = messages.flatMap((message) =>
        Array.from({ length: 1 + (chance.next().value! % 3) }, () => message),
      )
      const shuffled = copies
        .map((message) => ({ message, at: chance.next().value! }))
        .toSorted((a, b) => a.at - b.at)
        .map(({ message }) => message)
      assert.deepEqual(seen(shuffled.reduce(take, filedOnPortal(CODE))), seen(inOrder))
    }),
    { numRuns: 500 },
  )
})

test('a message that is known already says so', () => {
  const message = {
    MaThongDiep: 'm1',
    MaHoSo: CODE,
    SoThuTu: 2,
    TrangThaiHoSo: 2,
    NgayHenTra: '',
    NgayTra: '',
  }
  const { after, isKnown } = afterStatus(filedOnPortal(CODE), message)
  assert.equal(isKnown, false)
  assert.equal(afterStatus(after, message).isKnown, true)
})
