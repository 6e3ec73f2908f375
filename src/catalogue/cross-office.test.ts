import assert from 'node:assert/strict'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { checkout } from '../checkout.ts'
import {
  crossOfficeFaults,
  isOwnCounter,
  mayReceiveForAnother,
  openCrossOffice,
} from './cross-office.ts'

const rules = openCrossOffice(join(checkout, 'data'))
const listed = {
  procedure: '1.001193',
  validFrom: '2026-07-01',
  validTo: '2026-12-31',
  source: 'Quyết định thử',
  mark: 'toBeConfirmed' as const,
}

describe('receipt for another office', () => {
  it('is allowed inside the city for every procedure that no entry excepts on that day', () => {
    const at = { procedure: '1.001193', on: '2026-12-31', within: 'inside' } as const
    assert.equal(mayReceiveForAnother(rules, at), true)
    const excepted = { ...rules, exceptInside: [listed] }
    assert.equal(mayReceiveForAnother(excepted, at), false)
    assert.equal(mayReceiveForAnother(excepted, { ...at, on: '2027-01-01' }), true)
    assert.equal(mayReceiveForAnother(excepted, { ...at, on: '2026-06-30' }), true)
  })

  it('is allowed nationwide for the published list only, from the first to the last day', () => {
    const at = { procedure: '1.001193', on: '2026-07-01', within: 'nationwide' } as const
    assert.equal(mayReceiveForAnother(rules, at), false)
    const published = { ...rules, nationwide: [listed] }
    assert.equal(mayReceiveForAnother(published, at), true)
    assert.equal(mayReceiveForAnother(published, { ...at, on: '2026-12-31' }), true)
    assert.equal(mayReceiveForAnother(published, { ...at, on: '2027-01-01' }), false)
    assert.equal(mayReceiveForAnother(published, { ...at, procedure: '1.000656' }), false)
  })

  it('is not what a city centre does for a department: its counter is the department’s own', () => {
    const centre = { id: 2, kind: 'centre' }
    const ward = { id: 101, kind: 'commune' }
    assert.equal(isOwnCounter(rules, centre, { id: 11, kind: 'department' }), true)
    assert.equal(isOwnCounter(rules, ward, ward), true)
    assert.equal(isOwnCounter(rules, ward, { id: 102, kind: 'commune' }), false)
    // Unsure, and therefore treated as another office (marked toBeConfirmed).
    assert.equal(isOwnCounter(rules, centre, ward), false)
  })

  it('rules with a span that ends before it begins are not loaded', () => {
    const broken = { ...rules, nationwide: [{ ...listed, validTo: '2026-06-30' }] }
    assert.deepEqual(crossOfficeFaults(broken), ['1.001193: ends before it begins'])
    assert.notDeepEqual(crossOfficeFaults({ ...rules, nationwide: [{ procedure: 'x' }] }), [])
  })
})
