/** A difference becomes one finding, a named person hears of it once, and it ends when it is gone. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { after, before, beforeEach, describe, it } from 'node:test'
import { sql } from 'kysely'
import { integrityWorld, type IntegrityWorld } from '../../test/support/integrity.ts'
import { appointed } from '../../test/support/results.ts'
import { CITY, staff } from '../../test/support/office.ts'
import { harming } from '../../test/support/tampering.ts'
import { checkout } from '../checkout.ts'
import { localMail, localSms } from '../notice/carrier.ts'
import { sendDutyNotices } from '../notice/duty-send.ts'
import { loadNoticeTemplates } from '../notice/load.ts'
import { nameDuty } from '../office/duty-store.ts'
import { runDuty } from '../office/duty-cli.ts'
import { runInvariants } from './invariants-cli.ts'
import { readIntegrityPolicy, slicesFor } from './policy.ts'
import { recompute } from './recompute.ts'
import { recheckFinding, reprojectFinding } from './repair.ts'
import { reproject } from './reproject.ts'
import { missedNights, watchIntegrity, type WatchDeps } from './watch.ts'

let world: IntegrityWorld
let first: number
let second: number
let alarms: string[] = []
let watch: WatchDeps
const dataDir = join(checkout, 'data')
const policy = readIntegrityPolicy(dataDir)

before(async () => {
  world = await integrityWorld()
  const { owner, worker } = world.database
  first = (await appointed(owner, staff('admin', CITY))).personId
  second = (await appointed(owner, staff('admin', CITY))).personId
  await sql`update person set email = 'nguoi.' || id || '@thu.example' where kind = 'staff'`.execute(
    owner,
  )
  watch = {
    db: worker,
    policy,
    templates: await loadNoticeTemplates(join(dataDir, 'templates/notices')),
    findingsUrl: 'https://motcua.example.vn/giam-sat/he-thong/sai-lech',
    now: () => new Date(),
    alarm: (words) => alarms.push(words),
  }
})
after(() => world.close())
beforeEach(async () => {
  alarms = []
  await sql`truncate invariant_finding, invariant_run, duty, duty_notice`.execute(
    world.database.owner,
  )
})

const run = (over: { only?: string; dossierId?: string } = {}) =>
  recompute({ db: world.database.worker, facts: world.facts, cause: 'nightly', ...over })
const rows = async <T>(query: ReturnType<typeof sql>): Promise<T[]> =>
  (await query.execute(world.database.owner)).rows as T[]
const findings = () =>
  rows<{ id: number; invariant: string; state: string; nights: number; what: string }>(
    sql`select id, invariant, state, nights, what from invariant_finding order by id`,
  )
const notices = () =>
  rows<{ person_id: number; channel: string; state: string; body: string }>(
    sql`select person_id, channel, state, body from duty_notice order by created_at, key`,
  )
const name = (place: 1 | 2, personId: number) =>
  world.database.app.transaction().execute((tx) => nameDuty(tx, { place, personId, namedBy: null }))

/** The search table of one dossier is wrong. */
const wrongSearch = () =>
  sql`
  update dossier_search set words = array_to_tsvector(array['x']) where dossier_id = ${world.sealed}::uuid`.execute(
    world.database.owner,
  )
const whileWrong = (look: () => Promise<void>) =>
  harming(world.database.owner, ['dossier_search'], { harm: wrongSearch, look })

