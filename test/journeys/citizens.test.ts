/**
 * Citizens with their telephones, 360 px wide, from the first question to what becomes of it: each flagship procedure, and what
 * goes wrong on the way. Every page met is looked at once, by axe and for its width.
 */
import assert from 'node:assert/strict'
import { after, afterEach, before, test } from 'node:test'
import { answerAll, GO_ON, pathOf, send } from './answering.ts'
import { press, standsOnErrors } from './keyboard.ts'
import { abandonedDraft, askedTwice, dividedWard, lateBirth, silentRegister } from './mishaps.ts'
import {
  abandonedBusiness,
  certifiedCopies,
  certifiedSignature,
  finish,
  foreignDriver,
  recordWithoutRegister,
  stayInDividedWard,
  takenInAtCounter,
} from './prepared.ts'
import { openTown, slowLine, somebody, start, type Town } from './town.ts'

let town: Town
before(async () => {
  town = await openTown()
})
afterEach(() => town?.calm())
after(async () => {
  await town?.close()
})

type Means = 'plainly' | 'without a script' | 'over slow 4G'

/** Each procedure that is open, who files it, and by what means; one more is filed by keyboard below. */
const OPENED: readonly (readonly [code: string, name: string, means: Means])[] = [
  ['1.001193', 'Người Khai Sinh', 'plainly'],
  ['1.000656', 'Người Khai Tử', 'without a script'],
  ['1.000894', 'Người Kết Hôn', 'over slow 4G'],
  ['1.004873', 'Người Độc Thân', 'without a script'],
  ['2.002621', 'Người Liên Thông Sinh', 'plainly'],
  ['2.002622', 'Người Liên Thông Tử', 'plainly'],
  ['1.013225', 'Người Xây Nhà', 'plainly'],
]

for (const [code, name, means] of OPENED)
  test(`${code} is filed ${means}: answered, with its papers, checked, sent, with a receipt and followed`, async () => {
    const { person, values } = await somebody(town, code, name)
    const page = await town.telephone(person, { javaScript: means !== 'without a script' })
    if (means === 'over slow 4G') await slowLine(page)
    await start(town, page, code)
    await answerAll(page, values, town.inspect)
    await send(page, town.inspect)
    await page.context().close()
  })

test('2.000635 is filed by keyboard alone: one always sees where one is, and what is wrong is one key away', async () => {
  const code = '2.000635'
  const { person, values } = await somebody(town, code, 'Người Không Chuột')
  const page = await town.telephone(person)
  await page.goto(`/nop/${code}`)
  await town.inspect.look(page)
  await press(page, 'Bắt đầu')
  await press(page, GO_ON)
  await standsOnErrors(page)
  await town.inspect.look(page)
  while (!pathOf(page).endsWith('/kiem-tra')) {
    await town.inspect.look(page)
    const before = page.url()
    await press(page, GO_ON, values)
    assert.notEqual(page.url(), before)
  }
  await town.inspect.look(page)
  await press(page, 'Tôi cam đoan')
  await page.waitForURL('**/da-nop')
  await town.inspect.look(page)
  await press(page, 'Theo dõi hồ sơ')
  await page.waitForURL(/\/ho-so\/[0-9a-f-]{36}$/)
  await page.context().close()
})

test('1.004222 is prepared here and filed elsewhere: a code to show, a paper to print, a line among my dossiers', async () => {
  const code = '1.004222'
  const { person, values } = await somebody(town, code, 'Người Soạn Tờ Khai')
  const page = await town.telephone(person)
  await start(town, page, code)
  await answerAll(page, values, town.inspect)
  const shown = await finish(page, town.inspect)
  const printed = page.getByRole('link', { name: 'Tải tờ khai để in' })
  const pdf = await page.request.get((await printed.getAttribute('href'))!)
  assert.equal(pdf.headers()['content-type'], 'application/pdf')
  await page.goto('/ho-so')
  await page.getByText(`mã ${shown}`).waitFor()
  await town.inspect.look(page)
  await page.context().close()
})

test('2.000815 is prepared without a script: a paper of one’s own is refused and mended, then a time at the counter is booked', () =>
  certifiedCopies(town))

test('2.000884 is prepared over slow 4G by somebody who needs an interpreter, and filed at the counter from its code', async () => {
  await takenInAtCounter(town, await certifiedSignature(town))
})

test('1.004194 is prepared without a script: the old name of a divided ward is asked about, and the police’s door is named', () =>
  stayInDividedWard(town))

test('1.001612 is left half done and gone on with twenty days later on another telephone', () =>
  abandonedBusiness(town))

test('3.000333 is prepared while the register is down: typed by hand, a life in two rows', () =>
  recordWithoutRegister(town))

test('3.000347 is prepared by keyboard alone, by a foreigner with a passport', () =>
  foreignDriver(town))

const birth = async () => (await somebody(town, '1.001193', 'Người Khai Sinh')).values

test('a late birth costs something; what was paid is asked for when nobody tells of it, and never asked for twice', () =>
  lateBirth(town))

test('the old name of a divided ward is typed: the page asks which part, and then who of two decides', () =>
  dividedWard(town))

test('a supplement is asked for twice: each time one list and one answer, the second only with a ground', () =>
  askedTwice(town))

test('the register is down: the page says so, everything is typed by hand, and the dossier is filed', async () =>
  silentRegister(town, await birth()))

test('a draft left half done is gone on with twenty days later on another telephone', async () =>
  abandonedDraft(town, await birth()))

test('every page met can be read aloud, and none has to be scrolled sideways', (t) => {
  const { seen, faults } = town.inspect
  t.diagnostic(`${seen.size} kinds of pages`)
  assert.ok(seen.size > 80, `${seen.size} kinds of pages seen`)
  assert.deepEqual(faults, [])
})
