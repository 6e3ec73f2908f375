import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { LightMyRequestResponse } from 'fastify'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { checkout } from '../src/checkout.ts'
import { documented, tables } from './bad-input/list.ts'
import type { Desk } from './bad-input/table.ts'
import { answerAll, fileIt, fillIn, START } from './support/birth-filing.ts'
import { openWholeHouse, type WholeHouse } from './support/whole-house.ts'

let house: WholeHouse
let desk: Desk

before(async () => {
  house = await openWholeHouse()
  const mother = await house.citizen('Trần Thị Thu Hà')
  const stranger = await house.citizen('Nguyễn Văn Lạ')
  await fillIn(mother)
  const filedDraft = await draftOf(mother)
  const id = await fileIt(mother)
  const receipt = await mother.get(`/ho-so/${id}/da-nop`)
  const code = /[A-Z0-9.]+-\d{8}-\d{4,}/.exec(receipt.body)?.[0] ?? ''
  await answerAll(mother)
  desk = {
    house,
    mother,
    stranger,
    filed: { id, code, draft: filedDraft },
    draft: await draftOf(mother),
    receptionist: await house.official('receptionist', 101),
    otherReceptionist: await house.official('receptionist', 104),
    leader: await house.official('leader', 101),
  }
})
after(() => house.close())

async function draftOf(mother: Desk['mother']): Promise<string> {
  const page = `${START}/situation`
  return (await mother.formOn(page, page))['_draft'] ?? ''
}

for (const [name, rows] of Object.entries(tables)) {
  describe(name, () => {
    for (const row of rows) {
      test(`${row.what} (${row.to})`, async () => {
        const before = await house.print()
        const answer = await row.send(desk)
        assert.equal(answer.statusCode, row.status, answer.body.slice(0, 600))
        if (!row.says.startsWith('kept:'))
          assert.ok(said(answer).includes(row.says), said(answer).slice(0, 600))
        if (row.keeps !== undefined)
          assert.ok(answer.body.includes(row.keeps), `“${row.keeps}” is gone`)
        await row.afterwards?.(desk, answer)
        const now = await house.print()
        for (const table of row.changes ?? []) now[table] = before[table] ?? 0
        assert.deepEqual(now, before, 'nothing that an office would notice has changed')
      })
    }
  })
}

test('docs/testing.md lists every wrong input with its answer', () => {
  const page = readFileSync(join(checkout, 'docs/testing.md'), 'utf8')
  assert.ok(page.includes(documented()), 'run: node --import tsx test/bad-input/list.ts')
})

/** The words of a page without its marks; the whole answer for programs; where an answer leads. */
function said(answer: LightMyRequestResponse): string {
  const { location } = answer.headers
  if (location !== undefined) return `→ ${location.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/, ':id')}`
  return answer.body.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')
}
