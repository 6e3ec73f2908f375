import assert from 'node:assert/strict'
import { generateKeyPairSync, sign } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import fc from 'fast-check'
import { textOfPdf } from '../../test/support/pdf-text.ts'
import { signingDesk } from '../../test/support/signed-paper.ts'
import type { SigningDesk } from '../../test/support/signed-paper.ts'
import { Conflict } from '../lib/problem.ts'
import { issueCertificate } from './certificate.ts'
import { onlyFillsTheSeal, signatureFields } from './field.ts'
import { openKeyring } from './keys.ts'
import { appendIncrement } from './pdf/increment.ts'
import { dict, ref, textOf } from './pdf/object.ts'
import type { PdfObject } from './pdf/object.ts'
import { asOf, catalogue, dictOf, openPdf, pagesOf } from './pdf/read.ts'
import type { Signer } from './signer.ts'
import { verifyPdf } from './verify.ts'

let desk: SigningDesk
let draft: Uint8Array
let signed: Uint8Array
let sealed: Uint8Array
before(async () => {
  desk = await signingDesk()
  draft = await desk.draft()
  signed = await desk.signIt(draft)
  sealed = await desk.sealIt(signed)
})
after(() => desk.close())

const whole = async (pdf: Uint8Array, trust = desk.keyring.trust): Promise<string> =>
  (await verifyPdf(pdf, trust)).whole

/** A leader of the same name whose certificate is made by somebody else, or made otherwise. */
function strangerLike(name: string, change: { authority?: boolean; kind?: 'office' } = {}): Signer {
  const root = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
  const own = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
  const dates = { validFrom: new Date('2025-01-01'), validTo: new Date('2036-01-01') }
  const subject = { commonName: 'Một Cửa: chứng thực phát triển' }
  const issuer = issueCertificate({
    ...dates,
    subject,
    publicKey: root.publicKey,
    issuerKey: root.privateKey,
    authority: change.authority ?? true,
  })
  const certificate = issueCertificate({
    ...dates,
    subject: { commonName: name },
    publicKey: own.publicKey,
    issuer,
    issuerKey: root.privateKey,
    authority: false,
  })
  return {
    kind: change.kind ?? 'person',
    name,
    organization: null,
    development: true,
    certificate,
    chain: [issuer],
    sign: async (bytes) => sign('sha256', bytes, own.privateKey),
  }
}

/** One more saved state, as an editor or a forger would append it. */
function edited(pdf: Uint8Array, change: (number: number) => Map<number, PdfObject>): Uint8Array {
  const document = openPdf(pdf)
  return appendIncrement(document, change(document.size)).bytes
}
function changedTitle(pdf: Uint8Array): Uint8Array {
  return edited(pdf, (number) => new Map([[number, textOf('một câu thêm vào')]]))
}

describe('a signed and sealed result', () => {
  it('is valid, names both signers and says that their certificates are for development', async () => {
    const verdict = await verifyPdf(sealed, desk.keyring.trust)
    assert.equal(verdict.whole, 'valid')
    const [leader, seal] = verdict.signatures
    assert.equal(leader?.role, 'leader')
    assert.deepEqual(
      { ...leader?.signer, serial: '' },
      {
        name: 'Phạm Thị Minh Họa',
        organization: 'Ủy ban nhân dân phường Thử Nghiệm',
        title: 'Phó Chủ tịch',
        serial: '',
      },
    )
    assert.equal(leader?.laterChanges, 'permitted')
    assert.equal(leader?.signedAt.toISOString(), '2026-10-07T02:14:09.000Z')
    assert.equal(seal?.role, 'seal')
    assert.equal(seal?.signer.name, 'Ủy ban nhân dân phường Thử Nghiệm')
    assert.ok(leader?.development && seal?.development)
    assert.deepEqual([leader?.time, seal?.time], ['claimed', 'claimed'])
  })

  it('keeps every byte of the paper and of the leader’s signature', () => {
    assert.ok(Buffer.from(signed).subarray(0, draft.length).equals(draft))
    assert.ok(Buffer.from(sealed).subarray(0, signed.length).equals(signed))
  })

  it('is valid with RSA keys too, and the same input gives the same bytes', async () => {
    const rsa = await signingDesk('rsa')
    try {
      const paper = await rsa.draft()
      const pdf = await rsa.sealIt(await rsa.signIt(paper))
      assert.equal(await whole(pdf, rsa.keyring.trust), 'valid')
      assert.deepEqual(await rsa.sealIt(await rsa.signIt(paper)), pdf)
    } finally {
      await rsa.close()
    }
  })

  it('carries number, date of issue and office in the picture of the seal', async () => {
    const text = textOfPdf(sealed).replaceAll('\n', '')
    assert.match(text, /Số phát hành: 128\/2026\/GKS/)
    assert.match(text, /Hà Nội, ngày 07 tháng 10 năm 2026/)
    assert.match(text, /Thời gian ký: 2026-10-07T09:20:41\+07:00/)
    assert.doesNotMatch(textOfPdf(signed), /Số phát hành/)
  })
})