describe('the nightly run', () => {
  it('is recorded also when it finds nothing, with what it looked at', async () => {
    const counted = await run()
    assert.deepEqual(
      { found: counted.found, dossiers: counted.dossiers },
      { found: 0, dossiers: 3 },
    )
    assert.ok(counted.files >= 3)
    const [kept] = await rows<{ dossiers: number; ended: boolean }>(
      sql`select dossiers, finished_at is not null as ended from invariant_run`,
    )
    assert.deepEqual(kept, { dossiers: 3, ended: true })
  })

  it('the same difference the next night is the same finding; gone, it is mended; back, it is a new one', async () => {
    await whileWrong(async () => {
      assert.equal((await run()).fresh, 1)
      assert.equal((await run()).fresh, 0)
      const [{ invariant, state, nights }, ...others] = (await findings()) as [
        Awaited<ReturnType<typeof findings>>[0],
      ]
      assert.deepEqual(
        [invariant, state, nights, others.length],
        ['search-follows-words', 'open', 2, 0],
      )
    })
    assert.equal((await run()).mended, 1)
    await whileWrong(async () => void (await run()))
    assert.deepEqual(
      (await findings()).map(({ state }) => state),
      ['mended', 'open'],
    )
  })

  it('a look at another dossier or another invariant mends nothing that it did not look at', async () => {
    await whileWrong(async () => void (await run()))
    await run({ dossierId: world.drafted })
    await run({ only: 'books-are-gapless' })
    assert.equal((await findings())[0]!.state, 'open')
    await run({ only: 'search-follows-words', dossierId: world.sealed })
    assert.equal((await findings())[0]!.state, 'mended')
  })

  it('a run that breaks off is no run, and says so', async () => {
    const facts = {
      ...world.facts,
      files: { ...world.facts.files, open: () => Promise.reject(new RangeError('kho')) },
    }
    await assert.rejects(
      recompute({ db: world.database.worker, facts, cause: 'nightly' }),
      RangeError,
    )
    assert.deepEqual(await rows(sql`select finished_at, failed from invariant_run`), [
      { finished_at: null, failed: 'RangeError' },
    ])
  })

  it('thousands of the same are kept as five hundred and one', async () => {
    await harming(world.database.owner, ['dossier_code'], {
      harm: () =>
        sql`insert into dossier_code (code, dossier_id, kind) select 'Z' || n, gen_random_uuid(), 'offline' from generate_series(1, 700) n`.execute(
          world.database.owner,
        ),
      look: async () => {
        assert.equal((await run()).found, 700)
        assert.equal((await findings()).length, 501)
      },
    })
  })

  it('reads today’s share of the store, and the shares of nights that did not come', () => {
    const at = (day: string) => new Date(`2026-11-${day}T20:10:00Z`)
    assert.equal(slicesFor(at('28'), undefined, 7), undefined)
    const shares = (days: string[]) =>
      new Set(days.flatMap((day, i) => slicesFor(at(day), at(days[i - 1] ?? '20'), 7)?.read ?? []))
    assert.equal(shares(['21', '22', '23', '24', '25', '26', '27']).size, 7)
    assert.equal(slicesFor(at('28'), at('25'), 7)!.read.length, 3)
    assert.equal(slicesFor(at('28'), at('20'), 7), undefined)
  })
})

