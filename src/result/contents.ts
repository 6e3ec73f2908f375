/** The content of each kind of result, found by its kind. Pure. */
import { ok, type Result } from '../lib/result.ts'
import { buildingPermit } from './building-permit.ts'
import { birthCertificate, birthFields, birthSections } from './certificate.ts'
import { civilStatusExtract } from './civil-status-extract.ts'
import type { Content, Field, Section } from './content.ts'
import { deathExtract } from './death-extract.ts'
import type { ResultKind } from './kinds.ts'
import { maritalStatus } from './marital-status.ts'
import { marriageCertificate } from './marriage-certificate.ts'
import type { PaperFacts } from './paper-facts.ts'

/** The paper as it is set, the sections in which applicants read it, and the fields by which the office compares it. */
export type ResultContent = Content & { fields: Field[] }

/** Refuses when the declaration, or the register's answer, no longer holds what the paper must say. */
export function resultContent(kind: ResultKind, facts: PaperFacts): Result<ResultContent> {
  switch (kind) {
    case 'birthCertificate':
      return birth(facts)
    case 'deathExtract':
      return withFields(deathExtract(facts))
    case 'marriageCertificate':
      return withFields(marriageCertificate(facts))
    case 'maritalStatusConfirmation':
      return withFields(maritalStatus(facts))
    case 'civilStatusExtract':
      return withFields(civilStatusExtract(facts))
    case 'buildingPermit':
      return withFields(buildingPermit(facts))
  }
}

/** The same before anybody signs, as pages show it. */
export function unsignedContent(
  kind: ResultKind,
  facts: Pick<PaperFacts, 'answers' | 'entry' | 'officeName' | 'codeLists'>,
): Result<ResultContent> {
  const unsigned = { signer: null, verifyUrl: '', qr: [], createdAt: '', development: false }
  return resultContent(kind, { ...facts, ...unsigned })
}

function birth(facts: PaperFacts): Result<ResultContent> {
  const made = birthCertificate(facts)
  if (!made.ok) return made
  const { value: paper } = made
  return ok({ paper, sections: birthSections(paper), fields: birthFields(paper) })
}

function withFields(made: Result<Content>): Result<ResultContent> {
  return made.ok ? ok({ ...made.value, fields: fieldsOf(made.value.sections) }) : made
}

/** Each label once: where two people have the same questions, the section names them. */
function fieldsOf(sections: readonly Section[]): Field[] {
  return sections.flatMap(({ title, lines }) =>
    lines.flat().map(({ label, value }) => ({
      label: title ? `${title.vi}: ${label.vi.toLowerCase()}` : label.vi,
      value,
    })),
  )
}
