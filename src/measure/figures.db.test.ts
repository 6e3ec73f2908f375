/** Every number of supervision is the number of dossiers behind it: on any world, for every figure and every office. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { join } from 'node:path'
import {
  NOW,
  forgetDossiers,
  madeDossier,
  writeDossiers,
  type MadeDossier,
} from '../../test/support/counted-world.ts'
import { withDatabase, type TestDatabase } from '../../test/support/database.ts'
import { CITY, OTHER_WARD, THIRD_WARD, WARD, furnish } from '../../test/support/office.ts'
import { checkout } from '../checkout.ts'
import { inContext } from '../db/context.ts'
import { toDay } from '../lib/time.ts'
import { loadDefinitions, validOn } from './definition.ts'
import { FIGURES, total, type FigureName, type Part } from './figure.ts'
import { countedDossiers, type CountedRow, type Listing } from './list-store.ts'
import { periodOf } from './period.ts'
import type { Cursor } from './supervision.ts'
import { supervisionTable } from './table-store.ts'

const OFFICES = [WARD, OTHER_WARD, THIRD_WARD]
const counting = validOn(loadDefinitions(join(checkout, 'data/kpi')), '2025-11-18')
const asOf = { now: NOW, period: periodOf('2025-11') }
const SHARES: FigureName[] = ['onTime', 'selfOnline', 'assistedOnline', 'eResult']

let database: TestDatabase
before(async () => {
  database = await withDatabase()
  await furnish(database.owner)
})
after(() => database.close())

test('each number equals the list behind it, and what a second reading of the definition counts', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(madeDossier, { maxLength: 60 }), async (world) => {
      await forgetDossiers(database.owner)
      await writeDossiers(database.owner, world)
      const { rows, weeks } = await tableFor([CITY], OFFICES)
      for (const { officeId, values } of rows) {
        const own = world.filter((dossier) => dossier.competent_office_id === officeId)
        for (const figure of FIGURES) {
          const listed = await listOf({ offices: [officeId], figure })
          assert.deepEqual(
            listed.map(({ id }) => id).toSorted(),
            idsOf(own.filter((dossier) => naive[figure](dossier))),
            `${figure} of ${officeId}`,
          )
          assert.equal(values[figure].counted, listed.length, `${figure} of ${officeId}`)
          const rest = await listOf({ offices: [officeId], figure, part: 'rest' })
          assert.equal(values[figure].of, listed.length + rest.length, `rest of ${figure}`)
        }
      }
      const all = total(rows)
      for (const figure of FIGURES) {
        assert.equal((await listOf({ offices: OFFICES, figure })).length, all[figure].counted)
      }
      assert.equal(
        weeks.reduce((sum, { value }) => sum + value.of, 0),
        all.finished.counted,
      )
      assert.equal(
        weeks.reduce((sum, { value }) => sum + value.counted, 0),
        all.onTime.counted,
      )
    }),
    { numRuns: 25 },
  )
})

test('pages of a list follow one another without a gap, in one order, and hold each dossier once', async () => {
  const world = fc.sample(madeDossier, 120)
  await forgetDossiers(database.owner)
  await writeDossiers(database.owner, world)
  for (const figure of FIGURES) {
    const whole = await listOf({ offices: OFFICES, figure })
    assert.deepEqual(
      (await listOf({ offices: OFFICES, figure, limit: 7 })).map(({ id }) => id),
      whole.map(({ id }) => id),
      figure,
    )
    const places = whole.map(({ place }) => BigInt(place))
    const sign = counting[figure].population === 'open' ? 1n : -1n
    places.forEach((place, i) => {
      if (i > 0) assert.ok((place - places[i - 1]!) * sign >= 0n, figure)
    })
  }
})

test('shares and their rest are the whole population', async () => {
  const world = fc.sample(madeDossier, 80)
  await forgetDossiers(database.owner)
  await writeDossiers(database.owner, world)
  const { rows } = await tableFor([CITY], OFFICES)
  for (const { values } of rows) {
    for (const figure of SHARES) {
      const whole = counting[figure].population === 'finished' ? values.finished : values.received
      assert.equal(values[figure].of, whole.counted, figure)
    }
  }
})

test('a ward sees its own dossiers only, even when it asks for another office', async () => {
  await forgetDossiers(database.owner)
  const dossier = (office: number): MadeDossier => ({
    ...fc.sample(madeDossier, 1)[0]!,
    status: 4,
    is_open: true,
    competent_office_id: office,
    receiving_office_id: office,
    accepted_at: new Date('2025-11-10T02:00:00Z'),
    due_at: new Date('2025-11-12T10:00:00Z'),
    first_due_at: new Date('2025-11-12T10:00:00Z'),
    paused_at: null,
    finished_at: null,
  })
  await writeDossiers(database.owner, [dossier(WARD), dossier(OTHER_WARD), dossier(OTHER_WARD)])
  const asWard = await tableFor([WARD], OFFICES)
  assert.deepEqual(
    asWard.rows.map(({ values }) => values.overdue.counted),
    [1, 0, 0],
  )
  const asCity = await tableFor([CITY], OFFICES)
  assert.deepEqual(
    asCity.rows.map(({ values }) => values.overdue.counted),
    [1, 2, 0],
  )
  const peeped = await listOf({ offices: [OTHER_WARD], figure: 'overdue', scopes: [WARD] })
  assert.deepEqual(peeped, [])
})

test('an office without a dossier has numbers of zero and no shares', async () => {
  await forgetDossiers(database.owner)
  const { rows, weeks } = await tableFor([CITY], [WARD])
  assert.deepEqual(rows[0]!.values.overdue, { counted: 0, of: 0 })
  assert.deepEqual(rows[0]!.values.onTime, { counted: 0, of: 0 })
  assert.deepEqual(weeks, [])
})

/** The definitions once more, in plain words of this test. */
const naive: Record<FigureName, (d: MadeDossier) => boolean> = {
  received: (d) => inNovember(d.accepted_at),
  open: (d) => d.accepted_at !== null && d.finished_at === null,
  dueToday: (d) =>
    isRunning(d) &&
    toDay(d.due_at!) === toDay(NOW) &&
    d.due_at!.getTime() >= Math.floor(NOW.getTime() / 60_000) * 60_000,
  overdue: (d) => isRunning(d) && d.due_at!.getTime() < Math.floor(NOW.getTime() / 60_000) * 60_000,
  finished: (d) => [9, 10].includes(d.status) && inNovember(d.finished_at),
  onTime: (d) =>
    naive.finished(d) &&
    Math.floor(d.finished_at!.getTime() / 60_000) <= d.first_due_at!.getTime() / 60_000 &&
    d.supplement_rounds <= 1,
  selfOnline: (d) => naive.received(d) && d.kind_of_filing === 'selfOnline',
  assistedOnline: (d) => naive.received(d) && d.kind_of_filing === 'assistedOnline',
  eResult: (d) => naive.finished(d) && d.has_e_result,
}

