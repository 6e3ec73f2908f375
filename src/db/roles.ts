/**
 * Roles. Migrations grant to two group roles without login, `motcua_app` and `motcua_worker`. The program
 * logs in as members of them, `motcua_app_<key>` and `motcua_worker_<key>`, where key comes from the secret.
 *
 * Roles belong to a whole cluster. With one login name two databases of one cluster with different secrets
 * would set each other's password for ever; with the key in the name they never meet, and each login may
 * connect to its own database only.
 */
import { createHmac } from 'node:crypto'
import { Client, DatabaseError, escapeIdentifier, escapeLiteral } from 'pg'
import { groupRoles } from './owner.ts'
import { Unstartable } from './unstartable.ts'

export type Logins = { appUrl: string; workerUrl: string }

type LoginOptions = { secret: string; appUrl?: string | undefined; workerUrl?: string | undefined }

const cannotCreate = '42501'
const alreadyThere = new Set(['42710', '23505'])

/** Makes the group roles when the cluster does not have them yet. */
export async function ensureGroupRoles(client: Client): Promise<void> {
  for (const role of groupRoles) {
    if (await hasRole(client, role)) continue
    await createRole(client, `create role ${role} nologin`)
  }
}

/** Makes the two logins, unless the operator gave their URLs. */
export async function ensureLogins(
  client: Client,
  ownerUrl: string,
  options: LoginOptions,
): Promise<Logins> {
  const given = { motcua_app: options.appUrl, motcua_worker: options.workerUrl }
  const urls: string[] = []
  for (const group of groupRoles) {
    urls.push(
      given[group] ?? (await ensureLogin(client, { group, ownerUrl, secret: options.secret })),
    )
  }
  await closeToOthers(client)
  const [appUrl = '', workerUrl = ''] = urls
  return { appUrl, workerUrl }
}

async function ensureLogin(
  client: Client,
  { group, ownerUrl, secret }: { group: string; ownerUrl: string; secret: string },
): Promise<string> {
  const { role, password } = loginOf(group, secret)
  if (!(await hasRole(client, role))) {
    await createRole(
      client,
      `create role ${role} login in role ${group} password ${escapeLiteral(password)}`,
    )
  }
  const { rows } = await client.query<{ name: string }>('select current_database() as name')
  const database = escapeIdentifier(rows[0]?.name ?? '')
  await client.query(`grant connect on database ${database} to ${role}`)
  return withLogin(ownerUrl, role, password)
}

/** Name and password of a login; a function of group and secret alone, so nothing has to be stored. */
export function loginOf(group: string, secret: string): { role: string; password: string } {
  const mac = (words: string): string => createHmac('sha256', secret).update(words).digest('hex')
  return {
    role: `${group}_${mac(`${group} name`).slice(0, 8)}`,
    password: mac(`${group} password`),
  }
}

/** The same server and database with another login; understands an empty host (socket in the query). */
export function withLogin(url: string, user: string, password: string): string {
  const parts = /^(postgres(?:ql)?:\/\/)(?:[^@/?]*@)?(.*)$/.exec(url)
  if (parts === null) throw new Unstartable('DATABASE_URL must begin with postgresql://')
  const [, scheme = '', rest = ''] = parts
  return `${scheme}${user}:${password}@${rest}`
}

async function hasRole(client: Client, role: string): Promise<boolean> {
  const { rowCount } = await client.query('select 1 from pg_roles where rolname = $1', [role])
  return rowCount !== 0
}

async function createRole(client: Client, statement: string): Promise<void> {
  try {
    await client.query(statement)
  } catch (error) {
    const code = error instanceof DatabaseError ? error.code : undefined
    if (code !== undefined && alreadyThere.has(code)) return // another database's migration was faster
    if (code !== cannotCreate) throw error
    throw new Unstartable(
      'Người dùng của DATABASE_URL không được tạo vai trò: hãy cấp CREATEROLE (và, nếu motcua_app, motcua_worker đã có, ' +
        'grant motcua_app, motcua_worker to <người dùng> with admin option), hoặc tự tạo và đặt DATABASE_APP_URL, DATABASE_WORKER_URL. ' +
        '(The owner may not create roles: see docs/operations.md, "Roles".)',
      { cause: error },
    )
  }
}

/** By default everybody in the cluster may connect to a database; only ours may. */
async function closeToOthers(client: Client): Promise<void> {
  await client.query(
    `do $$ begin execute format('revoke connect, temporary on database %I from public', current_database()); end $$`,
  )
}
