import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { text } from 'node:stream/consumers'
import { Writable } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import { pino } from 'pino'
import { h } from 'preact'
import { Conflict, Forbidden, Invalid, NotFound } from './lib/problem.ts'
import { readForm } from './ui/form.ts'
import { PostForm } from './ui/keys.tsx'
import { SeeOther } from './ui/refusals.ts'
import { CitizenPage } from './ui/layout.tsx'
import { assetUrl } from './ui/assets.ts'
import { multipart, visitor, type Upload } from '../test/support/visitor.ts'
import { webApp } from '../test/support/web.ts'

const refusals = {
  '/sai': () => new Invalid({ code: 'required', field: 'ten', message: 'Nhập tên của con.' }),
  '/cam': () => new Forbidden(),
  '/khong': () => new NotFound(),
  '/tranh': () => new Conflict('Chị Mai vừa tiếp nhận hồ sơ này.', 'acceptedByAnother'),
  '/hong': () => new Error('password=bimat at 0912345678'),
}

/** A tiny slice: a form, an upload of at most two files of 1,000 bytes, and ways to fail. */
async function sampleRoutes(app: FastifyInstance): Promise<void> {
  app.get('/mau', async (_req, reply) => {
    const form = h(PostForm, { action: '/gui', children: h('button', {}, 'Gửi') })
    return reply.page(h(CitizenPage, { title: 'Mẫu', children: form }))
  })
  app.post('/gui', async (req) => {
    const form = await readForm(req, { maxFields: 10, maxFieldChars: 50 })
    return { ten: form.text('ten'), chon: form.texts('chon'), key: form.key() }
  })
  app.post('/tep', async (req) => {
    const form = await readForm(req, {
      files: {
        maxFiles: 2,
        maxBytes: 1000,
        store: async (file) => `${file.field}:${file.filename}:${(await text(file.stream)).length}`,
      },
    })
    return { files: form.files, ten: form.text('ten') }
  })
  app.route({
    method: ['GET', 'POST'],
    url: '/rieng',
    handler: async () => Promise.reject(new SeeOther('/dang-nhap')),
  })
  app.post('/quen', async () => ({ ok: true }))
  app.post('/may', { config: { machine: true } }, async () => ({ ok: true }))
  app.post('/api/v1/ho-so', async () => ({ ok: true }))
  app.post('/da-luu-roi-hong', async (req) => {
    await readForm(req)
    req.work = 'saved'
    throw new Error('the page could not be rendered')
  })
  app.post('/hong-khi-gui', async (req) => {
    await readForm(req)
    throw new Error('a fault of ours')
  })
  app.post('/mat-khi-gui', async (req) => {
    await readForm(req)
    throw Object.assign(new Error('terminating connection'), { code: '57P01' })
  })
  for (const [path, refusal] of Object.entries(refusals)) {
    app.get(path, async () => Promise.reject(refusal()))
    app.get(`/api${path}`, async () => Promise.reject(refusal()))
  }
}

let app: FastifyInstance
before(async () => {
  app = await webApp(sampleRoutes)
})