function isRunning(d: MadeDossier): boolean {
  return naive.open(d) && d.paused_at === null
}

function inNovember(at: Date | null): boolean {
  return at !== null && toDay(at).startsWith('2025-11')
}

function idsOf(dossiers: readonly MadeDossier[]): string[] {
  return dossiers.map(({ id }) => id).toSorted()
}

async function tableFor(scopes: number[], offices: number[]) {
  return inContext(database.app, { scopes }, (tx) =>
    supervisionTable(tx, { ...asOf, offices, counting }),
  )
}

type Wanted = {
  offices: number[]
  figure: FigureName
  part?: Part
  limit?: number
  scopes?: number[]
}

/** The whole list, page by page. */
async function listOf(wanted: Wanted): Promise<CountedRow[]> {
  const { offices, figure, part = 'counted', limit = 50, scopes = [CITY] } = wanted
  const found: CountedRow[] = []
  let after: Cursor | null = null
  for (;;) {
    const page: Listing = { ...asOf, offices, counting: counting[figure], part, after, limit }
    const rows = await inContext(database.app, { scopes }, (tx) => countedDossiers(tx, page))
    found.push(...rows)
    const last = rows.at(-1)
    if (last === undefined || rows.length < limit) return found
    after = { place: last.place, id: last.id }
  }
}
