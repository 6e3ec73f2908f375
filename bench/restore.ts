/**
 * A drill on the PostgreSQL of this machine: people file (default 2,000 dossiers) while the house is backed up, an operator removes a
 * history, the machine is gone. Prints what a restore to the end has lost (RPO) and how long it and a restore to the moment before
 * the mistake took, verified (RTO). With `--synchronous` nothing is acknowledged before the receiver of the log has it. Ends with 1 when anything that was acknowledged in time is missing.
 */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { startDrill } from '../test/support/restore-drill.ts'

const many = Number(process.argv[2] ?? 2000)
const isSynchronous = process.argv[3] === '--synchronous'
const place = mkdtempSync(join(tmpdir(), 'motcua-drill-'))
chmodSync(place, 0o711)
const drill = await startDrill({ before: Math.ceil(many / 2) })
if (isSynchronous) await drill.waitForReceiver()
const acknowledged = await drill.file(Math.ceil(many / 2))
const wanted = await drill.now()
await sleep(20)
const later = await drill.file(20)
await drill.mistake(acknowledged[0]!)
const newest = await drill.file(1)
const lostAt = performance.now()
await drill.disaster()

const then = await timed(() => drill.restore(join(place, 'then'), wanted))
const missing = acknowledged.filter(({ id }) => !then.ids.includes(id))
const tooMany = [...later, ...newest].filter(({ id }) => then.ids.includes(id))
console.log(
  `to the moment before the mistake: ${then.dossiers} dossiers, ${then.files} files, ${then.faults.length} faults, in ${then.seconds} s`,
)
console.log(`  acknowledged by then and missing: ${missing.length}; of later: ${tooMany.length}`)
const end = await timed(() => drill.restore(join(place, 'end')))
const lost = [...acknowledged, ...later, ...newest].filter(({ id }) => !end.ids.includes(id))
const rpo = lost.length === 0 ? 0 : lostAt - Math.min(...lost.map(({ at }) => at))
console.log(
  `to the end: ${end.dossiers} dossiers in ${end.seconds} s, faults: ${end.faults.join('; ')}`,
)
console.log(
  `RPO ${(rpo / 1000).toFixed(2)} s (${lost.length} acknowledged dossiers lost; the last was filed ${(lostAt - newest[0]!.at).toFixed(0)} ms before), RTO ${then.seconds} s`,
)
await drill.close()
rmSync(place, { recursive: true, force: true })
if (isSynchronous && lost.length > 0) missing.push(...lost)
process.exitCode = missing.length === 0 && tooMany.length === 0 && then.faults.length === 0 ? 0 : 1

async function timed<T>(act: () => Promise<T>): Promise<T & { seconds: string }> {
  const started = performance.now()
  const outcome = await act()
  return { ...outcome, seconds: ((performance.now() - started) / 1000).toFixed(1) }
}
