/**
 * Failing the n-th thing that a command does outside its own memory (a statement, a file, a paper, a key, a timestamp), for
 * every n: afterwards there is either nothing of it, or all of it, or something that stands on a list that people see; and
 * the same click once more ends as if nothing had happened (reliability R18).
 */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { httpTimestamper } from '../src/adapters/rfc3161.ts'
import { runVerify } from '../src/audit/cli.ts'
import { inContext } from '../src/db/context.ts'
import { openDb, type Db } from '../src/db/connect.ts'
import { bookPage } from '../src/desk/book-store.ts'
import type { Command } from '../src/dossier/commands.ts'
import { handle } from '../src/dossier/handle.ts'
import type { Actor } from '../src/office/actor.ts'
import type { ResultDeps } from '../src/result/deps.ts'
import { sendDraft, submitForSigning } from '../src/result/prepare.ts'
import { sealResult } from '../src/result/seal.ts'
import { signResult } from '../src/result/sign.ts'
import { fillIn, START } from './support/birth-filing.ts'
import { openCitizenDoors, type Citizen, type CitizenDoors } from './support/citizen-doors.ts'
import { accepted, citizen, filing, procedure, terms } from './support/office.ts'
import { dossierAt, resultWorld, stateOf, type ResultWorld } from './support/results.ts'
import { openSeam, WAYS, type Seam, type Way } from './support/seam.ts'
import { timestampAuthority, type TimestampAuthority } from './support/timestamp-authority.ts'

type Trial = {
  /** The click; the same every time. Throws when the person is told of a failure. */
  press(): Promise<unknown>
  /** What there is of it, in few words. */
  look(): Promise<string>
}

/**
 * Presses again and again while the first, the second, the third … effect fails, until a press meets no fault. Whenever a
 * press has left something behind, the next one goes another way: the count begins anew, so that each of its effects fails too.
 */
async function failEach(seam: Seam, way: Way, { press, look }: Trial) {
  const begin = await look()
  const [effects, seen]: [string[], string[]] = [[], [begin]]
  for (let nth = 1; ; nth++) {
    seam.arm(nth, way)
    const failure = await press().then(
      () => null,
      (error: unknown) => error,
    )
    const struck = seam.disarm()
    if (struck === undefined) {
      if (failure !== null) throw failure
      break
    }
    effects.push(struck)
    const standing = await look()
    if (standing !== seen.at(-1)) nth = 0
    seen.push(standing)
  }
  return { begin, effects, between: [...new Set(seen)], end: await look() }
}

