import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { answerAll, fileIt, fillIn } from '../../test/support/birth-filing.ts'
import { openCitizenDoors, type CitizenDoors } from '../../test/support/citizen-doors.ts'

let doors: CitizenDoors
before(async () => {
  doors = await openCitizenDoors()
})
after(() => doors.close())

test('a mother files: page by page, one photograph, one press, one receipt', async () => {
  const mother = await doors.citizen()
  await fillIn(mother)
  const look = await mother.get('/nop/1.001193/kiem-tra')
  assert.match(look.body, /Nguyễn Hoàng Minh Anh/)
  const id = await fileIt(mother)
  const receipt = await mother.get(`/ho-so/${id}/da-nop`)
  assert.equal(receipt.statusCode, 200)
  assert.match(receipt.body, /H26\.101-\d{8}-0001/)
})
