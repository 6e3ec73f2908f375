/**
 * How handing on grows with the city: after each filing the dispatcher tells the product's subscribers of it, in turns in made
 * cities of 10,000 and 100,000 dossiers (and in a kept one). Prints p50, p95, statements and the ratio to the smallest; then how
 * many dossiers a second one dispatcher hands on when many wait.
 *
 *   npm run bench -- dispatch [--sizes 10000,100000] [--keep FOLDER] [--also FOLDER] [--rounds 150]
 */
import { join } from 'node:path'
import { checkout } from '../src/checkout.ts'
import { startDispatcher, type Dispatcher } from '../src/dossier/dispatcher.ts'
import { portalMessages } from '../src/exchange/subscriber.ts'
import { loadNoticeTemplates } from '../src/notice/load.ts'
import { noticeSubscriber } from '../src/notice/subscriber.ts'
import { registerRequests } from '../src/result/subscriber.ts'
import { subscribersInside } from '../src/retell.ts'
import { fileIn } from './generator/acts.ts'
import { openCities, tell, Times, type OpenCity } from './generator/cities.ts'

const { cities, rounds } = await openCities(process.argv.slice(2))
const templates = await loadNoticeTemplates(join(checkout, 'data/templates/notices'))
const measured = new Map(cities.map((city) => [city, new Times()]))
const dispatchers = new Map(cities.map((city) => [city, dispatcherOf(city)]))
const ONE = 'one filed dossier, to every subscriber'

try {
  // What a run before this one left in a kept city is not measured.
  for (const dispatcher of dispatchers.values()) await dispatcher.drain()
  for (let round = 0; round < rounds; round += 1) {
    for (const [city, times] of measured) {
      await fileIn(city)
      await times.of(ONE, () => dispatchers.get(city)!.drain())
    }
  }
  tell([ONE], measured)
  for (const city of cities) {
    for (let filed = 0; filed < rounds; filed += 1) await fileIn(city)
    const began = performance.now()
    await dispatchers.get(city)!.drain()
    const perSecond = (rounds * 1000) / (performance.now() - began)
    console.log(`${city.name}: ${rounds} at once, ${perSecond.toFixed(0)} dossiers/s`)
  }
} finally {
  for (const dispatcher of dispatchers.values()) await dispatcher.stop()
  for (const { close } of cities) await close()
}

/** With the subscribers of the worker; it looks only when it is told to. */
function dispatcherOf({ worker, law }: OpenCity): Dispatcher {
  const now = (): Date => new Date()
  return startDispatcher({
    db: worker,
    subscribers: [
      ...subscribersInside(law),
      registerRequests,
      noticeSubscriber({ templates, trackingUrl: 'https://motcua.example/tra-cuu', now }),
      portalMessages({
        termsOf: ({ code, caseCode, version }) => law.terms(code, caseCode, version),
        isConfigured: true,
        now,
      }),
    ],
    pollMs: 3_600_000,
    onError: (error) => {
      throw error
    },
  })
}
