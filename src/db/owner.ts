/** Makes the owner role and its database with a superuser's connection; safe to repeat. */
import { Client, escapeIdentifier, escapeLiteral } from 'pg'

export type Ownership = { role: string; password: string; database: string }

/** The group roles that migrations grant to; the owner must be able to hand them on. */
export const groupRoles = ['motcua_app', 'motcua_worker'] as const

/**
 * The owner is no superuser: it may make roles and owns one database, so that what works embedded works
 * on a managed server too.
 */
export async function prepareOwner(adminUrl: string, owner: Ownership): Promise<void> {
  const client = new Client({ connectionString: adminUrl })
  await client.connect()
  try {
    await client.query("select pg_advisory_lock(hashtext('motcua owner'))")
    await ensureRole(client, owner)
    if (!(await exists(client, 'select 1 from pg_database where datname = $1', owner.database))) {
      await client.query(
        `create database ${name(owner.database)} owner ${name(owner.role)} template template0 encoding 'UTF8' locale 'C'`,
      )
    }
  } finally {
    await client.end()
  }
}

async function ensureRole(client: Client, owner: Ownership): Promise<void> {
  const verb = (await exists(client, 'select 1 from pg_roles where rolname = $1', owner.role))
    ? 'alter'
    : 'create'
  const password = escapeLiteral(owner.password)
  await client.query(`${verb} role ${name(owner.role)} login createrole password ${password}`)
  for (const group of groupRoles) {
    // Made by another owner of this cluster before: since PostgreSQL 16 only an admin of a role may grant it.
    if (await exists(client, 'select 1 from pg_roles where rolname = $1', group)) {
      await client.query(`grant ${group} to ${name(owner.role)} with admin option`)
    }
  }
}

async function exists(client: Client, query: string, value: string): Promise<boolean> {
  return (await client.query(query, [value])).rowCount !== 0
}

function name(identifier: string): string {
  return escapeIdentifier(identifier)
}
