import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, beforeEach, test } from 'node:test'
import { gunzipSync, gzipSync } from 'node:zlib'
import { sql } from 'kysely'
import { checkout } from '../checkout.ts'
import { withDatabase, type TestDatabase } from '../../test/support/database.ts'
import {
  citizen,
  depsFor,
  fileFor,
  furnish,
  staff,
  terms,
  WARD,
} from '../../test/support/office.ts'
import { handle } from '../dossier/handle.ts'
import { newId } from '../lib/ids.ts'
import { BadCheckpoint, verifyAgainst } from './against.ts'
import { signCheckpoint, type CheckpointDocument } from './checkpoint.ts'
import { openCheckpointKey } from './checkpoint-key.ts'
import { runHistory, runVerify, runVerifyFile } from './cli.ts'
import { HistoryLost, makeCheckpoint } from './make-checkpoint.ts'

let database: TestDatabase
let folder = ''
let stateDir = ''
const ids: string[] = []

before(async () => {
  database = await withDatabase()
  await furnish(database.owner)
  stateDir = mkdtempSync(join(tmpdir(), 'motcua-keys-'))
  for (let i = 0; i < 5; i += 1) ids.push((await fileOne()).id)
})
after(async () => {
  await database.close()
  rmSync(stateDir, { recursive: true })
})
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'motcua-checkpoints-'))
  await sql`truncate checkpoint, checkpoint_head`.execute(database.owner)
})

const fileOne = () => fileFor(depsFor(database.app), citizen())

const accept = (id: string) =>
  handle(depsFor(database.app), {
    command: { type: 'accept', originals: [] },
    by: staff('receptionist', WARD),
    key: newId(new Date()),
    id,
  })

const deps = () => ({
  db: database.worker,
  key: openCheckpointKey(stateDir, 'a secret of the tests'),
  folder,
  now: () => new Date(),
})
const checkpoint = () => makeCheckpoint(deps())

async function faultsAgainst(path = folder): Promise<string[]> {
  const faults: string[] = []
  await verifyAgainst({ db: database.worker, path, onFault: (sentence) => faults.push(sentence) })
  return faults
}

/** Does harm as a superuser would, looks, and undoes it. */
async function harmed(
  harm: (id: string) => Promise<unknown>,
  look: () => Promise<void>,
): Promise<void> {
  await sql`create table kept_event as table dossier_event`.execute(database.owner)
  await sql`create table kept_private as table dossier_private`.execute(database.owner)
  await sql`create table kept_state as table dossier_state`.execute(database.owner)
  try {
    await harm(ids[2]!)
    await look()
  } finally {
    await database.owner.transaction().execute(async (tx) => {
      await sql`delete from dossier_private`.execute(tx)
      await sql`delete from dossier_event`.execute(tx)
      await sql`delete from dossier_state`.execute(tx)
      await sql`insert into dossier_state select * from kept_state`.execute(tx)
      await sql`insert into dossier_event select * from kept_event`.execute(tx)
      await sql`insert into dossier_private select * from kept_private`.execute(tx)
      await sql`drop table kept_event, kept_private, kept_state`.execute(tx)
    })
  }
}

const cutTail = async (id: string) => {
  await sql`delete from dossier_private where dossier_id = ${id}::uuid and seq > 1`.execute(
    database.owner,
  )
  await sql`delete from dossier_event where dossier_id = ${id}::uuid and seq > 1`.execute(
    database.owner,
  )
  // so clever that the dossier by itself is whole again
  await sql`
    update dossier_state s set seq = 1, head_hash = e.hash from dossier_event e
     where s.dossier_id = ${id}::uuid and e.dossier_id = s.dossier_id and e.seq = 1`.execute(
    database.owner,
  )
}
const remove = (id: string) =>
  database.owner.transaction().execute(async (tx) => {
    await sql`delete from dossier_private where dossier_id = ${id}::uuid`.execute(tx)
    await sql`delete from dossier_event where dossier_id = ${id}::uuid`.execute(tx)
    await sql`delete from dossier_state where dossier_id = ${id}::uuid`.execute(tx)
  })

