import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { Client } from 'pg'
import { withEmptyDatabase } from '../../test/support/database.ts'
import { checkout } from '../checkout.ts'
import { migrate, readMigrations } from './migrate.ts'
import { loginOf, withLogin } from './roles.ts'

const secret = 'a secret of this test'
let folder: string
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'motcua-migrations-'))
})
after(() => rm(folder, { recursive: true }))

async function scratch(files: Record<string, string>): Promise<string> {
  const made = await mkdtemp(join(folder, 'set-'))
  for (const [name, text] of Object.entries(files)) await writeFile(join(made, name), text)
  return made
}

async function rowsOf(url: string, query: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(query)).rows
  } finally {
    await client.end()
  }
}

const two = {
  '0001_one.sql': 'create table one (n int); grant select on one to motcua_app;',
  '0002_two.sql': 'create table two (n int);',
}

test('the real migrations apply to an empty database, and a second run applies nothing', async () => {
  const empty = await withEmptyDatabase()
  try {
    const files = await readMigrations(join(checkout, 'migrations'))
    const first = await migrate(empty.ownerUrl, { secret })
    assert.deepEqual(
      first.applied,
      files.map((file) => file.name),
    )
    assert.deepEqual((await migrate(empty.ownerUrl, { secret })).applied, [])
  } finally {
    await empty.close()
  }
})

test('two programs that migrate at once apply every file once', async () => {
  const empty = await withEmptyDatabase()
  const set = await scratch(two)
  try {
    const both = await Promise.all(
      [1, 2].map(() => migrate(empty.ownerUrl, { secret, folder: set })),
    )
    assert.deepEqual(both.flatMap((one) => one.applied).sort(), ['0001_one.sql', '0002_two.sql'])
  } finally {
    await empty.close()
  }
})

test('a file altered after it was applied is refused by name, and nothing further is applied', async () => {
  const empty = await withEmptyDatabase()
  const set = await scratch(two)
  try {
    await migrate(empty.ownerUrl, { secret, folder: set })
    await writeFile(join(set, '0001_one.sql'), 'create table one (n bigint);')
    await writeFile(join(set, '0003_three.sql'), 'create table three (n int);')
    await assert.rejects(migrate(empty.ownerUrl, { secret, folder: set }), /0001_one\.sql/)
    const tables = await rowsOf(empty.ownerUrl, "select to_regclass('three') as three")
    assert.deepEqual(tables, [{ three: null }])
  } finally {
    await empty.close()
  }
})

test('a database that knows more than the program is refused', async () => {
  const empty = await withEmptyDatabase()
  try {
    await migrate(empty.ownerUrl, { secret, folder: await scratch(two) })
    const older = await scratch({ '0001_one.sql': two['0001_one.sql'] })
    await assert.rejects(migrate(empty.ownerUrl, { secret, folder: older }), /0002_two\.sql/)
  } finally {
    await empty.close()
  }
})

test('an older program goes on where everything newer says that it may, and says what it does not know', async () => {
  const empty = await withEmptyDatabase()
  const older = await scratch({ '0001_one.sql': two['0001_one.sql'] })
  const newer = await scratch({
    '0001_one.sql': two['0001_one.sql'],
    '0002_two.sql': '-- motcua: old code may run\ncreate table two (n int);',
  })
  try {
    await migrate(empty.ownerUrl, { secret, folder: newer })
    const { applied, newer: unknown } = await migrate(empty.ownerUrl, { secret, folder: older })
    assert.deepEqual({ applied, unknown }, { applied: [], unknown: ['0002_two.sql'] })
    await writeFile(join(newer, '0003_three.sql'), 'drop table one;')
    await migrate(empty.ownerUrl, { secret, folder: newer })
    await assert.rejects(migrate(empty.ownerUrl, { secret, folder: older }), /0003_three\.sql/)
  } finally {
    await empty.close()
  }
})

test('a program that may not migrate refuses an older database and names the command', async () => {
  const empty = await withEmptyDatabase()
  const set = await scratch(two)
  try {
    const asked = { secret, folder: set, mayApply: false }
    await assert.rejects(
      migrate(empty.ownerUrl, asked),
      /0001_one\.sql, 0002_two\.sql.*motcua -- migrate/,
    )
    assert.deepEqual(await rowsOf(empty.ownerUrl, "select to_regclass('one') as one"), [
      { one: null },
    ])
    await migrate(empty.ownerUrl, { secret, folder: set })
    assert.deepEqual((await migrate(empty.ownerUrl, asked)).applied, [])
  } finally {
    await empty.close()
  }
})