describe('named people are told', () => {
  it('of new findings once, in one message, without a dossier in it', async () => {
    await name(1, first)
    await whileWrong(async () => void (await run()))
    await watchIntegrity(watch)
    await watchIntegrity(watch)
    const [told, ...others] = await notices()
    assert.equal(others.length, 0)
    assert.deepEqual([told!.person_id, told!.channel, told!.state], [first, 'mail', 'queued'])
    assert.match(told!.body, /1 sai lệch mới: Bảng tìm kiếm theo hồ sơ \(1\)/)
    assert.ok(!told!.body.includes(world.sealed))
    const carriers = {
      db: world.database.worker,
      sms: localSms(),
      mail: localMail(),
      now: () => new Date(),
    }
    assert.equal(await sendDutyNotices(carriers), 1)
    assert.equal(await sendDutyNotices(carriers), 0)
    assert.equal((await notices())[0]!.state, 'sent')
  })

  it('nobody named: the log rings, nothing is taken as told, and whoever is named later hears of it', async () => {
    await whileWrong(async () => void (await run()))
    await watchIntegrity(watch)
    assert.match(alarms.join('\n'), /chưa ai được phân công/)
    assert.equal((await notices()).length, 0)
    await name(1, first)
    await watchIntegrity(watch)
    assert.equal((await notices()).length, 1)
  })

  it('the second hears when nobody has taken it on in time, and not when somebody has', async () => {
    await name(1, first)
    await name(2, second)
    await whileWrong(async () => void (await run()))
    await watchIntegrity(watch)
    const later = {
      ...watch,
      now: () => new Date(Date.now() + (policy.escalateAfterHours * 60 + 1) * 60_000),
    }
    await watchIntegrity(watch)
    assert.equal((await notices()).length, 1)
    await watchIntegrity(later)
    await watchIntegrity(later)
    assert.deepEqual(
      (await notices()).map(({ person_id }) => person_id),
      [first, second],
    )
    await sql`update invariant_finding set told_at = null, escalated_at = null`.execute(
      world.database.owner,
    )
    await sql`truncate duty_notice`.execute(world.database.owner)
    await watchIntegrity(watch)
    await sql`update invariant_finding set state = 'acknowledged'`.execute(world.database.owner)
    await watchIntegrity(later)
    assert.equal((await notices()).length, 1)
  })

  it('a night that did not come is itself a finding, and ends when one has', async () => {
    const late = { ...watch, now: () => new Date(Date.now() + 27 * 3_600_000) }
    assert.deepEqual(
      (await missedNights(world.database.worker, { now: new Date(), policy })).length,
      0,
    )
    await watchIntegrity(late)
    await watchIntegrity(late)
    assert.deepEqual(
      (await findings()).map(({ invariant, state, nights }) => [invariant, state, nights]),
      Array.from({ length: 3 }, () => ['night-run-came', 'open', 1]),
    )
    await watchIntegrity(watch)
    assert.ok((await findings()).every(({ state }) => state === 'mended'))
  })
})

describe('one dossier is written anew from its history', () => {
  const facts = () => world.facts
  const asked = (findingId: number) => ({ findingId, personId: first, key: randomUUID() })

  it('everything that follows from it is as it should be again, and the log says so', async () => {
    const { owner, worker } = world.database
    await harming(
      owner,
      [
        'dossier',
        'dossier_state',
        'dossier_access',
        'dossier_search',
        'dossier_file',
        'dossier_code',
      ],
      {
        harm: async () => {
          await sql`update dossier set status = 1, owner_name = 'x', due_at = now(), scopes = '{1}', seq = 1 where id = ${world.sealed}::uuid`.execute(
            owner,
          )
          await sql`update dossier_state set state = jsonb_set(state, '{holder}', '7') where dossier_id = ${world.sealed}::uuid`.execute(
            owner,
          )
          await sql`delete from dossier_access where dossier_id = ${world.sealed}::uuid and scope > 1`.execute(
            owner,
          )
          await sql`delete from dossier_search where dossier_id = ${world.sealed}::uuid`.execute(
            owner,
          )
          await sql`delete from dossier_file where dossier_id = ${world.sealed}::uuid`.execute(
            owner,
          )
          await sql`delete from dossier_code where dossier_id = ${world.sealed}::uuid`.execute(
            owner,
          )
        },
        look: async () => {
          await run()
          const [one] = await findings()
          await reprojectFinding({ db: worker, facts: facts() }, asked(one!.id))
          assert.deepEqual(
            (await findings()).filter(({ state }) => state !== 'mended'),
            [],
          )
          const log = await rows(
            sql`select person_id, action, outcome from operator_action order by id desc limit 1`,
          )
          assert.deepEqual(log, [
            { person_id: first, action: 'reprojected', outcome: 'đã hết sai lệch' },
          ])
        },
      },
    )
    assert.equal((await run()).found, 0)
  })

  it('is refused where the history is broken, cut, or shorter than what was signed: a repair must not cover up a loss', async () => {
    const { owner, worker } = world.database
    const again = () => reproject(worker, facts(), world.sealed)
    const refused = async (harm: ReturnType<typeof sql>, tables: string[], why: RegExp) =>
      harming(owner, tables, {
        harm: () => harm.execute(owner),
        look: async () => {
          const done = await again()
          assert.match(done.isDone ? 'done' : done.why, why)
        },
      })
    await refused(
      sql`update dossier_event set office_id = 103 where dossier_id = ${world.sealed}::uuid and seq = 3`,
      ['dossier_event'],
      /không nguyên vẹn/,
    )
    await refused(
      sql`update dossier_state set head_hash = '\\x00' where dossier_id = ${world.sealed}::uuid`,
      ['dossier_state'],
      /không nguyên vẹn/,
    )
    await refused(
      sql`insert into checkpoint_head (dossier_id, seq, head_hash, number) values (${world.sealed}::uuid, 99, '\\x00', 1)`,
      ['checkpoint_head'],
      /ngắn hơn hoặc khác điểm kiểm/,
    )
    assert.deepEqual(await again(), { isDone: true })
    assert.equal((await run()).found, 0)
  })

  it('looking again at one finding mends it when it is gone, once, however often the job runs', async () => {
    await whileWrong(async () => void (await run()))
    const [one] = await findings()
    const same = asked(one!.id)
    for (let times = 0; times < 2; times += 1)
      await recheckFinding({ db: world.database.worker, facts: facts() }, same)
    assert.equal((await findings())[0]!.state, 'mended')
    const log = await rows(
      sql`select action from operator_action where subject = ${`finding:${one!.id}`} and action = 'rechecked'`,
    )
    assert.equal(log.length, 1)
    await assert.rejects(
      recheckFinding({ db: world.database.worker, facts: facts() }, {}),
      /without the finding/,
    )
  })
})

