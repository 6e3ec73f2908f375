/** Every procedure that is open for filing, filed by its own example through the pages, as far as the counter's list. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { join } from 'node:path'
import { openCrossOffice } from '../catalogue/cross-office.ts'
import { openLaw } from '../catalogue/law.ts'
import { checkout } from '../checkout.ts'
import { counterRoutes } from '../counter/routes.ts'
import {
  openCitizenDoors,
  type Citizen,
  type CitizenDoors,
} from '../../test/support/citizen-doors.ts'
import { fillByExample, validExample } from '../../test/support/example-filing.ts'
import { staff, THIRD_WARD } from '../../test/support/office.ts'
import { visitor } from '../../test/support/visitor.ts'
import { webApp } from '../../test/support/web.ts'

const law = openLaw(join(checkout, 'data'))
const today = '2026-11-25'
const open = law
  .procedures()
  .filter(({ filing, validFrom }) => filing === 'open' && validFrom <= today)

let doors: CitizenDoors
let counterApp: FastifyInstance
before(async () => {
  doors = await openCitizenDoors()
  doors.clock.now = new Date(`${today}T02:10:00Z`)
  await sql`
    insert into office_number (number, office_id, valid_from)
    values ('00070', ${THIRD_WARD}, '2025-07-01')`.execute(doors.database.owner)
  counterApp = await webApp(async (root) => {
    root.addHook('onRequest', async (req) => {
      const actor = staff('receptionist', Number(req.headers['x-ward']))
      Object.defineProperty(req, 'actor', { value: actor })
    })
    await counterRoutes(root, {
      ...doors.deps,
      dossier: doors.deps.dossier,
      crossOffice: openCrossOffice(join(checkout, 'data')),
      secret: 'a secret of the tests',
    })
  })
})
after(async () => {
  await counterApp.close()
  await doors.close()
})

/** A page of the counter as the receptionist of that ward sees it. */
async function atCounter(ward: number, page: string): Promise<string> {
  const { statusCode, body } = await visitor(counterApp).get(page, { 'x-ward': String(ward) })
  assert.equal(statusCode, 200, page)
  return body
}

async function send(person: Citizen, code: string) {
  const look = `/nop/${code}/kiem-tra`
  const { body } = await person.get(look)
  const sent = await person.post(`/nop/${code}/nop`, await person.formOn(look, `/nop/${code}/nop`))
  const said = [...sent.body.matchAll(/href="#[^"]*">([^<]*)</g)].map(([, words]) => words)
  assert.equal(sent.statusCode, 303, `${code}: ${said.join('; ')}`)
  return { look: body, id: String(sent.headers.location).split('/')[2]! }
}

test('eight procedures are open: the flagship ones that the city itself decides', () => {
  assert.deepEqual(
    open.map(({ code }) => code),
    '1.000656 1.000894 1.001193 1.004873 1.013225 2.000635 2.002621 2.002622'.split(' '),
  )
})

for (const procedure of open) {
  const { code, shortName } = procedure
  test(`${code} ${shortName.vi}: filed by its example, it has a receipt, is followed, and waits at the counter`, async () => {
    const { values, who } = validExample(law, procedure)
    const person = await doors.citizen(`Người Nộp ${'ABCDEFGH'[open.indexOf(procedure)]}`, who)
    await fillByExample(person, code, values)
    const { look, id } = await send(person, code)
    assert.match(look, /Nếu được tiếp nhận hôm nay thì hẹn trả/)
    const receipt = await person.get(`/ho-so/${id}/da-nop`)
    assert.equal(receipt.statusCode, 200)
    assert.match(receipt.body, /H26\.10\d-\d{8}-\d{4}/)
    assert.ok(receipt.body.includes(`(${code})`))
    const { rows } = await sql<{ owner: string; ward: number }>`
      select owner_name as owner, competent_office_id as ward from dossier where id = ${id}::uuid`.execute(
      doors.database.owner,
    )
    const { owner, ward } = rows[0]!
    assert.notEqual(owner, '')
    const followed = await person.get(`/ho-so/${id}`)
    assert.equal(followed.statusCode, 200)
    assert.ok(followed.body.includes(owner), owner)
    assert.ok((await person.get('/ho-so')).body.includes(`/ho-so/${id}`))
    const pdf = await person.get(`/ho-so/${id}/giay-to/submission.pdf`)
    assert.equal(pdf.statusCode, 200)
    assert.ok((await atCounter(ward, `/quay/nhan/${id}`)).includes(owner))
    assert.ok((await atCounter(ward, '/quay')).includes(`/quay/nhan/${id}`))
  })
}