test('a failing file leaves nothing of itself, and the files before it stay', async () => {
  const empty = await withEmptyDatabase()
  const set = await scratch({
    ...two,
    '0002_two.sql': 'create table two (n int); select 1 / 0;',
  })
  try {
    await assert.rejects(
      migrate(empty.ownerUrl, { secret, folder: set }),
      /0002_two\.sql: division by zero/,
    )
    const tables = await rowsOf(
      empty.ownerUrl,
      "select to_regclass('one')::text one, to_regclass('two') two",
    )
    assert.deepEqual(tables, [{ one: 'one', two: null }])
    await writeFile(join(set, '0002_two.sql'), two['0002_two.sql'])
    assert.deepEqual((await migrate(empty.ownerUrl, { secret, folder: set })).applied, [
      '0002_two.sql',
    ])
  } finally {
    await empty.close()
  }
})

test('a number used twice or an odd file name is refused', async () => {
  for (const name of ['1_one.sql', '0001-one.sql', '0001_Một.sql']) {
    await assert.rejects(readMigrations(await scratch({ [name]: '' })), /0001_ten_tep\.sql/)
  }
  const twins = await scratch({ '0001_one.sql': '', '0001_other.sql': '' })
  await assert.rejects(readMigrations(twins), /0001_other\.sql: số đã dùng/)
})

test('a file that appears before one already applied is refused: it would never have run in order', async () => {
  const empty = await withEmptyDatabase()
  const set = await scratch({ '0001_one.sql': two['0001_one.sql'], '0003_three.sql': 'select 1;' })
  try {
    await migrate(empty.ownerUrl, { secret, folder: set })
    await writeFile(join(set, '0002_two.sql'), two['0002_two.sql'])
    await assert.rejects(
      migrate(empty.ownerUrl, { secret, folder: set }),
      /0002_two\.sql xuất hiện sau/,
    )
  } finally {
    await empty.close()
  }
})

test('the logins read what is granted, own nothing, and cannot bypass row-level security', async () => {
  const empty = await withEmptyDatabase()
  try {
    const { appUrl, workerUrl } = await migrate(empty.ownerUrl, {
      secret,
      folder: await scratch(two),
    })
    assert.deepEqual(await rowsOf(appUrl, 'select * from one'), [])
    await assert.rejects(rowsOf(workerUrl, 'select * from one'), /permission denied/)
    await assert.rejects(rowsOf(appUrl, 'drop table one'), /must be owner/)
    await assert.rejects(rowsOf(appUrl, 'create table x (n int)'), /permission denied/)
    const rights = await rowsOf(
      appUrl,
      `select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb from pg_roles where rolname = current_user`,
    )
    assert.deepEqual(rights, [
      { rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false },
    ])
  } finally {
    await empty.close()
  }
})

test('two databases of one cluster with different secrets do not disturb each other', async () => {
  const [one, other] = await Promise.all([withEmptyDatabase(), withEmptyDatabase()])
  const set = await scratch(two)
  try {
    const first = await migrate(one.ownerUrl, { secret: 'first', folder: set })
    const second = await migrate(other.ownerUrl, { secret: 'second', folder: set })
    assert.deepEqual(await rowsOf(first.appUrl, 'select * from one'), [])
    assert.deepEqual(await rowsOf(second.appUrl, 'select * from one'), [])
    const { role, password } = loginOf('motcua_app', 'second')
    const across = withLogin(one.ownerUrl, role, password)
    await assert.rejects(rowsOf(across, 'select 1'), /permission denied for database/)
  } finally {
    await Promise.all([one.close(), other.close()])
  }
})

test('logins that the operator made are used as given', async () => {
  const empty = await withEmptyDatabase()
  try {
    const given = { appUrl: 'postgresql://a@h/d', workerUrl: 'postgresql://w@h/d' }
    const set = await scratch(two)
    const { appUrl, workerUrl } = await migrate(empty.ownerUrl, { secret, folder: set, ...given })
    assert.deepEqual({ appUrl, workerUrl }, given)
  } finally {
    await empty.close()
  }
})
