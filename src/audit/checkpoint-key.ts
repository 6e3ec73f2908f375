/** The key that signs checkpoints: Ed25519, made once, kept encrypted; its public half lies beside the exported files. */
import {
  createHmac,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
} from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export type CheckpointKey = { key: KeyObject; publicKey: string }

/** Opens `<stateDir>/keys/checkpoint.pem`, making it when there is none. Throws when `secret` is not the one it was made with. */
export function openCheckpointKey(stateDir: string, secret: string): CheckpointKey {
  const folder = join(stateDir, 'keys')
  const file = join(folder, 'checkpoint.pem')
  const passphrase = createHmac('sha256', secret).update('motcua checkpoint').digest('hex')
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const { privateKey } = generateKeyPairSync('ed25519')
    const pem = privateKey.export({
      type: 'pkcs8',
      format: 'pem',
      cipher: 'aes-256-cbc',
      passphrase,
    })
    try {
      writeFileSync(file, pem, { mode: 0o600, flag: 'wx', flush: true })
    } catch (error) {
      if (!existsSync(file)) throw error // another process was faster: its key counts
    }
  }
  const key = createPrivateKey({ key: readFileSync(file, 'utf8'), passphrase })
  const publicKey = createPublicKey(key).export({ type: 'spki', format: 'pem' })
  return { key, publicKey }
}
