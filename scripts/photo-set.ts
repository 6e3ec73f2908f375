/**
 * Makes the photographs of `test/fixtures/photos`: papers set with typst, laid on a table, seen askew, in bad light, out of focus.
 * The same set every time. `node --import tsx scripts/photo-set.ts`
 */
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { checkout } from '../src/checkout.ts'
import { PAPERS } from './photo-papers.ts'
import { photograph, type Shot } from './photo-shots.ts'

const folder = join(checkout, 'test/fixtures/photos')

/** The pages, a hundred dots an inch times three: the sheet before anybody photographs it. */
async function pages(): Promise<Buffer[]> {
  const compiler = NodeCompiler.create({
    workspace: checkout,
    fontArgs: [{ fontPaths: [join(checkout, 'node_modules/@expo-google-fonts/tinos')] }],
  })
  return Promise.all(
    PAPERS.map((mainFileContent) => {
      const compiled = compiler.compile({ mainFileContent })
      if (!compiled.result) throw new Error(JSON.stringify(compiled.takeDiagnostics()))
      const svg = compiler.svg(compiled.result)
      return sharp(Buffer.from(svg), { density: 180 })
        .flatten({ background: '#fff' })
        .png()
        .toBuffer()
    }),
  )
}

/** Every paper under every light and fault; `fine` may be sent, everything else is asked for again. */
const SHOTS: readonly Shot[] = [
  { name: 'fine', label: 'fine' },
  { name: 'fine-tilted', label: 'fine', tilt: 0.16, noise: 3 },
  { name: 'fine-shadow', label: 'fine', tilt: 0.06, shadow: 0.45, noise: 4 },
  { name: 'fine-dim', label: 'fine', tilt: 0.1, light: 0.55, noise: 7 },
  { name: 'fine-soft', label: 'fine', tilt: 0.04, blur: 1.2, noise: 3 },
  { name: 'fine-pressed', label: 'fine', tilt: 0.05, quality: 30, noise: 2 },
  { name: 'blurred', label: 'blurred', tilt: 0.06, blur: 2.4, noise: 3 },
  { name: 'blurred-much', label: 'blurred', tilt: 0.1, blur: 6, noise: 3 },
  { name: 'blurred-dim', label: 'blurred', tilt: 0.06, blur: 3.6, light: 0.55, noise: 8 },
  { name: 'moved', label: 'blurred', tilt: 0.05, moved: 11, noise: 3 },
  { name: 'moved-far', label: 'blurred', tilt: 0.08, moved: 28, noise: 4 },
  { name: 'dark', label: 'dark', tilt: 0.05, light: 0.1, noise: 7 },
]
/** Without a paper. */
const NOTHING: readonly Shot[] = [
  { name: 'table', label: 'empty', isEmpty: true, noise: 4 },
  { name: 'table-dim', label: 'empty', isEmpty: true, light: 0.5, noise: 8 },
  { name: 'white', label: 'empty', isEmpty: true, tilt: 0.02, light: 1.6 },
  { name: 'finger', label: 'empty', finger: 0.95, light: 0.9, noise: 4 },
]

rmSync(folder, { recursive: true, force: true })
mkdirSync(folder, { recursive: true })
let bytes = 0
const keep = (name: string, photo: Buffer): void => {
  bytes += photo.length
  writeFileSync(join(folder, name), photo)
}
for (const [number, page] of (await pages()).entries()) {
  for (const shot of [
    ...SHOTS,
    ...NOTHING.slice(number % 2 === 0 ? 0 : 2, number % 2 === 0 ? 2 : 4),
  ])
    keep(`${shot.label}.${number + 1}-${shot.name}.jpg`, await photograph(page, shot, number))
}
console.log(`${folder}: ${(bytes / 1e6).toFixed(2)} MB`)
