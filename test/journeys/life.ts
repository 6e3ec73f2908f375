/** What the people of one run share. */
import type { TestContext } from 'node:test'
import type { Page } from 'playwright-core'
import { inspector, type Inspector } from '../support/inspection.ts'
import { staffPage, type AtBrowser, type Staff } from '../support/world.ts'

export const MOTHER = 'Trần Thị Thu Hà'
export const WARD = 'Phường Ba Đình'

export type Dossier = { id: string; code: string }

export type Life = AtBrowser & {
  staff: Staff
  desks: Map<keyof Staff, Page>
  /** Every page that somebody still has open. */
  open: Set<Page>
  inspect: Inspector
  child: string
}

export function beginLife(at: AtBrowser & { staff: Staff; child: string }): Life {
  return { ...at, desks: new Map(), open: new Set(), inspect: inspector() }
}

/** Everybody signs in once, when their turn comes: a one-time code counts only once. */
export async function deskOf(life: Life, role: keyof Staff): Promise<Page> {
  const open = life.desks.get(role)
  if (open) return open
  const page = await staffPage(life, life.staff[role])
  life.desks.set(role, page)
  life.open.add(page)
  return page
}

/** Closes what is open; when something went wrong, says first what the pages show. */
export async function leave({ open, inspect, running }: Life, t: TestContext): Promise<void> {
  if (!t.passed) t.diagnostic(running.printed().slice(-2000))
  for (const page of open) {
    if (!t.passed) {
      const heading = await page.locator('h1, .summary').allInnerTexts()
      t.diagnostic(`${page.url()}: ${heading.join(' | ')}`)
    }
    await page.context().close()
  }
  t.diagnostic(`${inspect.seen.size} kinds of pages inspected`)
}

/** Looks again and again, as somebody waiting would. */
export async function eventually(look: () => Promise<void>): Promise<void> {
  for (const until = Date.now() + 45_000; ;) {
    try {
      return await look()
    } catch (error) {
      if (Date.now() > until) throw error
      await new Promise((resolve) => setTimeout(resolve, 300))
    }
  }
}