describe('a dossier on its way', () => {
  const seam = openSeam()
  let world: ResultWorld
  let authority: TimestampAuthority
  let db: Db
  let deps: ResultDeps
  before(async () => {
    world = await resultWorld()
    authority = await timestampAuthority(() => new Date())
    db = openDb(world.database.appUrl, { name: 'fault', max: 2 })
    seam.watchPool(db.pool)
    const { dossier, files, papers, keyring } = world.deps
    deps = {
      ...world.deps,
      dossier: { ...dossier, db },
      files: seam.watched(files, 'put', 'read'),
      papers: seam.watched(papers, 'render'),
      timestamper: seam.watched(httpTimestamper(authority.url), 'stamp'),
      keyring: {
        trust: { ...keyring.trust, timestampRoots: [authority.root] },
        signerFor: async (holder) => seam.watched(await keyring.signerFor(holder), 'sign'),
      },
    }
  })
  after(async () => {
    await db.destroy()
    await authority.close()
    await world.close()
  })

  const act = (id: string, by: Actor, command: Command) => {
    const key = randomUUID()
    return async () => accepted(await handle(deps.dossier, { id, by, command, key }))
  }

  /** The history, what was projected of it, the keys, and a number of the clerk's book that is on its way. */
  const lookAt = (id: string) => async (): Promise<string> => {
    const { rows } = await sql<{ history: string; rest: string }>`
      select (select string_agg(kind, ' ' order by seq) from dossier_event where dossier_id = ${id}::uuid) as history,
             concat_ws(' ', (select seq from dossier_state where dossier_id = ${id}::uuid),
                            (select status from dossier where id = ${id}::uuid),
                            (select count(*) from submission_key where dossier_id = ${id}::uuid),
                            (select count(*) from dossier_file where dossier_id = ${id}::uuid),
                            (select number from result_number where dossier_id = ${id}::uuid)) as rest`.execute(
      world.database.owner,
    )
    return `${rows[0]?.history ?? 'nothing'} | ${rows[0]?.rest ?? ''}`
  }

  type Act = {
    name: string
    /** Kinds of effect that the act certainly has. */
    uses: RegExp[]
    prepare(): Promise<Trial>
  }
  const onDossier = (id: string, press: Trial['press']): Trial => ({ press, look: lookAt(id) })

  const ACTS: Act[] = [
    {
      name: 'filing',
      uses: [/with t as materialized/, /insert into dossier/, /commit/, /^put$/],
      prepare: async () => {
        const mother = citizen()
        const [key, fileId] = [randomUUID(), randomUUID()]
        const scan = Buffer.from(`a scan ${key}`)
        const press = async (): Promise<unknown> => {
          const stored = await deps.files.put(scan, 'image/png')
          const papers = [{ paper: 'birth-notice', files: [{ id: fileId, ...stored }] }]
          const command = filing(mother, { papers })
          return accepted(await handle(deps.dossier, { command, by: mother, key, procedure }))
        }
        const look = async (): Promise<string> => {
          const { rows } = await sql<{ id: string }>`
            select dossier_id as id from submission_key where key = ${key}::uuid`.execute(
            world.database.owner,
          )
          return rows[0] ? lookAt(rows[0].id)() : 'nothing'
        }
        return { press, look }
      },
    },
    {
      name: 'accepting at the counter',
      uses: [/select s\.packed, s\.state/, /commit/],
      prepare: async () => {
        const mother = citizen()
        const key = randomUUID()
        const request = { command: filing(mother), by: mother, key, procedure }
        const { id } = accepted(await handle(world.deps.dossier, request))
        return onDossier(id, act(id, world.receptionist, { type: 'accept', originals: [] }))
      },
    },
    {
      name: 'a supplement',
      uses: [/select s\.packed, s\.state/, /commit/, /^put$/],
      prepare: async () => {
        const mother = citizen()
        const request = { command: filing(mother), by: mother, key: randomUUID(), procedure }
        const { id } = accepted(await handle(world.deps.dossier, request))
        const faults = [{ paper: 'birth-notice', fault: 'Ảnh mờ' }]
        const asked = { faults, reason: 'Không đọc được', legalBasis: 'NĐ 61/2018 Đ15' }
        await act(id, world.receptionist, { type: 'requestSupplement', ...asked })()
        const [key, fileId] = [randomUUID(), randomUUID()]
        return onDossier(id, async () => {
          const stored = await deps.files.put(Buffer.from(`a better scan ${key}`), 'image/png')
          const papers = [{ paper: 'birth-notice', files: [{ id: fileId, ...stored }] }]
          const command = { type: 'supplement' as const, papers, fileNames: {} }
          return accepted(await handle(deps.dossier, { id, by: mother, command, key }))
        })
      },
    },
    {
      name: 'sending the draft',
      uses: [/^render$/, /^put$/, /commit/],
      prepare: async () => {
        const id = await dossierAt(world, 'examined')
        const order = { dossierId: id, by: world.officer, key: randomUUID() }
        return onDossier(id, async () => accepted(await sendDraft(deps, order)))
      },
    },
    {
      name: 'submitting for signing',
      uses: [/^render$/, /^put$/, /result_submission/, /commit/],
      prepare: async () => {
        const id = await dossierAt(world, 'registered')
        const order = { dossierId: id, by: world.officer, key: randomUUID() }
        return onDossier(id, async () => accepted(await submitForSigning(deps, order)))
      },
    },
    {
      name: 'signing',
      uses: [/^read$/, /^sign$/, /^stamp$/, /^render$/, /^put$/, /commit/],
      prepare: async () => {
        const id = await dossierAt(world, 'submitted')
        const seenHash = (await stateOf(world, id)).result!.documentHash
        const order = { dossierId: id, by: world.leader, key: randomUUID(), seenHash }
        return onDossier(id, async () => accepted(await signResult(deps, order)))
      },
    },
    {
      name: 'sealing',
      uses: [/^read$/, /result_book/, /^sign$/, /^stamp$/, /^put$/, /commit/],
      prepare: async () => {
        const id = await dossierAt(world, 'signed')
        const order = { dossierId: id, by: world.clerk, key: randomUUID() }
        return onDossier(id, async () => accepted(await sealResult(deps, order)))
      },
    },
    {
      name: 'delivering',
      uses: [/select s\.packed, s\.state/, /commit/],
      prepare: async () => {
        const id = await dossierAt(world, 'sealed')
        const receiver = { receiver: 'applicant' as const, receiverName: 'Trần Thị Thu Hà' }
        const command = { type: 'deliver' as const, manner: 'counter' as const, ...receiver }
        return onDossier(id, act(id, world.receptionist, command))
      },
    },
  ]

  for (const { name, uses, prepare } of ACTS) {
    for (const way of WAYS) {
      test(`${name}, with each effect ${way} in turn, leaves nothing or everything, and ends once`, async (t) => {
        const trial = await prepare()
        const { begin, effects, between, end } = await failEach(seam, way, trial)
        t.diagnostic(`${effects.length} effects failed`)
        for (const kind of uses) {
          assert.ok(
            effects.some((effect) => kind.test(effect)),
            `${String(kind)} never failed: ${effects.join(', ')}`,
          )
        }
        const listed = name === 'sealing' ? [await reservedIn(begin, end)] : []
        const halves = between.filter((each) => ![begin, end, ...listed].includes(each))
        assert.deepEqual(halves, [])
        assert.notEqual(end, begin)
        const repeat = await trial.press()
        assert.equal((repeat as { isRepeat: boolean }).isRepeat, true)
        assert.equal(await trial.look(), end)
      })
    }
  }

  /** A number that was reserved and not used yet: it stands as such in the book that the clerk sees. */
  async function reservedIn(begin: string, end: string): Promise<string> {
    const number = Number(end.split(' ').at(-1))
    const { officeId } = world.clerk
    const { rows: books } = await sql<{ book: string; year: number }>`
      select book, year from result_book where office_id = ${officeId}`.execute(
      world.database.owner,
    )
    const { rows } = await inContext(world.database.app, world.clerk, (tx) =>
      bookPage(tx, { officeId, ...books[0]! }, null),
    )
    const entry = rows.find((each) => each.number === number)
    assert.equal(entry?.state, 'reserved')
    assert.ok(entry?.code, 'the book says whose number it is')
    return `${begin} ${number}`
  }

  test('after all these faults every history is whole, and the book has neither gap nor double', async () => {
    const lines: string[] = []
    const out = (line: string): void => void lines.push(line)
    const exit = await runVerify([], { db: world.database.worker, termsOf: () => terms, out })
    assert.equal(exit, 0, lines.join('\n'))
    const { rows } = await sql<{ last: number; numbers: number[] }>`
      select b.last, array_agg(n.number order by n.number) as numbers
        from result_book b join result_number n using (office_id, book, year) group by b.last`.execute(
      world.database.owner,
    )
    for (const { last, numbers } of rows) {
      assert.deepEqual(
        numbers,
        Array.from({ length: last }, (_, nth) => nth + 1),
      )
    }
  })
})

