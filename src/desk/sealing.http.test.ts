import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openDesks, type DeskWorld } from '../../test/support/desk.ts'
import { stateAsKept } from '../../test/support/kept-state.ts'
import { OTHER_WARD } from '../../test/support/office.ts'
import { resultProjections } from '../result/subscriber.ts'
import { startDispatcher } from '../dossier/dispatcher.ts'

let world: DeskWorld
before(async () => {
  world = await openDesks()
})
after(() => world.close())

/** What follows from the history, done now. */
async function follow(): Promise<void> {
  const dispatcher = startDispatcher({
    db: world.database.worker,
    subscribers: [resultProjections(() => 'birthCertificate')],
    onError: (error) => {
      throw error
    },
  })
  await dispatcher.drain()
  await dispatcher.stop()
}

test('the clerk sees the checked signature, numbers and seals, and hands over to the counter', async () => {
  const { id } = await world.dossier('signed')
  const clerk = await world.at(world.people.clerk)
  const list = await clerk.get('/van-thu')
  assert.match(list.body, /1 văn bản đã ký chờ cấp số/)
  assert.match(list.body, /Nguyễn Văn Thịnh/)
  const page = await clerk.get(`/van-thu/${id}`)
  assert.match(page.body, /Chữ ký của lãnh đạo hợp lệ; nội dung không bị sửa sau khi ký/)
  assert.match(page.body, /Thử nghiệm, không có giá trị pháp lý/)
  const hidden = await clerk.formOn(`/van-thu/${id}`, `/van-thu/${id}/dong-dau`)
  const sealed = await clerk.post(`/van-thu/${id}/dong-dau`, hidden)
  assert.equal(sealed.statusCode, 303)
  const done = await clerk.get(sealed.headers.location!)
  assert.match(done.body, /Đã cấp số và đóng dấu/)
  assert.match(done.body, /Chữ ký của lãnh đạo và con dấu đều hợp lệ/)
  assert.match(done.body, /1\/2026\/GKS/)
  assert.match(done.body, /chuyển sang bộ phận một cửa/)
  const pdf = /\/viec\/[^"]+\.pdf/.exec(done.body)![0]
  assert.equal((await clerk.get(pdf)).statusCode, 200)
  assert.equal((await clerk.post(`/van-thu/${id}/dong-dau`, hidden)).statusCode, 303, 'twice')
  const other = { ...hidden, _key: crypto.randomUUID() }
  assert.equal((await clerk.post(`/van-thu/${id}/dong-dau`, other)).statusCode, 409)
  assert.match((await clerk.get('/van-thu')).body, /Không có văn bản nào chờ cấp số/)
})

test('a paper that was changed after signing gets no number', async () => {
  const { id } = await world.dossier('signed')
  const signedHash = (await stateAsKept(world.database, id)).result!.signedHash!
  const { files } = world.deps.result
  const bytes = Buffer.from((await files.read(signedHash))!)
  const at = bytes.indexOf('/Type')
  bytes[at + 1] = 'X'.charCodeAt(0)
  const altered = { ...files, read: async () => bytes }
  const clerk = await world.at(world.people.clerk)
  const hidden = await clerk.formOn(`/van-thu/${id}`, `/van-thu/${id}/dong-dau`)
  world.deps.result.files = altered
  try {
    const page = await clerk.get(`/van-thu/${id}`)
    assert.match(page.body, /Không cấp số được cho văn bản này/)
    const refused = await clerk.post(`/van-thu/${id}/dong-dau`, hidden)
    assert.equal(refused.statusCode, 409)
    assert.match(refused.body, /Không cấp số/)
  } finally {
    world.deps.result.files = files
  }
  const taken = await world.database.owner
    .selectFrom('result_number')
    .select('number')
    .where('dossier_id', '=', id)
    .execute()
  assert.deepEqual(taken, [], 'no number is lost to it')
})

test('wrong role 403, other ward 404, not yet signed 409', async () => {
  const { id } = await world.dossier('forSigning')
  const leader = await world.at(world.people.leader)
  assert.equal((await leader.get('/van-thu')).statusCode, 403)
  assert.equal((await leader.get(`/van-thu/${id}`)).statusCode, 403)
  const stranger = await world.at(await world.hire('clerk', OTHER_WARD))
  assert.equal((await stranger.get(`/van-thu/${id}`)).statusCode, 404)
  const clerk = await world.at(world.people.clerk)
  const page = await clerk.get(`/van-thu/${id}`)
  assert.doesNotMatch(page.body, /action="\/van-thu\/[^"]+dong-dau"/)
  const signed = await world.dossier('signed')
  const form = await clerk.formOn(`/van-thu/${signed.id}`, `/van-thu/${signed.id}/dong-dau`)
  const early = await clerk.post(`/van-thu/${id}/dong-dau`, form)
  assert.equal(early.statusCode, 409)
  assert.match(early.body, /Hồ sơ đang ở bước khác: Lãnh đạo ký/)
})

test('the book shows every number once, says that none is missing, and keeps voided ones with their reason', async () => {
  await world.dossier('sealed')
  const stopped = await world.dossier('signed')
  const { owner } = world.database
  await owner
    .updateTable('result_book')
    .set((eb) => ({ last: eb('last', '+', 1) }))
    .execute()
  const { last } = await owner.selectFrom('result_book').select('last').executeTakeFirstOrThrow()
  await owner
    .insertInto('result_number')
    .values({
      office_id: 101,
      book: 'GKS',
      year: 2026,
      number: last,
      dossier_id: stopped.id,
      reserved_on: '2026-11-22',
      state: 'voided',
      void_reason: 'withdrawalConfirmed',
    })
    .execute()
  await follow()
  const clerk = await world.at(world.people.clerk)
  const { body } = await clerk.get('/van-thu/so')
  assert.match(body, new RegExp(`Số liền từ 1 đến ${last}, không thiếu, không trùng; 1 số đã hủy`))
  for (let number = 1; number <= last; number += 1)
    assert.match(body, new RegExp(`>${number}/2026/GKS<`))
  assert.match(body, /Đã hủy<\/span> người dân rút hồ sơ/)
  assert.match(body, /Đã phát hành/)
  await owner
    .updateTable('result_book')
    .set((eb) => ({ last: eb('last', '+', 1) }))
    .execute()
  assert.match((await clerk.get('/van-thu/so')).body, /Hãy báo quản trị hệ thống ngay/)
  await owner
    .updateTable('result_book')
    .set((eb) => ({ last: eb('last', '-', 1) }))
    .execute()
  const stranger = await world.at(await world.hire('clerk', OTHER_WARD))
  assert.match((await stranger.get('/van-thu/so')).body, /Chưa có sổ nào/)
})
