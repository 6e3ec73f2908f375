/** Reads the agencies outside from data/partners; refuses them as a whole when one is wrong. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Value } from 'typebox/value'
import { DocumentFault, shapeFaults } from '../catalogue/shape.ts'
import { doubledIn, Partner, type Partners } from './partner.ts'

export function loadPartners(dataDir: string): Partners {
  const folder = join(dataDir, 'partners')
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'))
  return files.sort().map((name) => {
    const json: unknown = JSON.parse(readFileSync(join(folder, name), 'utf8'))
    const place = `partners/${name}`
    if (!Value.Check(Partner, json)) throw new DocumentFault(place, shapeFaults(Partner, json))
    const faults = [
      ...doubledIn(json),
      ...(`${json.id}.json` === name ? [] : [`the agency ${json.id} stands in another file`]),
    ]
    if (faults.length > 0) throw new DocumentFault(place, faults)
    return json
  })
}
