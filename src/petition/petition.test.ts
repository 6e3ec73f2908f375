import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { hanoiCalendar } from '../calendar/published.ts'
import { checkout } from '../checkout.ts'
import { toLocalMinute } from '../lib/time.ts'
import { codeFor, openPhoto, readCode, sealPhoto, showCode } from './code.ts'
import { petitionTermsFrom, readPetitionTerms } from './load.ts'
import {
  byOffice,
  bySender,
  closesOn,
  dueOf,
  handlerOf,
  type OfficeAct,
  type PetitionState,
  type SenderAct,
} from './petition.ts'

const terms = readPetitionTerms(join(checkout, 'data'))
const calendar = hanoiCalendar()
const DAY = 86_400_000
const sent = new Date('2026-11-27T08:00:00Z')
const due = dueOf(calendar, sent, terms)
const STATES: readonly PetitionState[] = ['open', 'answered', 'refused', 'closed']

function petition(state: PetitionState) {
  return { state, openSince: sent, settledAt: state === 'open' ? null : sent }
}

function at(now: Date, superior: number | null = 1) {
  return { now, terms, dueAt: due, superior }
}

test('it is due on the fifteenth working day after it came, not on the fifteenth day', () => {
  assert.equal(toLocalMinute(due), '2026-12-18T17:00')
})

describe('its sender', () => {
  const may = (state: PetitionState, act: SenderAct, facts = at(sent)) => {
    const said = bySender(petition(state), act, facts)
    return said.ok ? 'yes' : said.refusal.code
  }
  const late = at(new Date(due.getTime() + 60_000))

  test('adds while it is open, agrees once it is answered, and passes up what they do not agree with', () => {
    assert.deepEqual(
      STATES.map((state) => (['add', 'accept', 'passUp'] as const).map((act) => may(state, act))),
      [
        ['yes', 'notAnswered', 'notLate'],
        ['notOpen', 'yes', 'yes'],
        ['notOpen', 'yes', 'yes'],
        ['notOpen', 'notAnswered', 'yes'],
      ],
    )
  })

  test('passes up what is late without an answer, from the minute after its time', () => {
    assert.equal(may('open', 'passUp', at(due)), 'notLate')
    assert.equal(may('open', 'passUp', late), 'yes')
  })

  test('passes nothing up where nobody is above, nor after ninety days', () => {
    for (const state of STATES) assert.equal(may(state, 'passUp', at(due, null)), 'noSuperior')
    const days = terms.lastWord.reopenDays
    const last = new Date(sent.getTime() + days * DAY - 1)
    assert.equal(may('closed', 'passUp', at(last)), 'yes')
    assert.equal(may('closed', 'passUp', at(new Date(last.getTime() + 1))), 'tooLongAgo')
  })
})

describe('the office', () => {
  const ACTS: readonly OfficeAct[] = ['answer', 'refuse', 'ask', 'forward', 'passUp']

  test('acts only on what is open', () => {
    const facts = { superior: 1, isConcerned: false }
    for (const act of ACTS)
      assert.deepEqual(
        STATES.map((state) => byOffice({ state }, act, facts).ok),
        [true, false, false, false],
      )
  })

  test('through somebody who worked on the dossier it passes up, and nothing else', () => {
    const facts = { superior: 1, isConcerned: true }
    assert.deepEqual(
      ACTS.filter((act) => byOffice({ state: 'open' }, act, facts).ok),
      ['passUp'],
    )
    const atTop = { superior: null, isConcerned: true }
    assert.deepEqual(
      ACTS.filter((act) => byOffice({ state: 'open' }, act, atTop).ok),
      [],
    )
  })

  test('about its head never answers itself while there is one above', () => {
    assert.equal(handlerOf(7, { isAboutHead: true, superior: 1 }), 1)
    assert.equal(handlerOf(7, { isAboutHead: false, superior: 1 }), 7)
    assert.equal(handlerOf(1, { isAboutHead: true, superior: null }), 1)
  })
})

describe('the code', () => {
  test('is the same for the same form, another for another house, and is read as people copy it', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.uuid(), (key, other) => {
        const code = codeFor('one house', key)
        assert.equal(codeFor('one house', key), code)
        assert.notEqual(codeFor('another', key), code)
        if (other !== key) assert.notEqual(codeFor('one house', other), code)
        for (const typed of [code, showCode(code), showCode(code).toLowerCase(), ` ${code} `])
          assert.equal(readCode(typed), code)
      }),
    )
    for (const wrong of ['', 'abc', '0O1I0O1I0O1I', '3KF7WQ2MXT9', 'x'.repeat(500)])
      assert.equal(readCode(wrong), undefined)
  })

  test('of a picture opens in its own form alone, and not when a letter was changed', () => {
    const photo = { sha256: 'ab'.repeat(32), mediaType: 'image/png' }
    const sealed = sealPhoto('secret', 'one form', photo)
    assert.deepEqual(openPhoto('secret', 'one form', sealed), photo)
    assert.equal(openPhoto('secret', 'another form', sealed), undefined)
    assert.equal(
      openPhoto(
        'secret',
        'one form',
        sealed.replace(/^./, (first) => (first === 'a' ? 'b' : 'a')),
      ),
      undefined,
    )
    assert.equal(openPhoto('secret', 'one form', ''), undefined)
  })
})

test('terms with a doubled topic, or an end before its reminder, are refused by name', () => {
  const json = JSON.parse(
    readFileSync(join(checkout, 'data/petitions/petitions.json'), 'utf8'),
  ) as typeof terms
  assert.throws(
    () => petitionTermsFrom({ ...json, topics: [...json.topics, json.topics[0]] }),
    /mục "attitude" có hai lần/,
  )
  const lastWord = { ...json.lastWord, closeAfterDays: json.lastWord.remindAfterDays }
  assert.throws(() => petitionTermsFrom({ ...json, lastWord }), /phải nhắc trước khi/)
  assert.throws(() => petitionTermsFrom({ ...json, keep: {} }), /keep/)
  assert.ok(closesOn(sent, terms) > sent)
})