describe('a form', () => {
  test('is read when it comes from our page: cleaned, NFC, Đ for Ð', async () => {
    const mother = visitor(app)
    const hidden = await mother.formOn('/mau')
    const answer = await mother.post('/gui', {
      ...hidden,
      ten: '  Ðỗ Thị\u200b Hồng Ân'.normalize('NFD'),
      chon: ['a', 'b'],
    })
    assert.equal(answer.statusCode, 200)
    assert.deepEqual(answer.json(), {
      ten: 'Đỗ Thị Hồng Ân',
      chon: ['a', 'b'],
      key: hidden['_key'],
    })
  })

  test('is refused without token, with an invented one, with somebody else’s, without the cookie', async () => {
    const mother = visitor(app)
    const thief = visitor(app)
    const hidden = await mother.formOn('/mau')
    const others = await thief.formOn('/mau')
    assert.equal((await mother.post('/gui', { ten: 'An' })).statusCode, 403)
    assert.equal((await mother.post('/gui', { ...hidden, _csrf: 'x.y' })).statusCode, 403)
    assert.equal(
      (await mother.post('/gui', { ...hidden, _csrf: others['_csrf']! })).statusCode,
      403,
    )
    assert.equal((await visitor(app).post('/gui', hidden)).statusCode, 403)
    assert.match((await mother.post('/gui', {})).body, /Trang này đã mở quá lâu/)
  })

  test('is refused when the browser says that another site sent it', async () => {
    const mother = visitor(app)
    const hidden = await mother.formOn('/mau')
    for (const headers of [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { origin: 'https://evil.example' },
      { origin: 'null' },
    ]) {
      assert.equal((await mother.post('/gui', hidden, headers)).statusCode, 403)
    }
    assert.equal(
      (await mother.post('/gui', hidden, { origin: 'http://localhost:3000' })).statusCode,
      200,
    )
    assert.equal(
      (await mother.post('/gui', hidden, { 'sec-fetch-site': 'same-origin' })).statusCode,
      200,
    )
  })

  test('needs the submission key that the page gave it', async () => {
    const mother = visitor(app)
    const hidden = await mother.formOn('/mau')
    assert.equal((await mother.post('/gui', { ...hidden, _key: '1; drop table' })).statusCode, 422)
  })

  test('with too long a text names the field; with too many fields is too large', async () => {
    const mother = visitor(app)
    const hidden = await mother.formOn('/mau')
    const long = await mother.post('/gui', { ...hidden, ten: 'a'.repeat(51) })
    assert.equal(long.statusCode, 422)
    assert.match(long.body, /ngắn hơn 50 ký tự/)
    const many = Object.fromEntries(Array.from({ length: 11 }, (_, n) => [`f${n}`, 'x']))
    assert.equal((await mother.post('/gui', { ...hidden, ...many })).statusCode, 413)
    assert.equal(
      (await mother.post('/gui', { ...hidden, ten: 'a'.repeat(1_100_000) })).statusCode,
      413,
    )
  })

  test('is not JSON and not plain text', async () => {
    const mother = visitor(app)
    const hidden = await mother.formOn('/mau')
    for (const type of ['application/json', 'text/plain', 'application/xml']) {
      const answer = await app.inject({
        method: 'POST',
        url: '/gui',
        payload: JSON.stringify(hidden),
        headers: { 'content-type': type },
        cookies: Object.fromEntries(mother.cookies),
      })
      assert.equal(answer.statusCode, 415, type)
    }
  })

  test('that a handler forgot to check is an error of ours, never an answer', async () => {
    assert.equal((await app.inject({ method: 'POST', url: '/quen' })).statusCode, 500)
    assert.equal((await app.inject({ method: 'POST', url: '/may' })).statusCode, 200)
    assert.equal((await app.inject({ method: 'POST', url: '/api/v1/ho-so' })).statusCode, 200)
  })

  test('keeps its cookie from scripts and other sites, and over https from other hosts', async () => {
    const plain = (await app.inject('/mau')).cookies.find((cookie) => cookie.name === 'form')
    assert.deepEqual([plain?.httpOnly, plain?.sameSite, plain?.path], [true, 'Lax', '/'])
    const secure = await webApp(sampleRoutes, { publicUrl: 'https://motcua.example' })
    const held = (await secure.inject('/mau')).cookies.find((each) => each.name === '__Host-form')
    assert.deepEqual([held?.secure, held?.path, held?.domain], [true, '/', undefined])
  })
})

const paper = (bytes: number, filename = 'giấy chứng sinh.jpg'): Upload => ({
  field: 'giay',
  filename,
  type: 'image/jpeg',
  bytes: Buffer.alloc(bytes, 'x'),
})

