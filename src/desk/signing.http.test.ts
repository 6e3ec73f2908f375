import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { documentHashOf, openDesks, plainBirth, type DeskWorld } from '../../test/support/desk.ts'
import { OTHER_WARD } from '../../test/support/office.ts'

let world: DeskWorld
before(async () => {
  world = await openDesks()
})
after(() => world.close())

async function kindsOf(id: string): Promise<string[]> {
  const events = await world.database.owner
    .selectFrom('dossier_event')
    .select('kind')
    .where('dossier_id', '=', id)
    .orderBy('seq')
    .execute()
  return events.map(({ kind }) => kind)
}

test('the leader opens the paper, reads three facts and the hash, and signs exactly that', async () => {
  const { id } = await world.dossier('forSigning')
  const leader = await world.at(world.people.leader)
  const list = await leader.get('/ky')
  assert.match(list.body, /Nguyễn Hoàng Minh Anh/)
  assert.match(list.body, /Chưa mở/)
  const page = await leader.get(`/ky/${id}`)
  assert.equal(page.statusCode, 200)
  assert.match(page.body, /Người dân đã đồng ý với bản nháp lúc/)
  assert.match(page.body, /số định danh khớp năm sinh và giới tính của trẻ/)
  assert.match(page.body, /Văn bản đúng với tờ khai; không có điểm lệch nào/)
  const hash = await documentHashOf(world, id)
  assert.match(page.body, new RegExp(`SHA-256 ${hash.slice(0, 4)} ${hash.slice(4, 8)}`))
  assert.match(page.body, new RegExp(`<iframe src="/viec/${id}/van-ban/${hash}.pdf"`))
  assert.doesNotMatch(page.body, /Mã xác thực/, 'has just signed in')

  const hidden = await leader.formOn(`/ky/${id}`, `/ky/${id}/ky`)
  assert.equal(hidden['seen'], hash)
  const signed = await leader.post(`/ky/${id}/ky`, hidden)
  assert.equal(signed.statusCode, 303)
  const after = await leader.get(signed.headers.location!)
  assert.match(after.body, /Đã ký\. Văn bản được chuyển cho văn thư/)
  assert.equal((await kindsOf(id)).at(-1), 'resultSigned')
})

test('a double click signs once; the second key is told that it is signed', async () => {
  const { id } = await world.dossier('forSigning')
  const leader = await world.at(world.people.leader)
  const hidden = await leader.formOn(`/ky/${id}`, `/ky/${id}/ky`)
  const answers = await Promise.all([
    leader.post(`/ky/${id}/ky`, hidden),
    leader.post(`/ky/${id}/ky`, hidden),
  ])
  assert.deepEqual(
    answers.map(({ statusCode }) => statusCode),
    [303, 303],
  )
  assert.equal((await kindsOf(id)).filter((kind) => kind === 'resultSigned').length, 1)
  const other = await leader.post(`/ky/${id}/ky`, { ...hidden, _key: crypto.randomUUID() })
  assert.equal(other.statusCode, 409)
})

test('another paper than the one on the screen is not signed', async () => {
  const { id } = await world.dossier('forSigning')
  const leader = await world.at(world.people.leader)
  const hidden = await leader.formOn(`/ky/${id}`, `/ky/${id}/ky`)
  const stale = await leader.post(`/ky/${id}/ky`, { ...hidden, seen: 'ab'.repeat(32) })
  assert.equal(stale.statusCode, 409)
  assert.match(stale.body, /Văn bản đã thay đổi so với bản được trình/)
  assert.equal((await kindsOf(id)).at(-1), 'submittedForSigning')
})

test('once a paper is submitted for signing its declaration cannot change under it', async () => {
  const { id, mother } = await world.dossier('forSigning')
  const faults = [{ paper: 'declaration', fault: 'Sai tên' }]
  const ask = {
    type: 'requestSupplement' as const,
    faults,
    reason: 'Sai tên',
    legalBasis: 'NĐ 118',
  }
  await assert.rejects(
    world.act(id, world.people.officer.actor, ask),
    /không yêu cầu bổ sung được nữa/,
  )
  const change = { type: 'supplement' as const, papers: [], fileNames: {}, answers: plainBirth() }
  await assert.rejects(world.act(id, mother, change), /không chờ bổ sung/)
})

test('the leader sends a paper back with a reason, which the officer reads', async () => {
  const { id } = await world.dossier('forSigning')
  const leader = await world.at(world.people.leader)
  const path = `/ky/${id}/tra-lai`
  const empty = await leader.post(path, await leader.formOn(`/ky/${id}`, path))
  assert.equal(empty.statusCode, 422)
  assert.match(empty.body, /Hãy ghi lý do để người soạn sửa/)
  const fields = { ...(await leader.formOn(`/ky/${id}`, path)), reason: 'Ghi thiếu nơi sinh.' }
  assert.equal((await leader.post(path, fields)).statusCode, 303)
  const officer = await world.at(world.people.officer)
  const page = await officer.get(`/viec/${id}`)
  assert.match(page.body, /Nguyễn Văn Thịnh trả lại, chưa ký: Ghi thiếu nơi sinh\./)
  assert.match(page.body, /Trình ký/)
})

