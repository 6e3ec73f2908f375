/** Where this program's files are: the folder with package.json, from src/ as from the bundle in dist/. */
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'

function findUpwards(from: string): string {
  for (let folder = from; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json'))) return folder
    if (dirname(folder) === folder) throw new Error(`no package.json above ${from}`)
  }
}

/** Absolute path of the checkout (or of the installed package). */
export const checkout: string = findUpwards(import.meta.dirname)