test('a house that was left alone agrees with its checkpoint, also after more has happened', async () => {
  const { document } = await checkpoint()
  assert.equal(
    document.dossiers,
    (await sql`select 1 from dossier_state`.execute(database.owner)).rows.length,
  )
  assert.deepEqual(await faultsAgainst(), [])
  ids.push((await fileOne()).id)
  await accept(ids[0]!)
  assert.deepEqual(await faultsAgainst(), [])
})

test('a second checkpoint exports only what is new, names the first, and both together give its root', async () => {
  const first = await checkpoint()
  await accept(ids[1]!)
  const added = await fileOne()
  ids.push(added.id)
  const second = await checkpoint()
  assert.equal(first.document.heads.isFull, true)
  assert.deepEqual(
    {
      number: second.document.number,
      lines: second.document.heads.lines,
      isFull: second.document.heads.isFull,
    },
    { number: 2, lines: 2, isFull: false },
  )
  assert.notEqual(second.document.previous, null)
  assert.deepEqual(await faultsAgainst(), [])
  assert.deepEqual(await faultsAgainst(join(folder, 'checkpoint-000001.json')), [])
})

test('a tail that was cut is found and named, though the chain by itself is whole', async () => {
  await accept(ids[2]!)
  await checkpoint()
  await harmed(cutTail, async () => {
    const [fault, ...others] = await faultsAgainst()
    assert.equal(others.length, 0)
    assert.match(fault!, new RegExp(`${ids[2]}.*đuôi lịch sử bị cắt`))
    await assert.rejects(
      checkpoint(),
      (error) => error instanceof HistoryLost && error.lost[0]?.dossierId === ids[2],
    )
  })
  assert.deepEqual(await faultsAgainst(), [])
})

test('a dossier that is gone as a whole is found and named', async () => {
  await checkpoint()
  await harmed(remove, async () => {
    const [fault] = await faultsAgainst()
    assert.match(fault!, new RegExp(`${ids[2]}.*nay không còn`))
    await assert.rejects(checkpoint(), HistoryLost)
  })
})

test('a history that was rewritten from the beginning, chain and all, is found', async () => {
  await checkpoint()
  const rewrite = (id: string) =>
    sql`update dossier_event set hash = sha256(hash) where dossier_id = ${id}::uuid`.execute(
      database.owner,
    )
  await harmed(rewrite, async () => {
    assert.match((await faultsAgainst())[0]!, /bị viết lại/)
  })
})

test('files that were changed are refused: signature, order, heads, root, another key', async () => {
  await checkpoint()
  await accept(ids[3]!)
  await checkpoint()
  const file = join(folder, 'checkpoint-000002.json')
  const good = readFileSync(file, 'utf8')
  const refused = (what: RegExp, trusted?: string) =>
    assert.rejects(
      verifyAgainst({
        db: database.worker,
        path: folder,
        onFault: () => undefined,
        ...(trusted && { trusted }),
      }),
      (error: Error) => what.test(error.message),
    )
  writeFileSync(file, good.replace(/dossiers\\":(\d+)/, 'dossiers\\":9$1'))
  await refused(/chữ ký/)
  writeFileSync(file, good)
  const heads = join(folder, 'checkpoint-000002.heads.gz')
  const bytes = readFileSync(heads)
  const lines = gunzipSync(bytes).toString()
  writeFileSync(heads, gzipSync(lines.replace(/.\n/, lines.includes('0\n') ? '1\n' : '0\n')))
  await refused(/không phải tệp đã ký/)
  rmSync(heads)
  await refused(/Thiếu tệp/)
  writeFileSync(heads, bytes)
  const foreign = generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'pem' })
  await refused(/chữ ký/, foreign)
  const first = join(folder, 'checkpoint-000001.json')
  const signed = readFileSync(first, 'utf8')
  const { document } = JSON.parse(signed) as { document: string }
  const { key, publicKey } = deps().key
  const another = {
    ...(JSON.parse(document) as CheckpointDocument),
    at: '2026-01-05T01:00:00.000Z',
  }
  writeFileSync(first, JSON.stringify(signCheckpoint(another, key, publicKey)))
  await refused(/không phải điểm kiểm mà điểm kiểm sau nó đã ghi/)
  writeFileSync(first, signed)
  assert.deepEqual(await faultsAgainst(), [])
  await assert.rejects(faultsAgainst(join(folder, 'nowhere')), BadCheckpoint)
})

