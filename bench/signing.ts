/** What signing, sealing and checking a certificate cost, as a multiple of one bare RSA-2048 signature over the file. */
import { generateKeyPairSync, sign } from 'node:crypto'
import { signingDesk } from '../test/support/signed-paper.ts'
import { verifyPdf } from '../src/signing/verify.ts'

const ROUNDS = 30
const desk = await signingDesk('rsa')
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })

async function median(act: () => unknown): Promise<number> {
  const times: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const start = performance.now()
    await act()
    times.push(performance.now() - start)
  }
  return times.sort((a, b) => a - b)[ROUNDS / 2]!
}

const draft = await desk.draft()
const signed = await desk.signIt(draft)
const sealed = await desk.sealIt(signed)
const floor = await median(() => sign('sha256', sealed, privateKey))
const acts = {
  'set the certificate': () => desk.draft(),
  'leader signs': () => desk.signIt(draft),
  'clerk seals': () => desk.sealIt(signed),
  'anyone checks': () => verifyPdf(sealed, desk.keyring.trust),
}
console.log(`one bare RSA signature: ${floor.toFixed(2)} ms`)
for (const [what, act] of Object.entries(acts)) {
  const time = await median(act)
  console.log(`${what}: ${time.toFixed(1)} ms, ${(time / floor).toFixed(1)} × the bare signature`)
}
await desk.close()
