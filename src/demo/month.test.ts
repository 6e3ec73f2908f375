import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { join } from 'node:path'
import { openLaw, type Law } from '../catalogue/law.ts'
import { validateAnswers } from '../catalogue/validate.ts'
import { checkout } from '../checkout.ts'
import { dayOf, toInstant, toLocalMinute, type LocalMinute } from '../lib/time.ts'
import { planMonth, type MadeDossier } from './month.ts'
import { monthFacts } from './seed.ts'
import { readCast } from './staff.ts'

const dataDir = join(checkout, 'data')
let law: Law
before(() => {
  law = openLaw(dataDir)
})

function monthOn(now: LocalMinute): MadeDossier[] {
  return planMonth(monthFacts({ law }, readCast(dataDir), toInstant(now)))
}

/** Whenever a demo may be started: in the morning, at lunch, at night, on Sundays, after holidays, at the turn of the year. */
const MOMENTS: LocalMinute[] = [
  '2026-11-22T11:20',
  '2026-11-23T08:01',
  '2026-11-23T12:30',
  '2026-11-23T16:59',
  '2026-11-24T09:00',
  '2026-11-27T23:30',
  '2026-12-25T15:00',
  '2027-01-02T10:00',
  '2027-01-04T08:00',
  '2027-02-15T08:30',
  '2027-05-04T14:59',
]
for (const now of MOMENTS) {
  test(`a month counted back from ${now} lies in the past and in the order of life`, () => {
    const month = monthOn(now)
    assert.ok(month.length >= 300, String(month.length))
    for (const { nth, times } of month) {
      assert.equal(times[0]!.deed, 'file')
      times.forEach(({ at, deed }, i) => {
        assert.ok(at < now, `${nth} ${deed} ${at}`)
        assert.ok(i === 0 || times[i - 1]!.at <= at, `${nth} ${deed} ${at}`)
      })
    }
  })
}

test('every made declaration is one that our own pages would take', () => {
  const form = law.form('khai-sinh', 1)
  for (const { nth, birth, times } of monthOn('2026-11-22T11:20')) {
    const facts = { today: dayOf(times[0]!.at), codeLists: law.codeLists }
    const { problems } = validateAnswers(form, birth.answers, facts)
    assert.deepEqual(problems, [], `dossier ${nth}`)
  }
})

test('offices work when they are open: what staff do lies in working time', () => {
  const byStaff = new Set(['accept', 'claim', 'examine', 'sendDraft', 'sign', 'seal', 'deliver'])
  for (const { times } of monthOn('2026-11-22T11:20')) {
    for (const { deed, at } of times) {
      if (!byStaff.has(deed)) continue
      const time = at.slice(11)
      const isOpen = (time >= '08:00' && time <= '12:00') || (time >= '13:00' && time <= '17:00')
      assert.ok(isOpen, `${deed} ${at}`)
    }
  }
})

test('the same day gives the same month, no child twice, no code twice, no mother twice', () => {
  const [one, other] = [monthOn('2026-11-22T11:20'), monthOn('2026-11-22T11:20')]
  assert.deepEqual(one, other)
  const codes = one.flatMap(({ portalCode }) => portalCode ?? [])
  assert.equal(new Set(codes).size, codes.length)
  const mothers = one.map(({ birth }) => birth.answers['mother.personalNumber'])
  assert.equal(new Set(mothers).size, mothers.length)
})

test('there is something to do at every desk of the first ward, and something late', () => {
  const now: LocalMinute = '2026-11-23T10:00'
  const last = monthOn(now)
    .filter(({ offices }) => offices.competent === 101)
    .map(({ times }) => times.at(-1)!.deed)
  for (const deed of [
    'file',
    'accept',
    'claim',
    'sendDraft',
    'registerEntry',
    'submitForSigning',
    'sign',
    'requestSupplement',
    'requestWithdrawal',
    'deliver',
  ])
    assert.ok(last.filter((each) => each === deed).length > 0, deed)
  assert.equal(toLocalMinute(toInstant(now)), now)
})
