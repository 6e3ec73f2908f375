import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { after, before, test } from 'node:test'
import { Client } from 'pg'
import { testSettings } from '../../test/support/server-settings.ts'
import { checkout } from '../checkout.ts'
import { startEmbedded } from './embedded.ts'
import type { Embedded } from './embedded.ts'
import { FolderInUse } from './lock.ts'
import { OtherMajorVersion } from './cluster.ts'

let root: string
before(() => {
  root = mkdtempSync(join(tmpdir(), 'motcua-embedded-'))
  chmodSync(root, 0o711)
})
after(() => rmSync(root, { recursive: true, force: true }))

const said: string[] = []
const say = (words: string): void => void said.push(words)

function start(stateDir: string): Promise<Embedded> {
  return startEmbedded({ stateDir, log: { info: say, error: say }, settings: testSettings })
}

async function ask<T>(url: string, query: string): Promise<T[]> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5_000 })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return (await client.query(query)).rows as T[]
  } finally {
    await client.end()
  }
}

async function eventually<T>(attempt: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await attempt()
    } catch (error) {
      if (tries === 100) throw error
      await new Promise((done) => setTimeout(done, 100))
    }
  }
}

type Program = { child: ChildProcess; ownerUrl: string; pid: number }

async function startProgram(stateDir: string): Promise<Program> {
  const file = join(checkout, 'test/support/embedded-program.ts')
  const child = spawn(process.execPath, [file, stateDir], { stdio: ['ignore', 'pipe', 'inherit'] })
  assert.ok(child.stdout)
  const line: unknown[] = await once(createInterface(child.stdout), 'line')
  return { child, ...(JSON.parse(String(line[0])) as { ownerUrl: string; pid: number }) }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}

test('the server has Vietnamese sorting and search, listens on no port, and shuts its folder', async () => {
  const stateDir = join(root, 'plain')
  const server = await start(stateDir)
  try {
    const [settings] = await ask<Record<string, string>>(
      server.ownerUrl,
      `select current_setting('listen_addresses') listens, current_setting('server_encoding') encoding,
        (select datcollate from pg_database where datname = current_database()) collation,
        current_setting('is_superuser') superuser, current_setting('data_checksums') checksums,
        current_setting('jit') jit, current_setting('TimeZone') zone`,
    )
    const expected = { listens: '', encoding: 'UTF8', collation: 'C', superuser: 'off' }
    assert.deepEqual(settings, { ...expected, checksums: 'on', jit: 'off', zone: 'UTC' })
    await ask(server.ownerUrl, 'create extension unaccent; create extension pg_trgm')
    const names = await ask<{ name: string }>(
      server.ownerUrl,
      `select name from unnest(array['Đinh', 'Dung', 'Ân', 'An', 'Ánh', 'Em']) name order by name collate "vi-x-icu"`,
    )
    assert.deepEqual(
      names.map((row) => row.name),
      ['An', 'Ánh', 'Ân', 'Dung', 'Đinh', 'Em'],
    )
    assert.equal(statSync(join(stateDir, 'postgres')).mode & 0o777, 0o700)
    assert.equal(statSync(join(stateDir, 'superuser-password')).mode & 0o777, 0o600)
  } finally {
    await server.stop()
  }
})

test('nobody comes in without the password, not even through the socket', async () => {
  const server = await start(join(root, 'password'))
  try {
    const wrong = server.ownerUrl.replace(/:[0-9a-f]+@/, ':wrong@')
    await assert.rejects(ask(wrong, 'select 1'), /password authentication failed/)
    const none = server.adminUrl.replace(/:[0-9a-f]+@/, '@')
    await assert.rejects(ask(none, 'select 1'), /password/i)
  } finally {
    await server.stop()
  }
})

test('a stop is clean: no process, no socket, and the same folder opens again with its rows', async () => {
  const stateDir = join(root, 'clean')
  const first = await start(stateDir)
  await ask(first.ownerUrl, 'create table kept (n int); insert into kept values (1)')
  const pid = first.pid() ?? 0
  await first.stop()
  assert.equal(isAlive(pid), false)
  assert.deepEqual(readdirSync(join(stateDir, 'postgres/run')), [])
  assert.equal(existsSync(join(stateDir, 'server.json')), false)
  const second = await start(stateDir)
  try {
    assert.deepEqual(await ask(second.ownerUrl, 'select n from kept'), [{ n: 1 }])
  } finally {
    await second.stop()
  }
})

