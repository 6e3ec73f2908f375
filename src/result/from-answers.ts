/** The lines of a paper, filled from the answers of its form as `data/results` says. Pure. */
import { birthDateInWords } from '../catalogue/date-in-words.ts'
import { ok, type Result } from '../lib/result.ts'
import { parseDay, showDay } from '../lib/time.ts'
import { missing, unanswered, type Entry, type Section } from './content.ts'
import {
  figure,
  identityOf,
  inTheCity,
  label,
  partDay,
  place,
  text,
  type PaperFacts,
} from './paper-facts.ts'
import type { PaperLines, Source } from './paper-lines.ts'

/** Refuses with the names of everything that the paper must say and the declaration does not. */
export function sectionsFrom(lines: PaperLines, facts: PaperFacts): Result<Section[]> {
  const lacking = unanswered(lines.required.map(({ name, from }) => [name, valueOf(from, facts)]))
  if (lacking.length > 0) return missing(lacking, lines.paper)
  return ok(
    lines.sections.map((section) => ({
      title: section.title,
      ...(section.heading && { heading: section.heading }),
      lines: section.lines.map((line) => filled(line, facts)).filter((line) => line.length > 0),
    })),
  )
}

type Line = PaperLines['sections'][number]['lines'][number]

/** An entry that is there only when it is given leaves no empty words behind. */
function filled(line: Line, facts: PaperFacts): Entry[] {
  return line.flatMap(({ label: words, from, ifGiven }) => {
    const value = valueOf(from, facts)
    return ifGiven && value === '' ? [] : [{ label: words, value }]
  })
}

function valueOf(source: Source, facts: PaperFacts): string {
  const { answers, codeLists } = facts
  const first = (ids: readonly string[]) => ids.find((id) => isAnswered(answers[id])) ?? ids[0]!
  const said = (ids: readonly string[]) => text(answers, first(ids))
  switch (source.as) {
    case 'text':
      return said(source.answer)
    case 'day':
      return partDay(answers, first(source.answer))
    case 'dayInWords':
      return inWords(said(source.answer))
    case 'figure':
      return figure(answers, first(source.answer))
    case 'place':
      return place(codeLists, answers[first(source.answer)])
    case 'list':
      return label(codeLists, source.list, said(source.answer))
    case 'choice':
      return source.words[said(source.answer)] ?? said(source.answer)
    case 'identity':
      return identity(source, answers)
    case 'moment':
      return moment(said(source.time), partDay(answers, first(source.day)))
    case 'document':
      return document(said(source.number), [
        said(source.by),
        dated(partDay(answers, first(source.on))),
      ])
    case 'joined':
      return joined(
        source.answers.map((id) => text(answers, id)),
        source.with,
      )
    case 'certified':
      return certified(said(source.answer), said(source.certificate))
    case 'office':
      return inTheCity(facts.officeName)
    case 'registeredOn':
      return registeredOn(facts)
  }
}

function isAnswered(answer: unknown): boolean {
  return answer !== undefined && answer !== null && answer !== ''
}

function inWords(on: string): string {
  const day = parseDay(on)
  return day ? birthDateInWords(day) : ''
}

/** Of an organisation, the code under which it is registered. */
function identity(
  { of, business }: Extract<Source, { as: 'identity' }>,
  answers: PaperFacts['answers'],
): string {
  const code = business === undefined ? '' : text(answers, business)
  return code === '' ? identityOf(answers, of) : `Mã số ${code}`
}

function moment(time: string, day: string): string {
  return joined([time, dated(day)], ', ')
}

function dated(day: string): string {
  return day && `ngày ${day}`
}

/** 'Số 12/GBT, Bệnh viện Bạch Mai, ngày 02/11/2026'. */
function document(number: string, more: readonly string[]): string {
  return number === '' ? '' : joined([`Số ${number}`, ...more], ', ')
}

function certified(name: string, certificate: string): string {
  return certificate === '' ? name : `${name} (chứng chỉ ${certificate})`
}

function joined(parts: readonly string[], by: string): string {
  return parts.filter(Boolean).join(by)
}

function registeredOn({ entry }: PaperFacts): string {
  const on = entry ? parseDay(entry.registeredOn) : undefined
  return on ? showDay(on) : ''
}
