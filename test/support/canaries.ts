/** What people type, hold and are given: none of it may stand where operators read. */
import { spawnSync } from 'node:child_process'

export type Canaries = Readonly<Record<string, string>>

/** Names of the canaries that stand in the text, whole or as they travel in addresses and JSON. */
export function canariesIn(text: string, canaries: Canaries): string[] {
  const plain = text.normalize('NFC')
  return Object.entries(canaries)
    .filter(([, canary]) => forms(canary).some((form) => plain.includes(form)))
    .map(([name]) => name)
}

function forms(canary: string): string[] {
  if (canary.length < 4) throw new Error(`too short to be looked for: ${canary}`)
  const plain = canary.normalize('NFC')
  return [
    plain,
    encodeURIComponent(plain),
    encodeURIComponent(plain).replaceAll('%20', '+'),
    JSON.stringify(plain).slice(1, -1),
    Buffer.from(plain).toString('base64'),
    Buffer.from(plain).toString('hex'),
  ]
}

/** Titles and arguments of every process of this machine. */
export function processTitles(): string {
  return spawnSync('ps', ['-eo', 'args='], { encoding: 'utf8' }).stdout
}
