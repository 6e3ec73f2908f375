/** The whole table of supervision in one statement: every figure of every unit, and the weeks of the period. */
import { sql, type RawBuilder } from 'kysely'
import type { Tx } from '../db/connect.ts'
import type { Day } from '../lib/time.ts'
import { inPopulation, meets, type AsOf } from './conditions-store.ts'
import {
  byFigure,
  type Counting,
  type FigureName,
  type OfficeFigures,
  type Population,
  type Value,
} from './figure.ts'

/** Results of a week of the period (from Monday on) and how many of them were on time. */
export type Week = { readonly monday: Day; readonly value: Value }

export type Table = { readonly rows: readonly OfficeFigures[]; readonly weeks: readonly Week[] }

export type Question = AsOf & {
  readonly offices: readonly number[]
  readonly counting: Readonly<Record<FigureName, Counting>>
}

type Part = { officeId: number; population: Population; week: Day | null; counts: Counts }
type Counts = Readonly<Record<string, number>>

/** Figures of each of these offices, also of those without a dossier. Dossiers count for the office that decides them. */
export async function supervisionTable(tx: Tx, question: Question): Promise<Table> {
  const { rows } = await sql<Part>`
    ${countsOf('open', question)} group by d.competent_office_id
    union all
    ${countsOf('accepted', question)} group by d.competent_office_id
    union all
    ${countsOf('finished', question)} group by d.competent_office_id, 3`.execute(tx)
  const byOffice = Map.groupBy(rows, ({ officeId }) => officeId)
  return {
    rows: question.offices.map((officeId) => ({
      officeId,
      values: valuesOf(byOffice.get(officeId) ?? [], question.counting),
    })),
    weeks: weeksOf(rows),
  }
}

function countsOf(population: Population, question: Question): RawBuilder<unknown> {
  const figures = Object.values(question.counting).filter((one) => one.population === population)
  const counts = figures.map(
    ({ name, condition }) =>
      sql`${sql.lit(name)}, count(*) filter (where ${meets(condition, question)})`,
  )
  const week =
    population === 'finished'
      ? sql`date_trunc('week', d.finished_at at time zone 'Asia/Ho_Chi_Minh')::date`
      : sql`null::date`
  return sql`
    select d.competent_office_id as "officeId", ${sql.lit(population)} as population, ${week} as week,
           jsonb_build_object('of', count(*), ${sql.join(counts)}) as counts
      from dossier d
     where d.competent_office_id = any(${[...question.offices]}::int[]) and ${inPopulation(population, question)}`
}

function valuesOf(parts: readonly Part[], counting: Question['counting']): OfficeFigures['values'] {
  const value = (name: FigureName): Value => {
    const own = parts.filter(({ population }) => population === counting[name].population)
    const sum = (key: string) => own.reduce((all, { counts }) => all + (counts[key] ?? 0), 0)
    return { counted: sum(name), of: sum('of') }
  }
  return byFigure(value)
}

function weeksOf(parts: readonly Part[]): Week[] {
  const weeks = new Map<Day, Value>()
  for (const { week, counts } of parts) {
    if (week === null) continue
    const { counted, of } = weeks.get(week) ?? { counted: 0, of: 0 }
    weeks.set(week, { counted: counted + (counts['onTime'] ?? 0), of: of + (counts['of'] ?? 0) })
  }
  return [...weeks]
    .map(([monday, value]) => ({ monday, value }))
    .sort((a, b) => (a.monday < b.monday ? -1 : 1))
}
