/** What a stretch of work cost: processor time of the program and of PostgreSQL, and bytes of write-ahead log. */
import { readdirSync, readFileSync } from 'node:fs'
import type { Client } from 'pg'

export type Spent = { program: number; postgres: number; own: number; wal: number }
type Marks = Spent

/** Differences from now on; milliseconds of processor time. */
export async function startCounting(
  admin: Client,
  pids: { program: number; postgres: number },
): Promise<() => Promise<Spent>> {
  const before = await marks(admin, pids)
  return async () => {
    const after = await marks(admin, pids)
    return {
      program: after.program - before.program,
      postgres: after.postgres - before.postgres,
      own: after.own - before.own,
      wal: after.wal - before.wal,
    }
  }
}

async function marks(
  admin: Client,
  { program, postgres }: { program: number; postgres: number },
): Promise<Marks> {
  const { rows } = await admin.query<{ wal: string }>(
    "select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0') as wal",
  )
  const { user, system } = process.cpuUsage()
  return {
    program: milliseconds(program),
    postgres: familyOf(postgres).reduce((sum, pid) => sum + milliseconds(pid), 0),
    own: (user + system) / 1000,
    wal: Number(rows[0]!.wal),
  }
}

/** The server and its backends. */
function familyOf(postmaster: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => pid === postmaster || fieldsOf(pid)[1] === String(postmaster))
}

const TICK_MS = 10

function milliseconds(pid: number): number {
  const fields = fieldsOf(pid)
  return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) * TICK_MS
}

/** The fields of /proc/PID/stat behind the name; empty when the process is gone. */
function fieldsOf(pid: number): string[] {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return text.slice(text.lastIndexOf(')') + 2).split(' ')
  } catch {
    return []
  }
}
