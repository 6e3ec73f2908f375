import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { accepted, staff } from '../../test/support/office.ts'
import {
  appointed,
  dossierAt,
  resultWorld,
  stateOf,
  type ResultWorld,
} from '../../test/support/results.ts'
import { inContext } from '../db/context.ts'
import { sha256Hex } from '../lib/canonical.ts'
import { Conflict, NotFound } from '../lib/problem.ts'
import type { Result } from '../lib/result.ts'
import type { Day } from '../lib/time.ts'
import { verifyPdf } from '../signing/verify.ts'
import { sendDraft, submitForSigning } from './prepare.ts'
import { sealResult } from './seal.ts'
import { signResult } from './sign.ts'
import { reserveNumber } from './store.ts'

let world: ResultWorld
before(async () => {
  world = await resultWorld()
})
after(() => world.close())

const order = (dossierId: string, by = world.officer, key: string = randomUUID()) => ({
  dossierId,
  by,
  key,
})
const refusalOf = (result: Result<unknown>): string => (result.ok ? 'none' : result.refusal.code)
const eventsOf = async (id: string): Promise<string[]> => {
  const { rows } = await sql<{ kind: string }>`
    select kind from dossier_event where dossier_id = ${id}::uuid order by seq`.execute(
    world.database.owner,
  )
  return rows.map((row) => row.kind)
}

describe('a result comes into being', () => {
  it('from examination to the sealed paper: both signatures verify and carry the right people', async () => {
    const id = await dossierAt(world, 'sealed')
    const state = await stateOf(world, id)
    assert.equal(state.phase.at, 'finished')
    const pdf = await world.deps.files.read(state.result!.sealedHash!)
    const { whole, signatures } = await verifyPdf(pdf!, world.deps.keyring.trust)
    assert.equal(whole, 'valid')
    assert.deepEqual(
      signatures.map(({ role, signer }) => [role, signer.name]),
      [
        ['leader', world.leader.name],
        ['seal', 'UBND phường Một'],
      ],
    )
    assert.deepEqual(await eventsOf(id), [
      'filed',
      'accepted',
      'claimed',
      'examined',
      'draftSent',
      'draftConfirmed',
      'registerEntryRecorded',
      'submittedForSigning',
      'resultSigned',
      'resultSealed',
    ])
  })

  it('a draft sent twice with one key is one draft, and its paper is in the store', async () => {
    const id = await dossierAt(world, 'examined')
    const once = order(id)
    const answers = await Promise.all(
      [1, 2, 3, 4].map(() => sendDraft(world.deps, once).then(accepted)),
    )
    assert.equal(answers.filter((answer) => !answer.isRepeat).length, 1)
    const again = accepted(await sendDraft(world.deps, once))
    assert.equal(again.isRepeat, true)
    const pdf = await world.deps.files.read(again.state.draft!.sha256)
    assert.equal(sha256Hex(pdf!), again.state.draft!.sha256)
    assert.equal(refusalOf(await sendDraft(world.deps, order(id))), 'wrongStep')
  })

  it('nothing is set for somebody who may not: another officer, another role, another ward', async () => {
    const id = await dossierAt(world, 'examined')
    assert.equal(refusalOf(await sendDraft(world.deps, order(id, staff('officer')))), 'notHolder')
    assert.equal(refusalOf(await sendDraft(world.deps, order(id, world.clerk))), 'notAllowed')
    await assert.rejects(sendDraft(world.deps, order(id, staff('officer', 102))), NotFound)
  })

  it('a dossier whose declaration was lawfully erased gets no paper, and says so', async () => {
    const id = await dossierAt(world, 'examined', { answers: {} })
    assert.equal(refusalOf(await sendDraft(world.deps, order(id))), 'answersMissing')
  })

  it('an office without a leader cannot send anything up for signing', async () => {
    const id = await dossierAt(world, 'registered')
    const nobody = { ...order(id), leaderId: 1_999_999 }
    assert.equal(refusalOf(await submitForSigning(world.deps, nobody)), 'noLeader')
  })
})

