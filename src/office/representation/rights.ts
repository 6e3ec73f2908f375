/** What may be done with one representation by whoever asks. Pure: who they are was read in this request. */
import type { Day } from '../../lib/time.ts'
import type { Actor } from '../actor.ts'
import { kindLaw, mayConfirm, type RepresentationLaw } from './law.ts'
import { standingOn, type Source } from './representation.ts'
import type { RepresentationRow } from './store.ts'

/** Who one is to a representation: who acts, who is represented, or who acts for the represented organisation by law. */
export type Part = 'representative' | 'represented' | 'principal'

export function partOf(row: RepresentationRow, actor: Actor): Part | undefined {
  if (actor.kind !== 'citizen') return undefined
  if (row.personId === actor.personId) return 'representative'
  if ((actor.parties ?? []).includes(row.party)) return 'represented'
  return principalFor(row, actor) === undefined ? undefined : 'principal'
}

/** The actor's own standing as the organisation's legal representative; it speaks for all of its matters. */
export function principalFor(row: RepresentationRow, actor: Actor): number | undefined {
  if (actor.kind !== 'citizen') return undefined
  return (actor.represents ?? []).find(
    ({ kind, party, procedures }) =>
      kind === 'legalRepresentative' && party === row.party && procedures === null,
  )?.id
}

export type Asked = { law: RepresentationLaw; actor: Actor; today: Day }

/** On what ground this actor may confirm it now; undefined: not at all. */
export function groundToConfirm(
  row: RepresentationRow,
  { law, actor, today }: Asked,
): Extract<Source, 'represented' | 'legalRepresentative' | 'counter'> | undefined {
  if (standingOn(row, today) !== 'asked') return undefined
  const ground = groundOf(row, actor)
  return ground !== undefined && mayConfirm(law, row.kind, ground) ? ground : undefined
}

function groundOf(row: RepresentationRow, actor: Actor) {
  if (actor.kind === 'staff') return isOwnMatter(row, actor) ? undefined : 'counter'
  const part = partOf(row, actor)
  if (part === 'represented') return 'represented'
  return part === 'principal' ? 'legalRepresentative' : undefined
}

/** An official does not confirm what concerns themselves in private life. */
function isOwnMatter(row: RepresentationRow, actor: Actor): boolean {
  if (actor.kind !== 'staff' || actor.conflicts === undefined) return false
  const { accounts, parties } = actor.conflicts
  return accounts.includes(row.personId) || parties.includes(row.party)
}

/**
 * Whoever acts may always give it up. Who is represented may end, or say no to, what rests on their own will (BLDS 2015 Đ140.3);
 * parents and guardians act by law: that ends at a counter, or by itself.
 */
export function mayEnd(row: RepresentationRow, { law, actor, today }: Asked): boolean {
  const standing = standingOn(row, today)
  if (!['asked', 'confirmed', 'later'].includes(standing)) return false
  if (actor.kind === 'staff') return standing !== 'asked' && !isOwnMatter(row, actor)
  const part = partOf(row, actor)
  if (part === 'representative') return true
  const { confirmedBy } = kindLaw(law, row.kind)
  if (part === 'represented') return confirmedBy.includes('represented')
  return part === 'principal' && confirmedBy.includes('legalRepresentative')
}
