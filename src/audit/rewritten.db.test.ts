/** A superuser who rewrites the whole chain, and whatever of ours agrees with it, is found by a head that lies outside (L02). */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { checkout } from '../checkout.ts'
import { withDatabase, type TestDatabase } from '../../test/support/database.ts'
import {
  accepted,
  act,
  citizen,
  depsFor,
  fileFor,
  furnish,
  staff,
  terms,
} from '../../test/support/office.ts'
import { asSuperuser } from '../../test/support/tampering.ts'
import { GENESIS, hashRow } from '../dossier/chain.ts'
import { verifyAgainst } from './against.ts'
import { openCheckpointKey } from './checkpoint-key.ts'
import { runHistory, runVerify } from './cli.ts'
import { makeCheckpoint } from './make-checkpoint.ts'
import { rawByIds } from './store.ts'
import { chained } from './verify.ts'

let database: TestDatabase
let home = ''
let outside = ''
let id = ''

before(async () => {
  database = await withDatabase()
  await furnish(database.owner)
  home = mkdtempSync(join(tmpdir(), 'motcua-inside-'))
  outside = mkdtempSync(join(tmpdir(), 'motcua-outside-'))
  const deps = depsFor(database.app)
  ;({ id } = await fileFor(deps, citizen()))
  await fileFor(deps, citizen())
  accepted(await act(deps, id, staff('receptionist'), { type: 'accept', originals: [] }))
  accepted(await act(deps, id, staff('officer'), { type: 'claim' }))
  await sign()
  cpSync(home, outside, { recursive: true })
})
after(async () => {
  await database.close()
  for (const folder of [home, outside]) rmSync(folder, { recursive: true })
})

const sign = () =>
  makeCheckpoint({
    db: database.worker,
    key: openCheckpointKey(home, 'a secret of the tests'),
    folder: home,
    now: () => new Date(),
  })

/** Another official received it, from the first row to the last, every hash made anew and every place of ours told. */
async function rewriteEverything(): Promise<void> {
  const [raw] = await rawByIds(database.owner, [id])
  await asSuperuser(database, async (client) => {
    let previous = GENESIS
    for (const event of raw!.events) {
      const actor = event.seq === 2 ? 'staff:1999999' : event.actor
      const hash = hashRow({ ...chained(event), actor, prevHash: previous })
      await client.query(
        `update dossier_event set actor = $3, prev_hash = decode($4, 'hex'), hash = decode($5, 'hex') where dossier_id = $1 and seq = $2`,
        [id, event.seq, actor, previous, hash],
      )
      previous = hash
    }
    for (const table of ['dossier_state', 'checkpoint_head'])
      await client.query(
        `update ${table} set head_hash = decode($2, 'hex') where dossier_id = $1`,
        [id, previous],
      )
  })
}

test('inside everything agrees again; the heads kept outside say which dossier was rewritten', async () => {
  await rewriteEverything()
  const lines: string[] = []
  const out = (line: string): void => void lines.push(line)
  assert.equal(
    await runVerify([], { db: database.worker, termsOf: () => terms, out }),
    0,
    lines.join('\n'),
  )

  const faults: string[] = []
  await verifyAgainst({
    db: database.worker,
    path: outside,
    onFault: (fault) => faults.push(fault),
  })
  assert.equal(faults.length, 1)
  assert.match(faults[0]!, new RegExp(`${id}.*bị viết lại`))
})

test('a third party without our program finds it too, and a new checkpoint inside does not hide it', async () => {
  const history = join(outside, 'history.jsonl')
  await runHistory(['--all', '--out', history], { db: database.worker, out: () => undefined })
  const independent = (folder: string) =>
    spawnSync(
      process.execPath,
      [
        join(checkout, 'scripts/independent-verifier.mjs'),
        folder,
        '--key',
        join(folder, 'checkpoint-public.pem'),
        '--history',
        history,
      ],
      { encoding: 'utf8' },
    )
  const seen = independent(outside)
  assert.equal(seen.status, 1, seen.stdout)
  assert.match(seen.stderr, new RegExp(id))
  await sign().catch(() => undefined)
  const later: string[] = []
  await verifyAgainst({ db: database.worker, path: outside, onFault: (fault) => later.push(fault) })
  assert.match(later.join('\n'), /bị viết lại/)
})