describe('a form with files', () => {
  test('gives fields and files; empty file boxes are nothing', async () => {
    const mother = visitor(app)
    const hidden = await mother.formOn('/mau')
    const answer = await mother.upload('/tep', { ...hidden, ten: 'An' }, [
      paper(1000),
      paper(0, ''),
    ])
    assert.deepEqual(answer.json(), { files: ['giay:giấy chứng sinh.jpg:1000'], ten: 'An' })
  })

  test('accepts no byte of a file before the token was checked', async () => {
    let stored = 0
    const watched = await webApp(async (each) => {
      await sampleRoutes(each)
      each.post('/xem', async (req) => {
        const store = async () => void stored++
        await readForm(req, { files: { maxFiles: 2, maxBytes: 1000, store } })
        return {}
      })
    })
    const mother = visitor(watched)
    const hidden = await mother.formOn('/mau')
    const whole = multipart(hidden, [paper(10)])
    const filesFirst = multipart({}, [paper(10)])
      .payload.toString()
      .replace(/--\r\n$/, '\r\n')
    const payload = filesFirst + multipart(hidden, []).payload.toString()
    const cookies = Object.fromEntries(mother.cookies)
    const headers = { 'content-type': whole.type }
    const request = { method: 'POST' as const, url: '/xem', headers, cookies }
    assert.equal((await watched.inject({ ...request, payload })).statusCode, 403)
    assert.equal((await mother.upload('/xem', { _csrf: 'x.y' }, [paper(10)])).statusCode, 403)
    assert.equal((await mother.upload('/xem', {}, [])).statusCode, 403)
    assert.equal(stored, 0)
    assert.equal((await mother.upload('/xem', hidden, [paper(10)])).statusCode, 200)
    assert.equal(stored, 1)
  })

  test('too large a file fails where it is stored, and the page says how large it may be', async () => {
    const mother = visitor(app)
    const hidden = await mother.formOn('/mau')
    const answer = await mother.upload('/tep', hidden, [paper(1001)])
    assert.equal(answer.statusCode, 413)
    assert.match(answer.body, /Mỗi tệp không được lớn hơn 1 kB/)
    assert.equal(
      (await mother.upload('/tep', hidden, [paper(1), paper(1), paper(1)])).statusCode,
      413,
    )
  })

  test('is refused where no files are taken, and when it is cut off', async () => {
    const mother = visitor(app)
    const hidden = await mother.formOn('/mau')
    assert.equal((await mother.upload('/gui', hidden, [paper(1)])).statusCode, 415)
    const { payload, type } = multipart(hidden, [paper(500)])
    const cut = await app.inject({
      method: 'POST',
      url: '/tep',
      payload: payload.subarray(0, payload.length - 300),
      headers: { 'content-type': type },
      cookies: Object.fromEntries(mother.cookies),
    })
    assert.equal(cut.statusCode, 400)
  })

  test('of 50 MB is answered, not broken off, though nothing of it is kept', async () => {
    const address = await app.listen({ port: 0, host: '127.0.0.1' })
    const mother = visitor(app)
    const { payload, type } = multipart(await mother.formOn('/mau'), [paper(50_000_000)])
    const cookie = [...mother.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const headers = { 'content-type': type, cookie }
    const answer = await fetch(`${address}/tep`, {
      method: 'POST',
      body: new Uint8Array(payload),
      headers,
    })
    assert.equal(answer.status, 413)
    await app.close()
    app = await webApp(sampleRoutes)
  })
})

describe('what goes wrong', () => {
  test('has its status, and words that say what to do', async () => {
    const table: [string, number, RegExp][] = [
      ['/sai', 422, /Nhập tên của con\./],
      ['/cam', 403, /không có quyền/],
      ['/khong', 404, /Không tìm thấy/],
      ['/tranh', 409, /Chị Mai vừa tiếp nhận/],
      ['/hong', 500, /Mã sự cố/],
      ['/khong-co-trang-nay', 404, /Không có trang này/],
    ]
    for (const [path, status, words] of table) {
      const answer = await app.inject(path)
      assert.equal(answer.statusCode, status, path)
      assert.match(answer.body, words)
      assert.match(String(answer.headers['content-type']), /^text\/html/)
    }
  })

  test('never shows what is inside, and gives a code to read out on the telephone', async () => {
    const answer = await app.inject('/hong')
    assert.doesNotMatch(answer.body, /bimat|0912345678|\.ts/)
    assert.match(answer.body, /<span class="code">[A-Z2-9]{8}<\/span>/)
  })

  test('says whether the work was saved', async () => {
    const mother = visitor(app)
    const hidden = await mother.formOn('/mau')
    for (const path of ['/hong', '/khong', '/khong-co-trang-nay'])
      assert.match((await app.inject(path)).body, /chưa gửi gì nên không mất gì/, path)
    assert.match((await mother.post('/hong-khi-gui', hidden)).body, /chưa được lưu/)
    const unsure = await mother.post('/mat-khi-gui', hidden)
    assert.deepEqual([unsure.statusCode, unsure.headers['retry-after']], [503, '5'])
    assert.match(unsure.body, /Chưa chắc điều bạn vừa gửi đã được lưu/)
    assert.match((await mother.post('/da-luu-roi-hong', hidden)).body, /đã được lưu/)
  })

  test('is told to programs as a problem document with a stable code', async () => {
    const invalid = await app.inject('/api/sai')
    assert.match(String(invalid.headers['content-type']), /^application\/problem\+json/)
    const body = invalid.json<Record<string, unknown>>()
    assert.equal(body['status'], 422)
    assert.equal(body['code'], 'invalid')
    assert.deepEqual(body['problems'], refusals['/sai']().problems)
    assert.equal(
      (await app.inject('/api/tranh')).json<{ reason: string }>().reason,
      'acceptedByAnother',
    )
    assert.equal((await app.inject('/api/khong-co')).json<{ code: string }>().code, 'notFound')
    const failed = await app.inject('/api/hong')
    assert.equal(failed.json<{ code: string }>().code, 'failed')
    assert.doesNotMatch(failed.body, /bimat|0912345678/)
  })

  test('a broken address is a bad request, not a fault of ours', async () => {
    for (const url of ['/%zz', '/mau/%e0%a4%a']) {
      const answer = await app.inject(url)
      assert.equal(answer.statusCode, 400)
      assert.match(answer.body, /Không đọc được địa chỉ này/)
      assert.match(String(answer.headers['content-type']), /^text\/plain/)
    }
    assert.equal((await app.inject('/api/%zz')).json<{ code: string }>().code, 'badRequest')
    assert.equal((await app.inject('/mau?%')).statusCode, 200)
    assert.equal((await app.inject(`/${'a'.repeat(9000)}`)).statusCode, 400, 'far too long')
  })

  test('when somebody has to sign in first, they are led there, also from a form', async () => {
    const guest = visitor(app)
    const page = await guest.get('/rieng')
    assert.deepEqual([page.statusCode, page.headers.location], [303, '/dang-nhap'])
    assert.equal((await guest.post('/rieng', {})).statusCode, 303)
  })

  test('the way back leads only to our own pages', async () => {
    const back = async (referer: string) =>
      (await app.inject({ url: '/sai', headers: { referer, host: 'localhost:3000' } })).body
    assert.match(await back('http://localhost:3000/mau?a=1'), /href="\/mau\?a=1"/)
    assert.doesNotMatch(await back('https://evil.example/mau'), /evil/)
    assert.match(await back('http://localhost:3000//evil.example'), /href="\/evil.example"/)
  })
})

describe('every answer', () => {
  test('carries the security headers, and the policy allows nothing inline', async () => {
    for (const path of ['/mau', '/khong-co', '/hong', '/api/sai', '/healthz']) {
      const { headers } = await app.inject(path)
      const policy = String(headers['content-security-policy'])
      assert.match(policy, /default-src 'self'/)
      assert.match(policy, /frame-ancestors 'none'/)
      assert.doesNotMatch(policy, /unsafe/)
      assert.equal(headers['x-content-type-options'], 'nosniff')
      assert.equal(headers['referrer-policy'], 'same-origin')
      assert.equal(headers['x-frame-options'], 'DENY')
    }
  })

  test('over https asks to stay there; on plain http it does not', async () => {
    const secure = await webApp(sampleRoutes, { publicUrl: 'https://motcua.example' })
    assert.match(
      String((await secure.inject('/mau')).headers['strict-transport-security']),
      /max-age/,
    )
    assert.equal((await app.inject('/mau')).headers['strict-transport-security'], undefined)
  })

  test('that is a page is nobody’s to keep, has no inline script or style, and names its language', async () => {
    for (const path of ['/mau', '/sai', '/hong', '/khong-co']) {
      const { body, headers } = await app.inject(path)
      assert.equal(headers['cache-control'], 'no-store')
      assert.doesNotMatch(body, /\sstyle=|<style|\son\w+=|<script(?![^>]* src=)/)
      assert.match(body, /^<!doctype html><html lang="vi">/)
    }
  })

  test('that is an asset is kept for ever, under a name that tells its content', async () => {
    const url = assetUrl('citizen.css')
    const zipped = await app.inject({ url, headers: { 'accept-encoding': 'gzip, br' } })
    assert.equal(zipped.headers['content-encoding'], 'br')
    assert.match(String(zipped.headers['cache-control']), /immutable/)
    assert.match((await app.inject(url)).body, /--accent/)
  })
})

describe('the language', () => {
  test('is Vietnamese unless asked, then remembered', async () => {
    const guest = visitor(app)
    assert.match((await guest.get('/mau')).body, /lang="vi".*Đăng nhập/)
    assert.match((await guest.get('/mau?lang=en')).body, /lang="en".*Sign in/)
    assert.match((await guest.get('/khong-co')).body, /This page does not exist/)
    assert.match((await guest.get('/mau?lang=vi')).body, /Đăng nhập/)
    assert.match((await guest.get('/mau')).body, /lang="vi"/)
  })

  test('other than ours is ignored', async () => {
    const { body, cookies } = await app.inject('/mau?lang=%22%3E%3Cscript%3E')
    assert.match(body, /<html lang="vi">/)
    assert.ok(cookies.every((cookie) => cookie.name !== 'lang'))
  })
})

describe('the program', () => {
  test('limits how often one address asks, and a page says so', async () => {
    const strict = await webApp(sampleRoutes, { requestsPerMinute: 3 })
    const statuses = []
    for (let n = 0; n < 4; n++) statuses.push((await strict.inject('/mau')).statusCode)
    assert.deepEqual(statuses, [200, 200, 200, 429])
    assert.match((await strict.inject('/mau')).body, /đợi một phút/)
    assert.equal((await strict.inject('/api/sai')).json<{ code: string }>().code, 'tooManyRequests')
    assert.equal((await strict.inject('/healthz')).statusCode, 200)
    assert.equal((await strict.inject(assetUrl('citizen.css'))).statusCode, 200)
  })

  test('believes no forwarded address unless told which proxy to trust', async () => {
    const headers = { 'x-forwarded-for': '203.0.113.9' }
    const ip = async (each: FastifyInstance) => {
      each.get('/ip', async (req) => req.ip)
    }
    const open = await webApp(ip)
    assert.equal((await open.inject({ url: '/ip', headers })).body, '127.0.0.1')
    const behind = await webApp(ip, { trustedProxies: ['127.0.0.1'] })
    assert.equal((await behind.inject({ url: '/ip', headers })).body, '203.0.113.9')
  })

  test('shows how far it is while loading, with a way on that needs no clock and no script', async () => {
    let done = false
    const steps = [{ name: 'Thủ tục hành chính', done: false, count: 5670 }]
    const starting = await webApp(sampleRoutes, { progress: () => ({ done, steps }) })
    const page = await starting.inject('/mau')
    assert.equal(page.statusCode, 503)
    assert.equal(page.headers['retry-after'], '2')
    assert.match(page.body, /Đang nạp dữ liệu….*href="\/mau"[^>]*>Mở lại trang này.*5\.670/)
    assert.doesNotMatch(page.body, /http-equiv/)
    assert.equal(page.headers['refresh'], undefined)
    assert.equal((await starting.inject('/api/sai')).json<{ code: string }>().code, 'starting')
    assert.equal((await starting.inject('/healthz')).body, 'ok')
    assert.equal((await starting.inject(assetUrl('citizen.css'))).statusCode, 200)
    done = true
    assert.equal((await starting.inject('/mau')).statusCode, 200)
  })

  test('is ready only when its parts are', async () => {
    const checks = { database: 'unreachable' } as const
    const sick = await webApp(sampleRoutes, { ready: async () => ({ ok: false, checks }) })
    const answer = await sick.inject('/readyz')
    assert.equal(answer.statusCode, 503)
    assert.deepEqual(answer.json(), { ok: false, checks })
    assert.equal((await app.inject('/readyz')).statusCode, 200)
  })

  test('says on every page that it is not the real one, when told so', async () => {
    const notice = 'Bản thử nghiệm: mọi người và hồ sơ ở đây đều là giả định.'
    const demo = await webApp(sampleRoutes, { notice })
    for (const path of ['/mau', '/khong-co', '/hong']) {
      assert.ok((await demo.inject(path)).body.includes(notice))
    }
  })

  test('logs no address, no query, no body, no values of a driver', async () => {
    const lines: string[] = []
    const sink = new Writable({
      write: (chunk, _encoding, next) => (lines.push(String(chunk)), next()),
    })
    const logged = await webApp(
      async (each) => {
        await sampleRoutes(each)
        each.get('/ho-so/:code', async () => {
          const detail = 'Key (phone)=(0912345678) already exists.'
          throw Object.assign(new Error('bad number: 0912345678'), { detail, code: '23505' })
        })
      },
      { log: pino(sink) },
    )
    const mother = visitor(logged)
    await mother.get('/ho-so/H26.146-20261123-0000318?so=5678')
    await mother.post('/gui', { ...(await mother.formOn('/mau')), ten: 'Trần Thị Thu Hà' })
    const log = lines.join('')
    assert.match(log, /"route":"\/ho-so\/:code","status":500/)
    assert.match(log, /"fault":\{"kind":"Error","code":"23505","at":\["at .*app\.http\.test\.ts/)
    assert.doesNotMatch(log, /H26|5678|Thu Hà|127\.0\.0\.1/)
  })
})
