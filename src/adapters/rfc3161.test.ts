import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { signingDesk } from '../../test/support/signed-paper.ts'
import type { SigningDesk } from '../../test/support/signed-paper.ts'
import { timestampAuthority } from '../../test/support/timestamp-authority.ts'
import type { TimestampAuthority } from '../../test/support/timestamp-authority.ts'
import { integer, sequence } from '../signing/der.ts'
import type { Trust } from '../signing/signer.ts'
import { verifyPdf } from '../signing/verify.ts'
import { httpTimestamper } from './rfc3161.ts'

const STAMPED_AT = new Date('2026-10-07T02:30:00Z')
let desk: SigningDesk
let authority: TimestampAuthority
let stamped: Uint8Array
let trust: Trust
before(async () => {
  desk = await signingDesk()
  authority = await timestampAuthority(() => STAMPED_AT)
  const tools = { ...desk.tools, timestamper: httpTimestamper(authority.url) }
  const signed = await desk.signIt(await desk.draft(), { tools })
  stamped = await desk.sealIt(signed, { tools })
  trust = { ...desk.keyring.trust, timestampRoots: [authority.root] }
})
after(async () => {
  await authority.close()
  await desk.close()
})

describe('timestamps of a believed authority', () => {
  it('prove the moment of both signatures', async () => {
    const { whole, signatures } = await verifyPdf(stamped, trust)
    assert.equal(whole, 'valid')
    assert.deepEqual(
      signatures.map((each) => [each.time, each.signedAt]),
      [
        ['proven', STAMPED_AT],
        ['proven', STAMPED_AT],
      ],
    )
  })

  it('let a signature outlive a later revocation, but not an earlier one', async () => {
    const revokedAt = (at: string) => ({
      ...trust,
      revoked: [{ serial: desk.leader.certificate.serialNumber, at: new Date(at) }],
    })
    assert.equal((await verifyPdf(stamped, revokedAt('2026-12-01'))).whole, 'valid')
    assert.equal((await verifyPdf(stamped, revokedAt('2026-10-01'))).whole, 'revoked')
  })

  it('of an unknown authority, or one whose certificate is for something else, prove nothing', async () => {
    const { signatures } = await verifyPdf(stamped, desk.keyring.trust)
    assert.deepEqual(
      signatures.map((each) => each.time),
      ['claimed', 'claimed'],
    )
    const unfit = await timestampAuthority(() => STAMPED_AT, { timestamping: false })
    const tools = { ...desk.tools, timestamper: httpTimestamper(unfit.url) }
    const signed = await desk.signIt(await desk.draft(), { tools })
    await unfit.close()
    const believing = { ...trust, timestampRoots: [unfit.root] }
    assert.equal((await verifyPdf(signed, believing)).signatures[0]?.time, 'claimed')
  })

  it('over another signature prove nothing', async () => {
    const timestamper = { stamp: async () => authority.token(Buffer.alloc(32, 1), STAMPED_AT) }
    const tools = { ...desk.tools, timestamper }
    const signed = await desk.signIt(await desk.draft(), { tools })
    assert.equal((await verifyPdf(signed, trust)).signatures[0]?.time, 'claimed')
  })
})

describe('an authority that fails', () => {
  const failing = async (answer: Buffer): Promise<void> => {
    const broken = await timestampAuthority(() => STAMPED_AT, { answer })
    const tools = { ...desk.tools, timestamper: httpTimestamper(broken.url) }
    try {
      await desk.signIt(await desk.draft(), { tools })
    } finally {
      await broken.close()
    }
  }

  it('by refusing, by answering nonsense or by silence leaves the paper unsigned', async () => {
    await assert.rejects(failing(sequence(sequence(integer(2)))), /từ chối/)
    await assert.rejects(failing(Buffer.from('<html>')), /không đọc được/)
    const nobody = httpTimestamper('http://127.0.0.1:9/', { timeoutMs: 500 })
    await assert.rejects(nobody.stamp(Buffer.alloc(32)))
  })
})
