/** How long each paper takes, as a multiple of the smallest one (the picture of a signature). */
import { typstRenderer } from '../src/adapters/typst.ts'
import { PAPER_FOLDERS } from '../src/signing/render.ts'
import type { PaperInput, PaperTemplate } from '../src/signing/render.ts'

const ROUNDS = 40
const renderer = typstRenderer()

async function median(template: PaperTemplate): Promise<number> {
  const example = renderer.version(template, '1').example as PaperInput
  const times: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const paper = { ...example, number: `${round}/2026`, owner: `Người nộp số ${round}` }
    const start = performance.now()
    await renderer.render(template, '1', paper)
    times.push(performance.now() - start)
  }
  return times.sort((a, b) => a - b)[ROUNDS / 2]!
}

const floor = await median('signatureAppearance')
for (const template of Object.keys(PAPER_FOLDERS) as PaperTemplate[]) {
  const time = await median(template)
  console.log(
    `${template}: ${time.toFixed(1)} ms, ${(time / floor).toFixed(1)} × the smallest paper`,
  )
}
await renderer.close()
