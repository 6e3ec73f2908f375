import assert from 'node:assert/strict'
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { subjectValues } from './certificate.ts'
import { DEVELOPMENT_MARK, openKeyring } from './keys.ts'
import type { Holder } from './keys.ts'

const now = () => new Date('2026-10-07T02:00:00Z')
const leader: Holder = {
  kind: 'person',
  personId: 1_000_007,
  name: 'Phạm Thị Minh Họa',
  title: 'Phó Chủ tịch',
}
const office: Holder = { kind: 'office', officeId: 12, name: 'Ủy ban nhân dân phường Thử Nghiệm' }

let stateDir: string
before(async () => {
  stateDir = await mkdtemp(join(tmpdir(), 'motcua-keys-'))
})
after(() => rm(stateDir, { recursive: true }))

const open = (options = {}) => openKeyring(stateDir, 'secret', { now, keys: 'ec', ...options })

describe('the development keyring', () => {
  it('says in every certificate that it has no legal value', async () => {
    const keyring = await open()
    const holders = [await keyring.signerFor(leader), await keyring.signerFor(office)]
    const certificates = [...holders.map((each) => each.certificate), ...keyring.trust.roots]
    assert.equal(certificates.length, 3)
    for (const certificate of certificates)
      assert.equal(subjectValues(certificate).get('OU'), DEVELOPMENT_MARK)
    assert.ok(holders.every((each) => each.development))
  })

  it('gives the same certificate after a restart and to two programs that ask at once', async () => {
    const [one, two] = await Promise.all([open(), open()])
    const holder: Holder = { ...office, officeId: 13 }
    const signers = await Promise.all([
      one.signerFor(holder),
      two.signerFor(holder),
      one.signerFor(holder),
    ])
    const later = await (await open()).signerFor(holder)
    const serials = new Set([...signers, later].map((each) => each.certificate.serialNumber))
    assert.equal(serials.size, 1)
    assert.equal(one.trust.roots[0]?.serialNumber, two.trust.roots[0]?.serialNumber)
  })

  it('makes a new certificate for a new title and for a new year', async () => {
    const first = await (await open()).signerFor(leader)
    const promoted = await (await open()).signerFor({ ...leader, title: 'Chủ tịch' })
    const nextYear = () => new Date('2027-01-02T00:00:00Z')
    const renewed = await (await open({ now: nextYear })).signerFor(leader)
    const serials = [first, promoted, renewed].map((each) => each.certificate.serialNumber)
    assert.equal(new Set(serials).size, 3)
    assert.equal(subjectValues(promoted.certificate).get('title'), 'Chủ tịch')
  })

  it('stores private keys encrypted and for the owner’s eyes only', async () => {
    await open()
    const folder = join(stateDir, 'keys')
    assert.equal((await stat(folder)).mode & 0o777, 0o700)
    for (const file of await readdir(folder)) {
      assert.equal((await stat(join(folder, file))).mode & 0o777, 0o600)
      assert.match(await readFile(join(folder, file), 'utf8'), /BEGIN ENCRYPTED PRIVATE KEY/)
    }
  })

  it('refuses another secret with a sentence that names the file', async () => {
    await assert.rejects(
      openKeyring(stateDir, 'another secret', { now, keys: 'ec' }),
      /Không mở được khóa .*authority\.pem/,
    )
  })
})
