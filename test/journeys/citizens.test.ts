/** Citizens with their telephones, from the first question to what becomes of it: each flagship procedure, and what goes wrong. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { validExample } from '../support/example-filing.ts'
import type { Citizen } from '../support/citizen-doors.ts'
import { answerAll, send, type Values } from './answering.ts'
import { openTown, type Town } from './town.ts'

let town: Town
before(async () => {
  town = await openTown()
})
after(async () => {
  await town.close()
})

/** Somebody to whom the example of that procedure happens, and what they answer. */
async function somebody(code: string, name: string): Promise<{ person: Citizen; values: Values }> {
  const { law } = town.doors.deps
  const { values, who } = validExample(law, law.procedure(code)!)
  const named = Object.entries(values).map(([box, value]) => [
    box,
    box.endsWith('.commune') ? (law.codeLists.communeName(value) ?? value) : value,
  ])
  const person = await town.doors.citizen(name, who)
  return { person, values: Object.fromEntries(named) as Values }
}

async function start(page: Page, code: string): Promise<void> {
  await page.goto(`/nop/${code}`)
  await town.inspect.look(page)
  await page.getByRole('button', { name: 'Bắt đầu' }).click()
  await page.waitForURL(`**/nop/${code}/*`)
}

/** Each procedure that is open, who files it, and whether their telephone runs scripts. */
const OPENED = [
  ['1.001193', 'Người Khai Sinh', true],
  ['1.000656', 'Người Khai Tử', false],
  ['1.000894', 'Người Kết Hôn', true],
  ['1.004873', 'Người Độc Thân', true],
  ['2.000635', 'Người Xin Bản Sao', false],
  ['2.002621', 'Người Liên Thông Sinh', true],
  ['2.002622', 'Người Liên Thông Tử', true],
  ['1.013225', 'Người Xây Nhà', true],
] as const

for (const [code, name, javaScript] of OPENED)
  test(`${code}: filed on a telephone${javaScript ? '' : ' without a script'}, with a receipt and followed`, async () => {
    const { person, values } = await somebody(code, name)
    const page = await town.telephone(person, { javaScript })
    await start(page, code)
    await answerAll(page, values, town.inspect)
    await send(page, town.inspect)
    await page.context().close()
  })

test('nothing on the way stops those who cannot see, or has to be scrolled sideways', () => {
  assert.ok(town.inspect.seen.size > 60, `${town.inspect.seen.size} kinds of pages seen`)
  assert.deepEqual(town.inspect.faults, [])
})
