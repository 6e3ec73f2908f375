// Runs the pinned Node with our signals handed on and its exit code handed back.
import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { delimiter, join } from 'node:path'
import { checkout, pinnedNode } from './install.mjs'

const handedOn = ['SIGINT', 'SIGTERM', 'SIGHUP']

/** The environment of a child: our tools first on PATH, so that its own children run on the same Node. */
export function childEnv(extra = {}) {
  const path = `${join(checkout, 'node_modules/.bin')}${delimiter}${process.env['PATH'] ?? ''}`
  return { ...process.env, PATH: path, ...extra }
}

/** Exit code of `node …args`; 128 + signal number when a signal ended it, as shells do. */
export function runNode(args, { env = {}, cwd = process.cwd() } = {}) {
  const child = spawn(pinnedNode(), args, { stdio: 'inherit', cwd, env: childEnv(env) })
  return exitCodeOf(child)
}

function exitCodeOf(child) {
  // In a terminal Ctrl+C reaches parent and child alike; the parent only has to wait for the child's end.
  const handOn = (signal) => {
    if (!(signal === 'SIGINT' && process.stdin.isTTY)) child.kill(signal)
  }
  for (const signal of handedOn) process.on(signal, handOn)
  const watch = watchNpm(() => child.kill('SIGTERM'))
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code, signal) => {
      for (const name of handedOn) process.removeListener(name, handOn)
      clearInterval(watch)
      resolve(code ?? 128 + (constants.signals[signal] ?? 0))
    })
  })
}

/**
 * `npm start` puts a shell between npm and us. A SIGTERM sent to npm (a supervisor, `kill`) ends npm and that shell, and
 * reaches nobody else: losing our parent is then the only sign that we should stop.
 */
function watchNpm(stop) {
  if (process.env['npm_lifecycle_event'] === undefined) return undefined
  const parent = process.ppid
  return setInterval(() => {
    if (process.ppid !== parent) stop()
  }, 500)
}
