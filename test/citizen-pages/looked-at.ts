/**
 * Pages for citizens that have a test of their own with axe, in more states than a walk meets: in which file, and by which words it
 * opens them. Every other page is looked at in the walk. A test that goes away, or no longer opens its page, is found.
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { checkout } from '../../src/checkout.ts'

type Pages = Readonly<Record<string, string>>

const OWN_TESTS: Readonly<Record<string, Pages>> = {
  'src/catalogue/search/search.browser.test.ts': {
    '/': "'/'",
    '/tim': "'/tim?",
    '/doi-song/:slug': "'/doi-song/",
  },
  'src/catalogue/places/places.browser.test.ts': { '/ten-cu-ten-moi': "'/ten-cu-ten-moi'" },
  'src/filing/filing.browser.test.ts': {
    '/nop/:code': "['', ",
    '/nop/:code/:topic': '`/${topic}`',
    '/nop/:code/giay-to': "'/giay-to'",
    '/nop/:code/kiem-tra': "'/kiem-tra'",
    '/nop/:code/xoa': "'/xoa'",
  },
  'src/filing/own-records/own-records.browser.test.ts': {
    '/toi': "'/toi'",
    '/toi/ban-sao': "'/toi/ban-sao'",
    '/toi/dai-dien': "'/toi/dai-dien'",
    '/toi/dai-dien/:id': '`/toi/dai-dien/${id}`',
    '/toi/dai-dien/moi': "'/toi/dai-dien/moi'",
    '/toi/dai-ly/moi': "'/toi/dai-ly/moi'",
    '/toi/yeu-cau/moi': "'/toi/yeu-cau/moi'",
    '/quyen-rieng-tu': "'/quyen-rieng-tu'",
    '/tro-nang': "'/tro-nang'",
    '/ho-so/:id/da-nop': '`/ho-so/${dossier}/da-nop`',
  },
  'src/payment/pages.browser.test.ts': {
    '/ho-so/:id/nop-phi': "['', '/mien', '/ket-qua']",
    '/ho-so/:id/nop-phi/mien': "['', '/mien', '/ket-qua']",
    '/ho-so/:id/nop-phi/ket-qua': "['', '/di', '/ket-qua']",
    '/ho-so/:id/nop-phi/di': "['', '/di', '/ket-qua']",
  },
  'src/tracking/follow.browser.test.ts': {
    '/ho-so': "'/ho-so'",
    '/ho-so/:id': '`/ho-so/${asked}`',
    '/ho-so/:id/ai-da-xem': '`/ho-so/${asked}/ai-da-xem`',
    '/ho-so/:id/bo-sung': '`/ho-so/${asked}/bo-sung`,\n',
    '/ho-so/:id/ket-qua': '`/ho-so/${ready}/ket-qua`',
    '/ho-so/:id/danh-gia': '`/ho-so/${ready}/danh-gia`,\n',
  },
}

/** The addresses that a test of their own looks at. */
export const LOOKED_AT: ReadonlySet<string> = new Set(Object.values(OWN_TESTS).flatMap(Object.keys))

/** Tests that are not there, look at nothing with axe, or do not open the page that they are named for. */
export function lostLooks(): string[] {
  return Object.entries(OWN_TESTS).flatMap(([file, pages]) => {
    const path = join(checkout, file)
    const source = existsSync(path) ? readFileSync(path, 'utf8') : ''
    const looks = source.includes('await axe(') && source.includes('fitsWidth(')
    return Object.entries(pages)
      .filter(([, words]) => !looks || !source.includes(words))
      .map(([route]) => `${file} no longer looks at ${route}`)
  })
}
