/** Absences and delegations: overlapping, expired and circular ones are refused in clear words. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { dayFromNumber, dayNumber, type Day } from '../lib/time.ts'
import { absenceProblems, type Around, type Wanted } from './absence.ts'
import { delegationProblems, type DelegationAround, type DelegationWanted } from './delegation.ts'

const TODAY = '2026-11-23' as Day
const [AN, BINH, CHI] = [1, 2, 3]
const wanted: Wanted = {
  personId: AN,
  fromOn: '2026-11-24',
  toOn: '2026-11-27',
  substituteId: BINH,
}
const around: Around = {
  today: TODAY,
  overlapping: [],
  rolesOfPerson: ['officer'],
  rolesOfSubstitute: ['officer'],
}
const said = (over: Partial<Wanted>, about: Partial<Around> = {}): string[] =>
  absenceProblems({ ...wanted, ...over }, { ...around, ...about }).map(({ message }) => message)

describe('an absence', () => {
  it('from tomorrow with a colleague of the same role, or with nobody, is in order', () => {
    assert.deepEqual(said({}), [])
    assert.deepEqual(said({ substituteId: null }, { rolesOfSubstitute: [] }), [])
    assert.deepEqual(said({ fromOn: TODAY, toOn: TODAY }), [])
  })

  it('is not declared for the past nor backwards', () => {
    assert.deepEqual(said({ fromOn: '2026-11-20', toOn: '2026-11-25' }), [
      'Ngày đầu đã qua. Hãy chọn từ hôm nay.',
    ])
    assert.deepEqual(said({ fromOn: '2026-11-27', toOn: '2026-11-26' }), [
      'Ngày cuối phải sau hoặc trùng ngày đầu.',
    ])
  })

  it('does not overlap another one of the same person', () => {
    const own = {
      personId: AN,
      substituteId: CHI,
      fromOn: '2026-11-26',
      toOn: '2026-11-30',
    } as const
    assert.deepEqual(said({}, { overlapping: [own] }), [
      'Đã có đợt vắng mặt từ 26/11/2026 đến 30/11/2026.',
    ])
  })

  it('names no substitute who is away, no other role, and not oneself', () => {
    const away = { personId: BINH, substituteId: CHI, fromOn: TODAY, toOn: '2026-11-24' } as const
    assert.deepEqual(said({}, { overlapping: [away] }), [
      'Người làm thay cũng vắng mặt từ 23/11/2026 đến 24/11/2026.',
    ])
    assert.deepEqual(said({ substituteId: AN }), ['Người làm thay phải là một người khác.'])
    for (const rolesOfSubstitute of [[], ['clerk'], ['receptionist', 'leader']] as const)
      assert.deepEqual(said({}, { rolesOfSubstitute }), [
        'Người làm thay phải có cùng vai trò ở cùng cơ quan trong suốt thời gian đó.',
      ])
    assert.deepEqual(said({}, { rolesOfPerson: ['officer', 'leader'] }), [
      'Người làm thay phải có cùng vai trò ở cùng cơ quan trong suốt thời gian đó.',
    ])
  })

  it('is not declared by whoever stands in for another in those days', () => {
    const standsIn = { personId: CHI, substituteId: AN, fromOn: TODAY, toOn: '2026-11-25' } as const
    assert.deepEqual(said({}, { overlapping: [standsIn] }), [
      'Người này đang làm thay đồng nghiệp từ 23/11/2026 đến 25/11/2026. Hãy đổi người làm thay trước.',
    ])
  })

  it('is not declared by whoever is not assigned there the whole time', () => {
    assert.deepEqual(said({}, { rolesOfPerson: ['supervisor'], rolesOfSubstitute: [] }), [
      'Người này không được phân công ở cơ quan suốt thời gian đó.',
    ])
  })
})

describe('whatever people ask for', () => {
  const day = (n: number) => dayFromNumber(dayNumber(TODAY) + n)
  const asked = fc.record({
    personId: fc.integer({ min: 1, max: 5 }),
    substituteId: fc.option(fc.integer({ min: 1, max: 5 })),
    from: fc.integer({ min: -2, max: 20 }),
    length: fc.integer({ min: -1, max: 6 }),
  })
  it('whoever stands in on a day is at work that day, stands in for nobody twice over, and there is no circle', () => {
    fc.assert(
      fc.property(fc.array(asked, { maxLength: 30 }), (orders) => {
        const kept: Wanted[] = []
        for (const { from, length, ...who } of orders) {
          const order = { ...who, fromOn: day(from), toOn: day(from + length) }
          const concerned = [order.personId, order.substituteId]
          const overlapping = kept.filter(
            (each) =>
              each.fromOn <= order.toOn &&
              each.toOn >= order.fromOn &&
              [each.personId, each.substituteId].some(
                (one) => one !== null && concerned.includes(one),
              ),
          )
          if (absenceProblems(order, { ...around, overlapping }).length === 0) kept.push(order)
        }
        for (let n = 0; n <= 26; n++) {
          const today = kept.filter(({ fromOn, toOn }) => fromOn <= day(n) && day(n) <= toOn)
          const away = today.map(({ personId }) => personId)
          assert.equal(new Set(away).size, away.length, 'one absence at a time')
          for (const { substituteId } of today)
            assert.ok(substituteId === null || !away.includes(substituteId), 'a chain')
        }
      }),
      { numRuns: 500 },
    )
  })
})

describe('a delegation to sign', () => {
  const asked: DelegationWanted = {
    personId: AN,
    delegateId: BINH,
    fromOn: '2026-11-24',
    toOn: '2026-11-27',
    procedures: null,
    paper: '12/UQ-UBND',
    paperOn: '2026-11-20',
  }
  const known: DelegationAround = {
    today: TODAY,
    overlapping: [],
    delegateIsAway: false,
    rolesOfPerson: ['leader'],
    rolesOfDelegate: ['leader'],
    known: ['1.001193'],
  }
  const words = (
    over: Partial<DelegationWanted>,
    about: Partial<DelegationAround> = {},
  ): string[] =>
    delegationProblems({ ...asked, ...over }, { ...known, ...about }).map(({ message }) => message)

  it('in writing, for a time, from leader to leader, is in order', () => {
    assert.deepEqual(words({}), [])
    assert.deepEqual(words({ procedures: ['1.001193'] }), [])
  })

  it('wants its paper, dated before it begins', () => {
    assert.deepEqual(words({ paper: '' }), ['Hãy ghi số văn bản ủy quyền.'])
    assert.deepEqual(words({ paperOn: null }), ['Hãy ghi ngày của văn bản ủy quyền.'])
    assert.deepEqual(words({ paperOn: '2026-11-25' }), [
      'Văn bản ủy quyền phải có trước ngày bắt đầu.',
    ])
  })

  it('is not given twice, not further, not by others, not to whoever is away', () => {
    const period = { fromOn: '2026-11-26', toOn: '2026-11-26' } as const
    assert.deepEqual(words({}, { overlapping: [{ ...period, personId: AN, delegateId: CHI }] }), [
      'Đã ủy quyền ký ngày 26/11/2026.',
    ])
    assert.deepEqual(words({}, { overlapping: [{ ...period, personId: CHI, delegateId: AN }] }), [
      'Người này đang ký theo ủy quyền ngày 26/11/2026, không được ủy quyền lại cho người khác.',
    ])
    assert.deepEqual(words({}, { overlapping: [{ ...period, personId: BINH, delegateId: CHI }] }), [
      'Người được ủy quyền cũng ủy quyền ký ngày 26/11/2026: không được ủy quyền lại.',
    ])
    assert.deepEqual(words({}, { rolesOfPerson: ['officer'] }), [
      'Người ủy quyền phải là lãnh đạo ký duyệt suốt thời gian đó.',
    ])
    assert.deepEqual(words({}, { rolesOfDelegate: ['officer'] }), [
      'Người được ủy quyền phải là lãnh đạo của cùng cơ quan.',
    ])
    assert.deepEqual(words({}, { delegateIsAway: true }), [
      'Người được ủy quyền vắng mặt trong thời gian đó.',
    ])
    assert.deepEqual(words({ delegateId: AN }), ['Người được ủy quyền phải là một người khác.'])
    assert.deepEqual(words({ delegateId: null }), ['Hãy chọn người được ủy quyền.'])
    assert.deepEqual(words({ procedures: ['9.999999'] }), [
      'Không có thủ tục 9.999999 đang áp dụng.',
    ])
    assert.deepEqual(words({ fromOn: '2026-11-22', paperOn: '2026-11-01' }), [
      'Ngày đầu đã qua. Hãy chọn từ hôm nay.',
    ])
  })
})
