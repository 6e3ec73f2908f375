/** A joint procedure at the desks: the leg's own office acknowledges, works, asks and ends; everybody sees each leg's own deadline. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { axe, fitsWidth, launchBrowser } from '../../test/support/browser.ts'
import { openDesks, plainBirth, type DeskWorld, type Official } from '../../test/support/desk.ts'
import { partner } from '../../test/support/joint.ts'
import { writeJointLaw } from '../../test/support/joint-law.ts'
import { accepted, OTHER_WARD, THIRD_WARD, WARD } from '../../test/support/office.ts'
import type { Visitor } from '../../test/support/visitor.ts'
import type { Command } from '../dossier/commands.ts'
import { startDispatcher } from '../dossier/dispatcher.ts'
import { handle } from '../dossier/handle.ts'
import type { Directory } from '../office/directory.ts'
import { legsList } from '../result/subscriber-legs.ts'

let folder: string
let world: DeskWorld
let theirs: Official

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'motcua-legs-'))
  writeJointLaw(folder)
  world = await openDesks(folder)
  theirs = await world.hire('officer', OTHER_WARD, 'Vũ Thị Hai')
  await sql`insert into office_number (number, office_id, valid_from) values ('00070', ${OTHER_WARD}, '2025-07-01')`.execute(
    world.database.owner,
  )
  await (world.deps.result.dossier.offices as Directory).reload()
})
after(async () => {
  await world.close()
  rmSync(folder, { recursive: true })
})

async function told(): Promise<void> {
  const { law } = world
  const dispatcher = startDispatcher({
    db: world.database.worker,
    subscribers: [
      legsList({ termsOf: ({ code, caseCode, version }) => law.terms(code, caseCode, version) }),
    ],
    onError: (error) => {
      throw error
    },
  })
  await dispatcher.drain()
  await dispatcher.stop()
}

const sealed = (ownerName: string) =>
  world.dossier('sealed', {
    ownerName,
    answers: {
      ...plainBirth(),
      'father.residence': { commune: '00070', detail: 'số 8 phố Hàng Bạc' },
    },
  })

const byPartner = async (id: string, command: Command) =>
  accepted(
    await handle(world.deps.result.dossier, {
      id,
      by: { ...partner, scopes: [WARD] },
      key: randomUUID(),
      command,
    }),
  )

/** Sends the form of that act as it stands on the page, with these fields. */
async function send(browser: Visitor, page: string, act: string, fields = {}) {
  const action = `${page}/${act}`
  return browser.post(action, { ...(await browser.formOn(page, action)), ...fields })
}

test('the other ward finds its leg, acknowledges, works and ends it; the lead ward sees each leg with its own deadline', async () => {
  const { id } = await sealed('Nguyễn Liên Thông')
  await told()
  const own = await world.at(world.people.officer)
  const page = await own.get(`/viec/${id}`)
  assert.match(page.body, /Các chặng liên thông/)
  assert.match(page.body, /Chặng birth[\s\S]*Đã xong/)
  assert.match(page.body, /Công an[\s\S]*Chờ cơ quan xác nhận/)
  assert.match(
    (await own.get(`/viec/${id}/chang/support`)).body,
    /Không có việc nào ông\/bà làm được/,
  )

  const other = await world.at(theirs)
  const list = await other.get('/viec/chang')
  assert.match(list.body, /Nguyễn Liên Thông/)
  assert.match(list.body, /Chờ xác nhận/)
  const leg = `/viec/${id}/chang/support`
  assert.equal((await send(other, leg, 'nhan')).statusCode, 303)
  const running = await other.get(`${leg}?xong=nhan`)
  assert.match(running.body, /Đã xác nhận\. Thời hạn của chặng bắt đầu tính\./)
  assert.match(running.body, /Còn bước của chặng này chưa xong/)

  const step = `/viec/${id}/buoc/look`
  const done = await other.post(step, await other.formOn(`/viec/${id}`, step))
  assert.equal(done.statusCode, 303)
  const wrong = await send(other, leg, 'xong', { name: '', on: '31/2/2026' })
  assert.equal(wrong.statusCode, 422)
  assert.match(wrong.body, /Hãy ghi tên kết quả\./)
  assert.match(wrong.body, /Hãy ghi ngày của kết quả/)
  const ended = await send(other, leg, 'xong', {
    name: 'Quyết định hỗ trợ',
    number: '12/QĐ',
    on: '23/11/2026',
  })
  assert.equal(ended.statusCode, 303)
  await told()
  assert.match((await other.get('/viec/chang')).body, /Không có chặng nào chờ cơ quan/)
  assert.match((await own.get(`/viec/${id}`)).body, /Quyết định hỗ trợ/)
  const history = await own.get(`/viec/${id}?xem=lich-su`)
  assert.match(history.body, /Chặng liên thông kết thúc: Chặng support/)

  const desk = await world.at(world.people.receptionist)
  assert.equal((await send(desk, leg, 'tra', { manner: 'counter' })).statusCode, 303)
  assert.match((await desk.get(leg)).body, /Quyết định hỗ trợ, số 12\/QĐ \(đã trả\)/)
})

