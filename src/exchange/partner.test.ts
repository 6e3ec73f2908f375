import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { checkout } from '../checkout.ts'
import type { LegState } from '../dossier/legs/leg.ts'
import { doubledIn, meaningOf, partnerNamed, partnerOfKey, shareOf } from './partner.ts'
import { loadPartners } from './partner-load.ts'
import { commandsFor, missingMembers, type KeptStatus } from './partner-steps.ts'

const data = join(checkout, 'data')
const partners = loadPartners(data)
const police = partnerOfKey(partners, 'police.2')!

const json = (path: string): unknown => JSON.parse(readFileSync(join(data, path), 'utf8'))

test('the agencies’ codes are their own: 4 is the end of their leg, not the dossier’s status 4', () => {
  const meanings = ['1', '2', '3', '4', '5', '6', '7'].map((code) => meaningOf(police, code))
  assert.deepEqual(meanings, [
    'received',
    'asks',
    'underway',
    'done',
    'returned',
    'refused',
    'underway',
  ])
  assert.equal(meaningOf(police, '8'), undefined)
  assert.equal(meaningOf(police, '10'), undefined)
})

test('a code or a leg that stands twice in the data is found', () => {
  assert.deepEqual(doubledIn(police), [])
  const codes = [...police.statuses.codes, police.statuses.codes[0]!]
  const twice = { ...police, statuses: { ...police.statuses, codes } }
  assert.deepEqual(doubledIn(twice), ['statuses: 1 stands twice'])
})

test('what an agency gets are questions of the form and papers of the procedure, and less than all of them', () => {
  for (const { shares } of partners)
    for (const { procedure, leg, answers, papers } of shares) {
      const curated = json(`curated/${procedure}.json`) as {
        form: { id: string; version: number }
        papers: { code: string }[]
      }
      const form = readFileSync(
        join(data, `forms/${curated.form.id}.v${curated.form.version}.json`),
        'utf8',
      )
      const questions = new Set(
        [...form.matchAll(/"id": "([a-zA-Z]+\.[a-zA-Z]+)"/g)].map((m) => m[1]!),
      )
      for (const id of answers) assert.ok(questions.has(id), `${procedure} ${leg}: ${id}`)
      assert.ok(answers.length < questions.size, `${procedure} ${leg} gets everything`)
      const codes = curated.papers.map(({ code }) => code)
      for (const paper of papers) assert.ok(codes.includes(paper), `${procedure} ${leg}: ${paper}`)
    }
  assert.equal(shareOf(police, '1.004194', 'residence'), undefined)
})

test('every outside leg of a published procedure has an agency that is told what it needs', () => {
  const curated = readdirSync(join(data, 'curated')).filter((name) => name.endsWith('.json'))
  const outside = curated.flatMap((name) => {
    const { code, workflow } = json(`curated/${name}`) as {
      code: string
      workflow: { id: string; version: number }
    }
    const path = `workflows/${workflow.id}.v${workflow.version}.json`
    const { legs = [] } = json(path) as { legs?: { id: string; partner?: string }[] }
    return legs.flatMap(({ id, partner }) => (partner ? [{ code, leg: id, partner }] : []))
  })
  assert.ok(outside.length >= 6)
  for (const { code, leg, partner } of outside) {
    const found = partnerNamed(partners, partner)
    assert.ok(found && shareOf(found, code, leg), `${code} ${leg} at ${partner}`)
  }
})

const open: LegState = {
  leg: 'residence',
  where: 'outside',
  office: null,
  partner: 'police',
  openedAt: '2026-11-30T02:00:00.000Z',
  acknowledgeBy: null,
  acknowledgedAt: null,
  reference: null,
  status: null,
  clock: null,
  asked: null,
  ended: null,
  result: null,
  returnedAt: null,
}
const message: KeptStatus = {
  messageId: 'm',
  dossier: 'H26.101-20261130-0001',
  leg: 'residence',
  number: 1,
  status: '4',
  at: '2026-11-30T03:00:00Z',
  manner: 'counter',
  missing: [{ paper: 'authorisation', fault: 'Mờ' }],
  reason: 'x',
  legalBasis: 'y',
  result: { name: 'Giấy', number: '1', on: '2026-11-30', sha256: null },
}
const kinds = (...given: Parameters<typeof commandsFor>) =>
  commandsFor(...given).map(({ type }) => type)

test('any progress of the agency implies that it has the leg; an unknown code implies nothing', () => {
  assert.deepEqual(kinds('received', message, open), ['acknowledgeLeg', 'reportLeg'])
  assert.deepEqual(kinds('asks', message, open), ['acknowledgeLeg', 'reportLeg', 'askLeg'])
  assert.deepEqual(kinds('done', message, open), ['acknowledgeLeg', 'reportLeg', 'endLeg'])
  assert.deepEqual(kinds(undefined, message, open), ['reportLeg'])
  const acknowledged = { ...open, acknowledgedAt: open.openedAt }
  assert.deepEqual(kinds('underway', message, acknowledged), ['reportLeg'])
  assert.deepEqual(kinds('returned', message, acknowledged), [
    'reportLeg',
    'endLeg',
    'returnLegResult',
  ])
})

test('after the end only the result’s return is news; a second end is put before the law', () => {
  const ended = { ...open, acknowledgedAt: open.openedAt, ended: 'done' as const }
  assert.deepEqual(kinds('underway', message, ended), [])
  assert.deepEqual(kinds('returned', message, ended), ['returnLegResult'])
  assert.deepEqual(kinds('returned', message, { ...ended, returnedAt: open.openedAt }), [])
  assert.deepEqual(kinds('refused', message, ended), ['endLeg'])
})

test('each code has to bring what it means', () => {
  assert.deepEqual(
    missingMembers('asks', {}).map(({ field }) => field),
    ['missing', 'reason', 'legalBasis'],
  )
  assert.deepEqual(missingMembers('received', {}), [])
})