describe('a mother who files on our pages', () => {
  const seam = openSeam()
  let doors: CitizenDoors
  before(async () => {
    doors = await openCitizenDoors()
    seam.watchPool(doors.deps.db.pool)
  })
  after(() => doors.close())

  const look = async (): Promise<string> => {
    const { rows } = await sql<{ standing: string }>`
      select concat_ws(' ', (select count(*) from dossier), (select count(*) from dossier_event),
                            (select count(*) from dossier_code), (select count(*) from submission_key),
                            (select max(last) from dossier_counter)) as standing`.execute(
      doors.database.owner,
    )
    return rows[0]!.standing
  }

  const pressOf = (mother: Citizen, form: Record<string, string>) => async () => {
    const { statusCode, headers, body } = await mother.post(`${START}/nop`, form)
    if (statusCode !== 303) throw new Error(`${statusCode} ${body}`)
    return String(headers.location)
  }

  for (const way of WAYS) {
    test(`filing with each effect ${way} in turn leaves nothing or one dossier, and its receipt is the same at last`, async (t) => {
      const mother = await doors.citizen(`Người mẹ ${way}`)
      await fillIn(mother)
      const form = await mother.formOn(`${START}/kiem-tra`, `${START}/nop`)
      const press = pressOf(mother, form)
      const { begin, effects, between, end } = await failEach(seam, way, { press, look })
      t.diagnostic(`${effects.length} effects failed`)
      assert.ok(effects.length >= 8, effects.join(', '))
      assert.deepEqual(
        between.filter((each) => each !== begin && each !== end),
        [],
      )
      assert.notEqual(end, begin)
      const receipt = await press()
      assert.equal((await mother.get(receipt)).statusCode, 200)
      assert.equal(await look(), end)
    })
  }
})
