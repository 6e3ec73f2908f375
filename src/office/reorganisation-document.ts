/** A reorganisation as it is written down (JSON), read at the door: its shape, then its days. */
import { Type } from 'typebox'
import { Value } from 'typebox/value'
import { isUuid } from '../lib/ids.ts'
import { parseDay } from '../lib/time.ts'
import type { Plan } from './reorganisation.ts'

const exact = <T extends Parameters<typeof Type.Object>[0]>(members: T) =>
  Type.Object(members, { additionalProperties: false })

const OfficeId = Type.Integer({ minimum: 1, maximum: 999_999 })
const Words = Type.String({ minLength: 1, maxLength: 300 })
const Note = Type.Optional(Type.String({ maxLength: 2000 }))
const Mark = Type.Enum(['verified', 'secondHand', 'toBeConfirmed'] as const)
const AgencyCode = Type.String({ pattern: '^[0-9A-Z.]{1,35}$' })

const Named = exact({
  id: OfficeId,
  kind: Type.Enum(['city', 'centre', 'department', 'district', 'commune'] as const),
  name: Words,
  shortName: Words,
  parent: Type.Union([OfficeId, Type.Null()]),
  number: Type.Optional(Type.String({ pattern: '^\\d{5}$' })),
  agencyCode: AgencyCode,
  isStandIn: Type.Boolean(),
  address: Type.Optional(Words),
  from: Type.String(),
})

const Acts = Type.Union([
  exact({
    act: Type.Literal('merge'),
    offices: Type.Array(OfficeId, { minItems: 1 }),
    into: OfficeId,
    note: Note,
  }),
  exact({
    act: Type.Literal('split'),
    office: OfficeId,
    into: Type.Array(OfficeId, { minItems: 1 }),
    default: OfficeId,
    rule: Type.Enum(['byAddress', 'byPerson'] as const),
    mark: Type.Optional(Mark),
    note: Note,
  }),
  exact({
    act: Type.Literal('rename'),
    office: OfficeId,
    name: Words,
    shortName: Words,
    agencyCode: Type.Optional(AgencyCode),
  }),
  exact({ act: Type.Literal('moveCompetence'), field: Words, from: OfficeId, to: OfficeId }),
  exact({
    act: Type.Literal('person'),
    person: Type.Integer({ minimum: 1_000_000 }),
    from: OfficeId,
    to: Type.Union([OfficeId, Type.Null()]),
  }),
])

const Document = exact({
  id: Type.String(),
  number: Words,
  title: Words,
  decidedOn: Type.String(),
  effectiveOn: Type.String(),
  source: Words,
  mark: Mark,
  offices: Type.Array(Named),
  acts: Type.Array(Acts, { minItems: 1 }),
})

/** The plan, or everything that keeps the text from being one. */
export function readPlan(text: string): { plan: Plan } | { faults: string[] } {
  let document: unknown
  try {
    document = JSON.parse(text)
  } catch {
    return { faults: ['tệp không phải JSON'] }
  }
  const shape = Value.Errors(Document, document).map(
    ({ instancePath, message }) => `${instancePath || 'văn bản'}: ${message}`,
  )
  if (shape.length > 0) return { faults: [...new Set(shape)] }
  const plan = document as Plan
  const faults = [
    ...(isUuid(plan.id) ? [] : ['/id: không phải một UUID']),
    ...[
      ['/decidedOn', plan.decidedOn],
      ['/effectiveOn', plan.effectiveOn],
      ...plan.offices.map(({ from }, nth) => [`/offices/${nth}/from`, from]),
    ].flatMap(([place, day]) =>
      parseDay(day!) === undefined ? [`${place}: không phải một ngày, ví dụ 2025-07-01`] : [],
    ),
  ]
  return faults.length > 0 ? { faults } : { plan }
}
