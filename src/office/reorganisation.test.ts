import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { readPlan } from './reorganisation-document.ts'
import { planFaults } from './reorganisation-check.ts'
import { assignmentMoves, rightsDiff, type HeldAssignment } from './reorganisation-rights.ts'
import {
  closingsOf,
  type Act,
  type KnownOffice,
  type NamedOffice,
  type Plan,
} from './reorganisation.ts'

const DAY = '2025-07-01'

function office(id: number, over: Partial<KnownOffice> = {}): KnownOffice {
  return {
    id,
    kind: 'commune',
    name: `Phường ${id}`,
    parent: 1,
    agencyCode: `H26.T${id}`,
    number: null,
    from: '2000-01-01',
    to: null,
    ...over,
  }
}

function named(id: number, over: Partial<NamedOffice> = {}): NamedOffice {
  return {
    id,
    kind: 'commune',
    name: `UBND phường ${id}`,
    shortName: `Phường ${id}`,
    parent: 1,
    agencyCode: `H26.T${id}`,
    isStandIn: true,
    from: DAY,
    ...over,
  }
}

function plan(acts: Act[], offices: NamedOffice[] = [], over: Partial<Plan> = {}): Plan {
  return {
    id: '019a0000-0000-7000-8000-000000000001',
    number: '1/NQ',
    title: 'Thử',
    decidedOn: '2025-06-16',
    effectiveOn: DAY,
    source: 'thử',
    mark: 'toBeConfirmed',
    offices,
    acts,
    ...over,
  }
}

const CITY = office(1, { kind: 'city', parent: null })
const OLD = [CITY, office(4), office(6), office(8)]

const faults = (
  acts: Act[],
  offices: NamedOffice[] = [],
  { known = OLD, over = {} }: { known?: KnownOffice[]; over?: Partial<Plan> } = {},
  successors: { from: number; to: number }[] = [],
): string =>
  planFaults(plan(acts, offices, over), {
    offices: known,
    successors,
    pastCodes: known.map(({ agencyCode, id }) => ({ agencyCode, office: id })),
  }).join('; ')

const merge = (offices: number[], into: number): Act => ({ act: 'merge', offices, into })
const split = (one: number, into: number[], byDefault = into[0]!): Act => ({
  act: 'split',
  office: one,
  into,
  default: byDefault,
  rule: 'byAddress',
})

describe('a reorganisation is checked as a whole', () => {
  it('accepts a merger, a division, a renaming and a field that moves', () => {
    const acts: Act[] = [
      merge([4, 6], 10),
      split(8, [10, 11]),
      { act: 'rename', office: 1, name: 'UBND thành phố', shortName: 'Thành phố' },
    ]
    assert.equal(faults(acts, [named(10), named(11)]), '')
    assert.equal(faults([{ act: 'moveCompetence', field: 'Hộ tịch', from: 4, to: 6 }]), '')
  })

  it('a number may pass from a closed office to a new one on the day, and belongs to one alone', () => {
    const known = [CITY, office(4, { number: '00004' }), office(6)]
    assert.equal(faults([merge([4, 6], 10)], [named(10, { number: '00004' })], { known }), '')
    assert.match(
      faults([merge([6], 10)], [named(10, { number: '00004' })], { known }),
      /mã đơn vị 00004 thuộc hai đơn vị cùng ngày 2025-07-01/,
    )
  })

  const refused: [string, string, RegExp][] = [
    ['an office that is not there', faults([merge([99], 4)]), /không có đơn vị 99/],
    ['a successor that is not there', faults([merge([4], 99)]), /kế tiếp 99 của 4 không tồn tại/],
    ['an office closed twice', faults([merge([4], 6), merge([4], 8)]), /4 bị đóng hai lần/],
    ['a division into one', faults([split(4, [6])]), /chia ra ít hơn hai/],
    ['a default outside its parts', faults([split(4, [6, 8], 1)]), /mặc định 1 không thuộc/],
    ['an office that follows itself', faults([merge([4], 4)]), /4 kế tiếp chính nó/],
    [
      'a circle',
      faults([merge([4], 6), merge([6], 4)]),
      /kế tiếp vòng tròn.*cũng bị đóng trong văn bản này/,
    ],
    [
      'a circle over an earlier reorganisation',
      faults([merge([4], 6)], [], {}, [{ from: 6, to: 4 }]),
      /kế tiếp vòng tròn/,
    ],
    [
      'a gap before the successor begins',
      faults([merge([4], 10)], [named(10, { from: '2025-07-02' })]),
      /khoảng trống/,
    ],
    [
      'a decision after its own day',
      faults([merge([4], 6)], [], { over: { decidedOn: '2025-07-02' } }),
      /ngày quyết định sau/,
    ],
    [
      'an office that closed before',
      faults([merge([4], 6)], [], { known: [CITY, office(4, { to: '2024-12-31' }), office(6)] }),
      /4 đã đóng từ trước/,
    ],
    [
      'somebody left below a closed office',
      faults([merge([4], 6)], [], { known: [...OLD, office(40, { parent: 4 })] }),
      /40 còn trực thuộc 4/,
    ],
    [
      'an agency code given a second time',
      faults([merge([4], 10)], [named(10, { agencyCode: 'H26.T6' })]),
      /H26\.T6 đã thuộc một đơn vị khác/,
    ],
    [
      'an id given a second time',
      faults([merge([4], 6)], [named(6, { agencyCode: 'H26.T66' })]),
      /số 6 đã thuộc/,
    ],
    [
      'a person sent where their office did not go',
      faults([merge([4], 6), { act: 'person', person: 1_000_001, from: 4, to: 8 }]),
      /8 không kế tiếp 4/,
    ],
    [
      'a field that moves to a closed office',
      faults([merge([4], 6), { act: 'moveCompetence', field: 'Hộ tịch', from: 6, to: 4 }]),
      /đơn vị 4 không mở/,
    ],
  ]
  for (const [what, found, expected] of refused)
    it(`refuses ${what}`, () => assert.match(found, expected))

  it('a document that is none is told by its place', () => {
    const text = JSON.stringify({ ...plan([merge([4], 6)]), effectiveOn: '2025-02-30', extra: 1 })
    assert.match(JSON.stringify(readPlan(text)), /văn bản/)
    assert.match(
      JSON.stringify(
        readPlan(JSON.stringify(plan([merge([4], 6)], [], { effectiveOn: '2025-02-30' }))),
      ),
      /effectiveOn: không phải một ngày/,
    )
    assert.deepEqual(readPlan('{'), { faults: ['tệp không phải JSON'] })
    assert.ok('plan' in readPlan(JSON.stringify(plan([merge([4], 6)]))))
  })
})

