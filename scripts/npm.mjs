// Runs npm of this machine, as `npm run` found it, and gives what it printed.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { checkout } from './install.mjs'

export function npm(...args) {
  const viaNpm = process.env['npm_execpath']
  const [command, first] =
    viaNpm !== undefined && existsSync(viaNpm) ? [process.execPath, [viaNpm]] : ['npm', []]
  return spawnSync(command, [...first, ...args], {
    cwd: checkout,
    encoding: 'utf8',
    maxBuffer: 100_000_000,
    timeout: 120_000,
    shell: process.platform === 'win32',
  })
}
