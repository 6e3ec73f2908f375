/** What citizens see of a publication: which version, since when, what changes, what is gone; the guide and the open data. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { randomUUID } from 'node:crypto'
import { mainOf, vietnameseIn } from '../../../test/support/page-checks.ts'
import { textOfPdf } from '../../../test/support/pdf-text.ts'
import {
  dataDir,
  must,
  NOW,
  publishingWorld,
  released,
  type PublishingWorld,
} from '../../../test/support/publication.ts'
import { webApp } from '../../../test/support/web.ts'
import { typstRenderer } from '../../adapters/typst.ts'
import { qrMatrix } from '../../signing/qr.ts'
import { catalogueRoutes } from '../routes.ts'
import { withdrawVersion } from './release.ts'
import { publicationRoutes } from './routes.ts'
import { readPublicationRules } from './rules-file.ts'

let world: PublishingWorld
let app: FastifyInstance
const papers = typstRenderer()
before(async () => {
  world = await publishingWorld()
  const { law, database } = world
  const now = () => world.at.now
  app = await webApp(async (web) => {
    await catalogueRoutes(web, { db: database.app, law, now })
    await publicationRoutes(web, {
      law,
      rules: readPublicationRules(dataDir),
      publicUrl: 'https://motcua.example.vn',
      now,
      guidePdf: (guide, url) => {
        const set = { guide, url, qr: qrMatrix(url), development: true }
        return papers.render('procedureGuide', '1', { ...set, createdAt: NOW.toISOString() })
      },
    })
  })
})
after(async () => {
  await app.close()
  await papers.close()
  await world.close()
})

async function read(url: string, status = 200): Promise<string> {
  const { statusCode, body } = await app.inject({ url })
  assert.equal(statusCode, status, url)
  return mainOf(body)
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&quot;', '"')
    .replace(/\s+/g, ' ')
}

test('a version that is in force says so, with its decision, its days and the source of each fact', async () => {
  const page = await read('/thu-tuc/1.001193')
  assert.match(page, /Bản công bố: 1/)
  assert.match(page, /Quyết định công bố: 163\/QĐ-BTP \(đã đối chiếu\)/)
  assert.match(page, /Ngày ký quyết định: Chưa xác định/)
  assert.match(page, /Ngày công khai trên hệ thống này: Chưa xác định/)
  assert.match(page, /Áp dụng: từ 01\/07\/2025/)
  assert.match(page, /Bản 1 : từ 01\/07\/2025 \(đang xem\)/)
  assert.match(page, /Thời gian xem bản nháp: 1 ngày/)
  assert.match(page, /Thời gian để bổ sung: Chưa xác định/)
  assert.match(page, /Biên bản về việc trẻ bị bỏ rơi\. Chỉ khi: /)
})

test('before a new version begins the page says from which day what changes', async () => {
  await released(world, { version: 2, validFrom: '2026-12-01' })
  const page = await read('/thu-tuc/1.001193')
  assert.match(page, /Thay đổi từ ngày 01\/12\/2026\. Xem bản sẽ áp dụng/)
  assert.match(page, /Bắt đầu nộp hồ sơ/)
  assert.match(page, /Áp dụng: từ 01\/07\/2025 đến 30\/11\/2026/)
  const next = await read('/thu-tuc/1.001193?phien-ban=2')
  assert.match(next, /Thủ tục này áp dụng từ 01\/12\/2026\./)
  assert.match(next, /Ngày công khai trên hệ thống này: 28\/11\/2026/)
  assert.doesNotMatch(next, /Bắt đầu nộp hồ sơ/)
})

test('from that day on it is the other way round, and the earlier version stays reachable', async () => {
  world.at.now = new Date('2026-12-01T00:00:00+07:00')
  assert.match(await read('/thu-tuc/1.001193'), /Bản công bố: 2/)
  const old = await read('/thu-tuc/1.001193?phien-ban=1')
  assert.match(old, /Bạn đang xem bản 1, áp dụng từ 01\/07\/2025 đến 30\/11\/2026\./)
  assert.match(old, /Xem bản đang áp dụng/)
  assert.doesNotMatch(old, /Bắt đầu nộp hồ sơ/)
  for (const wrong of ['9', '0', 'x', '1e3', '-1'])
    await read(`/thu-tuc/1.001193?phien-ban=${wrong}`, 404)
})

test('withdrawn: the page says since when, why and by which text, and nothing can be begun', async () => {
  const order = { personId: world.people.an, key: randomUUID(), isPresent: true }
  const words = {
    manner: 'suspended' as const,
    reason: 'Chờ quy định mới.',
    legalBasis: '12/QĐ-UBND',
  }
  const what = { code: '1.001193', version: 2, on: '2026-12-10' as const }
  must(await withdrawVersion(world.deps, { ...order, ...words, ...what }))
  assert.match(await read('/thu-tuc/1.001193'), /Thủ tục này sẽ tạm ngừng từ 10\/12\/2026\./)
  world.at.now = new Date('2026-12-10T08:00:00+07:00')
  const page = await read('/thu-tuc/1.001193')
  assert.match(page, /Thủ tục này tạm ngừng từ 10\/12\/2026\. Không nhận hồ sơ mới/)
  assert.match(page, /Lý do: Chờ quy định mới\. Căn cứ: 12\/QĐ-UBND/)
  assert.doesNotMatch(page, /Bắt đầu nộp hồ sơ/)
  const guide = await read('/thu-tuc/1.001193/huong-dan')
  assert.match(guide, /Thủ tục này tạm ngừng từ 10\/12\/2026/)
  world.at.now = NOW
})

test('the guide is one page: papers, fees, steps, the version, and a code to the procedure', async () => {
  const page = await read('/thu-tuc/1.001193/huong-dan')
  assert.match(page, /Giấy tờ cần nộp \(một trong\) Giấy chứng sinh/)
  assert.match(page, /Bản 1, theo 163\/QĐ-BTP, áp dụng từ 01\/07\/2025\./)
  assert.match(page, /Không mất phí/)
  const english = await app.inject({ url: '/thu-tuc/1.001193/huong-dan?lang=en' })
  assert.deepEqual(
    vietnameseIn(mainOf(english.body)).filter((word) => !/QĐ/.test(word)),
    [],
  )
  await read('/thu-tuc/9.999999/huong-dan', 404)
})

test('as PDF it is one page for every published procedure, in both languages', async () => {
  for (const { code, name } of world.law.procedures()) {
    for (const lang of ['vi', 'en'] as const) {
      const { statusCode, rawPayload, headers } = await app.inject({
        url: `/thu-tuc/${code}/huong-dan.pdf?lang=${lang}`,
      })
      assert.equal(statusCode, 200, `${code} ${lang}`)
      assert.equal(headers['content-type'], 'application/pdf')
      const pages = rawPayload.toString('latin1').match(/\/Type ?\/Page\b/g) ?? []
      assert.equal(pages.length, 1, `${code} ${lang}: ${name.vi}`)
      assert.match(textOfPdf(rawPayload), new RegExp(code.replaceAll('.', '\\.')))
    }
  }
})

type Data = {
  publication: Record<string, unknown> & { publishedOnTime: { isOnTime: boolean | null } }
  procedure: { code: string; decision: { source: string; mark: string } }
}

test('open data: every value with its source, the versions, null where a date is unknown; unchanged by its tag', async () => {
  const first = await app.inject({ url: '/thu-tuc/1.001193.json' })
  assert.equal(first.statusCode, 200)
  assert.match(String(first.headers['content-type']), /^application\/json/)
  const data = first.json<Data>()
  assert.equal(data.publication['version'], 1)
  assert.equal(data.publication['standing'], 'inForce')
  assert.equal(data.publication['inForceTo'], '2026-11-30')
  assert.equal(data.publication['decisionSignedOn'], null)
  assert.equal(data.publication.publishedOnTime.isOnTime, null)
  assert.equal(data.procedure.decision.mark, 'verified')
  const etag = String(first.headers.etag)
  const again = await app.inject({
    url: '/thu-tuc/1.001193.json',
    headers: { 'if-none-match': `"x", ${etag}` },
  })
  assert.equal(again.statusCode, 304)
  assert.equal(again.body, '')
  const second = await app.inject({ url: '/thu-tuc/1.001193.json?phien-ban=2' })
  assert.equal(second.json<Data>().publication['standing'], 'coming')
  assert.notEqual(second.headers.etag, etag)
  assert.equal((await app.inject({ url: '/thu-tuc/9.999999.json' })).statusCode, 404)
})

test('every page of a published procedure stays within the budget of a citizen’s page', async () => {
  for (const { code } of world.law.procedures()) {
    for (const path of ['', '/huong-dan']) {
      const { rawPayload } = await app.inject({
        url: `/thu-tuc/${code}${path}`,
        headers: { 'accept-encoding': 'br' },
      })
      assert.ok(rawPayload.length < 25_000, `${code}${path}: ${rawPayload.length} bytes`)
    }
  }
})
