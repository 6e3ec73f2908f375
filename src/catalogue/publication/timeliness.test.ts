import assert from 'node:assert/strict'
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { checkout } from '../../checkout.ts'
import { openLaw } from '../law.ts'
import { readPublicationRules } from './rules-file.ts'
import { datesOf, issuerOf, timelinessOf, type PublicationDates } from './timeliness.ts'

const dataDir = join(checkout, 'data')
const law = openLaw(dataDir, () => new Date('2026-11-28T09:00:00+07:00'))
const rules = readPublicationRules(dataDir)
const given = (dates: Partial<PublicationDates>) =>
  timelinessOf(
    {
      decision: '5555/QĐ-UBND',
      issuer: 'province',
      signedOn: '2026-11-16',
      effectiveOn: '2026-12-01',
      postedOn: '2026-11-18',
      isShortened: false,
      ...dates,
    },
    { rules, calendar: law.calendar() },
  )

test('who issued a decision stands in its number', () => {
  assert.equal(issuerOf('5555/QĐ-UBND', rules), 'province')
  assert.equal(issuerOf('163/QĐ-BTP', rules), 'ministry')
  assert.equal(issuerOf('1523/QĐ-BCA-C06', rules), 'ministry')
  assert.equal(issuerOf('chưa xác định', rules), null)
})

test('a province signs five working days before the effect; 24 November 2026 is no working day', () => {
  assert.equal(given({ effectiveOn: '2026-11-23' }).publishedOnTime.isOnTime, true)
  assert.equal(given({ effectiveOn: '2026-11-20' }).publishedOnTime.days, 4)
  assert.equal(given({ effectiveOn: '2026-11-20' }).publishedOnTime.isOnTime, false)
  const overTheHoliday = given({ signedOn: '2026-11-20', effectiveOn: '2026-11-27' })
  assert.equal(overTheHoliday.publishedOnTime.days, 4)
  assert.equal(overTheHoliday.publishedOnTime.isOnTime, false)
})

test('a ministry signs twenty working days before', () => {
  const ministry = { issuer: 'ministry' as const, signedOn: '2026-10-05' as const }
  assert.equal(given({ ...ministry, effectiveOn: '2026-11-02' }).publishedOnTime.isOnTime, true)
  assert.equal(given({ ...ministry, effectiveOn: '2026-10-30' }).publishedOnTime.isOnTime, false)
})

test('what was signed is posted within five working days; ten for a ministry, two when shortened', () => {
  const posted = (dates: Partial<PublicationDates>) => given(dates).updatedOnTime.isOnTime
  assert.equal(posted({ postedOn: '2026-11-23' }), true)
  assert.equal(posted({ postedOn: '2026-11-25' }), false)
  assert.equal(posted({ postedOn: '2026-12-01', issuer: 'ministry' }), true)
  assert.equal(posted({ postedOn: '2026-12-02', issuer: 'ministry' }), false)
  assert.equal(posted({ postedOn: '2026-11-18', isShortened: true }), true)
  assert.equal(posted({ postedOn: '2026-11-19', isShortened: true }), false)
  assert.equal(posted({ postedOn: '2026-11-16' }), true)
})

test('an unknown date is neither in time nor late', () => {
  assert.equal(given({ signedOn: null }).publishedOnTime.isOnTime, null)
  assert.equal(given({ signedOn: null }).updatedOnTime.isOnTime, null)
  assert.equal(given({ postedOn: null }).updatedOnTime.days, null)
  assert.equal(given({ issuer: null }).publishedOnTime.isOnTime, null)
  assert.equal(given({ signedOn: '1999-01-04' }).publishedOnTime.days, null)
})

test('a file that was imported has no day of posting: nobody here saw it', () => {
  const [version] = law.versionsOf('1.001193')
  const dates = datesOf(version!, rules)
  assert.equal(dates.postedOn, null)
  assert.equal(dates.issuer, 'ministry')
  assert.equal(dates.effectiveOn, version?.validFrom)
})

test('a rule without its source is refused', () => {
  const dir = mkdtempSync(join(tmpdir(), 'motcua-rules-'))
  cpSync(join(dataDir, 'publication'), join(dir, 'publication'), { recursive: true })
  const { signedBeforeEffect, ...rest } = rules
  const broken = { ...signedBeforeEffect, province: { workingDays: 5, mark: 'verified' } }
  writeFileSync(
    join(dir, 'publication/rules.json'),
    JSON.stringify({ ...rest, signedBeforeEffect: broken }),
  )
  assert.throws(() => readPublicationRules(dir), /signedBeforeEffect\/province.*source/)
  rmSync(dir, { recursive: true })
})
