import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import {
  accepted,
  act,
  citizen,
  depsFor,
  fileFor,
  filing,
  furnish,
  OTHER_WARD,
  procedure,
  register,
  staff,
  terms,
  WARD,
} from '../../test/support/office.ts'
import { withDatabase, type TestDatabase } from '../../test/support/database.ts'
import { runVerify } from '../audit/cli.ts'
import { inContext } from '../db/context.ts'
import { Conflict, NotFound } from '../lib/problem.ts'
import type { CitizenActor } from '../office/actor.ts'
import type { Command } from './commands.ts'
import { handle, type DossierDeps } from './handle.ts'
import { answersOf, dossierById, historyOf, isCodeTaken } from './store.ts'

const hash = (byte: string): string => byte.repeat(32)

describe('a dossier through its one door', () => {
  let database: TestDatabase
  let deps: DossierDeps
  before(async () => {
    database = await withDatabase()
    await furnish(database.owner)
    deps = depsFor(database.app)
  })
  after(() => database.close())

  const verify = async (args: string[] = []): Promise<{ exit: number; lines: string[] }> => {
    const lines: string[] = []
    const exit = await runVerify(args, {
      db: database.worker,
      termsOf: () => terms,
      out: (line) => lines.push(line),
    })
    return { exit, lines }
  }

  const wholeLife = async (mother: CitizenActor): Promise<string> => {
    const [receptionist, officer, leader, clerk] = [
      staff('receptionist'),
      staff('officer'),
      staff('leader'),
      staff('clerk'),
    ]
    const { id } = await fileFor(deps, mother)
    const document = { documentId: randomUUID(), sha256: hash('01') }
    const steps: Parameters<typeof act>[2][] = []
    const go = async (
      by: Parameters<typeof act>[2],
      command: Parameters<typeof act>[3],
    ): Promise<void> => {
      accepted(await act(deps, id, by, command))
      steps.push(by)
    }
    await go(receptionist, { type: 'accept', originals: [] })
    await go(officer, { type: 'claim' })
    await go(officer, { type: 'examine', checks: [{ id: 'parents', ok: true }] })
    await go(officer, { type: 'sendDraft', ...document })
    await go(mother, { type: 'confirmDraft', by: 'applicant' })
    await go(register, {
      type: 'recordRegisterEntry',
      register: 'birth',
      book: '01/2026',
      number: '12',
      registeredOn: '2026-11-23',
      reference: 'r1',
      personalNumber: '001326000001',
    })
    await go(officer, { type: 'submitForSigning', ...document })
    const signed = { documentId: document.documentId, signedHash: hash('02'), certificate: 'c' }
    await go(leader, {
      type: 'recordSigned',
      ...signed,
      documentHash: document.sha256,
      capacity: 'Chủ tịch',
    })
    await go(clerk, {
      type: 'recordSealed',
      ...signed,
      sealedHash: hash('03'),
      number: '7',
      on: '2026-11-23',
    })
    await go(receptionist, {
      type: 'deliver',
      manner: 'counter',
      receiver: 'applicant',
      receiverName: 'Trần Thị Thu Hà',
    })
    return id
  }

  it('lives its whole life and ends at status 10, and its history verifies', async () => {
    const mother = citizen()
    const id = await wholeLife(mother)
    const row = await inContext(database.app, mother, (tx) => dossierById(tx, id))
    assert.equal(row?.status, 10)
    assert.equal(row?.is_open, false)
    assert.equal(row?.has_e_result, true)
    assert.ok(row?.due_at && row.first_due_at && row.finished_at && row.returned_at)
    const history = await inContext(database.app, mother, (tx) => historyOf(tx, id))
    assert.deepEqual(
      history.map((event) => event.kind),
      [
        'filed',
        'accepted',
        'claimed',
        'examined',
        'draftSent',
        'draftConfirmed',
        'registerEntryRecorded',
        'submittedForSigning',
        'resultSigned',
        'resultSealed',
        'delivered',
      ],
    )
    const { exit, lines } = await verify([row.code])
    assert.equal(exit, 0, lines.join('\n'))
  })

  it('keeps answers outside the history, and the history keeps only their salted hash', async () => {
    const mother = citizen()
    const { id } = await fileFor(deps, mother)
    const answers = await inContext(database.app, mother, (tx) => answersOf(tx, id))
    assert.equal(answers['child.fullName'], 'Nguyễn Hoàng Minh Anh')
    const { rows } = await sql<{
      body: string
    }>`select body from dossier_event where dossier_id = ${id}::uuid`.execute(database.owner)
    assert.ok(!rows[0]!.body.includes('Minh Anh'))
    assert.match(rows[0]!.body, /"private":"[0-9a-f]{64}"/)
  })

  it('50 parallel submissions of one draft are one dossier with one code', async () => {
    const mother = citizen()
    const key = randomUUID()
    const command = filing(mother)
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => handle(deps, { command, by: mother, key, procedure })),
    )
    const codes = new Set(answers.map((answer) => accepted(answer).code))
    assert.equal(codes.size, 1)
    assert.equal(answers.filter((answer) => !accepted(answer).isRepeat).length, 1)
    const { rows } = await sql<{ n: number }>`
      select count(*)::int as n from dossier where applicant_person_id = ${mother.personId}`.execute(
      database.owner,
    )
    assert.equal(rows[0]!.n, 1)
  })

  it('a key used again for something else, or by somebody else, is a conflict and changes nothing', async () => {
    const [mother, stranger] = [citizen(), citizen()]
    const key = randomUUID()
    const command = filing(mother)
    await fileFor(deps, mother, { command, key })
    await assert.rejects(
      fileFor(deps, mother, { command: filing(mother, { phone: '0999999999' }), key }),
      Conflict,
    )
    await assert.rejects(
      fileFor(deps, stranger, { command: filing(stranger), key }),
      /khóa|tìm thấy/i,
    )
  })

  it(
    '300 rounds of three officers claiming at once: one holds it, two are told politely',
    { timeout: 120_000 },
    async () => {
      const officers = [staff('officer'), staff('officer'), staff('officer')]
      const receptionist = staff('receptionist')
      for (let round = 0; round < 300; round += 1) {
        const { id } = await fileFor(deps, citizen())
        const taken = await Promise.all(
          [receptionist, staff('receptionist'), staff('receptionist')].map((by) =>
            act(deps, id, by, { type: 'accept', originals: [] }),
          ),
        )
        assert.equal(taken.filter((result) => result.ok).length, 1)
        const claims = await Promise.all(officers.map((by) => act(deps, id, by, { type: 'claim' })))
        assert.equal(claims.filter((result) => result.ok).length, 1)
        for (const claim of claims)
          if (!claim.ok) assert.match(claim.refusal.message, /đã có người nhận/)
      }
    },
  )

  it('another ward, another citizen and the public do not find it', async () => {
    const mother = citizen()
    const { id } = await fileFor(deps, mother)
    for (const by of [
      staff('receptionist', OTHER_WARD),
      citizen(),
      { kind: 'public', scopes: [] } as const,
    ]) {
      await assert.rejects(act(deps, id, by, { type: 'accept', originals: [] }), NotFound)
      assert.equal(await inContext(database.app, by, (tx) => dossierById(tx, id)), undefined)
      assert.deepEqual(
        await inContext(database.app, by, (tx) => historyOf(tx, id, { withPrivate: true })),
        [],
      )
    }
  })

  it('the application may not change or remove history, by any statement', async () => {
    const mother = citizen()
    const { id } = await fileFor(deps, mother)
    for (const table of ['dossier_event', 'dossier_private']) {
      for (const statement of [
        `delete from ${table}`,
        `truncate ${table}`,
        `update ${table} set seq = seq`,
      ]) {
        await assert.rejects(
          inContext(database.app, { scopes: [WARD, mother.personId] }, (tx) =>
            sql.raw(statement).execute(tx),
          ),
          /permission denied/,
        )
      }
    }
    assert.equal((await verify([])).exit, 0)
    assert.ok(id)
  })

  it('numbers of a day follow each other at one office, also under 40 at once', async () => {
    const before = await fileFor(deps, citizen())
    const all = await Promise.all(Array.from({ length: 40 }, () => fileFor(deps, citizen())))
    const start = Number(before.code.slice(-4))
    const numbers = all.map((handled) => Number(handled.code.slice(-4))).sort((a, b) => a - b)
    assert.deepEqual(
      numbers,
      Array.from({ length: 40 }, (_, i) => start + 1 + i),
    )
  })

  it('a key that was used before takes no number', async () => {
    const before = await fileFor(deps, citizen())
    const mother = citizen()
    const once = { key: randomUUID(), command: filing(mother) }
    const same = await Promise.all(Array.from({ length: 5 }, () => fileFor(deps, mother, once)))
    assert.equal(new Set(same.map(({ code }) => code)).size, 1)
    await fileFor(deps, mother, once)
    const next = await fileFor(deps, citizen())
    assert.equal(Number(next.code.slice(-4)), Number(before.code.slice(-4)) + 2)
  })

  it('what a caller writes alongside stands or falls with the dossier', async () => {
    const mark = (name: string) => () => [
      sql`insert into sign_in_log (kind, outcome) values ('thử', ${name})`,
    ]
    const marks = async (name: string): Promise<number> => {
      const { rows } = await sql`select 1 from sign_in_log where outcome = ${name}`.execute(
        database.owner,
      )
      return rows.length
    }
    const mother = citizen()
    const once = { key: randomUUID(), command: filing(mother), alongside: mark('đứng') }
    await fileFor(deps, mother, once)
    await fileFor(deps, mother, once)
    assert.equal(await marks('đứng'), 1)
    const twin = filing(mother, { portalCode: 'TN01-20261129-0000001' })
    await fileFor(deps, mother, { command: twin })
    await assert.rejects(
      fileFor(deps, mother, { command: twin, alongside: mark('đổ') }),
      isCodeTaken,
    )
    assert.equal(await marks('đổ'), 0)
  })

  it('a refusal takes back the key and the number', async () => {
    const mother = citizen()
    const key = randomUUID()
    const { id } = await fileFor(deps, mother)
    const refused = await handle(deps, {
      id,
      by: mother,
      command: { type: 'confirmDraft', by: 'applicant' },
      key,
    })
    assert.equal(refused.ok, false)
    const { rows } = await sql`select 1 from submission_key where key = ${key}::uuid`.execute(
      database.owner,
    )
    assert.equal(rows.length, 0)
  })

  describe('the verifier names the first bad row', () => {
    const tampered: [string, number, (id: string) => string][] = [
      [
        'a changed body',
        2,
        (id) =>
          `update dossier_event set body = replace(body, 'workingDay', 'workingHour') where dossier_id = '${id}' and seq = 2`,
      ],
      [
        'a changed moment',
        3,
        (id) =>
          `update dossier_event set recorded_at = recorded_at + interval '1 ms' where dossier_id = '${id}' and seq = 3`,
      ],
      [
        'a changed actor',
        1,
        (id) => `update dossier_event set actor = 'staff:1' where dossier_id = '${id}' and seq = 1`,
      ],
      [
        'a changed office',
        2,
        (id) => `update dossier_event set office_id = 999 where dossier_id = '${id}' and seq = 2`,
      ],
      [
        'a changed origin',
        4,
        (id) => `update dossier_event set origin = 'demo' where dossier_id = '${id}' and seq = 4`,
      ],
      [
        'changed answers',
        1,
        (id) => `update dossier_private set bytes = 'x' where dossier_id = '${id}' and seq = 1`,
      ],
      [
        'answers put in the place of others',
        1,
        (id) =>
          `update dossier_private set bytes = '{"answers":{}}' where dossier_id = '${id}' and seq = 1`,
      ],
      [
        'a byte behind the packed answers',
        1,
        (id) =>
          `update dossier_private set bytes = bytes || 'x' where dossier_id = '${id}' and seq = 1`,
      ],
      [
        'a changed salt',
        1,
        (id) => `update dossier_private set salt = 'x' where dossier_id = '${id}' and seq = 1`,
      ],
      [
        'a removed row',
        5,
        (id) => `delete from dossier_event where dossier_id = '${id}' and seq = 5`,
      ],
      [
        'a cut tail',
        11,
        (id) =>
          `delete from dossier_private where dossier_id = '${id}' and seq = 11; delete from dossier_event where dossier_id = '${id}' and seq = 11`,
      ],
      [
        'two swapped rows',
        3,
        (id) =>
          `update dossier_event set seq = 100 where dossier_id = '${id}' and seq = 3; update dossier_event set seq = 3 where dossier_id = '${id}' and seq = 4; update dossier_event set seq = 4 where dossier_id = '${id}' and seq = 100`,
      ],
      [
        'a changed state',
        0,
        (id) =>
          `update dossier_state set packed = null, state = '{"supplementRounds":1}' where dossier_id = '${id}'`,
      ],
      [
        'a changed byte of the packed state',
        0,
        (id) =>
          `update dossier_state set packed = set_byte(packed, 20, 255 - get_byte(packed, 20)) where dossier_id = '${id}'`,
      ],
      [
        'a changed projection',
        0,
        (id) => `update dossier set due_at = due_at + interval '1 day' where id = '${id}'`,
      ],
    ]
    for (const [name, seq, statement] of tampered) {
      it(name, async () => {
        const id = await wholeLife(citizen())
        assert.equal((await verify([])).exit, 0)
        await sql.raw(statement(id)).execute(database.owner)
        const { exit, lines } = await verify([])
        assert.equal(exit, 1)
        assert.match(lines[0]!, new RegExp(seq === 0 ? 'toàn hồ sơ' : `dòng ${seq}:`))
        await removeWholly(id)
      })
    }
    const removeWholly = async (id: string): Promise<void> => {
      const tables = [
        'dossier_private',
        'dossier_event',
        'dossier_state',
        'dossier_contact',
        'dossier_file',
        'dossier_access',
        'dossier_search',
      ]
      const statements = tables.map((table) => `delete from ${table} where dossier_id = '${id}'`)
      await sql
        .raw([...statements, `delete from dossier where id = '${id}'`].join(';'))
        .execute(database.owner)
    }
  })

  it('a click that waited while the same was done, undone and lawful again is still the first click', async () => {
    const mother = citizen()
    const { id } = await fileFor(deps, mother)
    const key = randomUUID()
    const ask: Command = {
      type: 'requestSupplement',
      faults: [{ paper: 'birth-notice', fault: 'Ảnh mờ' }],
      reason: 'Không đọc được',
      legalBasis: 'NĐ 61/2018 Đ15',
      ground: 'Luật Hộ tịch Đ16',
    }
    const counter = staff('receptionist')
    const asking = () => handle(deps, { id, by: counter, key, command: ask })
    const waiting = async (many: number): Promise<void> => {
      for (;;) {
        const { rows } = await sql<{ many: number }>`
          select count(*)::int as many from pg_locks where not granted`.execute(database.owner)
        if (rows[0]!.many >= many) return
        await new Promise((resolve) => setTimeout(resolve, 5))
      }
    }
    const [first, supplied, second] = await database.owner.transaction().execute(async (tx) => {
      await sql`select 1 from dossier_state where dossier_id = ${id}::uuid for update`.execute(tx)
      const one = asking()
      await waiting(1)
      const other = act(deps, id, mother, { type: 'supplement', papers: [], fileNames: {} })
      await waiting(2)
      const two = asking()
      await waiting(3)
      return [one, other, two] as const
    })
    assert.ok(accepted(await supplied).seq > accepted(await first).seq)
    const again = accepted(await second)
    assert.equal(again.isRepeat, true)
    assert.equal(again.seq, accepted(await first).seq)
  })
})
