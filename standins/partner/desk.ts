/** The work of the stand-in agencies: takes messages, goes on with its cases, tells the one-stop system, badly on demand. */
import type { LegMessage } from '../../src/exchange/partner-schema.ts'
import type { Key } from '../../src/exchange/signature.ts'
import { clientOf, type Client } from './client.ts'
import type { Answer } from '../signed-client.ts'
import { afterMessage, caseKey, CODES, nextAct, type Act, type Case } from './memory.ts'
import { statusOf } from './words.ts'

/**
 * repeated: told twice · reordered: held back until the next one has been told · lostReply: our answer never reaches it, so it
 * tells the same again · malformed: rubbish first · unknown: a code that is in no table first.
 */
export const SENDING_FAULTS = [
  'repeated',
  'reordered',
  'lostReply',
  'malformed',
  'unknown',
] as const
export type SendingFault = (typeof SENDING_FAULTS)[number]

export type DeskOptions = {
  /** The one-stop system. */
  to: string
  /** One key for each agency, named by it ('police'). */
  keys: readonly Key[]
  now: () => Date
  /** What it does with a new case by itself, and how long each step takes. */
  plan: readonly Act[]
  paceMs: number
  /** What it remembers from before, and where it goes. */
  remembered?: readonly Case[]
  onChange?: (cases: readonly Case[]) => void
}

export type Of = Pick<Case, 'agency' | 'dossier' | 'leg'>
export type Desk = {
  cases(): readonly Case[]
  keyOf(agency: string): Key | undefined
  take(agency: string, message: LegMessage): { isKnown: boolean }
  /** Does one thing with a case and tells of it; the answer of the one-stop system. */
  act(of: Of, act: Act): Promise<Answer | undefined>
  client(agency: string): Client
  setPlan(plan: readonly Act[]): void
  failSending(...faults: SendingFault[]): void
  stop(): void
}

export function openDesk(options: DeskOptions): Desk {
  const { now } = options
  const cases = new Map((options.remembered ?? []).map((each) => [caseKey(each), each]))
  const timers = new Map<string, NodeJS.Timeout>()
  const faults: SendingFault[] = []
  const held: { agency: string; body: object }[] = []
  let plan = options.plan
  let given = cases.size
  const keyOf = (agency: string): Key | undefined =>
    options.keys.find(({ id }) => id.split('.')[0] === agency)
  const client = (agency: string): Client => {
    const key = keyOf(agency)
    if (!key) throw new Error(`no key of ${agency}`)
    return clientOf({ url: options.to, key, now })
  }
  const keep = (changed: Case): void => {
    cases.set(caseKey(changed), changed)
    options.onChange?.([...cases.values()])
  }

  /** Until it has arrived; an answer that is a no is an answer. */
  async function deliver(agency: string, body: object | string): Promise<Answer | undefined> {
    for (let attempt = 0; attempt < 5; attempt += 1) {
      try {
        return await client(agency).tell(body)
      } catch {
        await new Promise((resolve) => setTimeout(resolve, 200 * 2 ** attempt).unref())
      }
    }
    return undefined
  }

  async function tell(agency: string, body: object): Promise<Answer | undefined> {
    const fault = faults.shift()
    if (fault === 'reordered') {
      held.push({ agency, body })
      return undefined
    }
    if (fault === 'malformed') await deliver(agency, '{"messageId": nothing')
    if (fault === 'repeated' || fault === 'lostReply') await deliver(agency, body)
    const answer = await deliver(agency, body)
    for (const late of held.splice(0)) await deliver(late.agency, late.body)
    return answer
  }

  async function act(of: Of, doing: Act): Promise<Answer | undefined> {
    const before = cases.get(caseKey(of))
    if (!before) return undefined
    if (faults[0] === 'unknown' && doing !== 'unknown') {
      faults.shift()
      await act(of, 'unknown')
    }
    const open = cases.get(caseKey(of))!
    const told = statusOf(open, doing, now())
    const rest = open.plan[0] === doing ? open.plan.slice(1) : open.plan
    keep({ ...open, number: told.number, status: CODES[doing], plan: rest })
    const answer = await tell(of.agency, told)
    goOn(of, false)
    return answer
  }

  function goOn(of: Of, hasAnswer: boolean): void {
    const key = caseKey(of)
    const found = cases.get(key)
    const next = found && nextAct(found, hasAnswer)
    clearTimeout(timers.get(key))
    if (!next) return
    const timer = setTimeout(() => {
      act(of, next).catch((error: unknown) => console.error(error))
    }, options.paceMs)
    timers.set(key, timer)
  }

  const take = (agency: string, message: LegMessage): { isKnown: boolean } => {
    const of = { agency, dossier: message.dossier, leg: message.leg }
    const before = cases.get(caseKey(of))
    if (!before) given += 1
    const reference = `${agency.toUpperCase().slice(0, 2)}-${String(given).padStart(5, '0')}`
    const { after, isKnown } = afterMessage(before, message, { agency, reference, plan })
    keep(after)
    if (!isKnown) goOn(of, message.kind === 'legAnswered')
    return { isKnown }
  }

  for (const each of cases.values()) goOn(each, false)
  return {
    cases: () => [...cases.values()],
    keyOf,
    take,
    act,
    client,
    setPlan: (wanted) => (plan = wanted),
    failSending: (...wanted) => faults.push(...wanted),
    stop: () => timers.forEach((timer) => clearTimeout(timer)),
  }
}
