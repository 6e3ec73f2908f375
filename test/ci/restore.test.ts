import assert from 'node:assert/strict'
import {
  appendFileSync,
  chmodSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { checkBackup } from '../../src/backup/check.ts'
import { startDrill, type Drill, type Filed } from '../support/restore-drill.ts'

describe(
  "a backup on Debian's PostgreSQL, restored into an empty place",
  { timeout: 180_000 },
  () => {
    let drill: Drill
    let place: string
    let wanted: Date
    let acknowledged: Filed[]
    let later: Filed[]

    before(async () => {
      place = mkdtempSync(join(tmpdir(), 'motcua-restored-'))
      chmodSync(place, 0o711) // the server of a root's restore runs as another user
      drill = await startDrill({ before: 5 })
      acknowledged = await drill.file(10)
      await drill.nextSegment()
      wanted = await drill.now()
      await sleep(20)
      later = await drill.file(5)
      await drill.nextSegment()
      await drill.mistake(acknowledged[3]!)
      await drill.received()
      await drill.disaster()
    })
    after(async () => {
      await drill.close()
      rmSync(place, { recursive: true, force: true })
    })

    test('up to a moment before the mistake: exactly what was acknowledged then, whole, with every file', async () => {
      const { ids, faults, files, dossiers, lines } = await drill.restore(
        join(place, 'then'),
        wanted,
      )
      assert.deepEqual(faults, [], lines.join('\n'))
      assert.equal(dossiers, 15)
      assert.equal(files, 15)
      for (const { id } of acknowledged) assert.ok(ids.includes(id), `${id} is not there`)
      for (const { id } of later) assert.ok(!ids.includes(id), `${id} came later`)
      assert.match(lines.join('\n'), /Điểm kiểm 1 .*5 hồ sơ, đều còn nguyên/)
      assert.deepEqual(readdirSync(join(place, 'then')).sort(), ['data', 'state'])
    })

    test('up to the end: nothing acknowledged is missing, and the mistake and a tampered file are named', async () => {
      const { sha256 } = acknowledged[0]!
      appendFileSync(join(drill.backups, 'files', sha256.slice(0, 2), sha256.slice(2)), '!')
      const how = { pgBin: drill.cluster.bin, hours: 26, now: new Date() }
      const { faults: found } = await checkBackup(drill.backups, how)
      assert.deepEqual(found, [`Tệp ${sha256} đã bị hỏng.`])
      const { ids, faults } = await drill.restore(join(place, 'end'))
      for (const { id } of [...acknowledged, ...later]) assert.ok(ids.includes(id), id)
      const all = faults.join('\n')
      assert.match(all, /lịch sử không nguyên vẹn/)
      assert.match(all, new RegExp(`Tệp ${sha256} trong bản sao lưu đã bị hỏng`))
      assert.match(all, new RegExp(`Hồ sơ \\S+: không có tệp ${sha256}`))
    })

    test('a missing segment of the log, a full target, a moment before or after everything: one sentence each', async () => {
      const wal = join(drill.backups, 'wal')
      const names = readdirSync(wal)
        .filter((name) => /^[0-9A-F]{24}/.test(name))
        .sort()
      const [away] = names.slice(-2)
      renameSync(join(wal, away!), join(place, 'away'))
      const into = join(place, 'never')
      await assert.rejects(
        drill.restore(into, wanted),
        new RegExp(`thiếu đoạn ${away!.slice(0, 24)}`),
      )
      renameSync(join(place, 'away'), join(wal, away!))
      await assert.rejects(drill.restore(into, new Date('2020-01-01')), /Bản sao lưu cũ nhất/)
      await assert.rejects(drill.restore(into, new Date('2099-01-01')), /kết thúc trước thời điểm/)
      writeFileSync(join(place, 'note'), 'somebody works here')
      await assert.rejects(drill.restore(place, wanted), /không trống/)
    })
  },
)
