/** Whole joint dossiers of the published law through the one door: a birth with four agencies, and a ward that verifies for the city. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { withDatabase, type TestDatabase } from '../../test/support/database.ts'
import { communeOffice } from '../../test/support/joint.ts'
import {
  acknowledge,
  answer,
  ask,
  elsewhere,
  end,
  leg,
  mother,
  officer,
  receptionist,
  sealedWith,
  type Act,
} from '../../test/support/joint-life.ts'
import {
  accepted,
  CITY,
  depsFor,
  filing,
  furnish,
  procedure,
  staff,
  terms,
  WARD,
} from '../../test/support/office.ts'
import { runVerify } from '../audit/cli.ts'
import { openLaw } from '../catalogue/law.ts'
import type { Terms } from '../catalogue/terms.ts'
import { checkout } from '../checkout.ts'
import { startDispatcher } from '../dossier/dispatcher.ts'
import { statusOf, type DossierState } from '../dossier/dossier.ts'
import { handle, type DossierDeps } from '../dossier/handle.ts'
import { isLate } from '../dossier/legs/leg.ts'
import { toInstant, type LocalMinute } from '../lib/time.ts'
import { stopUnansweredLegs } from './jobs-legs.ts'
import { legsList } from './subscriber-legs.ts'

const law = openLaw(join(checkout, 'data'))
const birthTerms: Terms = {
  ...terms,
  workflow: law.workflow('lien-thong-khai-sinh', 2),
  limit: { value: 3, unit: 'workingDay' },
  clockPolicy: 'pause',
}
const twoLevels: Terms = {
  ...birthTerms,
  procedureVersion: 2,
  workflow: law.workflow('lien-thong-hai-cap', 1),
}

/** The week of Monday 7 September, long over: what the citizen had to answer is over too. */
const on = (day: number, time: string): string => `2026-09-${String(day).padStart(2, '0')}T${time}`
const at = (time: string, acts: readonly Act[]): Act[] =>
  acts.map(([by, command]) => [by, command, time])

