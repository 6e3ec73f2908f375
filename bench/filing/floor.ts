/**
 * The floor: the rows that one filing left in every table, written again under new ids with nothing but the least that
 * PostgreSQL needs: one named statement with one value for every column, committed by itself, in one round trip.
 */
import { randomUUID } from 'node:crypto'
import { Client } from 'pg'

/** Tables that a hand-over writes, with the column that leads to its rows; a table that is referred to comes first. */
const tables: readonly (readonly [table: string, column: string])[] = [
  ['dossier', 'id'],
  ['dossier_state', 'dossier_id'],
  ['dossier_event', 'dossier_id'],
  ['dossier_private', 'dossier_id'],
  ['dossier_contact', 'dossier_id'],
  ['dossier_file', 'dossier_id'],
  ['dossier_access', 'dossier_id'],
  ['dossier_search', 'dossier_id'],
  ['dossier_code', 'dossier_id'],
  ['submission_key', 'dossier_id'],
  ['dossier_pending', 'dossier_id'],
  ['exchange_arrival', 'dossier_id'],
]

type Slot = { value: string | null; isNew: 'id' | 'key' | 'code' | null }
export type Floor = { text: string; slots: Slot[]; code: string; rows: number; bytes: number }

/** Takes the newest filing apart. `admin` sees all rows. */
export async function floorOf(admin: Client): Promise<Floor> {
  const { rows: newest } = await admin.query<{ id: string; code: string; key: string }>(
    `select d.id, d.code, k.key from dossier d join submission_key k on k.dossier_id = d.id
       join dossier_pending p on p.dossier_id = d.id order by d.id desc limit 1`,
  )
  const of = newest[0]!
  const slots: Slot[] = []
  const parts: string[] = []
  let [many, bytes] = [0, 0]
  for (const [table, column] of tables) {
    const columns = await columnsOf(admin, table)
    const { rows } = await admin.query<Record<string, string | null>>(
      `select ${columns.map(({ name }) => `${name}::text`).join(', ')} from ${table} where ${column} = $1`,
      [of.id],
    )
    many += rows.length
    for (const row of rows) {
      const places = columns.map(({ name, type }) => {
        slots.push(slotOf(row[name] ?? null, of))
        bytes += row[name]?.length ?? 0
        return `$${slots.length}::${type}`
      })
      parts.push(
        `t${parts.length} as (insert into ${table} (${columns.map(({ name }) => name).join(', ')}) values (${places.join(', ')}))`,
      )
    }
  }
  slots.push({ value: null, isNew: 'key' })
  const nonce = `insert into exchange_nonce (key_id, nonce, seen_at) values ('floor', $${slots.length}, now())`
  return { text: `with ${parts.join(', ')} ${nonce}`, slots, code: of.code, rows: many + 1, bytes }
}

function slotOf(value: string | null, of: { id: string; code: string; key: string }): Slot {
  const isNew =
    value === of.id ? 'id' : value === of.key ? 'key' : hasCode(value, of.code) ? 'code' : null
  return { value, isNew }
}

/** Among the words of the search the code stands in small letters. */
function hasCode(value: string | null, code: string): boolean {
  return value?.toLowerCase().includes(code.toLowerCase()) ?? false
}

async function columnsOf(admin: Client, table: string): Promise<{ name: string; type: string }[]> {
  const { rows } = await admin.query<{ name: string; type: string }>(
    `select attname as name, format_type(atttypid, atttypmod) as type from pg_attribute
      where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = '' order by attnum`,
    [table],
  )
  return rows
}

export type Writer = { write(): Promise<void>; close(): Promise<void> }

/** A connection of the application's role, whose scopes are set once and for all. */
export async function writerOf(
  adminUrl: string,
  { floor, scopes }: { floor: Floor; scopes: string },
): Promise<Writer> {
  const client = new Client({ connectionString: adminUrl })
  await client.connect()
  await client.query(`set role motcua_app; set motcua.scopes = '${scopes}'`)
  return {
    write: async () => {
      const news = { id: uuidOfNow(), key: randomUUID(), code: `TN03-${randomUUID().slice(0, 17)}` }
      const values = floor.slots.map(({ value, isNew }) =>
        isNew === null
          ? value
          : isNew === 'code'
            ? withCode(value, floor.code, news.code)
            : news[isNew],
      )
      await client.query({ name: 'floor', text: floor.text, values })
    },
    close: () => client.end(),
  }
}

function withCode(value: string | null, old: string, code: string): string | null {
  return value?.replaceAll(old, code).replaceAll(old.toLowerCase(), code.toLowerCase()) ?? null
}

/** In the order of time, as the program's ids are. */
function uuidOfNow(): string {
  const moment = Date.now().toString(16).padStart(12, '0')
  return `${moment.slice(0, 8)}-${moment.slice(8)}-7${randomUUID().slice(15)}`
}
