/** What happens in a life or a business, and the procedures that go with it, in the order in which they are done. Data. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Type, type Static } from 'typebox'
import { iconNames } from '../../ui/icons.tsx'
import { DocumentFault, exact, list, shapeFaults, twins, Words } from '../shape.ts'

export type LifeEvent = Static<typeof LifeEvent>
const LifeEvent = exact({
  slug: Type.String({ pattern: '^[a-z]+(-[a-z]+)*$' }),
  icon: Type.Enum(iconNames),
  title: Words,
  more: Words,
  /** Codes; one that is neither listed nor published is left out of the page. */
  procedures: list(Type.String({ pattern: '^\\d\\.\\d{6}$' }), 1),
})
const LifeEvents = exact({
  version: Type.Integer({ minimum: 1 }),
  note: Type.String(),
  events: list(LifeEvent, 1),
})
const FILE = 'data/search/life-events.json'

/** Throws DocumentFault with everything to mend. */
export function readLifeEvents(dataDir: string): LifeEvent[] {
  return lifeEventsFrom(
    JSON.parse(readFileSync(join(dataDir, 'search', 'life-events.json'), 'utf8')),
  )
}

export function lifeEventsFrom(document: unknown): LifeEvent[] {
  const shape = shapeFaults(LifeEvents, document)
  if (shape.length > 0) throw new DocumentFault(FILE, shape)
  const { events } = document as Static<typeof LifeEvents>
  const faults = [
    ...twins(events.map(({ slug }) => slug)).map((slug) => `“${slug}” stands twice`),
    ...events.flatMap(({ slug, procedures }) =>
      twins(procedures).map((code) => `“${slug}” names ${code} twice`),
    ),
  ]
  if (faults.length > 0) throw new DocumentFault(FILE, faults)
  return events
}