describe('joint dossiers of the published law', () => {
  let database: TestDatabase
  before(async () => {
    database = await withDatabase()
    await furnish(database.owner)
  })
  after(() => database.close())

  const depsOf = (of: Terms, db: DossierDeps['db'] = database.app): DossierDeps => {
    const plain = depsFor(db)
    return {
      ...plain,
      law: { ...plain.law, terms: () => of },
      offices: {
        ...plain.offices,
        communeOffice: (commune) => communeOffice(commune) ?? undefined,
      },
    }
  }

  type Played = { id: string; state: DossierState }
  async function play(of: Terms, acts: readonly Act[], before?: Played): Promise<Played> {
    const deps = depsOf(of)
    let played = before
    for (const [by, command, time] of acts) {
      const handled = await handle(deps, {
        command,
        by,
        key: randomUUID(),
        procedure,
        occurredAt: toInstant(time as LocalMinute),
        ...(played && { id: played.id }),
      })
      played = accepted(handled)
    }
    return played!
  }

  async function told(of: Terms): Promise<void> {
    const dispatcher = startDispatcher({
      db: database.worker,
      subscribers: [legsList({ termsOf: () => of })],
      onError: (error) => {
        throw error
      },
    })
    await dispatcher.drain()
    await dispatcher.stop()
  }

  const handOut = (id: string, time: string): Act => [
    receptionist,
    { type: 'returnLegResult', leg: id, manner: 'counter' },
    time,
  ]
  const hasDraft = ([, { type }]: Act): boolean => type !== 'sendDraft' && type !== 'confirmDraft'

  it('a birth: police and insurance at once, papers answered and not answered, one leg late and no other', async () => {
    const wants = { 'extras.identityCard': true, 'extras.support': true }
    const [file, ...toSeal] = sealedWith(wants).filter(hasDraft)
    const sealed = await play(birthTerms, [
      ...at(on(7, '09:00'), [file!]),
      ...at(on(7, '11:00'), toSeal),
    ])
    assert.deepEqual(sealed.state.active, ['residence', 'insurance', 'identity-card', 'support'])
    assert.equal(leg(sealed.state, 'birth').ended, 'done')
    assert.equal(sealed.state.clock?.dueAt, on(10, '17:00'))

    const running = await play(
      birthTerms,
      [
        handOut('birth', on(7, '11:30')),
        acknowledge('residence', on(7, '11:45')),
        acknowledge('insurance', on(7, '11:50')),
        acknowledge('identity-card', on(7, '11:55')),
        ask('identity-card', on(8, '09:00')),
        ask('residence', on(8, '10:00')),
        end('support', on(8, '11:00'), officer),
      ],
      sealed,
    )
    // The insurance still works: the whole runs, whoever waits.
    assert.equal(running.state.clock?.pauses.length, 0)
    assert.equal(leg(running.state, 'residence').clock?.dueAt, on(9, '17:00'))

    const answered = await play(
      birthTerms,
      [answer('residence', on(10, '09:00')), end('residence', on(11, '10:00'))],
      running,
    )
    // Two working days of waiting more; ended before.
    const residence = leg(answered.state, 'residence')
    assert.equal(residence.clock?.dueAt, on(11, '17:00'))
    assert.equal(isLate(residence, on(20, '09:00') as LocalMinute), false)

    const late = await play(
      birthTerms,
      [end('insurance', on(14, '10:00')), handOut('insurance', on(14, '11:00'))],
      answered,
    )
    const now = on(14, '12:00') as LocalMinute
    assert.deepEqual(
      late.state.legs?.filter((each) => isLate(each, now)).map((each) => each.leg),
      ['insurance'],
    )
    // What was due together is over; the identity card has its own time.
    assert.equal(late.state.clock?.stoppedAt, on(14, '10:00'))
    assert.equal(late.state.phase.at, 'processing')
    assert.equal(statusOf(late.state), 4)

    await told(birthTerms)
    await sql`update leg set unanswered_from = now() where unanswered_from is not null`.execute(
      database.owner,
    )
    assert.equal(await stopUnansweredLegs(depsOf(birthTerms, database.worker)), 1)
    const delivered = accepted(
      await handle(depsOf(birthTerms), {
        id: late.id,
        by: receptionist,
        key: randomUUID(),
        command: { type: 'deliver', manner: 'counter', receiver: 'applicant' },
      }),
    )
    const card = leg(delivered.state, 'identity-card')
    assert.deepEqual([card.ended, card.result], ['stopped', null])
    assert.equal(statusOf(delivered.state), 10)
  })

  it('a birth that its ward stops: nobody else is asked, and the whole is stopped', async () => {
    const [file, accept] = sealedWith({}) as [Act, Act]
    const stopped = await play(birthTerms, [
      ...at(on(7, '09:00'), [file, accept, [officer, { type: 'claim' }]]),
      [
        officer,
        {
          type: 'endLeg',
          leg: 'birth',
          outcome: 'refused',
          reason: 'Không đủ điều kiện',
          legalBasis: 'Luật Hộ tịch',
          result: null,
        },
        on(7, '10:00'),
      ],
    ])
    assert.equal(statusOf(stopped.state), 8)
    assert.deepEqual(
      stopped.state.legs?.map(({ leg: id, ended }) => [id, ended]),
      [['birth', 'refused']],
    )
  })

  it('a ward verifies and the city’s office decides: each in its turn, each with its own clock', async () => {
    const city = {
      receptionist: staff('receptionist', CITY),
      officer: staff('officer', CITY),
      leader: staff('leader', CITY),
      clerk: staff('clerk', CITY),
    }
    const command = filing(mother, {
      answers: { 'requester.residence': { commune: '00102', detail: 'thôn 3' } },
      offices: { receiving: WARD, competent: CITY, returning: WARD },
    })
    const opened = await play(twoLevels, [
      [mother, command, on(7, '08:30')],
      [city.receptionist, { type: 'accept', originals: [] }, on(7, '09:00')],
      acknowledge('ward', on(7, '10:00'), elsewhere),
    ])
    assert.deepEqual(opened.state.active, ['verify'])
    assert.equal(leg(opened.state, 'ward').clock?.dueAt, on(11, '17:00'))
    assert.equal(opened.state.legs?.length, 1)

    const verified = await play(
      twoLevels,
      [
        ask('ward', on(8, '09:00'), elsewhere),
        answer('ward', on(9, '09:00')),
        [elsewhere, { type: 'completeStep', step: 'verify' }, on(10, '09:00')],
        end('ward', on(10, '10:00'), elsewhere),
      ],
      opened,
    )
    // Nobody but the citizen was waited for: the whole stood for a working day.
    assert.equal(verified.state.clock?.dueAt, on(11, '17:00'))
    assert.deepEqual(verified.state.active, ['examine'])
    assert.equal(leg(verified.state, 'department').clock?.dueAt, on(15, '17:00'))

    const doc = { documentId: randomUUID(), sha256: '01'.repeat(32) }
    const paper = { documentId: doc.documentId, signedHash: '02'.repeat(32), certificate: 'c' }
    const finished = await play(
      twoLevels,
      at(on(11, '09:00'), [
        [city.officer, { type: 'claim' }],
        [city.officer, { type: 'examine', checks: [] }],
        [city.officer, { type: 'submitForSigning', ...doc }],
        [
          city.leader,
          { type: 'recordSigned', ...paper, documentHash: doc.sha256, capacity: 'Giám đốc' },
        ],
        [
          city.clerk,
          {
            type: 'recordSealed',
            ...paper,
            sealedHash: '03'.repeat(32),
            number: '12/QĐ',
            on: '2026-09-11',
          },
        ],
      ]),
      verified,
    )
    assert.equal(statusOf(finished.state), 9)
    assert.equal(leg(finished.state, 'department').result?.number, '12/QĐ')
    assert.equal(finished.state.clock?.stoppedAt, on(11, '09:00'))
  })

  it('verify from the first line to the last', async () => {
    const lines: string[] = []
    const exit = await runVerify([], {
      db: database.worker,
      termsOf: ({ version }) => (version === 2 ? twoLevels : birthTerms),
      out: (line) => lines.push(line),
    })
    assert.equal(exit, 0, lines.join('\n'))
  })
})
