/** Runs npm of this machine, as `npm run` found it, and gives what it printed. */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { checkout } from '../src/checkout.ts'

export function npm(...args: string[]): { ok: boolean; stdout: string; stderr: string } {
  const viaNpm = process.env['npm_execpath']
  const [command, first] =
    viaNpm !== undefined && existsSync(viaNpm) ? [process.execPath, [viaNpm]] : ['npm', []]
  const done = spawnSync(command, [...first, ...args], {
    cwd: checkout,
    encoding: 'utf8',
    maxBuffer: 100_000_000,
    timeout: 120_000,
    shell: process.platform === 'win32',
  })
  return { ok: done.status === 0, stdout: done.stdout, stderr: done.stderr }
}
