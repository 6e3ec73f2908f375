/** What another program thinks of our signatures: poppler's pdfsig with our root in an NSS database. */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { signingDesk } from '../support/signed-paper.ts'
import type { SigningDesk } from '../support/signed-paper.ts'

for (const keys of ['rsa', 'ec'] as const)
  describe(`pdfsig, ${keys === 'rsa' ? 'RSA' : 'ECDSA'} keys`, () => {
    let desk: SigningDesk
    let sealed: Buffer
    before(async () => {
      desk = await signingDesk(keys)
      sealed = Buffer.from(await desk.sealIt(await desk.signIt(await desk.draft())))
      const root = join(desk.stateDir, 'root.pem')
      writeFileSync(root, desk.keyring.trust.roots[0]!.toString())
      run('certutil', ['-N', '-d', desk.stateDir, '--empty-password'])
      run('certutil', ['-A', '-d', desk.stateDir, '-n', 'root', '-t', 'C,C,C', '-i', root])
    })
    after(() => desk.close())

    function run(program: string, given: string[]): string {
      return execFileSync(program, given, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
    }
    function pdfsig(pdf: Uint8Array): string {
      const file = join(desk.stateDir, 'paper.pdf')
      writeFileSync(file, pdf)
      return run('pdfsig', ['-nssdir', desk.stateDir, file])
    }
    const count = (text: string, line: string): number => text.split(line).length - 1

    it('accepts both signatures and trusts both certificates', () => {
      const report = pdfsig(sealed)
      assert.equal(count(report, 'Signature is Valid.'), 2)
      assert.equal(count(report, 'Certificate is Trusted.'), 2)
      assert.equal(count(report, 'Total document signed'), 1)
      assert.match(report, /Signature Field Name: LanhDaoKy/)
      assert.match(report, /Signature Field Name: DongDau/)
      assert.match(report, /Signing Time: Oct 07 2026 /)
    })

    it('refuses both after one changed byte of the paper', () => {
      const copy = Buffer.from(sealed)
      copy[copy.indexOf('/MediaBox') + 1]! ^= 1
      const report = pdfsig(copy)
      assert.equal(count(report, 'Signature is Valid.'), 0)
      assert.equal(count(report, 'Digest Mismatch'), 2)
    })

    it('still accepts the leader’s signature, but not the seal’s, after one changed byte of the sealing', () => {
      const copy = Buffer.from(sealed)
      copy[copy.lastIndexOf('/Reason') + 12]! ^= 1
      const report = pdfsig(copy)
      assert.equal(count(report, 'Signature is Valid.'), 1)
      assert.equal(count(report, 'Digest Mismatch'), 1)
    })

    it('has no quarrel with the structure of the file (qpdf)', () => {
      const file = join(desk.stateDir, 'paper.pdf')
      writeFileSync(file, sealed)
      assert.match(run('qpdf', ['--check', file]), /No syntax or stream encoding errors/)
    })
  })
