/** A reorganisation of three made wards, for tests of applying it. */
import { openLaw } from '../../src/catalogue/law.ts'
import { checkout } from '../../src/checkout.ts'
import type { Db } from '../../src/db/connect.ts'
import type { ReorganiseDeps } from '../../src/dossier/reorganisation/apply.ts'
import { openDirectory, type Directory } from '../../src/office/directory.ts'
import type { Act, NamedOffice, Plan } from '../../src/office/reorganisation.ts'
import { insertStaff, type NewAssignment } from '../../src/office/store.ts'
import { join } from 'node:path'
import { CITY, depsFor, terms } from './office.ts'

export const NEW_WARD = 201
export const NEW_TOWN = 202
/** A day that has come in every test, after the made wards began. */
export const DAY = '2026-01-01'

export function named(id: number, over: Partial<NamedOffice> = {}): NamedOffice {
  return {
    id,
    kind: 'commune',
    name: `UBND phường Mới ${id}`,
    shortName: `Phường Mới ${id}`,
    parent: CITY,
    agencyCode: `H26.T${id}`,
    isStandIn: true,
    from: DAY,
    ...over,
  }
}

export function planOf(id: string, acts: Act[], offices: NamedOffice[] = []): Plan {
  return {
    id,
    number: '1/NQ-HĐND',
    title: 'Sắp xếp thử',
    decidedOn: '2025-12-01',
    effectiveOn: DAY,
    source: 'thử',
    mark: 'toBeConfirmed',
    offices,
    acts,
  }
}

const law = openLaw(join(checkout, 'data'))

/** The published procedure and form of a birth registration, with the steps that the tests of the dossier use. */
export async function reorganiseDeps(
  { app, worker }: { app: Db; worker: Db },
  over: Partial<ReorganiseDeps> = {},
): Promise<ReorganiseDeps & { directory: Directory }> {
  const directory = await openDirectory(app)
  const dossier = { ...depsFor(worker), offices: directory }
  const birth = law.procedure('1.001193')!
  return {
    app,
    dossier,
    directory,
    law: {
      procedure: () => birth,
      form: () => law.form(birth.form.id, birth.form.version),
      terms: () => terms,
      codeLists: law.codeLists,
    },
    reload: directory.reload,
    settleMs: 0,
    ...over,
  }
}

let next = 0
/** Somebody with these assignments; the account's secrets are of no use. */
export async function hire(db: Db, ...assignments: NewAssignment[]): Promise<number> {
  next += 1
  return insertStaff(db, {
    fullName: `Cán bộ thử ${next}`,
    email: `sap-xep-${next}@example.vn`,
    passwordHash: 'x',
    totpSecret: 'x',
    assignments,
  })
}
