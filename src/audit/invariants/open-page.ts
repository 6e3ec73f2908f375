/** One page of dossiers as one snapshot: histories recomputed once, for every invariant that asks. */
import type { Db, Tx } from '../../db/connect.ts'
import { LAST_ID, rawByIds, rawDossiers, type RawDossier } from '../store.ts'
import { verifyDossier, type Fault, type TermsOf } from '../verify.ts'
import type { DossierState } from '../../dossier/dossier.ts'
import type { DossierPage } from './invariant.ts'
import { refold } from './refold.ts'

const PAGE = 200

/** Runs `look` over the dossiers after that id, or over one; undefined when there are none. Reads only, blocks nobody. */
export async function onPage<T>(
  { db, termsOf }: { db: Db; termsOf: TermsOf },
  which: { after: string } | { id: string },
  look: (page: DossierPage) => Promise<T>,
): Promise<{ value: T; last: string; isLast: boolean; dossiers: number } | undefined> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (tx) => {
      const raws =
        'id' in which
          ? await rawByIds(tx, [which.id])
          : await rawDossiers(tx, { after: which.after, until: LAST_ID }, PAGE)
      const last = raws.at(-1)?.dossier_id
      if (last === undefined) return undefined
      const value = await look(pageOf(tx, raws, termsOf))
      return { value, last, isLast: 'id' in which || raws.length < PAGE, dossiers: raws.length }
    })
}

function pageOf(tx: Tx, raws: readonly RawDossier[], termsOf: TermsOf): DossierPage {
  const faults = new Map<string, Fault>()
  const states = new Map<string, DossierState>()
  for (const raw of raws) {
    const fault = faultOf(raw, termsOf)
    if (fault) faults.set(raw.dossier_id, fault)
    if (fault === null) states.set(raw.dossier_id, raw.state as DossierState)
    else if (!isBroken(raw, fault)) states.set(raw.dossier_id, refold(raw, termsOf))
  }
  return { tx, ids: raws.map((raw) => raw.dossier_id), raws, faults, states }
}

/** A history that cannot even be recomputed is a fault too, and must not keep the others from being looked at. */
function faultOf(raw: RawDossier, termsOf: TermsOf): Fault | null {
  try {
    return verifyDossier(raw, termsOf)
  } catch {
    const { dossier_id: dossierId, code } = raw
    return { dossierId, code: code ?? '', seq: 1, what: 'lịch sử không tính lại được' }
  }
}

/** A fault of the rows themselves: nothing that follows from them can be told any more. */
export function isBroken(raw: RawDossier, fault: Fault | null): boolean {
  return raw.events.length === 0 || (fault !== null && fault.seq > 0)
}
