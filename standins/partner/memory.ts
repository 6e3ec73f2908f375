/** What a stand-in agency remembers of its cases: one for each leg that it was told of, whatever was told twice. Pure. */
import type { LegMessage } from '../../src/exchange/partner-schema.ts'

export const ACTS = ['receive', 'start', 'ask', 'finish', 'return', 'refuse', 'unknown'] as const
export type Act = (typeof ACTS)[number]

/** The agency's own codes (DVCLT); 99 is in nobody's table. */
export const CODES: Readonly<Record<Act, string>> = {
  receive: '1',
  start: '3',
  ask: '2',
  finish: '4',
  return: '5',
  refuse: '6',
  unknown: '99',
}

export type Case = {
  agency: string
  dossier: string
  leg: string
  procedure: string
  reference: string
  /** The code it has told last; '0' before the first. */
  status: string
  isStopped: boolean
  /** Ids of messages taken. */
  taken: readonly string[]
  answers: Readonly<Record<string, unknown>>
  papers: readonly string[]
  /** Number of its last message. */
  number: number
  /** What it still means to do by itself. */
  plan: readonly Act[]
}

export function caseKey({
  agency,
  dossier,
  leg,
}: Pick<Case, 'agency' | 'dossier' | 'leg'>): string {
  return `${agency} ${dossier} ${leg}`
}

type Taking = { agency: string; reference: string; plan: readonly Act[] }

/** The case after a message, and whether the message was known already. */
export function afterMessage(
  before: Case | undefined,
  message: LegMessage,
  { agency, reference, plan }: Taking,
): { after: Case; isKnown: boolean } {
  if (before?.taken.includes(message.messageId)) return { after: before, isKnown: true }
  const known = before ?? {
    agency,
    dossier: message.dossier,
    leg: message.leg,
    procedure: message.procedure.name,
    reference,
    status: '0',
    isStopped: false,
    taken: [],
    answers: {},
    papers: [],
    number: 0,
    plan,
  }
  return { after: changed(known, message, plan), isKnown: false }
}

function changed(known: Case, message: LegMessage, plan: readonly Act[]): Case {
  const taken = [...known.taken, message.messageId]
  const papers = [
    ...known.papers,
    ...message.papers.flatMap(({ files }) => files.map((f) => f.sha256)),
  ]
  switch (message.kind) {
    case 'legOpened':
      return { ...known, taken, papers, answers: message.answers, isStopped: false, plan }
    case 'legAnswered':
      return { ...known, taken, papers }
    case 'legStopped':
      return { ...known, taken, isStopped: true, plan: [] }
  }
}

/** Whether the agency goes on by itself, or waits for the citizen's papers. */
export function nextAct({ plan, status, isStopped }: Case, hasAnswer: boolean): Act | undefined {
  if (isStopped || (status === CODES.ask && !hasAnswer)) return undefined
  return plan[0]
}
