/**
 * From a dossier's news to everybody told, at growing sizes of the city: `npm run bench -- dispatch [sizes] [--keep FOLDER]`.
 * The subscribers of the worker, one dossier at a time and fifty at once; nothing leaves the house.
 */
import { join } from 'node:path'
import { openDesk } from './growth/fresh.ts'
import { grow } from './growth/grow.ts'
import type { MadeCity } from './growth/house.ts'
import { startDispatcher, type Dispatcher } from '../src/dossier/dispatcher.ts'
import { portalMessages } from '../src/exchange/subscriber.ts'
import { dataDir } from '../src/house.ts'
import { loadNoticeTemplates } from '../src/notice/load.ts'
import { noticeSubscriber } from '../src/notice/subscriber.ts'
import { registerRequests } from '../src/result/subscriber.ts'
import { subscribersInside } from '../src/retell.ts'

const MANY = 50

await grow(async (city) => {
  const desk = await openDesk(city)
  const dispatcher = await dispatcherOf(city)
  const many = async (): Promise<void> => {
    for (let i = 0; i < MANY; i += 1) await desk.file()
  }
  return [
    { name: 'one filing told', before: () => desk.file(), ask: () => dispatcher.drain() },
    { name: `${MANY} filings told`, before: many, ask: () => dispatcher.drain() },
  ]
})

/** As the worker has it, but told only when it is asked. */
async function dispatcherOf({ house }: MadeCity): Promise<Dispatcher> {
  const { config, law, worker: db, now } = house
  const templates = await loadNoticeTemplates(join(dataDir, 'templates/notices'))
  const dispatcher = startDispatcher({
    db,
    subscribers: [
      ...subscribersInside(law),
      registerRequests,
      noticeSubscriber({ templates, trackingUrl: `${config.publicUrl}/tra-cuu`, now }),
      portalMessages({
        termsOf: ({ code, caseCode, version }) => law.terms(code, caseCode, version),
        isConfigured: true,
        now,
      }),
    ],
    onError: (error) => {
      throw error instanceof Error ? error : new Error(String(error))
    },
  })
  await dispatcher.stop()
  return dispatcher
}
