import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ROLES } from './actor.ts'
import type { HeldRole, StaffActor } from './actor.ts'
import { homeOf, staffNav } from './staff-nav.ts'

function someone(...roles: HeldRole[]): StaffActor {
  return {
    kind: 'staff',
    personId: 1_000_001,
    name: 'Lê Thu An',
    title: 'Công chức',
    officeId: 101,
    officeName: 'UBND phường Ba Đình',
    assignmentId: 1,
    role: roles[0]!.role,
    roles,
    scopes: [101],
  }
}

test('every role begins its work on a page that its own bar shows', () => {
  for (const role of ROLES) {
    const links = staffNav(someone({ role, officeId: 101 })).map(({ href }) => href)
    assert.ok(links.includes(homeOf(role)), role)
  }
})

test('the receptionist receives and returns, and sees nothing of other desks', () => {
  const links = staffNav(someone({ role: 'receptionist', officeId: 101 }))
  assert.deepEqual(
    links.map(({ label }) => label),
    ['Quầy tiếp nhận', 'Trả kết quả', 'Bàn giao', 'Vắng mặt', 'Làm thay'],
  )
})

test('a person with two roles sees both desks and may change', () => {
  const both = someone({ role: 'officer', officeId: 101 }, { role: 'clerk', officeId: 102 })
  assert.deepEqual(
    staffNav(both).map(({ href }) => href),
    ['/viec', '/van-thu', '/ban-giao', '/ket-qua-da-cap', '/viec/vang-mat', '/can-bo/doi-vai'],
  )
})

test('a count stands at its own link only', () => {
  const links = staffNav(someone({ role: 'receptionist', officeId: 101 }), { '/quay': 0 })
  assert.deepEqual(
    links.map(({ count }) => count),
    [0, undefined, undefined, undefined, undefined],
  )
})
