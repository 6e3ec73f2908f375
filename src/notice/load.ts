// Reads the published texts and the warning levels from data/templates/notices, and refuses them as a whole if one is wrong.
import { readFileSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Type } from 'typebox'
import type { TSchema } from 'typebox'
import { Value } from 'typebox/value'
import { CHANNELS, KINDS } from './notice.ts'
import { templateFaults } from './template.ts'
import type { NoticeTemplate, NoticeTemplates } from './template.ts'
import { thresholdName, type WarningLevels } from './warning.ts'

const perLang = Type.Object(
  { vi: Type.String(), en: Type.String() },
  { additionalProperties: false },
)
const languages = Type.Union([Type.Literal('vi'), Type.Literal('en')])

const example = Type.Object(
  {
    lang: languages,
    channel: Type.Union(CHANNELS.map((channel) => Type.Literal(channel))),
    values: Type.Record(Type.String(), Type.String()),
    body: Type.String(),
  },
  { additionalProperties: false },
)

const version = Type.Object(
  {
    version: Type.Integer({ minimum: 1 }),
    validFrom: Type.String(),
    audience: Type.Union([Type.Literal('applicant'), Type.Literal('staff')]),
    liveHours: Type.Integer(),
    sms: Type.Optional(perLang),
    mail: Type.Object({ subject: perLang, text: perLang }, { additionalProperties: false }),
    examples: Type.Array(example),
  },
  { additionalProperties: false },
)

const template = Type.Object(
  {
    kind: Type.Union(KINDS.map((kind) => Type.Literal(kind))),
    basis: Type.String({ minLength: 1 }),
    versions: Type.Array(version),
  },
  { additionalProperties: false },
)

const threshold = Type.Union([
  Type.Object(
    { unit: Type.Literal('share'), percent: Type.Integer({ minimum: 1, maximum: 99 }) },
    { additionalProperties: false },
  ),
  Type.Object(
    {
      unit: Type.Union([Type.Literal('workingDay'), Type.Literal('workingHour')]),
      value: Type.Integer({ minimum: 1, maximum: 100 }),
    },
    { additionalProperties: false },
  ),
  Type.Object({ unit: Type.Literal('passed') }, { additionalProperties: false }),
])

const levels = Type.Object(
  {
    version: Type.Integer({ minimum: 1 }),
    validFrom: Type.String(),
    note: Type.String(),
    basis: Type.String(),
    mark: Type.Union(['verified', 'secondHand', 'toBeConfirmed'].map((mark) => Type.Literal(mark))),
    thresholds: Type.Array(threshold, { minItems: 1 }),
  },
  { additionalProperties: false },
)

const WARNINGS = 'warnings.json'

/** The texts of every kind. Throws one error that names every fault, so that nothing half-checked is ever sent. */
export async function loadNoticeTemplates(folder: string): Promise<NoticeTemplates> {
  const names = (await readdir(folder)).filter((n) => n.endsWith('.json') && n !== WARNINGS).sort()
  const templates: NoticeTemplate[] = []
  for (const name of names) {
    const json: unknown = JSON.parse(await readFile(join(folder, name), 'utf8'))
    if (!Value.Check(template, json)) throw broken(name, template, json)
    const read = json as NoticeTemplate
    if (`${read.kind}.json` !== name)
      throw new Error(`${name}: tệp phải mang tên ${read.kind}.json`)
    templates.push(read)
  }
  const faults = templateFaults(templates)
  if (faults.length > 0) throw new Error(`Mẫu tin không dùng được:\n${faults.join('\n')}`)
  return new Map(templates.map((t) => [t.kind, t]))
}

/** At which moments of a clock the office is warned. Throws when the levels are no levels, or one stands there twice. */
export function readWarningLevels(folder: string): WarningLevels {
  const json: unknown = JSON.parse(readFileSync(join(folder, WARNINGS), 'utf8'))
  if (!Value.Check(levels, json)) throw broken(WARNINGS, levels, json)
  const names = json.thresholds.map(thresholdName)
  if (new Set(names).size < names.length)
    throw new Error(`${WARNINGS}: một mức nhắc được ghi hai lần`)
  return json
}

function broken(name: string, schema: TSchema, json: unknown): Error {
  const faults = Value.Errors(schema, json).map((e) => `${e.instancePath} ${e.message}`)
  return new Error(`${name}: ${faults.join('; ')}`)
}
