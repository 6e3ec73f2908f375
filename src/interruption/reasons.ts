/** Why an office may stop: data with legal basis and mark (`data/interruptions/reasons.json`), checked when it is read. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Type, type Static } from 'typebox'
import { Value } from 'typebox/value'

const exact = { additionalProperties: false }
const Mark = Type.Union([
  Type.Literal('verified'),
  Type.Literal('secondHand'),
  Type.Literal('toBeConfirmed'),
])

const Reason = Type.Object(
  {
    code: Type.String({ pattern: '^[a-z][A-Za-z]+$' }),
    title: Type.Object(
      { vi: Type.String({ minLength: 1 }), en: Type.String({ minLength: 1 }) },
      exact,
    ),
    isPlanned: Type.Boolean(),
    /** How many working days before its beginning it is announced. */
    noticeWorkingDays: Type.Optional(Type.Integer({ minimum: 1, maximum: 60 })),
    /** In which time the law wants it mended. */
    mendWithinHours: Type.Optional(Type.Integer({ minimum: 1, maximum: 720 })),
    legalBasis: Type.String({ minLength: 1 }),
    mark: Mark,
    /** Whose legal clocks stand meanwhile; null: nobody's. */
    pauses: Type.Union([
      Type.Null(),
      Type.Object(
        {
          procedures: Type.Array(Type.String({ minLength: 1 }), { minItems: 1 }),
          legalBasis: Type.String({ minLength: 1 }),
          mark: Mark,
        },
        exact,
      ),
    ]),
  },
  exact,
)

const Reasons = Type.Object(
  {
    version: Type.Integer({ minimum: 1 }),
    validFrom: Type.String(),
    note: Type.String(),
    reasons: Type.Array(Reason, { minItems: 1 }),
    declareWithinHours: Type.Object(
      { value: Type.Integer({ minimum: 1, maximum: 720 }), basis: Type.String(), mark: Mark },
      exact,
    ),
  },
  exact,
)

export type Reason = Static<typeof Reason>
export type Reasons = Static<typeof Reasons>

/** Throws one error naming everything to mend. */
export function readReasons(dataDir: string): Reasons {
  const file = join(dataDir, 'interruptions/reasons.json')
  const json: unknown = JSON.parse(readFileSync(file, 'utf8'))
  if (!Value.Check(Reasons, json)) {
    const faults = Value.Errors(Reasons, json).map((e) => `${e.instancePath} ${e.message}`)
    throw new Error(`reasons.json: ${faults.join('; ')}`)
  }
  const faults = json.reasons.flatMap((reason, i) => [
    ...(reason.isPlanned && reason.noticeWorkingDays === undefined
      ? [`${reason.code}: lý do có kế hoạch thiếu số ngày báo trước`]
      : []),
    ...(json.reasons.findIndex(({ code }) => code === reason.code) < i
      ? [`${reason.code}: ghi hai lần`]
      : []),
  ])
  if (faults.length > 0) throw new Error(`reasons.json: ${faults.join('; ')}`)
  return json
}

/** The reason by its code; one that the list no longer has is still told by its code. */
export function reasonNamed({ reasons }: Reasons, code: string): Reason | undefined {
  return reasons.find((each) => each.code === code)
}
