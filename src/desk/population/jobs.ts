/** The worker compares filed declarations with the population register. While it is silent they wait; nothing else waits for them. */
import type { Answers } from '../../catalogue/form.ts'
import type { Law } from '../../catalogue/law.ts'
import type { PrefillRules } from '../../catalogue/prefill.ts'
import type { Db } from '../../db/connect.ts'
import { inContext } from '../../db/context.ts'
import { answersOf, historyOf, stateById } from '../../dossier/store.ts'
import { inquire, type Inquirer } from '../../population/inquiry.ts'
import type { Population } from '../../population/population.ts'
import { checkedPerson, heldStill, peopleToCheck, questionAbout, type Declared } from './check.ts'
import type { PersonChecked } from './check.ts'
import { claimCheck, dueChecks, postponeCheck, settleCheck, type ClaimedCheck } from './store.ts'

export type PopulationJobs = {
  /** The worker role's database. */
  db: Db
  law: Pick<Law, 'form'>
  register: Population
  rules: PrefillRules
  now: () => Date
}

const CLOCK = { scopes: [] } as const

/** One turn; answers how many declarations were tried. */
export async function runPopulationChecks(jobs: PopulationJobs): Promise<number> {
  let tried = 0
  for (const id of await dueChecks(jobs.db, jobs.now())) {
    const claimed = await claimCheck(jobs.db, id, jobs.now())
    if (!claimed) continue
    tried += 1
    await check(jobs, claimed)
  }
  return tried
}

async function check(jobs: PopulationJobs, claimed: ClaimedCheck): Promise<void> {
  const { db, now } = jobs
  const declared = await declaredIn(jobs, claimed.dossierId)
  const people = declared ? await ask(jobs, claimed.dossierId, declared) : []
  if (people) return settleCheck(db, claimed, { people, now: now() })
  await postponeCheck(db, claimed, new Date(now().getTime() + pauseSeconds(claimed) * 1000))
}

/** A quarter of a minute, then twice as long each time, an hour at most. */
function pauseSeconds({ attempts }: ClaimedCheck): number {
  return Math.min(15 * 2 ** Math.min(attempts - 1, 10), 3600)
}

type DeclaredDossier = Declared & { procedure: string }

async function declaredIn(
  { db, law }: PopulationJobs,
  id: string,
): Promise<DeclaredDossier | undefined> {
  return inContext(db, CLOCK, async (tx) => {
    const state = await stateById(tx, id)
    if (!state) return undefined
    const answers = (await answersOf(tx, id)) as Answers
    const filed = (await historyOf(tx, id, { withPrivate: true })).find(
      ({ kind }) => kind === 'filed',
    )
    const form = law.form(state.form.id, state.form.version)
    const held = heldStill(filed?.private, answers)
    return { form, answers, held, procedure: state.procedure.code }
  })
}

/** Undefined as soon as the register is silent: half a comparison is none. */
async function ask(
  { db, register, rules, now }: PopulationJobs,
  matter: string,
  declared: DeclaredDossier,
): Promise<PersonChecked[] | undefined> {
  const run: Inquirer['run'] = (statements) => inContext(db, CLOCK, statements)
  const purpose = { procedure: declared.procedure, ground: rules.check.source }
  const people: PersonChecked[] = []
  for (const prefix of peopleToCheck(declared)) {
    const question = questionAbout(declared.answers, prefix, purpose)
    const inquiry = { question, relation: 'declared', matter } as const
    const answer = await inquire({ register, run, now }, inquiry)
    const checked = checkedPerson(declared, prefix, answer)
    if (!checked) return undefined
    people.push(checked)
  }
  return people
}