describe('anything else', () => {
  it('unsigned, not yet sealed, cut off and foreign files are told apart', async () => {
    assert.equal(await whole(draft), 'unsigned')
    assert.equal(await whole(signed), 'notSealed')
    assert.equal(await whole(sealed.subarray(0, signed.length)), 'notSealed')
    assert.equal(await whole(Buffer.from('xin chào')), 'broken')
    assert.equal(await whole(new Uint8Array()), 'broken')
    assert.equal(await whole(sealed.subarray(0, sealed.length - 40)), 'altered')
    assert.equal(await whole(draft.subarray(0, draft.length - 40)), 'broken')
    assert.equal(await whole(Buffer.from('%PDF-1.7\nstartxref\n5\n%%EOF\n')), 'broken')
  })

  it('two files one behind the other are not valid', async () => {
    for (const [first, second] of [
      [sealed, sealed],
      [sealed, draft],
      [draft, sealed],
    ] as const)
      assert.notEqual(await whole(Buffer.concat([first, second])), 'valid')
  })

  it('appended bytes are seen, be they white space, garbage or a saved change', async () => {
    for (const tail of ['\n', ' ', '\0', 'x'.repeat(5000), '%%EOF\n', '\n<script>'])
      assert.match(await whole(Buffer.concat([sealed, Buffer.from(tail)])), /altered|broken/)
    assert.equal(await whole(changedTitle(sealed)), 'altered')
  })

  it('one changed bit anywhere in the file is seen', async () => {
    const anywhere = fc.tuple(fc.nat(sealed.length - 1), fc.nat(7))
    await fc.assert(
      fc.asyncProperty(anywhere, async ([at, bit]) => {
        const copy = Buffer.from(sealed)
        copy[at]! ^= 1 << bit
        assert.notEqual(await whole(copy), 'valid')
      }),
      { numRuns: 250 },
    )
  })

  it('one changed bit inside either signature is seen, also outside the signed range', async () => {
    const text = Buffer.from(sealed).toString('latin1')
    for (const gap of text.matchAll(/\/Contents <[0-9a-f]+>/g)) {
      const places = fc.tuple(fc.nat(4000), fc.nat(7))
      await fc.assert(
        fc.asyncProperty(places, async ([offset, bit]) => {
          const copy = Buffer.from(sealed)
          copy[gap.index + offset]! ^= 1 << bit
          assert.notEqual(await whole(copy), 'valid')
        }),
        { numRuns: 150 },
      )
    }
  })

  it('random bytes and shuffled pieces of a real file never crash the check', async () => {
    const pieces = fc.array(fc.tuple(fc.nat(sealed.length), fc.nat(3000)), { maxLength: 6 })
    await fc.assert(
      fc.asyncProperty(pieces, fc.uint8Array({ maxLength: 300 }), async (cuts, noise) => {
        const parts = cuts.map(([at, length]) => sealed.subarray(at, at + length))
        const file = Buffer.concat([Buffer.from('%PDF-1.7\n'), noise, ...parts])
        assert.notEqual(await whole(file), 'valid')
      }),
      { numRuns: 300 },
    )
  })

  it('a certificate of another authority is unknown, though it bears the same names', async () => {
    const other = await openKeyring(`${desk.stateDir}/other`, 'x', { keys: 'ec' })
    assert.equal(await whole(sealed, other.trust), 'unknownSigner')
    const stranger = strangerLike(desk.leader.name)
    assert.equal(await whole(await desk.signIt(draft, { leader: stranger })), 'unknownSigner')
  })

  it('an issuer that is no authority is not believed, even when it is among the roots', async () => {
    const stranger = strangerLike(desk.leader.name, { authority: false })
    const pdf = await desk.signIt(draft, { leader: stranger })
    const trust = { ...desk.keyring.trust, roots: stranger.chain }
    assert.equal(await whole(pdf, trust), 'unknownSigner')
  })

  it('a signature outside the days of its certificate is expired', async () => {
    for (const at of [new Date('2031-01-01T00:00:00Z'), new Date('2024-01-01T00:00:00Z')])
      assert.equal(await whole(await desk.signIt(draft, { at })), 'expired')
  })

  it('a revoked certificate is refused, even for a signature that claims to be older', async () => {
    for (const { certificate } of [desk.leader, desk.seal]) {
      const revoked = [{ serial: certificate.serialNumber, at: new Date('2030-01-01T00:00:00Z') }]
      assert.equal(await whole(sealed, { ...desk.keyring.trust, revoked }), 'revoked')
    }
  })
})

