/** Emergency access: what a request must say, where it stands, and who may answer it. Pure. */
import type { Problem } from '../../lib/problem.ts'
import { hasRole, type Role, type StaffActor } from '../../office/actor.ts'

/** Roles that answer for dossiers: the leader of the office, or the supervisor above it. */
export type GranterRole = Extract<Role, 'leader' | 'supervisor'>

export type AccessFacts = {
  askedBy: number
  askedRole: string
  lapsesAt: Date
  outcome: 'approved' | 'refused' | null
  expiresAt: Date | null
  endedAt: Date | null
}

export type Standing = 'waiting' | 'lapsed' | 'refused' | 'open' | 'ended'

export function standingOf(access: AccessFacts, now: Date): Standing {
  if (access.outcome === 'refused') return 'refused'
  if (access.outcome === null) return access.lapsesAt > now ? 'waiting' : 'lapsed'
  const isOver = access.endedAt !== null || access.expiresAt === null || access.expiresAt <= now
  return isOver ? 'ended' : 'open'
}

/**
 * In which role this official may answer the request: another person, in another role than the one who asked, at the office that
 * decides the dossier or above it. Undefined: not at all.
 */
export function granterRole(
  me: StaffActor,
  access: Pick<AccessFacts, 'askedBy' | 'askedRole'>,
  { offices, roles }: { offices: readonly number[]; roles: readonly GranterRole[] },
): GranterRole | undefined {
  if (me.personId === access.askedBy) return undefined
  return roles.find(
    (role) => role !== access.askedRole && offices.some((office) => hasRole(me, role, office)),
  )
}

/** Those who answer for dossiers see every request of their offices; others see their own. */
export function seesRequests(me: StaffActor): boolean {
  return hasRole(me, 'leader') || hasRole(me, 'supervisor')
}

export type AskTyped = { code: string; reason: string; legalGround: string }
export const EMPTY_ASK: AskTyped = { code: '', reason: '', legalGround: '' }
export const REASON_LETTERS = 1000
export const GROUND_LETTERS = 300
/** Fewer letters say nothing that could be judged afterwards. */
const LEAST_LETTERS = 20

/** Everything that is wrong at once. */
export function askProblems({ code, reason, legalGround }: AskTyped): Problem[] {
  const problems: Problem[] = []
  const say = (field: string, message: string) =>
    problems.push({ code: 'emergency', field, message })
  if (code === '') say('code', 'Hãy nhập mã hồ sơ cần xem.')
  if (code.length > 60) say('code', 'Mã hồ sơ không dài quá 60 ký tự. Hãy xem lại.')
  if (reason.length < LEAST_LETTERS)
    say(
      'reason',
      `Hãy nói rõ vì sao phải xem ngay và vì sao không ai có quyền làm được (ít nhất ${LEAST_LETTERS} ký tự).`,
    )
  if (reason.length > REASON_LETTERS)
    say('reason', `Lý do dài quá. Hãy viết ngắn hơn ${REASON_LETTERS} ký tự.`)
  if (legalGround === '') say('legalGround', 'Hãy ghi căn cứ pháp lý: văn bản, điều, khoản.')
  if (legalGround.length > GROUND_LETTERS)
    say('legalGround', `Căn cứ dài quá. Hãy viết ngắn hơn ${GROUND_LETTERS} ký tự.`)
  return problems
}