describe('the leader signs what was seen', () => {
  it('another paper than the one on the screen is refused and nothing is signed', async () => {
    const id = await dossierAt(world, 'submitted')
    const seen = { ...order(id, world.leader), seenHash: 'ab'.repeat(32) }
    assert.equal(refusalOf(await signResult(world.deps, seen)), 'otherDocument')
    assert.equal((await stateOf(world, id)).result!.signedHash, null)
  })

  it('only the leader whose name stands on the paper signs it', async () => {
    const id = await dossierAt(world, 'submitted')
    const seenHash = (await stateOf(world, id)).result!.documentHash
    const other = await appointed(world.database.owner, staff('leader'))
    const byOther = await signResult(world.deps, { ...order(id, other), seenHash })
    assert.equal(refusalOf(byOther), 'otherSigner')
    const clerk = await signResult(world.deps, { ...order(id, world.clerk), seenHash })
    assert.equal(refusalOf(clerk), 'notAllowed')
  })

  it('ten clicks with one key are one signature; another key finds the work done', async () => {
    const id = await dossierAt(world, 'submitted')
    const seenHash = (await stateOf(world, id)).result!.documentHash
    const click = { ...order(id, world.leader), seenHash }
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => signResult(world.deps, click).then(accepted)),
    )
    assert.equal(answers.filter((answer) => !answer.isRepeat).length, 1)
    assert.equal(new Set(answers.map((answer) => answer.state.result!.signedHash)).size, 1)
    const late = await signResult(world.deps, { ...order(id, world.leader), seenHash })
    assert.equal(refusalOf(late), 'wrongStep')
  })

  it('a key that was used for something else is a conflict, not a second effect', async () => {
    const id = await dossierAt(world, 'submitted')
    const seenHash = (await stateOf(world, id)).result!.documentHash
    const key = randomUUID()
    const other = await dossierAt(world, 'submitted')
    const otherHash = (await stateOf(world, other)).result!.documentHash
    accepted(
      await signResult(world.deps, { ...order(other, world.leader, key), seenHash: otherHash }),
    )
    await assert.rejects(
      signResult(world.deps, { ...order(id, world.leader, key), seenHash }),
      Conflict,
    )
    assert.equal((await stateOf(world, id)).result!.signedHash, null)
  })
})

