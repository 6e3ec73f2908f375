/** Declaring and ending absences and delegations, and naming who is on duty: each one transaction, permission and rules inside it. */
import { inContext } from '../db/context.ts'
import type { Db, Tx } from '../db/connect.ts'
import { Forbidden, Invalid, NotFound, type Problem } from '../lib/problem.ts'
import type { Day } from '../lib/time.ts'
import { absenceProblems, WORKING_ROLES, type AbsenceReason } from './absence.ts'
import {
  absenceById,
  endAbsence,
  insertAbsence,
  isDeclared,
  lockPeople,
  overlapping,
  rolesThroughout,
  standingOn,
} from './absence-store.ts'
import type { Role, StaffActor } from './actor.ts'
import { delegationProblems, type DelegationWanted } from './delegation.ts'
import {
  delegationById,
  endDelegation,
  insertDelegation,
  isDelegated,
  overlappingSigning,
} from './delegation-store.ts'
import { nameOnDuty } from './queue-duty-store.ts'

export type Declaring = { db: Db; by: StaffActor; today: Day }

export type AbsenceOrder = {
  /** The form's key: sent twice it is one absence. */
  key: string
  officeId: number
  personId: number
  fromOn: Day
  toOn: Day
  reason: AbsenceReason
  substituteId: number | null
}

/** Throws Forbidden, NotFound, or Invalid with everything that is wrong. */
export async function declareAbsence(at: Declaring, order: AbsenceOrder): Promise<void> {
  const { key, personId, substituteId, officeId } = order
  await inContext(at.db, at.by, async (tx) => {
    const people = [personId, ...(substituteId === null ? [] : [substituteId])]
    await lockPeople(tx, people)
    await demandOver(tx, at, order)
    if (await isDeclared(tx, key)) return
    const period = { officeId, fromOn: order.fromOn, toOn: order.toOn }
    const isPeriod = order.fromOn <= order.toOn
    demandNone(
      absenceProblems(order, {
        today: at.today,
        overlapping: isPeriod ? await overlapping(tx, { ...period, people }) : [],
        rolesOfPerson: await rolesThroughout(tx, { ...period, personId }),
        rolesOfSubstitute:
          substituteId === null
            ? []
            : await rolesThroughout(tx, { ...period, personId: substituteId }),
      }),
    )
    await insertAbsence(tx, { ...order, id: key, declaredBy: at.by.personId })
  })
}

/** Whoever is back earlier, or their leader, ends it now; ending it twice changes nothing. */
export async function endAbsenceNow(at: Declaring, id: string): Promise<void> {
  await inContext(at.db, at.by, async (tx) => {
    const found = await absenceById(tx, id)
    if (!found) throw new NotFound()
    await demandOver(tx, at, found)
    await endAbsence(tx, id, at.by.personId)
  })
}

export type DelegationOrder = DelegationWanted & { key: string; officeId: number; known: string[] }

/** Only the leader whose signature it is delegates it. */
export async function delegateSigning(at: Declaring, order: DelegationOrder): Promise<void> {
  const { key, officeId, personId, delegateId, fromOn, toOn } = order
  if (personId !== at.by.personId)
    throw new Forbidden('Chỉ chính người ký mới ủy quyền được chữ ký của mình.')
  await inContext(at.db, at.by, async (tx) => {
    const people = [personId, ...(delegateId === null ? [] : [delegateId])]
    await lockPeople(tx, people)
    await demandRole(tx, at, { officeId, roles: ['leader'] })
    if (await isDelegated(tx, key)) return
    const period = { officeId, fromOn, toOn }
    const isPeriod = fromOn <= toOn
    const away = isPeriod ? await overlapping(tx, { ...period, people }) : []
    demandNone(
      delegationProblems(order, {
        today: at.today,
        overlapping: isPeriod ? await overlappingSigning(tx, { ...period, people }) : [],
        delegateIsAway: away.some((each) => each.personId === delegateId),
        rolesOfPerson: await rolesThroughout(tx, { ...period, personId }),
        rolesOfDelegate:
          delegateId === null ? [] : await rolesThroughout(tx, { ...period, personId: delegateId }),
        known: order.known,
      }),
    )
    await insertDelegation(tx, {
      id: key,
      officeId,
      personId,
      delegateId: delegateId!,
      fromOn,
      toOn,
      procedures: order.procedures,
      paper: order.paper,
      paperOn: order.paperOn!,
      declaredBy: at.by.personId,
    })
  })
}

/** Whoever delegated, whoever was delegated, or another leader there ends it. */
export async function endDelegationNow(at: Declaring, id: string): Promise<void> {
  await inContext(at.db, at.by, async (tx) => {
    const found = await delegationById(tx, id)
    if (!found) throw new NotFound()
    await demandRole(tx, at, { officeId: found.officeId, roles: ['leader'] })
    await endDelegation(tx, id, at.by.personId)
  })
}

/** A leader names an official of the office who is there that day. */
export async function nameDutyOfficer(
  at: Declaring,
  { officeId, personId }: { officeId: number; personId: number },
): Promise<void> {
  await inContext(at.db, at.by, async (tx) => {
    await demandRole(tx, at, { officeId, roles: ['leader'] })
    const { roles, awayTo } = await standingOn(tx, { personId, officeId, day: at.today })
    if (!roles.some((role) => WORKING_ROLES.includes(role)))
      demandNone([about('duty', 'Hãy chọn một người đang làm việc ở cơ quan này.')])
    if (awayTo !== null) demandNone([about('duty', 'Người này đang vắng mặt.')])
    await nameOnDuty(tx, { officeId, personId, namedBy: at.by.personId })
  })
}

/** Oneself, or a leader of the office; what is of another office is not there. */
async function demandOver(
  tx: Tx,
  at: Declaring,
  { personId, officeId }: { personId: number; officeId: number },
): Promise<void> {
  const roles = personId === at.by.personId ? WORKING_ROLES : (['leader'] as const)
  await demandRole(tx, at, { officeId, roles })
}

async function demandRole(
  tx: Tx,
  { by, today }: Declaring,
  { officeId, roles }: { officeId: number; roles: readonly Role[] },
): Promise<void> {
  const own = await standingOn(tx, { personId: by.personId, officeId, day: today })
  if (own.roles.length === 0) throw new NotFound()
  if (!own.roles.some((role) => roles.includes(role)))
    throw new Forbidden('Chỉ lãnh đạo của cơ quan làm được việc này cho người khác.')
}

function demandNone(problems: Problem[]): void {
  if (problems.length > 0) throw new Invalid(problems)
}

const about = (field: string, message: string): Problem => ({ code: 'duty', field, message })
