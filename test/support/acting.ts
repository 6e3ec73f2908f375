/** Who acts for whom in tests: asked, confirmed and ended as the pages do it, without the pages. */
import type { Db } from '../../src/db/connect.ts'
import { partyOf } from '../../src/office/representation/party-store.ts'
import type { PartyIdentity } from '../../src/office/representation/representation.ts'
import {
  answerRepresentation,
  endRepresentation,
  insertRepresentation,
  type NewRepresentation,
} from '../../src/office/representation/store.ts'

let codes = 0

export type Given = Partial<
  Pick<NewRepresentation, 'kind' | 'procedures' | 'may' | 'validFrom' | 'validTo'>
>

/** A confirmed representation of that party; answers its id. */
export async function confirmed(
  db: Db,
  { personId, of, ...given }: Given & { personId: number; of: PartyIdentity },
): Promise<number> {
  const id = await insertRepresentation(db, {
    kind: 'authorisedFamily',
    procedures: null,
    may: ['file', 'follow', 'pay', 'collect'],
    validFrom: '2020-01-01',
    validTo: '2099-12-31',
    ...given,
    personId,
    party: await partyOf(db, of),
    code: `THU-${codes++}-${personId}`,
    at: new Date(),
  })
  if (id === undefined) throw new Error('asked before')
  await answerRepresentation(db, { id, at: new Date(), by: null, source: 'represented' })
  return id
}

export async function revoked(db: Db, id: number, by: number): Promise<void> {
  const hasEnded = await endRepresentation(db, { id, by, at: new Date(), reason: null })
  if (!hasEnded) throw new Error('had ended before')
}