test('verify since the checkpoint looks at what changed only, and finds what is wrong there', async () => {
  await checkpoint()
  const lines: string[] = []
  const since = () =>
    runVerify(['--since-checkpoint'], {
      db: database.worker,
      termsOf: () => terms,
      out: (line) => lines.push(line),
    })
  assert.equal(await since(), 0)
  assert.match(lines.at(-1)!, /Đã kiểm 0 hồ sơ/)
  await accept(ids[4]!)
  assert.equal(await since(), 0)
  assert.match(lines.at(-1)!, /Đã kiểm 1 hồ sơ, 2 dòng/)
})

test('threads find the same as one thread', async () => {
  const run = async (...args: string[]) => {
    const lines: string[] = []
    const termsOf = () => terms
    await runVerify(args, {
      db: database.worker,
      url: database.workerUrl,
      termsOf,
      out: (line) => lines.push(line),
    })
    return lines
  }
  const change = (id: string) =>
    sql`update dossier_event set body = replace(body, 'ownPortal', 'counter') where dossier_id = ${id}::uuid and seq = 1`.execute(
      database.owner,
    )
  await harmed(change, async () => {
    const alone = await run()
    assert.match(alone[0]!, /nội dung dòng này đã bị sửa/)
    // the threads read the published law, whose workflow is another than the one of this test: only rows are compared
    const [fault] = (await run('--threads', '2')).filter((line) => line.includes(ids[2]!))
    assert.equal(fault, alone[0])
  })
})

test('what is exported can be verified without us: one file, nothing installed', async () => {
  await checkpoint()
  await accept(ids[1]!)
  await checkpoint()
  const file = join(folder, 'history.jsonl')
  const out = () => undefined
  assert.equal(await runHistory(['--all', '--out', file], { db: database.worker, out }), 0)
  assert.equal(await runVerifyFile(file, out), 0)
  const independent = (...more: string[]) =>
    spawnSync(
      process.execPath,
      [join(checkout, 'scripts/independent-verifier.mjs'), folder, '--history', file, ...more],
      {
        encoding: 'utf8',
      },
    )
  const good = independent('--key', join(folder, 'checkpoint-public.pem'))
  assert.equal(good.status, 0, good.stderr)
  assert.match(good.stdout, /^Verified: 2 checkpoints/)

  const text = readFileSync(file, 'utf8')
  const changes: [string, RegExp][] = [
    [text.replace('ownPortal', 'assisted'), /was changed/],
    [text.split('\n').slice(1).join('\n'), /is missing/],
    [
      text.replace(/"prevHash":"0{64}"/, `"prevHash":"${'1'.repeat(64)}"`),
      /does not follow|was changed/,
    ],
  ]
  for (const [changed, what] of changes) {
    writeFileSync(file, changed)
    const bad = independent()
    assert.equal(bad.status, 1)
    assert.match(bad.stderr, what)
    assert.equal(await runVerifyFile(file, out), 1)
  }
})

test('no answers, names or phones leave the house with a history', async () => {
  const file = join(folder, 'history.jsonl')
  await runHistory(['--all', '--out', file], { db: database.worker, out: () => undefined })
  const text = readFileSync(file, 'utf8')
  const { rows } = await sql<{ name: string; phone: string | null }>`
    select d.owner_name as name, c.phone from dossier d left join dossier_contact c on c.dossier_id = d.id`.execute(
    database.owner,
  )
  for (const { name, phone } of rows) {
    assert.ok(!text.includes(name), name)
    if (phone) assert.ok(!text.includes(phone), phone)
  }
  assert.ok(readdirSync(folder).length > 0)
})
