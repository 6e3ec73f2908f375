/**
 * Following a dossier without an account, code and last digits of the telephone, at growing sizes of the city:
 * `npm run bench -- tracking [sizes] [--keep FOLDER] [--plans]`. The page waits so that its time tells nothing; what it did meanwhile
 * is measured apart.
 */
import { grow } from './growth/grow.ts'
import type { MadeCity } from './growth/house.ts'
import { trackDossier } from '../src/tracking/store.ts'
import { urlencoded, visitor } from '../test/support/visitor.ts'

type Known = { code: string; digits: string }

await grow(async (city) => {
  const known = await someDossiers(city)
  const send = await lookUp(city)
  const nth = (i: number) => known[i % known.length]!
  return [
    { name: 'tracking, right', ask: (i) => send(nth(i), 200) },
    {
      name: 'tracking, the search behind it',
      ask: (i) => trackDossier(city.house.app, nth(i).code, nth(i).digits),
    },
    {
      name: 'tracking, unknown code',
      ask: (i) => send({ code: `${nth(i).code}9`, digits: '0000' }, 404),
    },
  ]
})

/** Spread over the whole city, so that no page of the disk is asked for twice in a row. */
async function someDossiers({ admin, dossiers }: MadeCity): Promise<Known[]> {
  const { rows } = await admin.query<Known>(
    `select d.code, k.phone_last4 as digits
       from (select id, code, row_number() over (order by id) as nth from dossier) d
       join dossier_contact k on k.dossier_id = d.id
      where k.phone_last4 is not null and d.nth % $1 = 0 order by md5(d.code) limit 600`,
    [Math.max(1, Math.floor(dossiers / 1000))],
  )
  return rows
}

/** Everybody asks from an address of their own: one alone would be told to wait. */
async function lookUp({ app }: MadeCity) {
  const browser = visitor(app)
  const hidden = await browser.formOn('/tra-cuu', '/tra-cuu')
  let asked = 0
  return async ({ code, digits }: Known, expected: number): Promise<void> => {
    asked += 1
    const { statusCode } = await browser.raw({
      method: 'POST',
      url: '/tra-cuu',
      remoteAddress: `10.${(asked >> 16) & 255}.${(asked >> 8) & 255}.${asked & 255}`,
      payload: urlencoded({ ...hidden, ma: code, so: digits }),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    })
    if (statusCode !== expected) throw new Error(`${code} answered ${statusCode}`)
  }
}
