import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { asking } from '../../test/support/consultation.ts'
import { jointTerms } from '../../test/support/joint.ts'
import { terms } from '../../test/support/office.ts'
import type { Terms } from '../catalogue/terms.ts'
import { checkout } from '../checkout.ts'
import { eventVersions } from '../dossier/events.ts'
import type { RawDossier } from './store.ts'
import { verifyDossier } from './verify.ts'

/** By the version of the procedure that the made dossiers keep. */
const TERMS: Readonly<Record<number, Terms>> = {
  1: terms,
  2: asking,
  3: jointTerms,
  4: {
    ...terms,
    procedureVersion: 4,
    limit: { value: 3, unit: 'workingDay' },
    clockPolicy: 'pause',
  },
}

const folder = join(checkout, 'test/fixtures/history')

/** Histories as they were written by earlier versions of the program; instants come back as the driver gives them. */
const kept = readdirSync(folder).flatMap((file) => {
  const dossiers = JSON.parse(readFileSync(join(folder, file), 'utf8')) as RawDossier[]
  return dossiers.map((dossier) => ({
    file,
    dossier: {
      ...dossier,
      events: dossier.events.map((event) => ({
        ...event,
        occurred_at: new Date(event.occurred_at),
        recorded_at: new Date(event.recorded_at),
      })),
    },
  }))
})

describe('histories written by every earlier version', () => {
  it('hold every kind of event in every version ever written', () => {
    const seen = new Set(
      kept.flatMap(({ dossier }) =>
        dossier.events.map(({ kind, version }) => `${kind} ${version}`),
      ),
    )
    for (const [kind, newest] of Object.entries(eventVersions)) {
      for (let version = 1; version <= newest; version += 1)
        assert.ok(seen.has(`${kind} ${version}`), `${kind} ${version}`)
    }
  })

  for (const { file, dossier } of kept) {
    const last = dossier.events.at(-1)!.kind
    it(`${file}: the dossier that ended with ${last} still verifies, hash by hash and state by state`, () => {
      assert.equal(
        verifyDossier(dossier, ({ version }) => TERMS[version]!),
        null,
      )
    })
  }

  it('a fixture with one changed letter does not', () => {
    const { dossier } = kept[0]!
    const [first, ...rest] = dossier.events
    const changed = {
      ...dossier,
      events: [{ ...first!, body: first!.body.replace('ownPortal', 'assisted') }, ...rest],
    }
    assert.equal(verifyDossier(changed, () => terms)?.seq, 1)
  })
})
