/** An error in what was issued: the corrected paper replaces the former, a revoked one says so; always by two persons. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { accepted, act, clock, staff } from '../../test/support/office.ts'
import { dossierAt, resultWorld, stateOf, type ResultWorld } from '../../test/support/results.ts'
import { runVerify } from '../audit/cli.ts'
import { terms } from '../../test/support/office.ts'
import { inContext } from '../db/context.ts'
import type { Result } from '../lib/result.ts'
import { verifyPdf } from '../signing/verify.ts'
import { correctResult, prepareCorrection, signCorrection } from './correct.ts'
import { changesAt, changesSince } from './store-changes.ts'
import { issuedPaper } from './store.ts'

let world: ResultWorld
before(async () => {
  world = await resultWorld()
})
after(() => world.close())

const refusalOf = (result: Result<unknown>): string => (result.ok ? 'none' : result.refusal.code)

async function delivered(): Promise<string> {
  const id = await dossierAt(world, 'sealed')
  const deliver = { type: 'deliver', manner: 'counter', receiver: 'applicant' } as const
  accepted(await act(world.deps.dossier, id, world.receptionist, deliver))
  return id
}

const prepare = (dossierId: string, answers: Record<string, unknown>, key = randomUUID()) =>
  prepareCorrection(world.deps, {
    dossierId,
    by: world.officer,
    key,
    why: 'typing',
    reason: 'Sai dấu trong tên đệm',
    legalBasis: 'Nghị định 61/2018/NĐ-CP, Điều 21',
    answers,
  })

async function sign(dossierId: string, by = world.leader) {
  const { correction } = await stateOf(world, dossierId)
  const seenHash = correction?.documentHash ?? ''
  return signCorrection(world.deps, { dossierId, by, key: randomUUID(), seenHash })
}

const seal = (dossierId: string, key = randomUUID()) =>
  correctResult(world.deps, { dossierId, by: world.clerk, key })

describe('a result with an error is corrected', () => {
  it('after the end: set anew, signed, sealed; the former says replaced, the new one is valid, the dossier stays ended', async () => {
    const id = await delivered()
    const before = await stateOf(world, id)
    await world.project()
    accepted(await prepare(id, { 'child.fullName': 'Nguyễn Hoàng Minh Ánh' }))
    await world.project()
    const standing = await issuedPaper(world.database.app, { token: before.result!.documentId })
    assert.equal(standing?.replacedOn, null, 'until it is sealed the former stands')
    accepted(await sign(id))
    accepted(await seal(id))
    await world.project()
    const after = await stateOf(world, id)
    assert.equal(after.phase.at, 'delivered')
    assert.equal(after.result!.number, before.result!.number)
    assert.deepEqual(
      after.formerResults?.map(({ documentId }) => documentId),
      [before.result!.documentId],
    )
    const former = await issuedPaper(world.database.app, { token: before.result!.documentId })
    const next = await issuedPaper(world.database.app, { token: after.result!.documentId })
    assert.deepEqual([former?.replacedWhy, next?.replacedOn], ['typing', null])
    assert.ok(former?.replacedOn)
    const pdf = await world.deps.files.read(after.result!.sealedHash!)
    assert.equal((await verifyPdf(pdf!, world.deps.keyring.trust)).whole, 'valid')
    assert.ok(
      await world.deps.files.read(before.result!.sealedHash!),
      'the former is kept as it was',
    )
    const out: string[] = []
    const line = (text: string): void => void out.push(text)
    const verified = { db: world.database.worker, termsOf: () => terms, out: line }
    assert.equal(await runVerify([], verified), 0, out.join())
  })

  it('a second correction keeps what the first put right: a chain of versions', async () => {
    const id = await delivered()
    for (const answers of [{ 'child.fullName': 'Nguyễn A' }, { 'child.homeTown': 'Hà Nội' }]) {
      accepted(await prepare(id, answers))
      accepted(await sign(id))
      accepted(await seal(id))
    }
    const { formerResults } = await stateOf(world, id)
    assert.equal(formerResults?.length, 2)
  })

  it('each act is one for its key, and only in its order', async () => {
    const id = await delivered()
    assert.equal(refusalOf(await seal(id)), 'wrongState')
    assert.equal(refusalOf(await prepare(id, {})), 'nothingCorrected')
    const key = randomUUID()
    const answers = { 'child.fullName': 'Nguyễn B' }
    accepted(await prepare(id, answers, key))
    assert.equal(accepted(await prepare(id, answers, key)).isRepeat, true)
    assert.equal(refusalOf(await prepare(id, answers)), 'correctionUnderWay')
    assert.equal(refusalOf(await seal(id)), 'wrongState')
    accepted(await sign(id))
    const sealKey = randomUUID()
    accepted(await seal(id, sealKey))
    assert.equal(accepted(await seal(id, sealKey)).isRepeat, true)
  })

  it('the leader may send it back; nothing of it was ever issued', async () => {
    const id = await delivered()
    accepted(await prepare(id, { 'child.fullName': 'Nguyễn C' }))
    const { correction } = await stateOf(world, id)
    const drop = { type: 'dropCorrection', reason: 'Chưa đúng' } as const
    accepted(await act(world.deps.dossier, id, world.leader, drop))
    await world.project()
    assert.equal((await stateOf(world, id)).correction, undefined)
    assert.equal(
      await issuedPaper(world.database.app, { token: correction!.documentId }),
      undefined,
    )
    accepted(await prepare(id, { 'child.fullName': 'Nguyễn D' }))
  })

  it('before anything is issued there is nothing to correct, and nobody else may', async () => {
    const early = await dossierAt(world, 'signed')
    assert.equal(refusalOf(await prepare(early, { 'child.fullName': 'X' })), 'noResult')
    const id = await delivered()
    const prepared = { dossierId: id, by: world.receptionist, key: randomUUID() }
    const order = { why: 'typing', reason: 'x', legalBasis: 'y', answers: { a: 'b' } } as const
    const byCounter = await prepareCorrection(world.deps, { ...prepared, ...order })
    assert.equal(refusalOf(byCounter), 'notAllowed')
    accepted(await prepare(id, { 'child.fullName': 'Nguyễn E' }))
    assert.equal(refusalOf(await sign(id, world.clerk)), 'notAllowed')
  })

  it('one person in two roles cannot do both parts', async () => {
    const id = await delivered()
    const both = {
      ...world.leader,
      roles: [...world.leader.roles, { role: 'clerk' as const, officeId: 101 }],
    }
    accepted(await prepare(id, { 'child.fullName': 'Nguyễn G' }))
    accepted(await sign(id, both))
    const sealed = await correctResult(world.deps, { dossierId: id, by: both, key: randomUUID() })
    assert.equal(refusalOf(sealed), 'sameHand')
  })
})

describe('a result is revoked', () => {
  const decide = {
    type: 'decideRevocation',
    decision: { number: '15/QĐ-UBND', on: '2026-11-20' },
    legalBasis: 'Luật Hộ tịch số 60/2014/QH13, Điều 70',
    why: 'falseDeclaration',
    reason: 'Giấy chứng sinh giả',
  } as const

  it('the leader decides, the clerk lets it count; the public page says so at once and never why in words', async () => {
    const id = await delivered()
    const { result } = await stateOf(world, id)
    const deps = world.deps.dossier
    const revoke = { type: 'revokeResult', on: '2026-11-23' } as const
    assert.equal(refusalOf(await act(deps, id, world.clerk, revoke)), 'wrongState')
    assert.equal(refusalOf(await act(deps, id, world.clerk, decide)), 'notAllowed')
    accepted(await act(deps, id, world.leader, decide))
    await world.project()
    const standing = await issuedPaper(world.database.app, { token: result!.documentId })
    assert.equal(standing?.revokedOn, null, 'one person alone revokes nothing')
    const both = {
      ...world.leader,
      roles: [...world.leader.roles, { role: 'clerk' as const, officeId: 101 }],
    }
    assert.equal(refusalOf(await act(deps, id, both, revoke)), 'sameHand')
    accepted(await act(deps, id, world.clerk, revoke))
    await world.project()
    const paper = await issuedPaper(world.database.app, { token: result!.documentId })
    assert.deepEqual([paper?.revokedOn, paper?.revokedWhy], ['2026-11-23', 'falseDeclaration'])
    assert.equal(refusalOf(await act(deps, id, world.leader, decide)), 'revoked')
    assert.equal(refusalOf(await prepare(id, { 'child.fullName': 'X' })), 'revoked')
    assert.equal((await stateOf(world, id)).phase.at, 'delivered')
  })

  it('nothing else happens to a dossier after its end', async () => {
    const id = await delivered()
    const claim = await act(world.deps.dossier, id, staff('officer'), { type: 'claim' })
    assert.equal(refusalOf(claim), 'closed')
    const silent = await act(world.deps.dossier, id, clock, { type: 'completeStep', step: 'x' })
    assert.equal(refusalOf(silent), 'closed')
  })

  it('corrections and revocations are counted, and what waits is seen by its office', async () => {
    await world.project()
    const { offices, counts } = await inContext(world.database.app, world.leader, async (tx) => ({
      offices: await changesAt(tx, [101]),
      counts: await changesSince(tx, [101], new Date('2026-01-01')),
    }))
    assert.deepEqual(
      counts.map(({ what, count }) => [what, count]),
      [
        ['correction', 4],
        ['revocation', 1],
      ],
    )
    assert.ok(offices.some(({ state }) => state === 'prepared'))
    const elsewhere = await inContext(world.database.app, { scopes: [102] }, (tx) =>
      changesAt(tx, [101]),
    )
    assert.deepEqual(elsewhere, [])
    const { rows } = await sql<{ n: number }>`
      select count(*)::int as n from result_change where state = 'dropped'`.execute(
      world.database.owner,
    )
    assert.equal(rows[0]?.n, 1)
  })
})
