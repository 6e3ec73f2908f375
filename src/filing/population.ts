/** Asking the population register for a draft: never inside a transaction, never more than its time limit, never in the way. */
import type { ToldOf } from '../catalogue/prefill.ts'
import type { CitizenActor } from '../office/actor.ts'
import { inquire, type Inquirer, type Inquiry } from '../population/inquiry.ts'
import { partsOf, spouseParts } from '../population/parts.ts'
import type { PersonRecord } from '../population/population.ts'
import type { FilingDeps } from './deps.ts'
import type { PopulationKept } from './held.ts'

/** `of`: of whom the form is told with the answers of now. */
type Asked = { actor: CitizenActor; code: string; draftId: string; of: readonly ToldOf[] }
type Asking = NonNullable<FilingDeps['population']>

/**
 * Whether the register has to be asked (again): for a draft that never asked, for somebody of whom the answers now ask, when its answer
 * is a day old, or some minutes after it was silent. Never in a house that has no register.
 */
export function isToAsk(
  deps: Pick<FilingDeps, 'population' | 'now'>,
  kept: PopulationKept | null,
  of: readonly ToldOf[],
): boolean {
  if (deps.population === undefined || of.length === 0) return false
  if (kept === null) return true
  const { freshMinutes, retryMinutes } = deps.population.rules
  const minutes = kept.state === 'unavailable' ? retryMinutes.value : freshMinutes.value
  const ago = (at: string): number => (deps.now().getTime() - Date.parse(at)) / 60_000
  if (kept.silentAt !== undefined && ago(kept.silentAt) < retryMinutes.value) return false
  const isMissing = kept.state === 'found' && of.some((who) => !kept.of.includes(who))
  return isMissing || ago(kept.lookedAt) >= minutes
}

/**
 * What the register says for this form. A register that has fallen silent takes nothing back of what it told before: that stands with its
 * moment, and it is asked again some minutes later.
 */
export async function askRegister(
  { rules, ...inquirer }: Asking & Omit<Inquirer, 'register'>,
  asked: Asked,
  kept: PopulationKept | null,
): Promise<PopulationKept> {
  const at = inquirer.now().toISOString()
  const looked = { lookedAt: at, of: asked.of }
  const own = ownInquiry(rules, asked)
  if (own === undefined) return { state: 'none', ...looked }
  const answer = await inquire(inquirer, own)
  if (answer.kind === 'unavailable' && kept?.state === 'found') return { ...kept, silentAt: at }
  if (answer.kind === 'unavailable') return { state: 'unavailable', silentAt: at, ...looked }
  if (answer.kind !== 'found') return { state: answer.kind, ...looked }
  const { record, asOf } = answer
  const found = { state: 'found', lookedAt: at, asOf } as const
  const applicant = partsOf(record)
  const about = asked.of.includes('spouse') ? spouseInquiry(rules, asked, record) : undefined
  if (about === undefined) return { ...found, of: asked.of, told: { applicant } }
  const spouse = await inquire(inquirer, about)
  if (spouse.kind === 'unavailable')
    return { ...found, of: ['applicant'], told: { ...kept?.told, applicant }, silentAt: at }
  const told = spouse.kind === 'found' ? { spouse: spouseParts(record, spouse.record) } : {}
  return { ...found, of: asked.of, told: { applicant, ...told } }
}

/** Nobody is asked for who has no personal number. */
function ownInquiry(
  { people }: Asking['rules'],
  { actor, code, draftId }: Asked,
): Inquiry | undefined {
  const { personalNumber, name: fullName, birthOn } = actor
  if (personalNumber === undefined) return undefined
  const proof = { kind: 'named', fullName, ...(birthOn === undefined ? {} : { birthOn }) } as const
  return {
    question: {
      personalNumber,
      proof,
      purpose: { procedure: code, ground: people.applicant.source },
    },
    relation: 'self',
    askedBy: actor.personId,
    matter: draftId,
  }
}

/** The spouse whom the person's own record names. */
function spouseInquiry(
  { people }: Asking['rules'],
  { actor, code, draftId }: Asked,
  { personalNumber, marriage }: PersonRecord,
): Inquiry | undefined {
  if (marriage === undefined) return undefined
  return {
    question: {
      personalNumber: marriage.spouse,
      proof: { kind: 'spouseOf', personalNumber },
      purpose: { procedure: code, ground: people.spouse.source },
    },
    relation: 'spouse',
    askedBy: actor.personId,
    matter: draftId,
  }
}