test('whoever prepared the paper does not sign it, even as a leader', async () => {
  const { id } = await world.dossier('registered')
  const both = world.people.officer.actor
  await world.database.owner
    .insertInto('assignment')
    .values({
      person_id: both.personId,
      office_id: both.officeId,
      role: 'leader',
      title: 'Phó Chủ tịch',
      valid_from: '2026-01-01',
    })
    .execute()
  const officer = await world.at(world.people.officer)
  const form = await officer.formOn(`/viec/${id}`, `/viec/${id}/trinh-ky`)
  assert.match((await officer.get(`/viec/${id}`)).body, /<select class="in" id="leader"/)
  const submitted = await officer.post(`/viec/${id}/trinh-ky`, {
    ...form,
    leader: String(both.personId),
  })
  assert.equal(submitted.statusCode, 303)
  const page = await officer.get(`/ky/${id}`)
  assert.match(page.body, /người soạn kết quả này nên không được ký/)
  const { _csrf, _key } = await officer.formOn(`/ky/${id}`, `/ky/${id}/tra-lai`)
  const seen = await documentHashOf(world, id)
  const refused = await officer.post(`/ky/${id}/ky`, { _csrf: _csrf!, _key: _key!, seen })
  assert.equal(refused.statusCode, 403)
  assert.match(refused.body, /Người soạn kết quả không được ký chính kết quả đó/)
  const lead = await world.at(world.people.leader)
  const others = await lead.get(`/ky/${id}`)
  assert.match(others.body, /Văn bản ghi người ký là Phó Chủ tịch Phạm Thị Ngọc Lan/)
  await world.database.owner
    .deleteFrom('assignment')
    .where('person_id', '=', both.personId)
    .where('role', '=', 'leader')
    .execute()
})

test('only leaders of the competent office: an officer gets 403, another ward 404, an earlier step 409', async () => {
  const { id } = await world.dossier('forSigning')
  const officer = await world.at(world.people.officer)
  assert.equal((await officer.get('/ky')).statusCode, 403)
  assert.equal((await officer.post(`/ky/${id}/ky`, {})).statusCode, 403)
  const stranger = await world.at(await world.hire('leader', OTHER_WARD))
  assert.equal((await stranger.get(`/ky/${id}`)).statusCode, 404)
  assert.doesNotMatch((await stranger.get('/ky')).body, /Nguyễn Hoàng Minh Anh/)
  const early = await world.dossier('claimed')
  const leader = await world.at(world.people.leader)
  const { _csrf } = await leader.formOn(`/ky/${id}`, `/ky/${id}/ky`)
  const fields = { _csrf: _csrf!, _key: crypto.randomUUID(), seen: 'ab'.repeat(32) }
  const refused = await leader.post(`/ky/${early.id}/ky`, fields)
  assert.equal(refused.statusCode, 409)
  assert.match(refused.body, /Hồ sơ đang ở bước khác: Thẩm tra hồ sơ/)
})

test('after five minutes a signature asks for the one-time code again; wrong and used codes are refused', async () => {
  const { id } = await world.dossier('forSigning')
  const leader = await world.at(world.people.leader)
  world.clock.aheadMinutes = 6
  try {
    const page = await leader.get(`/ky/${id}`)
    assert.match(page.body, /Mã xác thực 6 số/)
    const hidden = await leader.formOn(`/ky/${id}`, `/ky/${id}/ky`)
    const none = await leader.post(`/ky/${id}/ky`, hidden)
    assert.equal(none.statusCode, 422)
    assert.match(none.body, /Hãy nhập mã xác thực 6 số để ký/)
    const wrong = await leader.post(`/ky/${id}/ky`, { ...hidden, code: '000000' })
    assert.equal(wrong.statusCode, 422)
    assert.match(wrong.body, /Mã xác thực không đúng hoặc đã dùng/)
    assert.equal((await kindsOf(id)).at(-1), 'submittedForSigning')
    const code = await world.code(world.people.leader)
    const before = leader.cookies.get('session')!
    const signed = await leader.post(`/ky/${id}/ky`, { ...hidden, code })
    assert.equal(signed.statusCode, 303)

    const after = leader.cookies.get('session')!
    assert.notEqual(after, before, 'a session that has proved more goes on under a new token')
    leader.cookies.set('session', before)
    assert.equal((await leader.get('/ky')).statusCode, 303, 'the old token opens nothing')
    leader.cookies.set('session', after)

    const next = await world.dossier('forSigning')
    const fresh = await leader.get(`/ky/${next.id}`)
    assert.doesNotMatch(fresh.body, /Mã xác thực 6 số/, 'the code counts for five minutes')
    world.clock.aheadMinutes = 12
    const again = await leader.formOn(`/ky/${next.id}`, `/ky/${next.id}/ky`)
    const used = await leader.post(`/ky/${next.id}/ky`, { ...again, code })
    assert.equal(used.statusCode, 422, 'a code is good once')
  } finally {
    world.clock.aheadMinutes = 0
  }
})

