/** A birth certificate with the signatures that a test wants, and the tools that made it. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { typstRenderer } from '../../src/adapters/typst.ts'
import { openKeyring } from '../../src/signing/keys.ts'
import type { Keyring } from '../../src/signing/keys.ts'
import type { BirthCertificate } from '../../src/signing/papers.ts'
import type { PaperVersion } from '../../src/signing/render.ts'
import { sealResult, signResult } from '../../src/signing/sign.ts'
import type { SigningTools } from '../../src/signing/sign.ts'
import type { Signer } from '../../src/signing/signer.ts'

export const SIGNED_AT = new Date('2026-10-07T02:14:09Z')
export const SEALED_AT = new Date('2026-10-07T02:20:41Z')

export type SigningDesk = {
  tools: SigningTools
  keyring: Keyring
  stateDir: string
  template: PaperVersion
  leader: Signer
  seal: Signer
  /** The certificate as typst sets it. */
  draft(change?: Partial<BirthCertificate>): Promise<Uint8Array>
  signIt(
    pdf: Uint8Array,
    change?: { leader?: Signer; at?: Date; tools?: SigningTools },
  ): Promise<Uint8Array>
  sealIt(
    pdf: Uint8Array,
    change?: { seal?: Signer; at?: Date; tools?: SigningTools },
  ): Promise<Uint8Array>
  close(): Promise<void>
}

export async function signingDesk(keys: 'rsa' | 'ec' = 'ec'): Promise<SigningDesk> {
  const stateDir = await mkdtemp(join(tmpdir(), 'motcua-keys-'))
  const renderer = typstRenderer()
  const keyring = await openKeyring(stateDir, 'a test secret', { now: () => SIGNED_AT, keys })
  const officeName = 'Ủy ban nhân dân phường Thử Nghiệm'
  const leader = await keyring.signerFor({
    kind: 'person',
    personId: 1_000_007,
    name: 'Phạm Thị Minh Họa',
    title: 'Phó Chủ tịch',
    officeName,
  })
  const seal = await keyring.signerFor({ kind: 'office', officeId: 12, name: officeName })
  const template = renderer.version('birthCertificate', '1')
  const places = template.signaturePlaces!
  const tools: SigningTools = { renderer, trust: keyring.trust }
  const example = template.example as BirthCertificate
  return {
    tools,
    keyring,
    stateDir,
    template,
    leader,
    seal,
    draft: (change = {}) => renderer.render('birthCertificate', '1', { ...example, ...change }),
    signIt: (pdf, change = {}) =>
      signResult(change.tools ?? tools, { pdf, leader, at: SIGNED_AT, places, ...change }),
    sealIt: (pdf, change = {}) =>
      sealResult(change.tools ?? tools, {
        pdf,
        seal,
        number: '128/2026/GKS',
        on: '2026-10-07',
        officeName,
        at: SEALED_AT,
        places,
        ...change,
      }),
    async close() {
      await renderer.close()
      await rm(stateDir, { recursive: true })
    },
  }
}
