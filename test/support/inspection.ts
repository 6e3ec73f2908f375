/** Looks at every page of a journey once: axe, nothing to be scrolled sideways, also on the narrowest telephone. */
import type { Page } from 'playwright-core'
import { axe, fitsWidth } from './browser.ts'

export type Inspector = {
  /** Waits until the page is there and looks at it, unless such a page was seen before. */
  look(page: Page): Promise<void>
  /** What was found, one sentence per place. */
  readonly faults: readonly string[]
  /** Kinds of pages seen: address pattern, title, width. */
  readonly seen: ReadonlySet<string>
}

const TELEPHONE = 400
const NARROWEST = 320

export function inspector(): Inspector {
  const faults: string[] = []
  const seen = new Set<string>()
  return {
    faults,
    seen,
    look: async (page) => {
      await page.waitForLoadState('load')
      const { width, height } = page.viewportSize()!
      const kind = `${width} px ${patternOf(page.url())} “${await page.title()}”`
      if (seen.has(kind)) return
      seen.add(kind)
      faults.push(...(await axe(page)).map((fault) => `${kind}: ${fault}`))
      if (!(await fitsWidth(page))) faults.push(`${kind}: scrolls sideways`)
      if (width > TELEPHONE) return
      await page.setViewportSize({ width: NARROWEST, height })
      if (!(await fitsWidth(page))) faults.push(`${kind}: scrolls sideways at ${NARROWEST} px`)
      await page.setViewportSize({ width, height })
    },
  }
}

/** Pages of two dossiers are one kind of page. */
function patternOf(address: string): string {
  const { pathname } = new URL(address)
  return pathname
    .replace(/[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}/g, ':id')
    .replace(/\/chon\/[\w-]+/, '/chon/:uid')
}
