import assert from 'node:assert/strict'
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
  utimesSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { sha256Hex } from '../lib/canonical.ts'
import { momentOf, runBackup, runRestore } from './cli.ts'
import { copyFiles, damagedFiles, letGo } from './copy-files.ts'
import { baseFor, momentName, type BaseBackup } from './folder.ts'
import { connection, programsOf } from './programs.ts'
import { nameOf, runFrom, segmentOf } from './wal.ts'

const MB16 = 16 * 1024 * 1024
const name = (number: number, timeline = 1): string =>
  nameOf({ timeline, number: BigInt(number) }, MB16)

describe('the log', () => {
  test('its names count on past the end of a file of 4 GB', () => {
    assert.equal(name(255), '0000000100000000000000FF')
    assert.equal(name(256), '000000010000000100000000')
    assert.deepEqual(segmentOf(name(1000), MB16), { timeline: 1, number: 1000n })
    assert.equal(segmentOf('00000002.history', MB16), undefined)
    assert.equal(segmentOf(`${name(3)}.partial`, MB16), undefined)
  })

  test('a hole is named, what lies before the beginning does not matter', () => {
    const there = [name(250), name(254), name(255), name(257)]
    assert.deepEqual(runFrom(name(254), there, MB16), {
      names: [name(254), name(255)],
      missing: name(256),
    })
    assert.deepEqual(runFrom(name(254), [...there, name(256)], MB16).missing, undefined)
    assert.equal(runFrom(name(300), there, MB16).missing, name(300))
  })

  test('a later time line is followed from where it begins', () => {
    const there = [name(4), name(5), name(5, 2), name(6, 2)]
    assert.deepEqual(runFrom(name(4), there, MB16).names, [name(4), name(5, 2), name(6, 2)])
  })
})

describe('files', () => {
  let place: string
  let [from, to]: [string, string] = ['', '']
  before(() => {
    place = mkdtempSync(join(tmpdir(), 'motcua-files-'))
    ;[from, to] = [join(place, 'from'), join(place, 'to')]
  })
  after(() => rmSync(place, { recursive: true }))
  const put = (words: string, as = sha256Hex(Buffer.from(words))): string => {
    mkdirSync(join(from, as.slice(0, 2)), { recursive: true })
    writeFileSync(join(from, as.slice(0, 2), as.slice(2)), words)
    return as
  }
  const pathIn = (store: string, sha256: string): string =>
    join(store, sha256.slice(0, 2), sha256.slice(2))

  test('are copied once, and one whose bytes are not what its name says is named instead', async () => {
    const whole = put('a whole paper')
    const damaged = put('another', sha256Hex(Buffer.from('what it was')))
    writeFileSync(join(from, whole.slice(0, 2), '.half.part'), 'half')
    assert.deepEqual(await copyFiles(from, to), { copied: 1, bytes: 13, damaged: [damaged] })
    assert.equal(readFileSync(pathIn(to, whole), 'utf8'), 'a whole paper')
    assert.equal(statSync(pathIn(to, whole)).mode & 0o777, 0o600)
    assert.equal((await copyFiles(from, to)).copied, 0)
    assert.deepEqual(await damagedFiles(to), { files: 1, damaged: [] })
  })

  test('that the house has erased go from the backup once no base backup is older', async () => {
    const erased = put('a draft that expired')
    await copyFiles(from, to)
    rmSync(pathIn(from, erased))
    const olderThan = new Date('2026-11-01T00:00:00Z')
    assert.equal(await letGo(from, { backup: to, olderThan }), 0)
    assert.equal(await letGo(from, { backup: to, olderThan }), 0)
    utimesSync(`${pathIn(to, erased)}.gone`, new Date('2026-10-01'), new Date('2026-10-01'))
    assert.equal(await letGo(from, { backup: to, olderThan }), 1)
    assert.equal(statSync(pathIn(to, erased), { throwIfNoEntry: false }), undefined)
  })
})

test('the newest backup that was whole before the wanted moment is taken', () => {
  const [one, two] = ['2026-11-27T03:20:00Z', '2026-11-28T03:20:00Z'].map(
    (finishedAt) => ({ name: finishedAt, finishedAt }) as BaseBackup,
  )
  const all = [one!, two!]
  assert.equal(baseFor(all, undefined), two)
  assert.equal(baseFor(all, new Date('2026-11-28T03:19:59Z')), one)
  assert.throws(() => baseFor(all, new Date('2026-11-27T03:19:59Z')), /cũ nhất xong lúc 2026-11-27/)
  assert.throws(() => baseFor([], undefined), /không có bản sao lưu nào/)
  assert.equal(momentName(new Date('2026-11-28T03:15:00.123Z')), '20261128T031500Z')
})

test('a password goes by a file of ours alone, never by the list of processes', () => {
  const { conninfo, forget } = connection(
    'postgresql://backup:a%3Ab%5C@db:5432/motcua?sslmode=require',
  )
  const file = decodeURIComponent(/passfile=(.*)$/.exec(conninfo)![1]!)
  assert.match(conninfo, /^postgresql:\/\/backup@db:5432\/motcua\?sslmode=require&passfile=/)
  assert.equal(readFileSync(file, 'utf8'), '*:*:*:*:a\\:b\\\\\n')
  assert.equal(statSync(file).mode & 0o777, 0o600)
  forget()
  assert.equal(statSync(file, { throwIfNoEntry: false }), undefined)
  assert.equal(connection('postgresql://b@/m?host=/run').conninfo, 'postgresql://b@/m?host=/run')
})

test('programs that are not there, or of another version, are refused with what to install', async () => {
  await assert.rejects(programsOf(15, '/nowhere'), /postgresql-15.*PG_BIN/)
})

test('only a moment that needs no guessing is taken, and wrong use is told', async () => {
  assert.equal(momentOf('2026-11-28T10:15+07:00')?.toISOString(), '2026-11-28T03:15:00.000Z')
  for (const text of ['2026-11-28T10:15', '28/11/2026', '2026-11-28', '2026-13-28T10:15Z'])
    assert.equal(momentOf(text), null, text)
  const said: string[] = []
  const out = (line: string): void => void said.push(line)
  const source = (): never => assert.fail('nothing is asked of the house')
  const deps = { source, pgBin: undefined, out, signal: new AbortController().signal }
  for (const args of [[], ['--to', '/x', '--keep', 'all'], ['sometimes', '--to', '/x']])
    assert.equal(await runBackup(args, deps), 2)
  const verify = (): never => assert.fail('nothing was restored')
  const where = ['--from', '/x', '--into', '/y']
  for (const args of [[], where.slice(2), [...where, '--until', 'yesterday']])
    assert.equal(await runRestore(args, { verify, pgBin: undefined, out }), 2)
  assert.equal(said.length, 6)
  assert.match(said[0]!, /motcua backup --to/)
})
