/** The page on privacy and the copy of one's own data leave nothing out that the database holds about citizens. */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { readBookingTerms } from '../../booking/load.ts'
import { checkout } from '../../checkout.ts'
import { readPetitionTerms } from '../../petition/load.ts'
import { readPersonalDataLaw } from './law.ts'

/** Of officials; or passing through for minutes or days, on its way to what is named elsewhere. */
const NOT_HELD = 'not held about citizens for long'
/** Under which heading of the page on privacy a person finds what a table holds. */
const TOLD_UNDER: Readonly<Record<string, string>> = {
  absence: NOT_HELD,
  emergency_access: 'readings',
  duty_notice: 'notices',
  exchange_delivery: NOT_HELD,
  guidance: 'dossiers',
  handover_slip: NOT_HELD,
  partner_arrival: NOT_HELD,
  partner_delivery: NOT_HELD,
  phone_check: 'notices',
  population_check: 'dossiers',
  population_inquiry: 'drafts',
  request_count: NOT_HELD,
  result_submission: NOT_HELD,
  booking: 'bookings',
  consent: 'account',
  data_request: 'account',
  dossier: 'dossiers',
  dossier_contact: 'dossiers',
  dossier_file: 'dossiers',
  dossier_matter: 'dossiers',
  dossier_private: 'dossiers',
  dossier_search: 'dossiers',
  fee_exemption: 'payments',
  filing_draft: 'drafts',
  filing_draft_file: 'drafts',
  filing_rescue: 'drafts',
  filing_upload: 'drafts',
  filing_upload_piece: 'drafts',
  notice_choice: 'notices',
  notice_delivery: 'notices',
  party: 'representation',
  payment_movement: 'payments',
  payment_order: 'payments',
  person: 'account',
  personal_store_paper: 'store',
  petition: 'petitions',
  petition_event: 'petitions',
  petition_key: 'petitions',
  petition_sender: 'petitions',
  prepared_declaration: 'prepared',
  prepared_use: 'prepared',
  rating: 'ratings',
  representation: 'representation',
}

function tablesWithPersonalData(): string[] {
  const folder = join(checkout, 'migrations')
  const texts = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'))
  const named = texts.flatMap((text) => [
    ...text.matchAll(/^comment on column (\w+)\.\w+ is 'personal \|/gm),
  ])
  return [...new Set(named.map(([, table]) => table!))].toSorted()
}

const law = readPersonalDataLaw(join(checkout, 'data'))

test('every table with personal data is told of on the page on privacy, and nothing else is', () => {
  const tables = tablesWithPersonalData()
  assert.ok(tables.length > 30, `${tables.length} tables`)
  assert.deepEqual(
    tables.filter((table) => TOLD_UNDER[table] === undefined),
    [],
    'a table of this kind needs its heading in data/personal-data/law.json, its part of the copy, and a line here',
  )
  const told = new Set(tables.map((table) => TOLD_UNDER[table]).filter((id) => id !== NOT_HELD))
  assert.deepEqual(told, new Set(law.held.map(({ id }) => id)))
})

test('how long a booking is kept is said as it is done', () => {
  const { keepDays } = readBookingTerms(join(checkout, 'data'))
  const kept = law.held.find(({ id }) => id === 'bookings')?.kept
  assert.match(kept?.vi ?? '', new RegExp(`^${keepDays.value} ngày`))
  assert.match(kept?.en ?? '', new RegExp(`^${keepDays.value} days`))
})

test('how long a petition is kept is said as it is done', () => {
  const { keep } = readPetitionTerms(join(checkout, 'data'))
  const kept = law.held.find(({ id }) => id === 'petitions')?.kept
  assert.match(kept?.vi ?? '', new RegExp(`^${keep.days} ngày`))
  assert.match(kept?.en ?? '', new RegExp(`^${keep.days} days`))
})
