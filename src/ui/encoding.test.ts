import assert from 'node:assert/strict'
import { test } from 'node:test'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { webApp } from '../../test/support/web.ts'
import { h } from 'preact'
import { CitizenPage } from './layout.tsx'

const LONG = 'Giấy khai sinh. '.repeat(400)

test('a page travels compressed to those who take it, and says that this varies', async () => {
  const app = await webApp(async (web) => {
    web.get('/dai', async (_req, reply) =>
      reply.page(h(CitizenPage, { title: 'Dài', children: LONG })),
    )
  })
  const plain = await app.inject({ url: '/dai' })
  assert.equal(plain.headers['content-encoding'], undefined)
  assert.match(String(plain.headers['vary']), /Accept-Encoding/)
  for (const [accepted, expected, open] of [
    ['gzip, deflate', 'gzip', gunzipSync],
    ['gzip, deflate, br', 'br', brotliDecompressSync],
  ] as const) {
    const page = await app.inject({ url: '/dai', headers: { 'accept-encoding': accepted } })
    assert.equal(page.headers['content-encoding'], expected)
    assert.ok(page.rawPayload.length < plain.rawPayload.length / 4)
    assert.ok(open(page.rawPayload).toString('utf8').includes(LONG.trim()))
  }
  await app.close()
})
