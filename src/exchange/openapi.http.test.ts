import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { portalWorld, type PortalWorld } from '../../test/support/portal.ts'
import { checkout } from '../checkout.ts'

let world: PortalWorld
before(async () => {
  world = await portalWorld()
})
after(() => world.close())

test('the description of the programming interface is the one that partners hold in their hands', async () => {
  const answer = await world.app.inject('/api/openapi.json')
  assert.equal(answer.statusCode, 200)
  const held = readFileSync(join(checkout, 'docs/api/portal.openapi.json'), 'utf8')
  assert.deepEqual(
    answer.json(),
    JSON.parse(held),
    'npm run check -- openapi writes it anew; tell the partners',
  )
})

test('every address of the portal stands in the description', async () => {
  const { paths } = (await world.app.inject('/api/openapi.json')).json()
  assert.deepEqual(Object.keys(paths).toSorted(), [
    '/api/portal/v1/dossiers',
    '/api/portal/v1/dossiers/{code}',
    '/api/portal/v1/dossiers/{code}/confirmations',
    '/api/portal/v1/dossiers/{code}/draft',
    '/api/portal/v1/dossiers/{code}/result',
    '/api/portal/v1/dossiers/{code}/supplements',
    '/api/portal/v1/dossiers/{code}/withdrawals',
  ])
})
