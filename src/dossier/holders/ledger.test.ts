/** In working minutes who held what: spans without gap or overlap that add up to the whole. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { actors, commandOf, factsOf } from '../../../test/access/situations.ts'
import type { ActorName } from '../../../test/access/transitions.ts'
import { asking } from '../../../test/support/consultation.ts'
import { calendar, OTHER_WARD, terms, WARD } from '../../../test/support/office.ts'
import { workingMinutesBetween } from '../../calendar/working-time.ts'
import { toInstant, toLocalMinute, type LocalMinute } from '../../lib/time.ts'
import type { StaffActor } from '../../office/actor.ts'
import type { Command, CommandType } from '../commands.ts'
import { decide } from '../decide.ts'
import { evolve, isOpen, type DossierState } from '../dossier.ts'
import type { DossierEvent, NewEvent } from '../events.ts'
import { ledgerOf, type LedgerLaw, type Span } from './ledger.ts'

const hanoi = calendar()
const law = (of = terms): LedgerLaw => ({ calendar: hanoi, termsOf: () => of })
const officer = (actors.officer as StaffActor).personId
const TAKER = 1_000_999

/** A history that is made act by act, at moments that are written out. */
function history(of = terms) {
  const events: DossierEvent[] = []
  let state: DossierState | null = null
  const append = (event: NewEvent, at: Date, actor: string) => {
    const seq = events.length + 1
    const stored: DossierEvent = {
      ...event,
      seq,
      version: 1,
      occurredAt: at,
      recordedAt: at,
      actor,
      officeId: WARD,
      origin: 'live',
    }
    events.push(stored)
    state = evolve(state, stored, of)
  }
  return {
    events,
    state: () => state!,
    append,
    /** Whether it was lawful. */
    act(at: Date, by: ActorName, command: Command): boolean {
      const facts = {
        ...factsOf(by, of),
        now: toLocalMinute(at),
        receiver: { personId: TAKER, holdsRole: true, awayTo: null },
      }
      const decision = decide(state, command, facts)
      if (!decision.ok) return false
      for (const event of decision.value) append(event, at, facts.actor)
      return true
    },
  }
}
const at = (local: string) => toInstant(local as LocalMinute)
const shown = (span: Span) =>
  [span.leg, span.who, span.person ?? span.office, span.why, span.minutes].filter(
    (each) => each !== '' && each !== null,
  )

