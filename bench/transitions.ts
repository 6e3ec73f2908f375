/**
 * What one step of a dossier costs at growing sizes of the city: `npm run bench -- transitions [sizes] [--keep FOLDER] [--plans]`.
 * Acceptance through `handle`, claiming and stopping as the officer's pages send them.
 */
import { randomUUID } from 'node:crypto'
import { openDesk, type Desk } from './growth/fresh.ts'
import { grow, type Question } from './growth/grow.ts'
import { GROUNDS } from '../src/demo/grounds.ts'
import type { Visitor } from '../test/support/visitor.ts'

await grow(async (city) => {
  const desk = await openDesk(city)
  const browser = await city.official(desk.officer.personId)
  const [receptionist] = desk.staff.receptionist
  let id = ''
  const filed = async (): Promise<void> => {
    id = await desk.file()
  }
  const accepted = async (): Promise<void> => {
    await filed()
    await desk.act(id, { type: 'accept', originals: [] }, receptionist!)
  }
  const claimed = async (): Promise<void> => {
    await accepted()
    await desk.act(id, { type: 'claim' }, desk.officer)
  }
  const tokens = await tokensOf(browser, desk)
  const questions: Question[] = [
    {
      name: 'acceptance, in the transaction',
      before: filed,
      ask: () => desk.act(id, { type: 'accept', originals: [] }, receptionist!),
    },
    {
      name: 'claiming, whole request',
      before: accepted,
      ask: () => send(browser, `/viec/${id}/nhan`, tokens),
    },
    {
      name: 'stopping, in the transaction',
      before: claimed,
      ask: () => desk.act(id, { type: 'stop', ...GROUNDS.stop }, desk.officer),
    },
    {
      name: 'opening the dossier page',
      before: claimed,
      ask: () => browser.get(`/viec/${id}`),
    },
  ]
  return questions
})

/** The page's token, once: what is measured is the act, not the page before it. */
async function tokensOf(browser: Visitor, desk: Desk): Promise<Record<string, string>> {
  const id = await desk.file()
  await desk.act(id, { type: 'accept', originals: [] }, desk.staff.receptionist[0]!)
  return browser.formOn(`/viec/${id}`, `/viec/${id}/nhan`)
}

async function send(browser: Visitor, url: string, tokens: Record<string, string>): Promise<void> {
  const { statusCode, body } = await browser.post(url, { ...tokens, _key: randomUUID() })
  if (statusCode !== 303) throw new Error(`${url} answered ${statusCode}: ${body.slice(0, 400)}`)
}
