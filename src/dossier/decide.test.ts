import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { calendar, citizen, filing, terms } from '../../test/support/office.ts'
import type { LocalMinute } from '../lib/time.ts'
import { toInstant } from '../lib/time.ts'
import type { Command } from './commands.ts'
import { decide } from './decide.ts'
import type { Facts } from './decision.ts'
import { evolve, isOpen, statusOf, type DossierState } from './dossier.ts'
import type { DossierEvent, NewEvent } from './events.ts'
import { projectRow, waitsFor } from './project.ts'

const hanoi = calendar()
const mother = citizen()
const MONDAY = '2026-11-23T09:00' as LocalMinute
const doc = { documentId: 'd1', sha256: 'aa' }

const facts = (over: Partial<Facts> = {}): Facts => ({
  now: MONDAY,
  terms,
  calendar: hanoi,
  actor: 'staff:1',
  personId: 1,
  code: null,
  ...over,
})

/** Commands in the order of a whole life, each with who acts. */
const life: [Command, Partial<Facts>][] = [
  [filing(mother), { actor: 'citizen:9', personId: 9, code: 'H26.101-20261123-0001' }],
  [{ type: 'accept', originals: [] }, {}],
  [{ type: 'claim' }, { personId: 2, actor: 'staff:2' }],
  [
    { type: 'examine', checks: [{ id: 'parents', ok: true }] },
    { personId: 2, actor: 'staff:2' },
  ],
  [
    { type: 'sendDraft', ...doc },
    { personId: 2, actor: 'staff:2' },
  ],
  [{ type: 'confirmDraft', by: 'applicant' }, { actor: 'citizen:9' }],
  [
    {
      type: 'recordRegisterEntry',
      register: 'birth',
      book: '01',
      number: '5',
      registeredOn: '2026-11-23',
      reference: 'r',
      personalNumber: '001326000001',
    },
    { actor: 'system:civilRegister' },
  ],
  [
    { type: 'submitForSigning', ...doc },
    { personId: 2, actor: 'staff:2' },
  ],
  [
    {
      type: 'recordSigned',
      documentId: 'd1',
      documentHash: 'aa',
      signedHash: 'bb',
      capacity: 'Chủ tịch',
      certificate: 'c',
    },
    { personId: 3, actor: 'staff:3' },
  ],
  [
    {
      type: 'recordSealed',
      documentId: 'd1',
      signedHash: 'bb',
      sealedHash: 'cc',
      number: '7',
      on: '2026-11-23',
      certificate: 'c',
    },
    { personId: 4 },
  ],
  [{ type: 'deliver', manner: 'electronic', receiver: 'applicant' }, { actor: 'citizen:9' }],
]

const fold = (state: DossierState | null, events: NewEvent[], given: Facts): DossierState => {
  let next = state
  for (const event of events) {
    next = evolve(next, stored(event, (next?.seq ?? 0) + 1, given), terms)
  }
  return next!
}
const stored = (event: NewEvent, seq: number, given: Facts): DossierEvent => ({
  ...event,
  seq,
  version: 1,
  occurredAt: toInstant(given.now),
  recordedAt: toInstant(given.now),
  actor: given.actor,
  officeId: 101,
  origin: 'live',
})

/** The state after the first `steps` commands of a whole life. */
const after = (steps: number, at: LocalMinute = MONDAY): DossierState => {
  let state: DossierState | null = null
  for (const [command, over] of life.slice(0, steps)) {
    const given = facts({ now: at, ...over })
    const decision = decide(state, command, given)
    assert.ok(decision.ok, `${command.type}: ${decision.ok ? '' : decision.refusal.message}`)
    state = fold(state, decision.value, given)
  }
  return state!
}
const outcome = (state: DossierState, command: Command, over: Partial<Facts> = {}): string => {
  const decision = decide(state, command, facts(over))
  return decision.ok ? decision.value.map((event) => event.kind).join() : decision.refusal.code
}