test('missing papers are asked for with reason and basis, and taken at the counter; a refusal needs both', async () => {
  const { id } = await sealed('Trần Thiếu Giấy')
  const other = await world.at(theirs)
  const leg = `/viec/${id}/chang/support`
  await send(other, leg, 'nhan')
  const asking = `${leg}/bo-sung`
  const form = await other.formOn(asking, asking)
  const bare = await other.post(asking, form)
  assert.equal(bare.statusCode, 422)
  assert.match(bare.body, /Hãy ghi ít nhất một điều cần bổ sung/)
  const { faults, supplementBases } = world.deps.library
  const shown = await other.get(asking)
  const paper = /name="own\.([^"]+)"/.exec(shown.body)![1]!
  const full = {
    ...form,
    [`fault.${paper}`]: faults[0]!.id,
    reason: 'Ảnh không đọc được.',
    basis: supplementBases[0]!.id,
  }
  assert.equal((await other.post(asking, full)).statusCode, 303)
  const page = await other.get(`/viec/${id}`)
  assert.match(page.body, /Chờ người dân bổ sung/)
  assert.match(page.body, /người dân bổ sung trước/)

  const desk = await world.at(world.people.receptionist)
  const taken = await send(desk, leg, 'da-bo-sung', { note: 'Đã nhận bản rõ.' })
  assert.equal(taken.statusCode, 303)
  const no = await send(other, leg, 'tu-choi', { outcome: 'refused', reason: 'Không đủ điều kiện' })
  assert.equal(no.statusCode, 422)
  assert.match(no.body, /Hãy ghi điều, khoản của văn bản/)
  const law = world.law.procedure('1.001193')!.legalBasis[0]!.number
  const refusal = { outcome: 'refused', reason: 'Không đủ điều kiện', law, article: 'Điều 3' }
  assert.equal((await send(other, leg, 'tu-choi', refusal)).statusCode, 303)
  assert.match((await other.get(leg)).body, /Bị từ chối/)
})

test('nobody else acts on a leg: not the lead office, not a third ward, not the citizen’s own official', async () => {
  const { id } = await sealed('Lê Không Phận Sự')
  const leg = `/viec/${id}/chang/support`
  const own = await world.at(world.people.officer)
  const other = await world.at(theirs)
  const theirForm = await other.formOn(leg, `${leg}/nhan`)
  const page = await own.get(`/viec/${id}`)
  const _csrf = /name="_csrf" value="([^"]+)"/.exec(page.body)?.[1]
  const tried = await own.post(`${leg}/nhan`, { ...theirForm, _csrf: _csrf ?? '' })
  assert.equal(tried.statusCode, 403)
  assert.match(tried.body, /Bạn không được làm việc này/)
  const third = await world.at(await world.hire('officer', THIRD_WARD))
  assert.equal((await third.get(leg)).statusCode, 404)
  assert.equal((await other.get(`/viec/${id}/chang/x`)).statusCode, 404)
})

test('the list, the dossier and the leg: no fault that axe knows, and they fit 360 and 1280 px', async () => {
  const { id } = await sealed('Phạm Vừa Màn Hình')
  await byPartner(id, { type: 'acknowledgeLeg', leg: 'residence', reference: 'CA-1' })
  const other = await world.at(theirs)
  await send(other, `/viec/${id}/chang/support`, 'nhan')
  await told()
  const session = other.cookies.get('session')!
  const address = await world.app.listen({ port: 0, host: '127.0.0.1' })
  const browser = await launchBrowser()
  try {
    for (const width of [360, 1280]) {
      const page = await browser.newPage({ width, javaScript: false, baseURL: address })
      await page.context().addCookies([{ name: 'session', value: session, url: address }])
      const file =
        '<!doctype html><html lang="vi"><title>Tệp</title><main><h1>Tệp</h1></main></html>'
      await page.route('**/tep/**', (route) =>
        route.fulfill({ contentType: 'text/html; charset=utf-8', body: file }),
      )
      for (const path of ['/viec/chang', `/viec/${id}`, `/viec/${id}/chang/support`]) {
        assert.equal((await page.goto(path))?.status(), 200)
        assert.ok(await fitsWidth(page), `${path} at ${width}`)
        assert.deepEqual(await axe(page), [], `${path} at ${width}`)
        if (process.env['SHOTS'])
          await page.screenshot({
            path: `${process.env['SHOTS']}/${path.split('/').at(-1)}-${width}.png`,
            fullPage: true,
          })
      }
      await page.context().close()
    }
  } finally {
    await browser.close()
  }
})
