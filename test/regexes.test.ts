/** No regular expression of the program grows faster than the text it reads: 50,000 hostile characters stop nobody. */
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { Worker } from 'node:worker_threads'
import { checkout } from '../src/checkout.ts'
import { CODE_PATTERN } from '../src/exchange/schema.ts'
import type { Cost } from './support/hostile-texts.ts'
import { regexesOf, type Found } from './support/regexes.ts'

/** Four times the text may cost four times the time, and somewhat more for chance; sixteen times is quadratic. */
const MOST_GROWTH = 8
/** Of the whole: an expression that has not come back by then never will (exponential). */
const PATIENCE_MS = 60_000

/** Put together when the program starts; what they are then is written here, for they have no literal. */
const MADE: Readonly<Record<string, string>> = {
  'src/db/apply-migration.ts': '`\\b${name}\\b` with the name of an index in a migration of ours',
  'src/catalogue/expression-words.ts': 'of the words of the language of conditions, which are ours',
  'src/notice/receipt.ts': '`(?:^|\\s)${name}:(\\S*)` with a name that is ours',
  'src/catalogue/editor/shape-faults.ts': 'the patterns of our own schemas',
  'src/catalogue/national/legal-code.ts': 'of the kinds of legal documents, which are ours',
}

/**
 * Read only what is ours: the pages of this very program (the demo, which plays people), the settings of the operator, and the
 * words of our own checks.
 */
const OWN_TEXTS = /^src\/(demo\/|config\.ts|db\/)/

let worker: Worker | undefined
after(() => worker?.terminate())

async function costOf({ source, flags }: Pick<Found, 'source' | 'flags'>): Promise<Cost> {
  worker ??= new Worker(new URL('./support/hostile-texts.ts', import.meta.url))
  const asked = worker
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      worker = undefined
      void asked.terminate()
      resolve({ text: 'never comes back', growth: Infinity, wholeMs: Infinity })
    }, PATIENCE_MS)
    asked.once('message', (cost: Cost) => {
      clearTimeout(timer)
      resolve(cost)
    })
    asked.removeAllListeners('error').once('error', reject)
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker's port has no origin
    asked.postMessage({ source, flags })
  })
}

const grows = ({ growth }: Cost): boolean => growth > MOST_GROWTH

/** The patterns of published law: questions, papers, code lists. */
function patternsOfLaw(): Found[] {
  return globSync('data/**/*.json', { cwd: checkout }).flatMap((at) => {
    const text = readFileSync(join(checkout, at), 'utf8')
    return [...text.matchAll(/"pattern":\s*"((?:[^"\\]|\\.)*)"/g)].map(([, pattern = '']) => ({
      source: JSON.parse(`"${pattern}"`) as string,
      flags: 'u',
      at,
    }))
  })
}

describe('a regular expression', () => {
  const { literals, made } = regexesOf(['src'])

  test('of the sources or of the law takes 50,000 hostile characters, and grows no faster than they', async () => {
    const all = [
      ...literals.filter(({ at }) => !OWN_TEXTS.test(at)),
      ...patternsOfLaw(),
      { source: CODE_PATTERN, flags: '', at: 'src/exchange/schema.ts' },
    ]
    assert.ok(all.length > 250, String(all.length))
    const slow: string[] = []
    for (const each of all) {
      const cost = await costOf(each)
      if (grows(cost))
        slow.push(`${each.at}: /${each.source}/${each.flags} ${JSON.stringify(cost)}`)
    }
    assert.deepEqual(slow, [])
  })

  test('that is put together at run time is known', () => {
    assert.deepEqual([...new Set(made)].toSorted(), Object.keys(MADE).toSorted())
  })

  test('that grows faster is found: quadratic ones', async () => {
    for (const source of [
      '\\s+$',
      '^[^\\s@]+@[^\\s@]+\\.[^\\s@]+$',
      '<[^>]*>',
      'x*y',
      '(ubnd).*xa',
    ])
      assert.ok(grows(await costOf({ source, flags: '' })), source)
  })
})