describe('the commands', () => {
  const command = async (...args: string[]) => {
    const lines: string[] = []
    const exit = await runInvariants(args, {
      db: world.database.worker,
      facts: world.facts,
      out: (line) => lines.push(line),
    })
    return { exit, text: lines.join('\n') }
  }

  it('motcua invariants: 0 when all holds, 1 with each difference, 2 for a wrong use', async () => {
    assert.match((await command()).text, /Đã kiểm 3 hồ sơ, \d+ tệp: mọi điều kiện đều đúng/)
    await whileWrong(async () => {
      const all = await command()
      assert.equal(all.exit, 1)
      assert.match(all.text, /SAI LỆCH search-follows-words \(Bảng tìm kiếm theo hồ sơ\) tại /)
      assert.equal((await command('--only', 'books-are-gapless')).exit, 0)
      const [{ code }] = (await rows<{ code: string }>(
        sql`select code from dossier where id = ${world.drafted}::uuid`,
      )) as [{ code: string }]
      assert.equal((await command('--dossier', code)).exit, 0)
    })
    assert.equal((await command()).exit, 0)
    assert.equal((await command('--only', 'nothing')).exit, 2)
    assert.equal((await command('--wrong')).exit, 2)
    assert.equal((await command('--only', 'books-are-gapless', '--dossier', 'X')).exit, 2)
    assert.equal((await command('--dossier', 'H26.none')).exit, 1)
    assert.match((await command('--list')).text, /history-is-whole: /)
  })

  it('motcua duty names the two and says who is named', async () => {
    const lines: string[] = []
    const duty = (...args: string[]) =>
      runDuty(args, { db: world.database.app, out: (line) => lines.push(line) })
    assert.equal(await duty(), 0)
    assert.match(lines.join('\n'), /thứ 1 .*CHƯA CÓ AI/)
    assert.equal(
      await duty(
        '--first',
        `nguoi.${first}@thu.example`,
        '--second',
        `nguoi.${second}@thu.example`,
      ),
      0,
    )
    assert.equal(await duty('--first', 'nobody@thu.example'), 1)
    assert.equal(await duty('--third', 'x'), 2)
    assert.equal((await rows(sql`select 1 from duty where valid_to is null`)).length, 2)
  })
})
