import assert from 'node:assert/strict'
import { test } from 'node:test'
import { PUBLIC, actorKey, hasRole, isRole, scopesOf } from './actor.ts'
import type { CitizenActor, StaffActor } from './actor.ts'

const officer: StaffActor = {
  kind: 'staff',
  personId: 1_000_003,
  name: 'Nguyễn Minh Đức',
  title: 'Công chức tư pháp – hộ tịch',
  officeId: 101,
  officeName: 'Ủy ban nhân dân phường Ba Đình',
  assignmentId: 7,
  role: 'officer',
  roles: [
    { role: 'officer', officeId: 101 },
    { role: 'receptionist', officeId: 102 },
  ],
  scopes: [101, 102],
}
const mother: CitizenActor = {
  kind: 'citizen',
  personId: 1_000_017,
  name: 'Trần Thị Thu Hà',
  scopes: [1_000_017],
}

test('the history names every kind of actor in its own way', () => {
  assert.equal(actorKey(officer), 'staff:1000003')
  assert.equal(actorKey(mother), 'citizen:1000017')
  assert.equal(actorKey({ kind: 'system', name: 'portal', scopes: [101] }), 'system:portal')
  assert.equal(actorKey(PUBLIC), 'public')
})

test('a role counts only at the office where it is held', () => {
  assert.equal(hasRole(officer, 'officer', 101), true)
  assert.equal(hasRole(officer, 'officer', 102), false)
  assert.equal(hasRole(officer, 'receptionist', 102), true)
  assert.equal(hasRole(officer, 'receptionist'), true)
  assert.equal(hasRole(officer, 'leader'), false)
})

test('citizens, systems and the public hold no role', () => {
  for (const actor of [mother, PUBLIC, { kind: 'system', name: 'clock', scopes: [101] } as const]) {
    assert.equal(hasRole(actor, 'officer'), false)
    assert.equal(hasRole(actor, 'admin', 101), false)
  }
})

test('two roles at one office give its scope once', () => {
  const roles = [
    { role: 'leader', officeId: 102 },
    { role: 'officer', officeId: 101 },
    { role: 'officer', officeId: 102 },
  ] as const
  assert.deepEqual(scopesOf(roles), [101, 102])
  assert.deepEqual(scopesOf([]), [])
})

test('administering accounts or procedures opens no dossier', () => {
  assert.deepEqual(scopesOf([{ role: 'admin', officeId: 1 }]), [])
  const both = [
    { role: 'controller', officeId: 1 },
    { role: 'supervisor', officeId: 2 },
  ] as const
  assert.deepEqual(scopesOf(both), [2])
})

test('only the seven roles are roles', () => {
  assert.equal(isRole('clerk'), true)
  assert.equal(isRole('Clerk'), false)
  assert.equal(isRole('toString'), false)
})