describe('changes after the leader signed', () => {
  it('a changed page, catalogue or title under the seal is altered', async () => {
    const document = openPdf(signed)
    const page = pagesOf(document)[0]!
    const turned = new Map([...dictOf(document, page), ['Rotate', 180 as PdfObject]])
    const root = catalogue(document)
    const renamed = new Map([...root.dict, ['Lang', textOf('en') as PdfObject]])
    for (const [number, object] of [
      [page.ref, turned],
      [root.at.ref, renamed],
    ] as const) {
      const forged = edited(signed, () => new Map([[number, object]]))
      assert.equal(await whole(forged), 'altered')
    }
  })

  it('a seal field may be filled, not moved, and nothing else may be written with it', async () => {
    const field = signatureFields(openPdf(signed)).find((each) => each.role === 'seal')!
    const filling = (also: Record<string, PdfObject>, more: [number, PdfObject][] = []) =>
      edited(signed, (number) => {
        const filled = new Map([...field.field, ['V', ref(number)], ...Object.entries(also)])
        return new Map<number, PdfObject>([[field.number, filled], [number, dict({})], ...more])
      })
    const page = pagesOf(openPdf(signed))[0]!.ref
    const permitted = (pdf: Uint8Array): boolean => onlyFillsTheSeal(openPdf(pdf), 2)
    assert.equal(permitted(filling({})), true)
    assert.equal(permitted(filling({ Rect: [0, 0, 595, 842] })), false)
    assert.equal(permitted(filling({ F: 2 })), false)
    assert.equal(permitted(filling({}, [[page, dict({})]])), false)
    const moved = new Map([...field.field, ['Rect', [0, 0, 595, 842] as PdfObject]])
    assert.equal(await whole(edited(signed, () => new Map([[field.number, moved]]))), 'altered')
  })

  it('a third saved state behind the seal is altered, though it changes nothing that is seen', async () => {
    assert.equal(await whole(changedTitle(sealed)), 'altered')
    assert.equal(asOf(openPdf(changedTitle(sealed)), 3).bytes.length, sealed.length)
  })
})

describe('the office seals only what the competent person has signed', () => {
  const refused = (code: string) => (error: unknown) =>
    error instanceof Conflict && error.code === code

  it('refuses an unsigned, an altered, a broken and a sealed paper', async () => {
    await assert.rejects(desk.sealIt(draft), refused('unsigned'))
    await assert.rejects(desk.sealIt(changedTitle(signed)), refused('altered'))
    await assert.rejects(desk.sealIt(Buffer.from('không phải PDF')), refused('broken'))
    await assert.rejects(desk.sealIt(sealed), refused('valid'))
  })

  it('refuses a paper that somebody unknown has signed, or whose signer’s certificate has expired', async () => {
    const stranger = await desk.signIt(draft, { leader: strangerLike(desk.leader.name) })
    await assert.rejects(desk.sealIt(stranger), refused('unknownSigner'))
    const late = await desk.signIt(draft, { at: new Date('2031-01-01T00:00:00Z') })
    await assert.rejects(desk.sealIt(late), refused('expired'))
  })

  it('refuses a person’s key as the seal and the office’s key as the leader', async () => {
    await assert.rejects(desk.sealIt(signed, { seal: desk.leader }), refused('wrongOrder'))
    await assert.rejects(desk.signIt(draft, { leader: desk.seal }), refused('wrongOrder'))
  })

  it('refuses a second leader’s signature on a signed paper', async () => {
    await assert.rejects(desk.signIt(signed), refused('notSealed'))
    await assert.rejects(desk.signIt(sealed), refused('valid'))
  })

  it('an office’s certificate in the leader’s field, or a person’s in the seal’s, is the wrong order', async () => {
    const disguisedOffice: Signer = { ...desk.seal, kind: 'person' }
    assert.equal(await whole(await desk.signIt(draft, { leader: disguisedOffice })), 'wrongOrder')
    const disguisedPerson: Signer = { ...desk.leader, kind: 'office' }
    assert.equal(await whole(await desk.sealIt(signed, { seal: disguisedPerson })), 'wrongOrder')
  })

  it('a signer that dies leaves the paper as it was', async () => {
    const dying: Signer = { ...desk.leader, sign: () => Promise.reject(new Error('HSM')) }
    const before = Buffer.from(draft)
    await assert.rejects(desk.signIt(draft, { leader: dying }), /HSM/)
    assert.ok(before.equals(draft))
    const lying: Signer = { ...desk.leader, sign: async () => Buffer.alloc(70, 1) }
    await assert.rejects(desk.signIt(draft, { leader: lying }), /chữ ký/)
  })
})
