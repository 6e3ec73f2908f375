/** The guide in a real browser: printed it is one A4 for every published procedure, and nobody is shut out. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { axe, launchBrowser, type TestBrowser } from '../../../test/support/browser.ts'
import { dataDir, NOW } from '../../../test/support/publication.ts'
import { webApp } from '../../../test/support/web.ts'
import { openLaw } from '../law.ts'
import { publicationRoutes } from './routes.ts'
import { readPublicationRules } from './rules-file.ts'

const law = openLaw(dataDir, () => NOW)
let app: FastifyInstance
let browser: TestBrowser
let baseURL: string
before(async () => {
  app = await webApp((web) =>
    publicationRoutes(web, {
      law,
      rules: readPublicationRules(dataDir),
      publicUrl: 'https://motcua.example.vn',
      now: () => NOW,
      guidePdf: () => Promise.reject(new Error('not asked for here')),
    }),
  )
  baseURL = await app.listen({ port: 0, host: '127.0.0.1' })
  browser = await launchBrowser()
})
after(async () => {
  await browser.close()
  await app.close()
})

test('printed, the guide of every procedure is one A4 in both languages', async () => {
  const page = await browser.newPage({ width: 1280, baseURL })
  for (const { code, name } of law.procedures()) {
    for (const lang of ['vi', 'en']) {
      await page.goto(`/thu-tuc/${code}/huong-dan?lang=${lang}`)
      const pdf = await page.pdf({ format: 'A4' })
      const pages = pdf.toString('latin1').match(/\/Type \/Page\b/g) ?? []
      assert.equal(pages.length, 1, `${code} ${name.vi} (${lang}) prints ${pages.length} pages`)
    }
  }
})

test('it has no barrier and does not scroll sideways, narrow or wide', async () => {
  for (const width of [360, 1280]) {
    const page = await browser.newPage({ width, baseURL })
    await page.goto('/thu-tuc/1.001193/huong-dan')
    assert.deepEqual(await axe(page), [])
    const sideways = 'document.documentElement.scrollWidth - innerWidth'
    assert.ok(Number(await page.evaluate(sideways)) <= 0)
  }
})