test('a second program on the same folder is refused and told the number of the first', async () => {
  const stateDir = join(root, 'twice')
  const program = await startProgram(stateDir)
  try {
    await assert.rejects(start(stateDir), (error) => {
      assert.ok(error instanceof FolderInUse)
      assert.equal(error.pid, program.child.pid)
      assert.match(error.message, new RegExp(`tiến trình ${program.child.pid}`))
      return true
    })
    assert.deepEqual(await ask(program.ownerUrl, 'select 1 as n'), [{ n: 1 }])
  } finally {
    program.child.kill('SIGTERM')
    await once(program.child, 'exit')
  }
  assert.equal(isAlive(program.pid), false)
})

test('after kill -9 of the program its orphaned server is found, stopped, and every row is there', async () => {
  const stateDir = join(root, 'orphan')
  const program = await startProgram(stateDir)
  await ask(program.ownerUrl, 'create table kept (n int); insert into kept values (1)')
  program.child.kill('SIGKILL')
  await once(program.child, 'exit')
  assert.equal(isAlive(program.pid), true, 'the server outlives its program')
  said.length = 0
  const server = await start(stateDir)
  try {
    assert.equal(isAlive(program.pid), false)
    assert.ok(said.some((words) => words.includes(String(program.pid))))
    assert.deepEqual(await ask(server.ownerUrl, 'select n from kept'), [{ n: 1 }])
  } finally {
    await server.stop()
  }
})

test('after kill -9 of the server it is started again, with every acknowledged row', async () => {
  const server = await start(join(root, 'killed'))
  try {
    await ask(server.ownerUrl, 'create table kept (n int)')
    for (let round = 1; round <= 3; round++) {
      await ask(server.ownerUrl, `insert into kept values (${round})`)
      const pid = server.pid() ?? 0
      process.kill(pid, 'SIGKILL')
      const rows = await eventually(() => ask(server.ownerUrl, 'select count(*)::int n from kept'))
      assert.deepEqual(rows, [{ n: round }])
      assert.notEqual(server.pid(), pid)
    }
  } finally {
    await server.stop()
  }
})

test('a stop while the server is being started again leaves no server behind', async () => {
  const stateDir = join(root, 'stopped while starting')
  let server = await start(stateDir)
  for (const pause of [0, 5, 50, 150]) {
    const running = await eventually(async () => {
      await ask(server.ownerUrl, 'select 1')
      return server.pid() ?? 0
    })
    process.kill(running, 'SIGKILL')
    await new Promise((done) => setTimeout(done, pause))
    await server.stop()
    assert.equal(isAlive(server.pid() ?? 0), false)
    assert.equal(existsSync(join(stateDir, 'server.json')), false)
    server = await start(stateDir)
  }
  await server.stop()
  const again = await start(stateDir)
  try {
    assert.deepEqual(await ask(again.ownerUrl, 'select 1 as n'), [{ n: 1 }])
  } finally {
    await again.stop()
  }
})

test('a pid file that names an unrelated process is no orphan: that process lives on', async () => {
  const stateDir = join(root, 'unrelated')
  await (await start(stateDir)).stop()
  const unrelated = spawn('sleep', ['60'])
  writeFileSync(join(stateDir, 'postgres/data/postmaster.pid'), `${unrelated.pid}\n`)
  const server = await start(stateDir)
  try {
    assert.equal(isAlive(unrelated.pid ?? 0), true)
    assert.deepEqual(await ask(server.ownerUrl, 'select 1 as n'), [{ n: 1 }])
  } finally {
    unrelated.kill()
    await server.stop()
  }
})

test('data of another major version is refused with what to do, and left alone', async () => {
  const stateDir = join(root, 'older')
  await (await start(stateDir)).stop()
  const versionFile = join(stateDir, 'postgres/data/PG_VERSION')
  writeFileSync(versionFile, '17\n')
  await assert.rejects(start(stateDir), (error) => {
    assert.ok(error instanceof OtherMajorVersion)
    assert.match(error.message, /PostgreSQL 17.*pg_dump.*pg_restore/)
    return true
  })
  writeFileSync(versionFile, '18\n')
  await (await start(stateDir)).stop()
})

test('a first start that was killed halfway does not spoil the next one', async () => {
  const stateDir = join(root, 'half')
  mkdirSync(join(stateDir, 'postgres/data.new/base'), { recursive: true })
  writeFileSync(join(stateDir, 'postgres/data.new/PG_VERSION'), '18\n')
  const server = await start(stateDir)
  await server.stop()
})

test('a state folder with a long name, spaces and diacritics works', async () => {
  const stateDir = join(root, 'thư mục trạng thái '.repeat(5).trim())
  const server = await start(stateDir)
  try {
    assert.deepEqual(await ask(server.ownerUrl, 'select 1 as n'), [{ n: 1 }])
  } finally {
    await server.stop()
  }
  const [, socketFolder = ''] = /host=([^&]*)/.exec(server.ownerUrl) ?? []
  assert.equal(existsSync(decodeURIComponent(socketFolder)), false)
})