describe('the ledger of a birth registration', () => {
  it('says of every working minute who held it, and why', () => {
    const life = history()
    const steps: [string, ActorName, CommandType | Command][] = [
      ['2026-11-23T08:00', 'applicant', 'file'],
      ['2026-11-23T09:00', 'receptionist', 'accept'],
      ['2026-11-23T10:00', 'officer', 'claim'],
      ['2026-11-23T10:30', 'officer', 'examine'],
      ['2026-11-23T11:00', 'officer', 'sendDraft'],
      // Over noon: half an hour until 11:30, half an hour from 13:30.
      ['2026-11-23T14:00', 'applicant', 'confirmDraft'],
      ['2026-11-23T14:10', 'civilRegister', 'recordRegisterEntry'],
      ['2026-11-23T14:30', 'officer', { type: 'handOver', to: TAKER, reason: 'Nghỉ phép' }],
      ['2026-11-23T15:00', 'officer', 'submitForSigning'],
      ['2026-11-23T16:00', 'leader', 'recordSigned'],
      ['2026-11-23T16:30', 'clerk', 'recordSealed'],
      // Two mornings later: the day between is the new day off of November.
      ['2026-11-25T08:30', 'receptionist', 'deliver'],
    ]
    for (const [moment, by, command] of steps) {
      const whole = typeof command === 'string' ? commandOf(command, by) : command
      assert.ok(life.act(at(moment), by, whole), `${by} ${whole.type}`)
    }
    const spans = ledgerOf(life.events, law())
    const lines = spans.map(shown)
    const noon = workingMinutesBetween(hanoi, '2026-11-23T11:00', '2026-11-23T14:00')
    const night = workingMinutesBetween(hanoi, '2026-11-23T16:30', '2026-11-25T08:30')
    assert.deepEqual(lines, [
      ['receptionist', WARD, 60],
      ['queue', WARD, 60],
      ['holder', officer, 60],
      ['applicant', 'draft', noon],
      ['register', 10],
      ['holder', officer, 20],
      ['holder', TAKER, 30],
      ['leader', WARD, 60],
      ['clerk', WARD, 30],
      ['receptionist', WARD, 'delivery', night],
    ])
    assert.ok(noon < 180 && night < 16 * 60, 'only working time counts')
    // While others are waited for, the ledger still says who held it.
    assert.equal(spans[3]!.holder, officer)
    assert.equal(spans[7]!.holder, TAKER)
  })

  it('counts a supplement for the applicant and a consultation for the office that is asked', () => {
    const life = history(asking)
    const steps: [string, ActorName, CommandType][] = [
      ['2026-11-23T08:00', 'applicant', 'file'],
      ['2026-11-23T08:30', 'receptionist', 'accept'],
      ['2026-11-23T09:00', 'officer', 'claim'],
      ['2026-11-23T09:30', 'officer', 'requestSupplement'],
      ['2026-11-25T09:30', 'applicant', 'supplement'],
      ['2026-11-25T10:00', 'officer', 'examine'],
      ['2026-11-25T10:10', 'officer', 'sendDraft'],
      ['2026-11-25T10:20', 'applicant', 'confirmDraft'],
      ['2026-11-25T11:00', 'officerElsewhere', 'completeStep'],
    ]
    for (const [moment, by, type] of steps)
      assert.ok(life.act(at(moment), by, commandOf(type, by)), type)
    const lines = ledgerOf(life.events, law(asking)).map(shown)
    const day = workingMinutesBetween(hanoi, '2026-11-23T09:30', '2026-11-25T09:30')
    assert.deepEqual(lines.slice(3), [
      ['applicant', 'supplement', day],
      ['holder', officer, 40],
      ['applicant', 'draft', 10],
      ['otherOffice', OTHER_WARD, 'consultation', 40],
      // The opinion is there: it runs, and nobody has counted it yet.
      lines.at(-1),
    ])
    assert.equal(ledgerOf(life.events, law(asking)).at(-1)!.until, null)
  })

  it('gives each leg minutes of its own beside those of the whole', () => {
    const life = history()
    life.act(at('2026-11-23T08:00'), 'applicant', commandOf('file', 'applicant'))
    life.act(at('2026-11-23T08:30'), 'receptionist', commandOf('accept', 'receptionist'))
    const opened = {
      where: 'inside',
      office: OTHER_WARD,
      partner: null,
      acknowledgeBy: null,
    } as const
    life.append(
      { kind: 'legOpened', body: { leg: 'cư trú', ...opened } },
      at('2026-11-23T09:00'),
      's',
    )
    const claiming: Command = { type: 'claimLeg', leg: 'cư trú' }
    assert.ok(life.act(at('2026-11-23T10:00'), 'officerElsewhere', claiming))
    const ended = { outcome: 'done', legalBasis: null, clock: null, result: null } as const
    life.append(
      { kind: 'legEnded', body: { leg: 'cư trú', ...ended } },
      at('2026-11-23T10:45'),
      's',
    )
    const elsewhere = (actors.officerElsewhere as StaffActor).personId
    assert.deepEqual(ledgerOf(life.events, law()).map(shown), [
      ['receptionist', WARD, 30],
      ['queue', WARD],
      ['cư trú', 'queue', OTHER_WARD, 60],
      ['cư trú', 'holder', elsewhere, 45],
    ])
  })
})

const ACTS: readonly [ActorName, CommandType][] = [
  ['receptionist', 'accept'],
  ['receptionist', 'refuse'],
  ['receptionist', 'requestSupplement'],
  ['officer', 'requestSupplement'],
  ['applicant', 'supplement'],
  ['officer', 'claim'],
  ['officer', 'handOver'],
  ['leader', 'reassign'],
  ['officer', 'release'],
  ['officer', 'examine'],
  ['officer', 'sendDraft'],
  ['applicant', 'confirmDraft'],
  ['applicant', 'returnDraft'],
  ['civilRegister', 'recordRegisterEntry'],
  ['officer', 'submitForSigning'],
  ['leader', 'declineSigning'],
  ['leader', 'recordSigned'],
  ['clerk', 'recordSealed'],
  ['officerElsewhere', 'completeStep'],
  ['applicant', 'requestWithdrawal'],
  ['receptionist', 'confirmWithdrawal'],
  ['officer', 'stop'],
  ['receptionist', 'deliver'],
  ['officer', 'claimLeg'],
]

