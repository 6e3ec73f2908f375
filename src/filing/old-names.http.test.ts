import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { answer, begin, fileIt, fillIn, START } from '../../test/support/birth-filing.ts'
import {
  openCitizenDoors,
  type Citizen,
  type CitizenDoors,
} from '../../test/support/citizen-doors.ts'
import { readPrivate } from '../dossier/packing.ts'
import { summaryOf, vietnameseIn, mainOf } from '../../test/support/page-checks.ts'

let doors: CitizenDoors
let people = 0
before(async () => {
  doors = await openCitizenDoors()
})
after(() => doors.close())

const newcomer = () => doors.citizen(`Người Giấy Cũ ${'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[people++]}`)
const RESIDENCE = 'requester.residence'
const PAGE = `${START}/contact`

async function asked(mother: Citizen, commune: string, more: Record<string, string> = {}) {
  await begin(mother)
  return answer(mother, 'contact', {
    [`${RESIDENCE}.commune`]: commune,
    [`${RESIDENCE}.detail`]: 'số 5 phố Thử',
    ...more,
  })
}

test('an old name of one commune is taken over and shown, and the dossier keeps both', async () => {
  const mother = await newcomer()
  const typed = 'P. Trúc Bạch, Q. Ba Đình, HN'
  await fillIn(mother, { contact: { [`${RESIDENCE}.commune`]: typed } })
  const page = await mother.get(PAGE)
  assert.match(
    mainOf(page.body).replace(/<[^>]+>/g, ''),
    /Phường Trúc Bạch, Quận Ba Đình \(cũ\) nay thuộc Phường Ba Đình, Thành phố Hà Nội\./,
  )
  const look = await mother.get(`${START}/kiem-tra`)
  assert.match(
    look.body,
    /số 5 phố Thử, Phường Ba Đình, Thành phố Hà Nội \(tên cũ đã ghi: P\. Trúc Bạch, Q\. Ba Đình, HN\)/,
  )
  const id = await fileIt(mother)
  const { rows } = await sql<{ bytes: Buffer }>`
    select bytes from dossier_private where dossier_id = ${id}::uuid order by seq limit 1`.execute(
    doors.database.owner,
  )
  assert.deepEqual(readPrivate(rows[0]!.bytes).answers?.[RESIDENCE], {
    commune: '00004',
    detail: 'số 5 phố Thử',
    typed,
    formerCode: '00004',
  })
})

test('a divided commune asks which part: the same page, no error, without JavaScript, nothing lost', async () => {
  const mother = await newcomer()
  const typed = 'phường Đội Cấn, quận Ba Đình'
  const sent = await asked(mother, typed)
  assert.equal(sent.statusCode, 303)
  assert.equal(sent.headers.location, `${PAGE}#f-requester-residence-choice`)
  const { body } = await mother.get(PAGE)
  assert.deepEqual(summaryOf(body), [])
  assert.match(body, /id="f-requester-residence-choice"[^>]*name="requester.residence.choice"/)
  assert.match(body, /value="00022-00008"/)
  assert.match(body, /phần còn lại sau khi sáp nhập vào phường Ba Đình/)
  assert.match(body, new RegExp(`value="${typed}"`))
  assert.match(body, /value="số 5 phố Thử"/)

  const silent = await answer(mother, 'contact', { [`${RESIDENCE}.commune`]: typed })
  assert.equal(silent.statusCode, 422)
  assert.match(summaryOf(silent.body)[0] ?? '', /đã được chia vào/)
  assert.match(silent.body, /href="#f-requester-residence-choice"/)

  const chosen = await answer(mother, 'contact', {
    [`${RESIDENCE}.commune`]: typed,
    [`${RESIDENCE}.detail`]: 'số 5 phố Thử',
    [`${RESIDENCE}.choice`]: '00022-00008',
  })
  assert.equal(chosen.statusCode, 303)
  assert.equal(chosen.headers.location, `${START}/child`)
  const again = await mother.get(PAGE)
  assert.match(again.body, /value="00022-00008"[^>]*checked/)
})

test('a choice made for one name does not stick to another', async () => {
  const mother = await newcomer()
  await asked(mother, 'phường Đội Cấn, quận Ba Đình', { [`${RESIDENCE}.choice`]: '00022-00008' })
  const other = await asked(mother, 'phường Kim Mã, quận Ba Đình', {
    [`${RESIDENCE}.choice`]: '00022-00008',
  })
  assert.match(String(other.headers.location), /#f-requester-residence-choice$/)
})

test('a name of several places asks which, also outside the city', async () => {
  const mother = await newcomer()
  const sent = await asked(mother, 'xã Kim Chung, Hà Nội')
  assert.match(String(sent.headers.location), /#f-requester-residence-choice$/)
  const { body } = await mother.get(PAGE)
  assert.match(body, /Huyện Đông Anh/)
  assert.match(body, /Huyện Hoài Đức/)
  const outside = await asked(mother, 'phường Đức Giang, thành phố Bắc Giang')
  assert.equal(outside.statusCode, 422)
  assert.match(summaryOf(outside.body)[0] ?? '', /Tên gần giống/)
  const found = await asked(mother, 'phường Đa Mai, thành phố Bắc Giang, tỉnh Bắc Giang')
  assert.equal(found.headers.location, `${START}/child`)
})

test('an error beside the question is an error, and the question is put with it', async () => {
  const mother = await newcomer()
  const sent = await asked(mother, 'phường Đội Cấn, quận Ba Đình', { [`${RESIDENCE}.detail`]: '' })
  assert.equal(sent.statusCode, 422)
  assert.equal(summaryOf(sent.body).length, 1)
  assert.match(sent.body, /name="requester.residence.choice"/)
})

test('in English the question is English, with the names marked as Vietnamese', async () => {
  const mother = await newcomer()
  await asked(mother, 'phuong Doi Can, quan Ba Dinh')
  const { body } = await mother.get(`${PAGE}?lang=en`)
  assert.match(body, /Where does this address lie now\?/)
  const start = body.indexOf('name="_which"')
  const question = body.slice(body.indexOf('<fieldset', start), body.indexOf('</fieldset>', start))
  assert.match(question, /former\) was divided/)
  assert.deepEqual(vietnameseIn(question), [])
})
