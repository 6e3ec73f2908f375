import {
  createHmac,
  createPrivateKey,
  generateKeyPair,
  randomUUID,
  sign,
  X509Certificate,
  createHash,
} from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { issueCertificate } from './certificate.ts'
import type { Subject } from './certificate.ts'
import type { Signer, Trust } from './signer.ts'

/**
 * Development certificates: an authority of our own and, on demand, one certificate for each leader and each office. Made
 * at first start so that the whole life of a dossier can be tried; every subject says that it has no legal value.
 */
export const DEVELOPMENT_MARK = 'PHÁT TRIỂN – KHÔNG CÓ GIÁ TRỊ PHÁP LÝ'

export type Holder =
  | { kind: 'person'; personId: number; name: string; title: string; officeName?: string }
  | { kind: 'office'; officeId: number; name: string }

export type Keyring = {
  /** The signer of the holder; its key is made at the first request and again for every calendar year. */
  signerFor(holder: Holder): Promise<Signer>
  trust: Trust
}

type Pair = { certificate: X509Certificate; key: KeyObject }
export type KeyringOptions = { now?: () => Date; keys?: 'rsa' | 'ec' }

const YEAR_MS = 365 * 86_400_000
const makeKeyPair = promisify(generateKeyPair)

/**
 * Opens `<stateDir>/keys`, making the authority when there is none. Private keys are stored encrypted with a key derived
 * from `secret`, readable by the owner only. Throws when the secret is not the one they were made with.
 */
export async function openKeyring(
  stateDir: string,
  secret: string,
  { now = () => new Date(), keys = 'rsa' }: KeyringOptions = {},
): Promise<Keyring> {
  const folder = join(stateDir, 'keys')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const passphrase = createHmac('sha256', secret).update('motcua keyring').digest('hex')
  const store = { folder, passphrase, keys }
  const root = await stored(store, 'authority', (pair) => rootCertificate(pair, now()))
  const opened = new Map<string, Promise<Pair>>()
  return {
    trust: { roots: [root.certificate], timestampRoots: [], revoked: [] },
    async signerFor(holder) {
      const file = fileOf(holder, now())
      const pair =
        opened.get(file) ??
        stored(store, file, (made) => holderCertificate(made, { holder, root, at: now() }))
      opened.set(file, pair)
      pair.catch(() => opened.delete(file))
      return signerOf(holder, await pair)
    },
  }
}

/** A new name, title or year is a new certificate; old ones stay, since they signed papers. */
function fileOf(holder: Holder, at: Date): string {
  const id = holder.kind === 'person' ? holder.personId : holder.officeId
  const words = createHash('sha256').update(JSON.stringify(holder)).digest('hex').slice(0, 12)
  return `${holder.kind}-${id}-${at.getUTCFullYear()}-${words}`
}

function signerOf(holder: Holder, { certificate, key }: Pair): Signer {
  return {
    kind: holder.kind,
    name: holder.name,
    organization: holder.kind === 'person' ? (holder.officeName ?? null) : null,
    development: true,
    certificate,
    chain: [],
    sign: async (bytes) => sign('sha256', bytes, key),
  }
}

type NewKey = { publicKey: KeyObject; privateKey: KeyObject }

function rootCertificate({ publicKey, privateKey }: NewKey, at: Date): X509Certificate {
  return issueCertificate({
    subject: { commonName: 'Một Cửa: chứng thực phát triển', unit: DEVELOPMENT_MARK },
    publicKey,
    issuerKey: privateKey,
    validFrom: startOfLastYear(at),
    validTo: new Date(at.getTime() + 20 * YEAR_MS),
    authority: true,
  })
}

function holderCertificate(
  { publicKey }: NewKey,
  { holder, root, at }: { holder: Holder; root: Pair; at: Date },
): X509Certificate {
  return issueCertificate({
    subject: subjectOf(holder),
    publicKey,
    issuer: root.certificate,
    issuerKey: root.key,
    validFrom: startOfLastYear(at),
    validTo: new Date(at.getTime() + 2 * YEAR_MS),
    authority: false,
  })
}

function subjectOf(holder: Holder): Subject {
  if (holder.kind === 'office')
    return {
      commonName: holder.name,
      organization: holder.name,
      organizationIdentifier: `MOTCUA-${holder.officeId}`,
      unit: DEVELOPMENT_MARK,
    }
  const office = holder.officeName === undefined ? {} : { organization: holder.officeName }
  return {
    ...office,
    commonName: holder.name,
    title: holder.title,
    serialNumber: `MOTCUA-${holder.personId}`,
    unit: DEVELOPMENT_MARK,
  }
}

/** Development only: certificates hold since the beginning of last year, so that demo papers of past weeks can be signed. */
function startOfLastYear(at: Date): Date {
  return new Date(Date.UTC(at.getUTCFullYear() - 1, 0, 1))
}

type Store = { folder: string; passphrase: string; keys: 'rsa' | 'ec' }

/** The stored pair, or a new one. Two programs may ask at once: `link` lets one of them win, and both read its file. */
async function stored(
  store: Store,
  file: string,
  issue: (pair: NewKey) => X509Certificate,
): Promise<Pair> {
  const path = join(store.folder, `${file}.pem`)
  const found = await readFile(path, 'utf8').catch(missing)
  if (found !== undefined) return opened(found, store.passphrase, path)
  const pair = await newKeyPair(store.keys)
  const draft = `${path}.${randomUUID()}.new`
  await writeFile(draft, pemOf(issue(pair), pair.privateKey, store.passphrase), {
    mode: 0o600,
    flush: true,
  })
  await link(draft, path).catch(existing)
  await rm(draft)
  return opened(await readFile(path, 'utf8'), store.passphrase, path)
}

function missing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error
}
function existing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'EEXIST') throw error
}

function newKeyPair(kind: 'rsa' | 'ec'): Promise<NewKey> {
  return kind === 'rsa'
    ? makeKeyPair('rsa', { modulusLength: 2048 })
    : makeKeyPair('ec', { namedCurve: 'prime256v1' })
}

function pemOf(certificate: X509Certificate, key: KeyObject, passphrase: string): string {
  const locked = key.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase })
  return `${certificate.toString()}${locked}`
}

function opened(pem: string, passphrase: string, path: string): Pair {
  const keyAt = pem.indexOf('-----BEGIN ENCRYPTED PRIVATE KEY-----')
  try {
    const key = createPrivateKey({ key: pem.slice(keyAt), passphrase })
    return { certificate: new X509Certificate(pem.slice(0, keyAt)), key }
  } catch {
    throw new Error(
      `Không mở được khóa ${path}: khóa được tạo với một MOTCUA_SECRET khác hoặc tệp đã hỏng.`,
    )
  }
}
