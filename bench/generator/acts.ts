/** A birth that is filed and worked on in a made city, by the officials of one of its communes. */
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { checkout } from '../../src/checkout.ts'
import { chanceOf } from '../../src/demo/chance.ts'
import type { Names } from '../../src/demo/family.ts'
import { workingFrom } from '../../src/demo/hours.ts'
import type { Command } from '../../src/dossier/commands.ts'
import { handle, type Handled } from '../../src/dossier/handle.ts'
import { toLocalMinute } from '../../src/lib/time.ts'
import type { Actor } from '../../src/office/actor.ts'
import type { OpenCity } from './cities.ts'
import { filingOf } from './filings.ts'
import { staffOf, type Staff } from './people.ts'

const names = JSON.parse(
  readFileSync(join(checkout, 'data/standins/register/names.json'), 'utf8'),
) as Names
const chance = chanceOf('acts')
let serial = 45_000_000

export type Begun = { id: string; staff: Staff }

export async function fileIn(city: OpenCity): Promise<Begun> {
  const office = chance.one(city.communes)
  const staff = staffOf(office)
  serial += 1
  const procedures = city.law.procedures().filter(({ code }) => code === '1.001193')
  const { command, terms } = filingOf({ law: city.law, names, procedures }, chance, {
    at: workingFrom(city.law.calendar(), toLocalMinute(new Date()), 0),
    serial,
    commune: '00004',
    office: office.id,
    personId: null,
    way: { source: 'counter', kind: 'counter' },
  })
  const { procedureCode: code, procedureVersion: version, caseCode } = terms
  const { id } = done(
    await handle(city.dossier, {
      command,
      by: staff.receptionist[0]!,
      key: randomUUID(),
      procedure: { code, version, caseCode },
    }),
  )
  return { id, staff }
}

export async function actOn(
  city: OpenCity,
  { id, by, command }: { id: string; by: Actor; command: Command },
): Promise<Handled> {
  return done(await handle(city.dossier, { id, by, command, key: randomUUID() }))
}

function done(outcome: Awaited<ReturnType<typeof handle>>): Handled {
  if (!outcome.ok) throw new Error(outcome.refusal.message)
  return outcome.value
}
