/** The snapshots that come with the program: `data/procedures/sources.json` names them and the day of each. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Type, type Static } from 'typebox'
import { DayText, DocumentFault, exact, list, shapeFaults } from '../shape.ts'
import { RefusedFile } from './refused-file.ts'
import { readSnapshot, type Snapshot } from './snapshot-file.ts'

const FILE = 'data/procedures/sources.json'
type Manifest = Static<typeof Manifest>
const Manifest = exact({
  about: Type.String(),
  snapshots: list(exact({ file: Type.String({ pattern: '^[\\w.-]+$' }), takenOn: DayText }), 1),
})

/** Throws DocumentFault with everything that is wrong with the files. */
export function bootSnapshots(dataDir: string, today: string): Snapshot[] {
  const folder = join(dataDir, 'procedures')
  const manifest: unknown = JSON.parse(readFileSync(join(folder, 'sources.json'), 'utf8'))
  const shape = shapeFaults(Manifest, manifest)
  if (shape.length > 0) throw new DocumentFault(FILE, shape)
  const faults: string[] = []
  const snapshots = (manifest as Manifest).snapshots.flatMap(({ file, takenOn }) => {
    try {
      return [readSnapshot(join(folder, file), { takenOn, today })]
    } catch (error) {
      if (!(error instanceof RefusedFile)) throw error
      faults.push(error.message)
      return []
    }
  })
  if (faults.length > 0) throw new DocumentFault(FILE, faults)
  return snapshots
}
