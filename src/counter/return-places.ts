/** Offices at which a result may be handed out: those with a counter of their own. Pure. */
import type { Directory, Office } from '../office/directory.ts'

export function returnPlaces(directory: Pick<Directory, 'all'>): Office[] {
  return directory
    .all()
    .filter(({ kind }) => kind === 'commune' || kind === 'centre')
    .toSorted((a, b) => a.shortName.localeCompare(b.shortName, 'vi'))
}
