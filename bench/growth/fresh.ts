/** Dossiers filed just now in a made city, through the product's own door, to be worked on by a measurement. */
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { checkout } from '../../src/checkout.ts'
import { chanceOf } from '../../src/demo/chance.ts'
import type { Names } from '../../src/demo/family.ts'
import { portalActor } from '../../src/exchange/deps.ts'
import type { Command } from '../../src/dossier/commands.ts'
import { handle, type Handled } from '../../src/dossier/handle.ts'
import { toLocalMinute } from '../../src/lib/time.ts'
import type { Actor, StaffActor } from '../../src/office/actor.ts'
import { filingOf } from '../generator/filings.ts'
import { staffOf, type Staff } from '../generator/people.ts'
import type { MadeCity } from './house.ts'

const BIRTH = '1.001193'

export type Desk = {
  staff: Staff
  officer: StaffActor
  /** Files one birth registration as the National Portal does, and answers with its id. */
  file(): Promise<string>
  /** One command by one of the ward; throws when the law says no. */
  act(id: string, command: Command, by: Actor): Promise<Handled>
}

/** The first ward of the city. */
export async function openDesk({ house, admin }: MadeCity): Promise<Desk> {
  const { rows } = await admin.query<{ office: number }>(
    'select competent_office_id as office from dossier order by id limit 1',
  )
  const office = house.directory.get(rows[0]!.office)
  const staff = staffOf(office)
  const deps = house.dossier(house.app)
  const procedure = house.law.procedures().find(({ code }) => code === BIRTH)!
  const names = JSON.parse(
    readFileSync(join(checkout, 'data/standins/register/names.json'), 'utf8'),
  ) as Names
  const chance = chanceOf('bench')
  const run = randomUUID().slice(0, 8).toUpperCase()
  let serial = 0
  const file = async (): Promise<string> => {
    serial += 1
    const { command, terms } = filingOf(
      { law: house.law, names, procedures: [procedure] },
      chance,
      {
        at: toLocalMinute(new Date()),
        serial,
        commune: '00004',
        office: office.id,
        personId: null,
        way: { source: 'nationalPortal', kind: 'selfOnline' },
      },
    )
    const { procedureCode: code, procedureVersion: version, caseCode } = terms
    const filed = await handle(deps, {
      command: { ...command, portalCode: `H26.BENCH-${run}-${serial}` },
      by: portalActor(house.directory),
      key: randomUUID(),
      procedure: { code, version, caseCode },
    })
    return done(filed).id
  }
  const act = async (id: string, command: Command, by: Actor): Promise<Handled> =>
    done(await handle(deps, { id, command, by, key: randomUUID() }))
  return { staff, officer: staff.officer[0]!, file, act }
}

function done(outcome: Awaited<ReturnType<typeof handle>>): Handled {
  if (!outcome.ok) throw new Error(outcome.refusal.message)
  return outcome.value
}