let nextAssignment = 1
const holds = (
  personId: number,
  officeId: number,
  over: Partial<HeldAssignment> = {},
): HeldAssignment => ({
  id: nextAssignment++,
  personId,
  personName: `Cán bộ ${personId}`,
  officeId,
  role: 'officer',
  title: 'Công chức',
  from: '2024-01-01',
  to: null,
  ...over,
})

describe('rights follow the offices', () => {
  it('the same role at the successor, once, and nothing else', () => {
    const held = [holds(1, 4), holds(1, 6), holds(1, 1, { role: 'leader' })]
    const moves = assignmentMoves(plan([merge([4, 6], 8)]), held)
    assert.deepEqual(
      moves.map(({ assignment, to, already }) => [assignment.officeId, to, already]),
      [
        [4, 8, null],
        [6, 8, held[0]!.id],
      ],
    )
    const [diff] = rightsDiff(plan([merge([4, 6], 8)]), held)
    assert.deepEqual(diff!.after, [
      { role: 'leader', officeId: 1 },
      { role: 'officer', officeId: 8 },
    ])
  })

  it('whoever already has it there is given nothing new; whoever does not come along has nothing', () => {
    const held = [holds(1, 4), holds(1, 8), holds(2, 4)]
    const acts: Act[] = [merge([4], 8), { act: 'person', person: 2, from: 4, to: null }]
    assert.deepEqual(
      assignmentMoves(plan(acts), held).map(({ to, already }) => [to, already]),
      [
        [8, held[1]!.id],
        [null, null],
      ],
    )
    assert.deepEqual(rightsDiff(plan(acts), held)[1]!.after, [])
  })

  it('an assignment that ended before the day gives nothing', () => {
    const held = [holds(1, 4, { to: '2025-06-01' }), holds(2, 4, { to: '2025-06-30' })]
    assert.deepEqual(
      assignmentMoves(plan([merge([4], 8)]), held).map(({ assignment, to }) => [
        assignment.personId,
        to,
      ]),
      [[2, null]],
    )
  })

  it('whatever the plan: nobody has a right after it that the plan does not say', () => {
    const ids = [4, 6, 8, 12, 14]
    const acts = fc
      .uniqueArray(fc.constantFrom(...ids), { minLength: 1, maxLength: 5 })
      .chain((closed) =>
        fc.tuple(
          ...closed.map((one) =>
            fc.boolean().map((whole) => (whole ? merge([one], 20) : split(one, [20, 21], 21))),
          ),
        ),
      )
    const assignments = fc.array(
      fc.record({
        personId: fc.integer({ min: 1, max: 4 }),
        officeId: fc.constantFrom(...ids, 20),
        role: fc.constantFrom('officer' as const, 'leader' as const, 'clerk' as const),
        to: fc.constantFrom(null, '2025-06-30' as const, '2026-01-01' as const),
      }),
      { maxLength: 12 },
    )
    fc.assert(
      fc.property(acts, assignments, (chosen, drawn) => {
        const decided = plan(chosen)
        const held = drawn.map(({ personId, officeId, role, to }) =>
          holds(personId, officeId, { role, to }),
        )
        const goes = new Map(closingsOf(decided).map((each) => [each.office, each.default]))
        for (const { before, after } of rightsDiff(decided, held)) {
          const allowed = before.map(
            ({ role, officeId }) => `${role} ${goes.get(officeId) ?? officeId}`,
          )
          for (const { role, officeId } of after) {
            assert.ok(allowed.includes(`${role} ${officeId}`))
            assert.ok(!goes.has(officeId))
          }
        }
      }),
    )
  })
})
