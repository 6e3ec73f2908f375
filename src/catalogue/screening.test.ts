import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { loadCalendar } from '../calendar/calendar.ts'
import { readFileSync } from 'node:fs'
import { checkout } from '../checkout.ts'
import { filedNow } from './filed-now.ts'
import { openLaw } from './law.ts'
import type { LocalMinute } from '../lib/time.ts'
import { screened, screeningQuestions, waysOf } from './screening.ts'
import { screeningFaults } from './screening-check.ts'
import { MOST_SCREENING, type Screening } from './screening-shape.ts'

const law = openLaw(join(checkout, 'data'))
const calendar = loadCalendar(
  JSON.parse(readFileSync(join(checkout, 'data/calendars/hanoi.json'), 'utf8')),
)
const today = '2026-11-25' as const
const questionsOf = (code: string) => {
  const procedure = law.procedure(code)!
  return screeningQuestions(procedure, law.form(procedure.form.id, procedure.form.version))
}
const mine = (code: string, query: Record<string, string> = {}) =>
  screened(questionsOf(code), { query, ways: waysOf(law.procedure(code)!), today })

test('no procedure asks more than three questions at a time, whatever is answered', () => {
  for (const { code } of law.procedures()) {
    const questions = questionsOf(code)
    for (const { id, options } of questions)
      for (const option of options) {
        const { asked } = mine(code, { [id]: option.code })
        assert.ok(asked.length <= MOST_SCREENING, `${code} ${id}=${option.code}`)
      }
  }
})

test('what is asked follows the order of the procedure, and a hidden question makes room for the next', () => {
  const asked = (query = {}) => mine('1.004222', query).asked.map(({ id }) => id)
  assert.deepEqual(asked(), ['dwelling.kind', 'dwelling.inDatabase', 'person.inPopulationData'])
  assert.deepEqual(asked({ 'dwelling.kind': 'religious' }), [
    'dwelling.kind',
    'dwelling.religiousRole',
    'person.inPopulationData',
  ])
})

test('an answer may send to another procedure, which the city or the nation publishes', () => {
  const leads = (code: string, query: Record<string, string>) =>
    mine(code, query).leads.map(({ outcome, procedure }) => [outcome, procedure])
  assert.deepEqual(leads('1.001193', { 'screen.joint': 'yes' }), [['elsewhere', '2.002621']])
  assert.deepEqual(leads('1.001193', { 'screen.joint': 'no' }), [])
  assert.deepEqual(leads('1.000894', { 'screen.foreign': 'no' }), [['elsewhere', '2.000806']])
  assert.deepEqual(leads('1.000894', { 'screen.age': 'no' }), [['notEligible', undefined]])
  assert.deepEqual(leads('2.002621', { 'screen.six': 'yes' }), [['elsewhere', '1.001193']])
})

test('a question that is no answer, that leads nowhere, or that gives unknown answers is refused', () => {
  const procedure = law.procedure('1.001193')!
  const form = law.form('khai-sinh', 1)
  const faults = (screening: Screening[]) => screeningFaults({ ...procedure, screening }, form)
  const words = { vi: 'Có', en: 'Yes' }
  const option = (code: string) => ({ code, label: words })
  const own = { question: 'screen.own', label: words }
  assert.deepEqual(faults(procedure.screening!), [])
  assert.match(faults([own]).join(), /screen\.own: is no question of the form/)
  assert.match(faults([{ ...own, options: [option('yes'), option('no')] }]).join(), /leads on/)
  assert.match(faults([{ question: 'child.fullName' }]).join(), /only a choice or yes and no/)
  const junk = { question: 'situation.kind', options: [option('ordinary'), option('junk')] }
  assert.match(faults([junk]).join(), /the form has no answer junk/)
  const twice = { question: 'situation.kind' }
  assert.match(faults([twice, twice]).join(), /situation\.kind is asked twice/)
  const double = { question: 'situation.kind', options: [option('ordinary'), option('ordinary')] }
  assert.match(faults([double]).join(), /two options have the code ordinary/)
})

const now = (code: string, at: string, query: Record<string, string> = {}) => {
  const { answers, channel } = mine(code, query)
  const moment = { channel, today, answers, now: at as LocalMinute }
  return filedNow(law.procedure(code)!, moment, calendar)
}

test('filed now, the date follows the calendar, the 15:00 rule and the case that the answers lead to', () => {
  assert.equal(now('1.001193', '2026-11-25T10:00').due?.dueAt, '2026-11-25T17:00')
  assert.equal(now('1.001193', '2026-11-25T15:00').due?.dueAt, '2026-11-26T17:00')
  const evening = now('1.004873', '2026-11-27T20:00').due!
  assert.equal(evening.countsFrom, '2026-11-30T08:00')
  assert.equal(evening.dueAt, '2026-12-03T17:00')
  const insured = { 'benefits.insured': 'yes' }
  assert.equal(now('2.002622', '2026-11-25T10:00').due?.dueAt, '2026-11-27T17:00')
  assert.equal(now('2.002622', '2026-11-25T10:00', insured).due?.dueAt, '2026-12-08T17:00')
})

test('filed now, no date is made up where no source gives a limit', () => {
  assert.equal(now('3.000333', '2026-11-25T10:00').due, undefined)
})

test('filed now, a fee is sure only when the answers decide it, and an unknown figure is never nothing', () => {
  const fees = (code: string, query = {}) =>
    now(code, '2026-11-25T10:00', query).fees.map(({ fee, dong, isSure }) => [fee.id, dong, isSure])
  assert.deepEqual(fees('1.000656'), [
    ['on-time', null, false],
    ['late', null, false],
    ['copy', null, false],
  ])
  assert.deepEqual(fees('1.001612'), [['registration', 0, true]])
  assert.deepEqual(fees('1.001612', { channel: 'counter' }), [['registration', 100_000, true]])
  assert.deepEqual(fees('1.013225'), [['permit', null, true]])
  const reduced = { 'fee.category': 'reduced' }
  assert.deepEqual(fees('3.000333', reduced)[0], ['certificate-reduced', 100_000, true])
})
