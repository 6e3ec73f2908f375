// Who is warned of a clock: its holder, else those whose turn it is, else the leaders; once it has passed the leaders as well. Pure.

/** Somebody with an address and a role at an office today. */
export type OnDuty = { personId: number; email: string; role: string; officeId: number }

export type Warned = {
  holderId: number | null
  /** The role whose turn it is. */
  waitsFor: string | null
}

/** As many addresses as one warning goes to. */
const MOST = 5

/** Addresses in their order, each once; empty when the office, whose people come in, has nobody who can be reached. */
export function recipientsOf(
  warned: Warned,
  here: readonly OnDuty[],
  hasPassed: boolean,
): string[] {
  const holder = here.filter(({ personId }) => personId === warned.holderId)
  const turn = here.filter(({ role }) => role === warned.waitsFor)
  const leaders = addresses(here.filter(({ role }) => role === 'leader'))
  const first = addresses([holder, turn].find((each) => each.length > 0) ?? [])
  if (first.length === 0) return leaders
  return hasPassed ? [...new Set([...first, ...leaders])] : first
}

function addresses(people: readonly OnDuty[]): string[] {
  return [...new Set(people.map(({ email }) => email))].sort().slice(0, MOST)
}
