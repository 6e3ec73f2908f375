/** Asking the population register in a way that is written down before, and answered for after. */
import type { Tx } from '../db/connect.ts'
import { newId } from '../lib/ids.ts'
import { insertInquiry, settleInquiry } from './inquiry-store.ts'
import type { LookUp, LookUpAnswer, Population } from './population.ts'

/** Why somebody is looked up: their own declaration, that of their spouse, or a filed declaration that names them. */
export type Relation = 'self' | 'spouse' | 'declared'
export type InquiryOutcome =
  'asked' | 'found' | 'notFound' | 'mismatch' | 'unavailable' | 'notAsked'

export type Inquirer = {
  register: Population
  /** Runs the statements in a transaction of whoever asks. */
  run: <T>(statements: (tx: Tx) => Promise<T>) => Promise<T>
  now: () => Date
}

export type Inquiry = {
  question: LookUp
  relation: Relation
  /** The citizen who declares; absent when an office compares. */
  askedBy?: number
  /** The draft or the dossier in which the answer is used. */
  matter: string
}

/** One question: written down, asked outside any transaction, and its end written down. */
export async function inquire(
  { register, run, now }: Inquirer,
  inquiry: Inquiry,
): Promise<LookUpAnswer> {
  const askedAt = now()
  const id = newId(askedAt)
  await run((tx) => insertInquiry(tx, { ...inquiry, id, askedAt }))
  const answer = await register.lookUp(inquiry.question)
  await run((tx) => settleInquiry(tx, { id, outcome: outcomeOf(answer), at: now() }))
  return answer
}

function outcomeOf(answer: LookUpAnswer): InquiryOutcome {
  if (answer.kind !== 'unavailable') return answer.kind
  return answer.because === 'resting' ? 'notAsked' : 'unavailable'
}
