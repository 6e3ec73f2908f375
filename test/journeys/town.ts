/** One house for the journeys of citizens: their pages, a population register and a payment gateway beside it, and telephones. */
import { join } from 'node:path'
import { sql } from 'kysely'
import type { Page } from 'playwright-core'
import { paymentGatewayAt } from '../../src/adapters/payment.ts'
import { populationAt } from '../../src/adapters/population.ts'
import { openCrossOffice } from '../../src/catalogue/cross-office.ts'
import { openPrefill } from '../../src/catalogue/prefill-load.ts'
import { checkout } from '../../src/checkout.ts'
import { counterRoutes } from '../../src/counter/routes.ts'
import type { FilingDeps } from '../../src/filing/deps.ts'
import { broughtDeclarations } from '../../src/filing/prepared-for-reception.ts'
import type { PaymentDeps } from '../../src/payment/deps.ts'
import { settlePayments } from '../../src/payment/jobs.ts'
import { paymentRoutes } from '../../src/payment/routes.ts'
import { startPayment, type PaymentStandIn } from '../../standins/payment.ts'
import { startPopulation, type PopulationStandIn } from '../../standins/population.ts'
import { launchBrowser, type PageOptions, type TestBrowser } from '../support/browser.ts'
import {
  openCitizenDoors,
  type Citizen,
  type CitizenDoors,
  type Identified,
} from '../support/citizen-doors.ts'
import { inspector, type Inspector } from '../support/inspection.ts'
import { validExample } from '../support/example-filing.ts'
import { THIRD_WARD, WARD } from '../support/office.ts'

import type { Values } from './answering.ts'

const KEY = { id: 'motcua', secret: 'a key of the tests, long enough' }
/** A Wednesday morning at which the examples of the forms are of today. */
const MORNING = '2026-11-25T02:10:00Z'
/** The ward of Hoàn Kiếm, by its number of today. */
const HOAN_KIEM = '00070'

export type Town = {
  doors: CitizenDoors
  browser: TestBrowser
  address: string
  register: PopulationStandIn
  gateway: PaymentStandIn
  inspect: Inspector
  /** The person's telephone, 360 px wide, signed in. */
  telephone(person: Citizen, options?: Partial<PageOptions>): Promise<Page>
  /** The screen of somebody at the counter of that office, 1280 px wide. */
  counter(name: string, officeId: number): Promise<Page>
  /** So many minutes later; the worker has had its turn with the payments. */
  afterMinutes(minutes: number): Promise<void>
  /** The next morning is the same one again: everything answers, whatever went wrong before. */
  calm(): void
  close(): Promise<void>
}

export async function openTown(): Promise<Town> {
  const now = () => doors.clock.now
  const register = await startPopulation({ key: KEY, now })
  const population = {
    register: populationAt({ url: register.url, key: KEY, now }),
    rules: openPrefill(join(checkout, 'data')),
  }
  const paying: { deps?: PaymentDeps } = {}
  let gateway: PaymentStandIn | undefined
  let address = ''
  const asked = () => gateway && paymentGatewayAt({ url: gateway.url, key: KEY, timeoutMs: 2000 })
  const doors: CitizenDoors = await openCitizenDoors(undefined, population, async (app, filing) => {
    paying.deps = {
      db: filing.db,
      law: filing.law,
      directory: filing.directory,
      papers: filing.papers,
      treasury: undefined,
      isTrial: true,
      now,
      gateway: asked,
      get dossier() {
        return filing.dossier
      },
      get publicUrl() {
        return address
      },
    }
    await paymentRoutes(app, paying.deps)
    await counterRoutes(
      app,
      Object.assign(Object.create(filing) as FilingDeps, {
        crossOffice: openCrossOffice(join(checkout, 'data')),
        secret: KEY.secret,
        brought: broughtDeclarations(filing),
      }),
    )
  })
  doors.clock.now = new Date(MORNING)
  await sql`
    insert into office_number (number, office_id, valid_from)
    values (${HOAN_KIEM}, ${THIRD_WARD}, '2025-07-01')`.execute(doors.database.owner)
  await sql`
    insert into service_point (id, office_id, name, address)
    values (1, ${WARD}, 'Điểm phục vụ phường Một', '1 phố Một')`.execute(doors.database.owner)
  address = await doors.app.listen({ port: 0, host: '127.0.0.1' })
  gateway = await startPayment({ to: address, key: KEY })
  const browser = await launchBrowser()
  const money = gateway
  return {
    doors,
    browser,
    address,
    register,
    gateway,
    inspect: inspector(),
    telephone: async ({ actor }, options = {}) => {
      const page = await browser.newPage({ width: 360, baseURL: address, ...options })
      await page.goto(`/vao/${actor.personId}`)
      return page
    },
    counter: async (name, officeId) => {
      const entry = await receptionist(doors, { name, officeId })
      const page = await browser.newPage({ width: 1280, baseURL: address })
      await page.goto(entry)
      return page
    },
    afterMinutes: async (minutes) => {
      doors.clock.now = new Date(now().getTime() + minutes * 60_000)
      await settlePayments({ ...paying.deps!, db: doors.database.worker })
    },
    calm: () => {
      register.failAlways(undefined)
      doors.clock.now = new Date(MORNING)
    },
    close: async () => {
      await browser.close()
      await doors.close()
      await Promise.all([money.stop(), register.stop()])
    },
  }
}

/** Somebody who works at the counter there; the address at which they sign in. */
async function receptionist(
  { database }: CitizenDoors,
  { name, officeId }: { name: string; officeId: number },
): Promise<string> {
  const { rows } = await sql<{ person: number; assignment: number }>`
    with made as (
      insert into person (kind, full_name, email) values ('staff', ${name}, 'quay@thu.example') returning id)
    insert into assignment (person_id, office_id, role, title, valid_from)
    select id, ${officeId}, 'receptionist', 'Tiếp nhận', '2025-07-01' from made
    returning person_id as person, id as assignment`.execute(database.owner)
  return `/vao/${rows[0]!.person}?viec=${rows[0]!.assignment}`
}

/** Somebody to whom the example of that procedure happens, and what they answer. */
export async function somebody(
  { doors }: Town,
  code: string,
  name: string,
  over: Identified = {},
): Promise<{ person: Citizen; values: Values }> {
  const { law } = doors.deps
  const { values, who } = validExample(law, law.procedure(code)!)
  const typed = Object.entries(values).map(([box, value]) => [
    box,
    box.endsWith('.commune') ? (law.codeLists.communeName(value) ?? value) : value,
  ])
  return {
    person: await doors.citizen(name, { ...who, ...over }),
    values: Object.fromEntries(typed) as Values,
  }
}

export async function start({ inspect }: Town, page: Page, code: string): Promise<void> {
  await page.goto(`/nop/${code}`)
  await inspect.look(page)
  await page.getByRole('button', { name: 'Bắt đầu' }).click()
  await page.waitForURL(`**/nop/${code}/*`)
}

/** Slow 4G, as Lighthouse throttles a browser: bytes a second, milliseconds. */
const SLOW_4G = {
  offline: false,
  latency: 562.5,
  downloadThroughput: 1_474_560 / 8,
  uploadThroughput: 675_000 / 8,
}

export async function slowLine(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page)
  await session.send('Network.enable')
  await session.send('Network.emulateNetworkConditions', SLOW_4G)
}