describe('the clerk numbers and seals', () => {
  it('twenty clerks at once leave a book without a gap or a double', async () => {
    const ids: string[] = []
    for (let i = 0; i < 20; i += 1) ids.push(await dossierAt(world, 'signed'))
    const sealed = await Promise.all(
      ids.map((id) => sealResult(world.deps, order(id, staff('clerk'))).then(accepted)),
    )
    const numbers = sealed.map((answer) => answer.state.result!.number!)
    assert.equal(new Set(numbers).size, 20)
    const { rows } = await sql<{ number: number; last: number }>`
      select n.number, b.last from result_number n
        join result_book b using (office_id, book, year) order by n.number`.execute(
      world.database.owner,
    )
    assert.deepEqual(
      rows.map((row) => row.number),
      rows.map((_, i) => i + 1),
    )
    assert.equal(rows[0]!.last, rows.length)
    for (const number of numbers) assert.match(number, /^\d+\/\d{4}\/GKS$/)
  })

  it('two clerks on one dossier: one number, one seal, one polite no', async () => {
    const id = await dossierAt(world, 'signed')
    const answers = await Promise.all([
      sealResult(world.deps, order(id, staff('clerk'))),
      sealResult(world.deps, order(id, staff('clerk'))),
    ])
    assert.equal(answers.filter((answer) => answer.ok).length, 1)
    const { rows } = await sql`
      select 1 from result_number where dossier_id = ${id}::uuid`.execute(world.database.owner)
    assert.equal(rows.length, 1)
  })

  it('at the turn of the year each book begins anew once, and who comes late keeps the number of the old one', async () => {
    const ids: string[] = []
    for (let i = 0; i < 8; i += 1) ids.push(await dossierAt(world, 'signed'))
    const clerk = staff('clerk')
    const take = (dossierId: string, on: Day) =>
      inContext(world.deps.dossier.db, clerk, (tx) =>
        reserveNumber(tx, { officeId: clerk.officeId, book: 'thu', dossierId, on }),
      )
    // Late at night, some before and some after midnight, all at once.
    const taken = await Promise.all(
      ids.map((id, i) => take(id, i % 2 === 0 ? '2026-12-31' : '2027-01-01')),
    )
    for (const year of [2026, 2027])
      assert.deepEqual(
        taken
          .filter((one) => one.year === year)
          .map(({ number }) => number)
          .toSorted((a, b) => a - b),
        [1, 2, 3, 4],
        `book of ${year}`,
      )
    const again = await take(ids[0]!, '2027-01-02')
    assert.deepEqual([again.year, again.number], [2026, taken[0]!.number])
  })

  it('after a crash between the number and the history, the next try takes the same number', async () => {
    const id = await dossierAt(world, 'signed')
    const crashing = {
      ...world.deps,
      files: { ...world.deps.files, put: () => Promise.reject(new Error('the machine stopped')) },
    }
    await assert.rejects(sealResult(crashing, order(id, world.clerk)), /the machine stopped/)
    assert.equal((await stateOf(world, id)).result!.sealedHash, null)
    const reserved = await sql<{ number: number }>`
      select number from result_number where dossier_id = ${id}::uuid`.execute(world.database.owner)
    const key = randomUUID()
    const { state } = accepted(await sealResult(world.deps, order(id, world.clerk, key)))
    assert.equal(state.result!.number!.split('/')[0], String(reserved.rows[0]!.number))
    assert.equal(accepted(await sealResult(world.deps, order(id, world.clerk, key))).isRepeat, true)
  })

  it('a paper that changed in the store is not sealed, and no number is lost with it', async () => {
    const id = await dossierAt(world, 'signed')
    const altering = {
      ...world.deps,
      files: {
        ...world.deps.files,
        read: async (sha256: string) => {
          const pdf = Buffer.from((await world.deps.files.read(sha256))!)
          pdf[pdf.length >> 1]! ^= 1
          return pdf
        },
      },
    }
    await assert.rejects(sealResult(altering, order(id, world.clerk)))
    assert.equal((await stateOf(world, id)).result!.sealedHash, null)
    accepted(await sealResult(world.deps, order(id, world.clerk)))
  })
})

describe('what follows from the history', () => {
  const documents = async (id: string) => {
    const { rows } = await sql<{ state: string; number: string | null; silent: boolean }>`
      select state, number, silent_from is not null as silent from result_document
       where dossier_id = ${id}::uuid order by created_at, state`.execute(world.database.owner)
    return rows
  }

  it('a draft waits for its answer; an issued paper has a token and its number is settled; twice is once', async () => {
    const drafted = await dossierAt(world, 'drafted')
    const id = await dossierAt(world, 'sealed')
    for (let round = 0; round < 2; round += 1) {
      await world.project()
      assert.deepEqual(await documents(drafted), [{ state: 'draft', number: null, silent: true }])
      const { number } = (await stateOf(world, id)).result!
      assert.deepEqual(await documents(id), [
        { state: 'draft', number: null, silent: false },
        { state: 'issued', number, silent: false },
      ])
      const { rows } = await sql<{ state: string; number: string }>`
        select n.state, t.number from result_number n join result_token t using (dossier_id)
         where n.dossier_id = ${id}::uuid`.execute(world.database.owner)
      assert.deepEqual(rows, [{ state: 'issued', number }])
      await sql`insert into dossier_pending (dossier_id, from_seq) values (${id}::uuid, 1), (${drafted}::uuid, 1)`.execute(
        world.database.owner,
      )
    }
  })
})