describe('what an office may lawfully do', () => {
  it('a whole life passes the official statuses 1, 2, 4, 9, 10 in order', () => {
    const statuses = life.map((_, index) => statusOf(after(index + 1)))
    assert.deepEqual(statuses, [1, 2, 4, 4, 4, 4, 4, 4, 4, 9, 10])
  })

  it('every step waits for the one whose turn it is', () => {
    const turns = life.map((_, index) => waitsFor(after(index + 1), terms))
    assert.deepEqual(turns, [
      'receptionist',
      'officer',
      'officer',
      'officer',
      'applicant',
      'civilRegister',
      'officer',
      'leader',
      'clerk',
      'receptionist',
      null,
    ])
  })

  it('accepting promises a day that skips 24 November, the Day of Culture', () => {
    assert.equal(after(2, '2026-11-23T09:00').clock?.dueAt, '2026-11-25T17:00')
  })

  it('accepting after closing counts from the next opening', () => {
    const clock = after(2, '2026-11-20T18:30').clock
    assert.equal(clock?.countsFrom, '2026-11-23T08:00')
    assert.equal(clock?.dueAt, '2026-11-25T17:00')
  })

  it('every command at every stage is either the next lawful one or a no in words', () => {
    const others: [Command, Partial<Facts>][] = [
      [{ type: 'refuse', reason: 'không thuộc thẩm quyền', legalBasis: 'NĐ 61' }, {}],
      [
        {
          type: 'requestSupplement',
          faults: [{ paper: 'a', fault: 'mờ' }],
          reason: 'thiếu',
          legalBasis: 'NĐ 61',
        },
        {},
      ],
      [{ type: 'supplement', papers: [], fileNames: {} }, {}],
      [{ type: 'returnDraft', note: 'sai tên' }, {}],
      [{ type: 'declineSigning', reason: 'sai' }, {}],
      [{ type: 'requestWithdrawal', reason: 'đổi ý' }, {}],
      [{ type: 'confirmWithdrawal' }, {}],
      [{ type: 'stop', reason: 'không đủ điều kiện', legalBasis: 'NĐ 61' }, {}],
    ]
    const allowed: Record<number, string[]> = {
      1: ['accept', 'refuse', 'requestSupplement', 'requestWithdrawal'],
      2: ['claim', 'examine', 'requestSupplement', 'requestWithdrawal', 'stop'],
      3: ['examine', 'requestSupplement', 'requestWithdrawal', 'stop'],
      4: ['sendDraft', 'requestSupplement', 'requestWithdrawal', 'stop'],
      5: ['confirmDraft', 'returnDraft', 'requestSupplement', 'requestWithdrawal', 'stop'],
      6: ['recordRegisterEntry', 'requestSupplement', 'requestWithdrawal', 'stop'],
      7: ['submitForSigning', 'requestWithdrawal', 'stop'],
      8: ['recordSigned', 'declineSigning', 'requestWithdrawal', 'stop'],
      9: ['recordSealed'],
      10: ['deliver'],
      11: [],
    }
    for (let steps = 1; steps <= life.length; steps += 1) {
      const state = after(steps)
      const may = [...life, ...others]
        .filter(([command, over]) => decide(state, command, facts(over)).ok)
        .map(([command]) => command.type)
      assert.deepEqual(may.sort(), allowed[steps]!.sort(), `after ${life[steps - 1]![0].type}`)
      for (const [command, over] of [...life, ...others]) {
        const decision = decide(state, command, facts(over))
        if (!decision.ok) assert.match(decision.refusal.message, /\p{L}.*\.$/u)
      }
    }
  })

  it('a supplement before acceptance starts no clock, and acceptance follows it', () => {
    const asked = decide(
      after(1),
      {
        type: 'requestSupplement',
        faults: [{ paper: 'a', fault: 'mờ' }],
        reason: 'r',
        legalBasis: 'l',
      },
      facts(),
    )
    assert.ok(asked.ok)
    const waiting = fold(after(1), asked.value, facts())
    assert.equal(statusOf(waiting), 5)
    assert.equal(outcome(waiting, { type: 'accept', originals: [] }), 'wrongState')
    const answered = decide(waiting, { type: 'supplement', papers: [], fileNames: {} }, facts())
    assert.ok(answered.ok)
    const back = fold(waiting, answered.value, facts())
    assert.equal(statusOf(back), 1)
    assert.equal(back.clock, null)
  })

  it('a supplement in processing pauses the clock; completion restarts it and both figures are kept', () => {
    const held = after(3, '2026-11-18T09:00')
    assert.equal(held.clock?.dueAt, '2026-11-19T17:00')
    const request: Command = {
      type: 'requestSupplement',
      faults: [{ paper: 'a', fault: 'mờ' }],
      reason: 'r',
      legalBasis: 'NĐ 61 Đ19.4',
    }
    const asked = decide(held, request, facts({ now: '2026-11-19T10:00' }))
    assert.ok(asked.ok)
    const waiting = fold(held, asked.value, facts({ now: '2026-11-19T10:00' }))
    assert.equal(waiting.clock?.pauses.length, 1)
    const given = facts({ now: '2026-11-23T09:00' })
    const answered = decide(waiting, { type: 'supplement', papers: [], fileNames: {} }, given)
    assert.ok(answered.ok)
    const [event] = answered.value
    assert.ok(event?.kind === 'supplemented')
    assert.equal(event.body.dueIfPaused, '2026-11-23T17:00')
    assert.equal(event.body.dueIfRestarted, '2026-11-25T17:00')
    assert.equal(fold(waiting, answered.value, given).clock?.dueAt, '2026-11-25T17:00')
    assert.equal(fold(waiting, answered.value, given).clock?.firstDueAt, '2026-11-19T17:00')
  })

  it('a second request for supplements needs a recorded legal ground', () => {
    const state = { ...after(3), supplementRounds: 1 }
    const request: Extract<Command, { type: 'requestSupplement' }> = {
      type: 'requestSupplement',
      faults: [{ paper: 'a', fault: 'mờ' }],
      reason: 'r',
      legalBasis: 'l',
    }
    assert.equal(outcome(state, request), 'groundNeeded')
    assert.equal(outcome(state, { ...request, ground: 'Luật Hộ tịch' }), 'supplementRequested')
  })

  it('silence is agreement only after the time has passed, and only the clock may say so', () => {
    const state = after(5)
    const silence: Command = { type: 'confirmDraft', by: 'silence' }
    assert.equal(outcome(state, silence, { actor: 'system:clock' }), 'tooEarly')
    assert.equal(
      outcome(state, silence, { actor: 'citizen:9', now: '2026-11-27T09:00' }),
      'wrongState',
    )
    assert.equal(
      outcome(state, silence, { actor: 'system:clock', now: '2026-11-25T17:00' }),
      'draftConfirmed',
    )
  })

  it('a leader signs only the very document that was submitted', () => {
    const signing = life[8]![0] as Extract<Command, { type: 'recordSigned' }>
    assert.equal(outcome(after(8), { ...signing, documentHash: 'other' }), 'otherDocument')
    assert.equal(outcome(after(8), { ...signing, documentId: 'd2' }), 'otherDocument')
  })

  it('a draft sent back returns to the officer and may be sent again', () => {
    const state = after(5)
    const returned = decide(state, { type: 'returnDraft', note: 'sai dấu' }, facts())
    assert.ok(returned.ok)
    const back = fold(state, returned.value, facts())
    assert.equal(waitsFor(back, terms), 'officer')
    assert.equal(outcome(back, { type: 'sendDraft', ...doc }), 'draftSent')
  })

  it('a withdrawal asked for stops all further steps until the counter confirms it', () => {
    const asked = decide(after(3), { type: 'requestWithdrawal', reason: 'đổi ý' }, facts())
    assert.ok(asked.ok)
    const state = fold(after(3), asked.value, facts())
    assert.equal(outcome(state, { type: 'examine', checks: [] }), 'withdrawalAsked')
    assert.equal(waitsFor(state, terms), 'receptionist')
    assert.equal(outcome(state, { type: 'confirmWithdrawal' }), 'withdrawalConfirmed')
  })

  it('whatever is tried in whatever order, an ended dossier never moves again and its row agrees with its state', () => {
    const commands = life.map(([command, over]) => [command, over] as const)
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: commands.length - 1 }), { maxLength: 40 }),
        (picks) => {
          let state = after(1)
          for (const pick of picks) {
            const [command, over] = commands[pick]!
            const decision = decide(state, command, facts(over))
            if (!decision.ok) continue
            assert.ok(isOpen(state))
            state = fold(state, decision.value, facts(over))
            const row = projectRow('x', state, terms)
            assert.equal(row['is_open'], isOpen(state))
            assert.equal(row['status'], statusOf(state))
          }
        },
      ),
      { numRuns: 300 },
    )
  })
})
