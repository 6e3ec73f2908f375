#!/usr/bin/env node
// The one door of the command line. Plain JavaScript that Node 20 understands, because it runs before the
// install: it installs what is missing, builds what has changed, and hands over to the pinned Node 26.
import { join } from 'node:path'
import { checkout, ensureInstalled, say } from './install.mjs'

const tools = { test: './test.mjs', check: './check.mjs', bench: './bench.mjs' }
/** Commands that need no build: they run from the sources at once. */
const unbuilt = new Set(['due', 'help', '--help', '-h', '--version'])

async function main([command = '--help', ...args]) {
  const tool = Object.hasOwn(tools, command) ? tools[command] : undefined
  await ensureInstalled({ development: tool !== undefined })
  const { runNode } = await import('./spawn.mjs')
  if (tool !== undefined) {
    const { run } = await import(tool)
    return run(args)
  }
  if (unbuilt.has(command)) return runNode([join(checkout, 'src/main.ts'), command, ...args])
  const { ensureBuilt } = await import('./build.mjs')
  await ensureBuilt()
  return runNode(['--enable-source-maps', join(checkout, 'dist/main.js'), command, ...args])
}

try {
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  say(error instanceof Error ? error.message : String(error))
  process.exitCode = 1
}