/** What is tried when the act that was drawn is not lawful: the work goes on. */
const GOES_ON: readonly [ActorName, CommandType][] = ACTS.filter(
  ([, type]) => !['refuse', 'stop', 'confirmWithdrawal', 'requestWithdrawal'].includes(type),
)

function actOrGoOn(life: ReturnType<typeof history>, now: Date, drawn: number): void {
  const [by, type] = ACTS[drawn]!
  if (life.act(now, by, commandOf(type, by))) return
  for (let n = 0; n < GOES_ON.length; n++) {
    const [instead, other] = GOES_ON[(drawn + n) % GOES_ON.length]!
    if (life.act(now, instead, commandOf(other, instead))) return
  }
}

describe('whatever happens to a dossier', () => {
  const likely = fc.oneof(
    { weight: 6, arbitrary: fc.nat({ max: ACTS.length - 3 }) },
    { weight: 1, arbitrary: fc.nat({ max: ACTS.length - 1 }) },
  )
  const lived = fc.record({
    of: fc.constantFrom(terms, asking),
    steps: fc.array(fc.record({ act: likely, wait: fc.nat({ max: 5000 }) }), { maxLength: 60 }),
    leg: fc.option(fc.record({ opens: fc.nat({ max: 10 }) })),
  })

  it('its spans follow one another without gap or overlap and add up to the whole, leg by leg', () => {
    let longest = 0
    fc.assert(
      fc.property(lived, ({ of, steps, leg }) => {
        const life = history(of)
        let now = at('2026-11-23T07:15').getTime()
        life.act(new Date(now), 'applicant', commandOf('file', 'applicant'))
        steps.forEach(({ act, wait }, n) => {
          // Sometimes several things happen in the same moment.
          now += wait % 5 === 0 ? 0 : wait * 60_000 + 1234
          actOrGoOn(life, new Date(now), act)
          const body = { leg: 'x', where: 'inside', office: OTHER_WARD, partner: null } as const
          if (leg?.opens === n && isOpen(life.state()))
            life.append(
              { kind: 'legOpened', body: { ...body, acknowledgeBy: null } },
              new Date(now),
              'system:clock',
            )
        })
        const spans = ledgerOf(life.events, law(of))
        for (const [name, line] of Map.groupBy(spans, (span) => span.leg)) {
          longest = Math.max(longest, line.length)
          const [first, last] = [line[0]!, line.at(-1)!]
          for (const [n, span] of line.entries()) {
            const next = line[n + 1]
            if (next) assert.equal(span.until?.getTime(), next.since.getTime())
            assert.equal(span.until === null, span.minutes === null)
          }
          const end = last.until
          assert.equal(end === null, isOpen(life.state()))
          if (name === '') assert.equal(first.since.getTime(), life.events[0]!.occurredAt.getTime())
          if (end === null) continue
          const whole = workingMinutesBetween(hanoi, toLocalMinute(first.since), toLocalMinute(end))
          const sum = line.reduce((all, { minutes }) => all + minutes!, 0)
          assert.equal(sum, whole)
        }
      }),
      { numRuns: 400 },
    )
    assert.ok(longest > 8, `the longest life had ${longest} spans`)
  })

  it('only a holder’s minutes are a person’s; those of a queue are the office’s', () => {
    fc.assert(
      fc.property(lived, ({ of, steps }) => {
        const life = history(of)
        let now = at('2026-11-23T07:15').getTime()
        life.act(new Date(now), 'applicant', commandOf('file', 'applicant'))
        for (const { act, wait } of steps) {
          now += wait * 60_000
          actOrGoOn(life, new Date(now), act)
        }
        for (const { who, person, office } of ledgerOf(life.events, law(of))) {
          assert.equal(person !== null, who === 'holder')
          const ours = ['holder', 'queue', 'receptionist', 'leader', 'clerk'].includes(who)
          assert.ok(!ours || office !== null)
        }
      }),
      { numRuns: 200 },
    )
  })
})
