/** Looks at every open dossier that a reorganisation concerns, and says what it asks of each. Reads only. */
import type { CodeLists } from '../../catalogue/code-lists.ts'
import type { Law } from '../../catalogue/law.ts'
import { inContext } from '../../db/context.ts'
import type { Db, Tx } from '../../db/connect.ts'
import { toDay } from '../../lib/time.ts'
import type { SystemActor } from '../../office/actor.ts'
import { closingsOf, type Plan } from '../../office/reorganisation.ts'
import { officersOn } from '../../office/reorganisation-store.ts'
import { answersOf } from '../store.ts'
import { following, type Following, type Mapping } from './follow.ts'
import { evidenceOf, NO_EVIDENCE, type Evidence } from './split-rule.ts'
import { openDossiersOf, standings, type Standing } from './store.ts'
import type { Answers } from '../../catalogue/form.ts'

export type LookDeps = {
  /** The worker role's database. */
  db: Db
  law: Pick<Law, 'procedure' | 'form' | 'terms'> & { codeLists: Pick<CodeLists, 'readCommune'> }
  ancestorsOf(office: number): readonly number[]
  /** Our offices by the GSO numbers of the day of effect. */
  officeOfNumber: ReadonlyMap<string, number>
}

/** What the house does of itself, with the rights of nobody: the worker's role sees every dossier. */
export const REORGANISER: SystemActor = { kind: 'system', name: 'clock', scopes: [] }

export function mappingOf(plan: Plan, ancestorsOf: LookDeps['ancestorsOf']): Mapping {
  return {
    reorganisation: { id: plan.id, number: plan.number },
    closings: new Map(closingsOf(plan).map((closing) => [closing.office, closing])),
    fields: new Map(
      plan.acts.flatMap((act) =>
        act.act === 'moveCompetence' ? [[`${act.from} ${act.field}`, act.to] as const] : [],
      ),
    ),
    ancestorsOf,
  }
}

/** The offices whose dossiers have to be looked at, one after the other. */
export function officesConcerned(plan: Plan): number[] {
  const giving = plan.acts.flatMap((act) => (act.act === 'moveCompetence' ? [act.from] : []))
  return [...new Set([...closingsOf(plan).map(({ office }) => office), ...giving])]
}

export type Asked = { id: string; from: number; command: Following }

/** What is asked of the open dossiers of one office. */
export async function askedOf(
  deps: LookDeps,
  { plan, mapping, office }: { plan: Plan; mapping: Mapping; office: number },
): Promise<Asked[]> {
  return inContext(deps.db, REORGANISER, async (tx) => {
    const standing = await standings(tx, await openDossiersOf(tx, office))
    const asked: Asked[] = []
    for (const each of standing) {
      const command = await commandFor(deps, tx, { mapping, each })
      if (command) asked.push({ id: each.id, from: each.state.offices.competent, command })
    }
    const targets = [...new Set(asked.map(({ command }) => command.to.competent))]
    const officers = await officersOn(tx, targets, plan.effectiveOn)
    return asked.map((one) => withOfficers(one, officers))
  })
}

async function commandFor(
  deps: LookDeps,
  tx: Tx,
  { mapping, each }: { mapping: Mapping; each: Standing },
): Promise<Following | null> {
  const { state, id } = each
  const { code, version, caseCode } = state.procedure
  const { workflow } = deps.law.terms(code, caseCode, version)
  const field = deps.law.procedure(code, version)?.category.name.vi ?? null
  const isDivided = Object.values(state.offices).some((office) => {
    const closing = mapping.closings.get(office)
    return closing !== undefined && closing.rule !== 'whole'
  })
  const evidence = isDivided ? await evidenceFor(deps, tx, { each, id }) : NO_EVIDENCE
  return following(mapping, { state, workflow, field, evidence })
}

async function evidenceFor(
  { law, officeOfNumber }: LookDeps,
  tx: Tx,
  { each: { state, submittedAt }, id }: { each: Standing; id: string },
): Promise<Evidence> {
  const { code, version } = state.procedure
  return evidenceOf({
    procedure: law.procedure(code, version),
    form: law.form(state.form.id, state.form.version),
    answers: (await answersOf(tx, id)) as Answers,
    filedOn: toDay(submittedAt),
    readCommune: (typed, on) => law.codeLists.readCommune(typed, on),
    officeOf: (number) => officeOfNumber.get(number),
  })
}

/** Only officers of the new office keep what they hold. */
function withOfficers(asked: Asked, officers: ReadonlySet<string>): Asked {
  const office = String(asked.command.to.competent)
  const own = [...officers].flatMap((key) => {
    const [person = '', at] = key.split(' ')
    return at === office ? [Number(person)] : []
  })
  return { ...asked, command: { ...asked.command, officers: own } }
}
