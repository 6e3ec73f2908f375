/** What nobody may do to the house, on every route that it has: routes are learned from the program, so new ones are covered. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { connect } from 'node:net'
import { forgeryEverywhere } from './abuse/forgery.ts'
import { fuzzEverywhere } from './abuse/fuzz-everywhere.ts'
import { guessing } from './abuse/guessing.ts'
import { headersEverywhere } from './abuse/headers.ts'
import { lifeWithExtras } from './abuse/life.ts'
import { proxiesEverywhere } from './abuse/proxies.ts'
import { watchConnections } from './support/connections.ts'
import { openAbuseWorld, type AbuseWorld } from './abuse/world.ts'

let opened: AbuseWorld
const connections = watchConnections()
before(async () => {
  opened = await openAbuseWorld()
})
after(() => opened?.close())
const world = (): AbuseWorld => opened

headersEverywhere(world)
forgeryEverywhere(world)
proxiesEverywhere(world)
lifeWithExtras(world)
guessing(world)
fuzzEverywhere(world)

test('through all of this, whole lives of dossiers included, no connection left the house but to its database', () => {
  connections.stop()
  const database = /^\/.*\.s\.PGSQL\.\d+$/
  assert.ok(connections.opened.some((name) => database.test(name)))
  assert.deepEqual(
    connections.opened.filter((name) => !database.test(name)),
    [],
  )
})

test('a connection to anybody else would have been seen', () => {
  const watch = watchConnections()
  connect(9, '127.0.0.1')
    .on('error', () => undefined)
    .destroy()
  connect({ host: 'localhost', port: 9 })
    .on('error', () => undefined)
    .destroy()
  watch.stop()
  assert.deepEqual(watch.opened, ['127.0.0.1:9', 'localhost:9'])
})
