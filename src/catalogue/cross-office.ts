/**
 * Receipt for another office (tiếp nhận phi địa giới): inside the province for every procedure, nationwide for the published list
 * only (NĐ 309/2026 → NĐ 118/2025 Đ14.4); and which counters receive for an office as its own, so that nothing is handed over.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Type, type Static } from 'typebox'
import type { Day } from '../lib/time.ts'
import { DayText, DocumentFault, exact, list, Mark, shapeFaults, Sourced } from './shape.ts'

const Sentence = Type.String({ minLength: 1, maxLength: 500 })
const OfficeKind = Type.Enum(['centre', 'department', 'commune'] as const)
const Listed = exact({
  procedure: Type.String({ pattern: '^\\d\\.\\d{6}$' }),
  validFrom: DayText,
  /** The last day; null: still in force. */
  validTo: Type.Union([DayText, Type.Null()]),
  source: Sentence,
  mark: Mark,
})

const Rules = exact({
  version: Type.Integer({ minimum: 1 }),
  validFrom: DayText,
  note: Sentence,
  inside: Sourced(Type.Enum(['all'] as const)),
  exceptInside: list(Listed),
  nationwide: list(Listed),
  nationwideSource: Sourced(Type.Enum(['onlyListed'] as const)),
  ownCounters: list(
    exact({
      receiving: OfficeKind,
      competent: OfficeKind,
      isOwn: Type.Boolean(),
      source: Sentence,
      mark: Mark,
    }),
  ),
})

export type CrossOfficeRules = Readonly<Static<typeof Rules>>

/** Reads `data/cross-office/rules.json`; throws DocumentFault naming everything to mend. */
export function openCrossOffice(dataDir: string): CrossOfficeRules {
  const document = JSON.parse(
    readFileSync(join(dataDir, 'cross-office', 'rules.json'), 'utf8'),
  ) as unknown
  const faults = crossOfficeFaults(document)
  if (faults.length > 0) throw new DocumentFault('data/cross-office/rules.json', faults)
  return document as CrossOfficeRules
}

/** What is wrong with the rules; empty when they may be used. */
export function crossOfficeFaults(document: unknown): string[] {
  const shape = shapeFaults(Rules, document)
  if (shape.length > 0) return shape
  const { exceptInside, nationwide } = document as CrossOfficeRules
  return [...exceptInside, ...nationwide].flatMap(({ procedure, validFrom, validTo }) =>
    validTo !== null && validTo < validFrom ? [`${procedure}: ends before it begins`] : [],
  )
}

export type Within = 'inside' | 'nationwide'

/** Whether an office may receive it for another on that day: inside the city, or for one of another province. */
export function mayReceiveForAnother(
  rules: CrossOfficeRules,
  { procedure, on, within }: { procedure: string; on: Day; within: Within },
): boolean {
  const isListed = (entries: CrossOfficeRules['nationwide']): boolean =>
    entries.some(
      (entry) =>
        entry.procedure === procedure &&
        entry.validFrom <= on &&
        (entry.validTo === null || on <= entry.validTo),
    )
  return within === 'inside' ? !isListed(rules.exceptInside) : isListed(rules.nationwide)
}

type Named = { id: number; kind: string }

/** Whether the counter receives for the competent office as its own: the ordinary one-stop receipt, nothing to hand over. */
export function isOwnCounter(
  { ownCounters }: CrossOfficeRules,
  receiving: Named,
  competent: Named,
): boolean {
  if (receiving.id === competent.id) return true
  return ownCounters.some(
    (rule) => rule.isOwn && rule.receiving === receiving.kind && rule.competent === competent.kind,
  )
}
