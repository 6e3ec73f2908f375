/** Plays the cases of a log through the one door of the dossier, several side by side, each in its own order. */
import { randomUUID } from 'node:crypto'
import { handle, type DossierDeps, type Request } from '../dossier/handle.ts'
import type { StaffActor } from '../office/actor.ts'
import { actsOf, startOf, type CaseAct } from './case-acts.ts'
import type { CaseDates } from './case-dates.ts'
import type { Derived } from './derive.ts'
import type { LogCase } from './event-log.ts'
import { CITY, OFFICE, PROCEDURE } from './house-of-log.ts'
import type { People } from './store.ts'

export type Playing = {
  deps: DossierDeps
  derived: Derived
  people: People
  /** Null without a file of cases. */
  dates: ReadonlyMap<string, CaseDates> | null
  sideBySide: number
  onCase(done: number): void
}

/** The dossier of each case. Throws at the first step that the house refuses: a log is replayed whole or not at all. */
export async function playLog(
  cases: readonly LogCase[],
  playing: Playing,
): Promise<Map<string, string>> {
  const left = cases.values()
  const ids = new Map<string, string>()
  const next = async (): Promise<void> => {
    for (const each of left) {
      ids.set(each.id, await playCase(each, playing))
      playing.onCase(ids.size)
    }
  }
  await Promise.all(Array.from({ length: playing.sideBySide }, next))
  return ids
}

async function playCase(each: LogCase, { deps, derived, people, dates }: Playing): Promise<string> {
  const own = dates === null ? undefined : (dates.get(each.id) ?? null)
  const perform = async (asked: Pick<Request, 'command' | 'id'>, act: Omit<CaseAct, 'command'>) => {
    const by = actorOf(act, people, asked.command.type)
    const outcome = await handle(deps, {
      ...asked,
      by,
      key: randomUUID(),
      origin: 'replay',
      occurredAt: act.at,
      officeId: by.officeId,
      ...(asked.id === undefined && { procedure: PROCEDURE }),
    })
    if (outcome.ok) return outcome.value.id
    const { code, message } = outcome.refusal
    throw new Error(`${each.id}, ${asked.command.type}: ${code}, ${message}`)
  }
  const filed = { at: startOf(each, own ?? undefined), resource: '', group: '' }
  const id = await perform({ command: filing(each.id) }, filed)
  for (const { command, ...act } of actsOf(each, derived, own)) await perform({ command, id }, act)
  return id
}

/** Steps are done by whoever the log names; the replay itself files, receives and ends, as another person. */
function actorOf(
  { resource, group }: Pick<CaseAct, 'resource' | 'group'>,
  { personOf, officeOf }: People,
  type: string,
): StaffActor {
  const personId = personOf.get(resource)!
  const role = type === 'completeStep' ? 'clerk' : 'receptionist'
  return {
    kind: 'staff',
    personId: type === 'file' ? 0 : personId,
    name: resource,
    title: '',
    officeId: officeOf.get(group)!,
    officeName: group,
    assignmentId: personId,
    role,
    roles: [{ role, officeId: OFFICE }],
    scopes: [CITY, OFFICE],
  }
}

function filing(caseId: string): Request['command'] {
  return {
    type: 'file',
    source: 'counter',
    kindOfFiling: 'counter',
    offices: { receiving: OFFICE, competent: OFFICE, returning: OFFICE },
    applicantPersonId: null,
    papers: [],
    result: { manner: 'counter', copies: 0 },
    answers: {},
    ownerName: caseId,
    applicantName: caseId,
    fileNames: {},
  }
}
