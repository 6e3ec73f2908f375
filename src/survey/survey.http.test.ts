import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { inContext } from '../db/context.ts'
import { newId } from '../lib/ids.ts'
import { fileIt, fillIn, PHOTO } from '../../test/support/birth-filing.ts'
import { receptionist } from '../../test/support/birth-life.ts'
import {
  openCitizenDoors,
  type Citizen,
  type CitizenDoors,
} from '../../test/support/citizen-doors.ts'
import { accepted, act, OTHER_WARD, WARD } from '../../test/support/office.ts'
import {
  assertAnchorsExist,
  mainOf,
  summaryOf,
  vietnameseIn,
} from '../../test/support/page-checks.ts'
import { ratingOf, satisfactionIn, wordsAbout } from './store.ts'

let doors: CitizenDoors
let people = 0
before(async () => {
  doors = await openCitizenDoors()
})
after(() => doors.close())

/** A dossier that the office has ended: refused, since that needs one act. */
async function ended(): Promise<{ mother: Citizen; id: string }> {
  const mother = await doors.citizen(`Người Đánh Giá ${'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[people++]}`)
  await fillIn(mother)
  const id = await fileIt(mother)
  assert.equal((await mother.get(`/ho-so/${id}/danh-gia`)).statusCode, 404, 'not before its end')
  const refusal = { type: 'refuse', reason: 'Sai nơi.', legalBasis: 'Luật Hộ tịch' } as const
  accepted(await act(doors.deps.dossier, id, receptionist, refusal))
  return { mother, id }
}

const pageOf = (id: string) => `/ho-so/${id}/danh-gia`

async function send(
  mother: Citizen,
  id: string,
  fields: Record<string, string>,
  files: Parameters<Citizen['upload']>[2] = [],
) {
  const form = await mother.formOn(pageOf(id), pageOf(id))
  return mother.upload(pageOf(id), { ...form, ...fields }, files)
}

const kept = (mother: Citizen, id: string) =>
  inContext(doors.database.app, mother.actor, (tx) => ratingOf(tx, id))

test('one question first, then the rest; once for a dossier, however often it is sent', async () => {
  const { mother, id } = await ended()
  const first = await mother.get(pageOf(id))
  assert.match(first.body, /Rất hài lòng[^]*Không hài lòng/)
  assert.doesNotMatch(first.body, /Thời gian giải quyết so với ngày hẹn/)
  const silent = await send(mother, id, {})
  assert.equal(silent.statusCode, 422)
  assert.deepEqual(summaryOf(silent.body), ['Hãy chọn một mức hài lòng.'])
  assertAnchorsExist(silent.body)
  const form = { ...(await mother.formOn(pageOf(id), pageOf(id))), overall: '3' }
  const sent = await Promise.all([1, 2, 3].map(() => mother.post(pageOf(id), form)))
  assert.deepEqual(new Set(sent.map(({ headers }) => headers.location)), new Set([pageOf(id)]))
  const more = await mother.get(pageOf(id))
  assert.match(more.body, /Cảm ơn bạn[^]*Thời gian giải quyết so với ngày hẹn/)
  await send(mother, id, { overall: '2', 'aspect.time': '1', note: 'Chờ lâu.' })
  const rating = await kept(mother, id)
  assert.deepEqual([rating?.overall, rating?.aspects, rating?.note], [2, { time: 1 }, 'Chờ lâu.'])
})

test('a picture is checked like every paper, seen again by its sender alone, and taken back', async () => {
  const { mother, id } = await ended()
  await send(mother, id, { overall: '1' })
  const photo = { field: 'photo', filename: 'quầy.png', type: 'image/png', bytes: PHOTO }
  const wrong = await send(mother, id, { overall: '1' }, [{ ...photo, bytes: Buffer.from('x') }])
  assert.equal(wrong.statusCode, 422)
  assertAnchorsExist(wrong.body)
  const pdf = Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\nstartxref\n9\n%%EOF\n')
  const paper = await send(mother, id, { overall: '1' }, [{ ...photo, bytes: pdf }])
  assert.deepEqual(summaryOf(paper.body), ['Hãy gửi ảnh JPEG hoặc PNG.'])
  await send(mother, id, { overall: '1' }, [photo])
  assert.deepEqual((await mother.get(`${pageOf(id)}/anh`)).rawPayload, PHOTO)
  const stranger = await doors.citizen('Người Lạ')
  for (const path of [pageOf(id), `${pageOf(id)}/anh`])
    assert.equal((await stranger.get(path)).statusCode, 404)
  await send(mother, id, { overall: '1', _remove: 'photo' })
  assert.equal((await mother.get(`${pageOf(id)}/anh`)).statusCode, 404)
})

