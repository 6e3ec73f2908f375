/** The made photographs of `test/fixtures/photos` (scripts/photo-set.ts), each with what it is; one half tunes, the other proves. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pictures } from '../../src/adapters/pictures.ts'
import { checkout } from '../../src/checkout.ts'
import type { PictureRemark } from '../../src/dossier/events.ts'
import { remarkOf } from '../../src/paper/picture-quality.ts'

const FOLDER = join(checkout, 'test/fixtures/photos')

export const LABELS = ['fine', 'blurred', 'empty', 'dark'] as const
export type Label = (typeof LABELS)[number]
export type Seen = {
  name: string
  label: Label
  half: 'tuned' | 'proved'
  said: 'fine' | PictureRemark
}

/** The limits were set by papers 1 and 3; papers 2 and 4, with other texts, check them. */
export async function lookAtPhotos(): Promise<Seen[]> {
  const decoder = pictures()
  try {
    const names = readdirSync(FOLDER).filter((name) => name.endsWith('.jpg'))
    const seen: Seen[] = []
    for (const name of names) {
      const [label, rest = ''] = name.split('.')
      const measures = await decoder.measure(readFileSync(join(FOLDER, name)), 'image/jpeg')
      if (measures === undefined) throw new Error(`${name} was not measured`)
      const half = Number(rest[0]) % 2 === 1 ? 'tuned' : 'proved'
      seen.push({ name, label: label as Label, half, said: remarkOf(measures) ?? 'fine' })
    }
    return seen
  } finally {
    await decoder.close()
  }
}

/** How many of each label were said to be what. */
export function confusion(seen: readonly Seen[]): Record<Label, Record<Label, number>> {
  const row = (label: Label) =>
    Object.fromEntries(
      LABELS.map((said) => [
        said,
        seen.filter((each) => each.label === label && each.said === said).length,
      ]),
    ) as Record<Label, number>
  return Object.fromEntries(LABELS.map((label) => [label, row(label)])) as Record<
    Label,
    Record<Label, number>
  >
}

/** Readable ones that were doubted, and bad ones that were let through. */
export function mistakes(seen: readonly Seen[]): { doubted: Seen[]; missed: Seen[] } {
  return {
    doubted: seen.filter(({ label, said }) => label === 'fine' && said !== 'fine'),
    missed: seen.filter(({ label, said }) => label !== 'fine' && said === 'fine'),
  }
}