test('a batch signs what was opened and is plain; the rest stays with its reason; a second click changes nothing', async () => {
  const [one, two, unseen] = [
    await world.dossier('forSigning', { ownerName: 'Vũ Gia Bảo' }),
    await world.dossier('forSigning', { ownerName: 'Đoàn Khánh Linh' }),
    await world.dossier('forSigning', { ownerName: 'Phùng Bảo Ngọc' }),
  ]
  const late = await world.dossier('forSigning', {
    ownerName: 'Tạ Phương Uyên',
    answers: { ...plainBirth(), 'child.birthOn': '2026-01-05' },
  })
  const leader = await world.at(world.people.leader)
  for (const { id } of [one, two, late]) await leader.get(`/ky/${id}`)
  const { body } = await leader.get('/ky')
  const docs = [...body.matchAll(/name="doc" value="([^"]+)"/g)].map(([, value]) => value!)
  const ids = docs.map((doc) => doc.slice(0, 36))
  assert.ok(ids.includes(one.id) && ids.includes(two.id))
  assert.ok(!ids.includes(unseen.id), 'not opened: no box')
  assert.ok(!ids.includes(late.id), 'something stands out: signed alone')
  assert.match(body, /Để riêng, ký từng cái/)
  assert.match(body, /Đăng ký sau 60 ngày/)

  const hidden = await leader.formOn('/ky', '/ky/lo')
  const chosen = [
    ...docs.filter((doc) => [one.id, two.id].includes(doc.slice(0, 36))),
    `${unseen.id}.${await documentHashOf(world, unseen.id)}`,
    `${late.id}.${await documentHashOf(world, late.id)}`,
  ]
  const answer = await leader.post('/ky/lo', { ...hidden, doc: chosen })
  assert.equal(answer.statusCode, 303)
  const page = await leader.get(answer.headers.location!)
  assert.match(page.body, /Đã ký 2 trong 4 văn bản/)
  assert.match(page.body, /chưa mở văn bản này/)
  assert.match(page.body, /phải mở và ký riêng/)
  assert.equal((await kindsOf(one.id)).at(-1), 'resultSigned')
  assert.equal((await kindsOf(unseen.id)).at(-1), 'submittedForSigning')
  const again = await leader.post('/ky/lo', { ...hidden, doc: chosen })
  assert.match((await leader.get(again.headers.location!)).body, /Đã ký 2 trong 4 văn bản/)
  assert.equal((await kindsOf(one.id)).filter((kind) => kind === 'resultSigned').length, 1)
})

test('an opening before the paper was set anew does not count for the batch', async () => {
  const { id } = await world.dossier('forSigning', { ownerName: 'Mai Đức Phúc' })
  const leader = await world.at(world.people.leader)
  const path = `/ky/${id}/tra-lai`
  const fields = { ...(await leader.formOn(`/ky/${id}`, path)), reason: 'Sửa lại.' }
  await leader.post(path, fields)
  const officer = await world.at(world.people.officer)
  const form = await officer.formOn(`/viec/${id}`, `/viec/${id}/trinh-ky`)
  assert.equal((await officer.post(`/viec/${id}/trinh-ky`, form)).statusCode, 303)
  const { body } = await leader.get('/ky')
  assert.ok(body.includes('Mai Đức Phúc'))
  assert.ok(!body.includes(`value="${id}.`), 'the new paper has not been opened')
})

test('a batch of nothing says so; made-up ids are passed over', async () => {
  await world.dossier('forSigning')
  const leader = await world.at(world.people.leader)
  const hidden = await leader.formOn('/ky', '/ky/lo')
  const none = await leader.post('/ky/lo', hidden)
  assert.equal(none.statusCode, 422)
  assert.match(none.body, /Hãy chọn ít nhất một văn bản đã mở/)
  const made = `${crypto.randomUUID()}.${'ab'.repeat(32)}`
  const answer = await leader.post('/ky/lo', { ...hidden, doc: made })
  assert.equal(answer.statusCode, 303)
  assert.match((await leader.get(answer.headers.location!)).body, /Đã ký 0 trong 0 văn bản/)
})