test('after seven days it stands: the page only tells it, and an old form changes nothing', async () => {
  const { mother, id } = await ended()
  await send(mother, id, { overall: '4' })
  const form = { ...(await mother.formOn(pageOf(id), pageOf(id))), overall: '1' }
  await sql`update rating set rated_at = rated_at - interval '7 days' where dossier_id = ${id}::uuid`.execute(
    doors.database.owner,
  )
  const { body } = await mother.get(pageOf(id))
  assert.match(body, /không sửa được nữa[^]*<b>Rất hài lòng<\/b>/)
  assert.doesNotMatch(mainOf(body), /<form/)
  assert.equal((await mother.upload(pageOf(id), form, [])).statusCode, 303)
  assert.equal((await kept(mother, id))?.overall, 4)
})

test('no official finds a single rating, whatever they ask the database for', async () => {
  const { mother, id } = await ended()
  await send(mother, id, { overall: '1', note: 'Chỉ tôi biết.' })
  const { app } = doors.database
  for (const by of [receptionist, { scopes: [] }, { scopes: [1, WARD, OTHER_WARD] }]) {
    const { rows } = await inContext(app, by, (tx) => sql`select * from rating`.execute(tx))
    assert.deepEqual(rows, [])
  }
  assert.equal((await kept(mother, id))?.overall, 1)
})

/** Ratings of an office, straight into the table: only how many there are matters here. */
async function given(officeId: number, levels: readonly number[], month: string) {
  const { owner } = doors.database
  for (const [n, overall] of levels.entries()) {
    const id = newId(new Date())
    const words = `Lời ${n} về ${officeId}`
    await sql`
      insert into rating (dossier_id, person_id, office_id, overall, aspects, note, rated_at, changed_at)
      values (${id}::uuid, ${4_000_000 + n}, ${officeId}, ${overall}, '{"time": 4}', ${words}, ${`${month}-10`}::date, ${`${month}-10`}::date)`.execute(
      owner,
    )
  }
}

test('an office with four answers has no figure, one with five has; none is not zero', async () => {
  const { owner, app } = doors.database
  await sql`alter table rating drop constraint rating_dossier_id_fkey`.execute(owner)
  await given(WARD, [4, 3, 2, 1], '2026-03')
  const span = { from: new Date('2026-03-01'), to: new Date('2026-04-01'), smallest: 1 }
  assert.deepEqual(await satisfactionIn(app, span), [])
  assert.deepEqual(await wordsAbout(app, WARD, span), [])
  await given(WARD, [4], '2026-03')
  await given(OTHER_WARD, [1, 1, 1, 1, 1], '2026-03')
  const rows = await satisfactionIn(app, span)
  assert.deepEqual(
    rows.map(({ officeId, rated, satisfied }) => [officeId, rated, satisfied]),
    [
      [WARD, 5, 3],
      [OTHER_WARD, 5, 0],
    ],
  )
  assert.deepEqual(rows[0]?.aspects, { time: { rated: 5, satisfied: 5 } })
  assert.equal((await wordsAbout(app, WARD, span)).length, 5)
})

test('the English page is English', async () => {
  const { mother, id } = await ended()
  await mother.get(`${pageOf(id)}?lang=en`)
  await send(mother, id, { overall: '3' })
  const { body } = await mother.get(pageOf(id))
  assert.match(body, /Thank you/)
  assert.deepEqual(vietnameseIn(mainOf(body)), [])
})
