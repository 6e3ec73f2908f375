/** What nobody may do to the house, on every route that it has: routes are learned from the program, so new ones are covered. */
import { after, before } from 'node:test'
import { forgeryEverywhere } from './abuse/forgery.ts'
import { fuzzEverywhere } from './abuse/fuzz-everywhere.ts'
import { guessing } from './abuse/guessing.ts'
import { headersEverywhere } from './abuse/headers.ts'
import { lifeWithExtras } from './abuse/life.ts'
import { proxiesEverywhere } from './abuse/proxies.ts'
import { openAbuseWorld, type AbuseWorld } from './abuse/world.ts'

let opened: AbuseWorld
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
