/** Publication on a real PostgreSQL: two people, one winner, nothing published ever altered. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, afterEach, before, test } from 'node:test'
import { sql } from 'kysely'
import {
  birthExamples,
  birthProcedure,
  checked,
  drafted,
  must,
  NOW,
  publishingWorld,
  refusalOf,
  released,
  type PublishingWorld,
} from '../../../test/support/publication.ts'
import { checkDrafts, createDraft, discardDraft, editDraft } from './acts.ts'
import { releaseDrafts, withdrawVersion } from './release.ts'
import { draftsByIds, draftsOf, eventsOf, storedVersions } from './store.ts'

let world: PublishingWorld
before(async () => {
  world = await publishingWorld()
})
after(() => world.close())
afterEach(() => {
  world.at.now = NOW
})

const act = (personId: number) => ({ personId, key: randomUUID() })
const present = (personId: number) => ({ ...act(personId), isPresent: true })

test('a draft is made, edited, checked and released by a second person; then it is law', async () => {
  const { an, binh } = world.people
  const body = birthProcedure(world, { version: 2, validFrom: '2026-12-01' })
  const draft = await drafted(world, { body, by: an })
  assert.equal(draft.createdByName, 'Đỗ Thị An')
  const shortName = { vi: 'Khai sinh cho con', en: 'Register a birth' }
  const edited = must(
    await editDraft(world.deps, {
      ...act(an),
      id: draft.id,
      revision: 1,
      body: { ...body, shortName },
      tests: draft.tests,
    }),
  )
  assert.equal(edited.revision, 2)
  assert.equal(refusalOf(await release(binh, draft.id)), 'notChecked')
  must(await checkDrafts(world.deps, { ...act(an), ids: [draft.id] }))
  assert.equal(refusalOf(await release(an, draft.id)), 'secondPerson')
  const absent = await releaseDrafts(world.deps, { ...act(binh), ids: [draft.id] })
  assert.equal(refusalOf(absent), 'needsCode')
  assert.deepEqual(must(await release(binh, draft.id)), [
    { kind: 'procedure', code: '1.001193', version: 2, validFrom: '2026-12-01' },
  ])
  assert.equal(world.law.procedure('1.001193')?.version, 1)
  assert.equal(world.law.procedureOn('1.001193', '2026-12-01')?.shortName.vi, 'Khai sinh cho con')
  assert.equal(refusalOf(await release(binh, draft.id)), 'immutable')
})

function release(personId: number, ...ids: string[]) {
  return releaseDrafts(world.deps, { ...present(personId), ids })
}

test('the version of a later day takes over at midnight without anybody doing anything', () => {
  world.at.now = new Date('2026-11-30T23:59:59+07:00')
  assert.equal(world.law.procedure('1.001193')?.version, 1)
  assert.equal(world.law.procedures().filter(({ code }) => code === '1.001193')[0]?.version, 1)
  world.at.now = new Date('2026-12-01T00:00:00+07:00')
  assert.equal(world.law.procedure('1.001193')?.version, 2)
  assert.equal(world.law.procedures().filter(({ code }) => code === '1.001193')[0]?.version, 2)
  assert.equal(world.law.procedure('1.001193', 1)?.version, 1)
  const spans = world.law.spansOf('1.001193')
  assert.deepEqual(
    spans.map(({ of, from, to, endedBy }) => [of.version, from, to, endedBy]),
    [
      [1, '2025-07-01', '2026-11-30', 'next'],
      [2, '2026-12-01', null, null],
    ],
  )
})

test('a version that was published, or is being written, is not begun a second time', async () => {
  const { an, binh } = world.people
  const again = { kind: 'procedure' as const, origin: { from: 'form' } as const }
  const published = birthProcedure(world, { version: 2 })
  assert.equal(
    refusalOf(await createDraft(world.deps, { ...act(an), ...again, body: published })),
    'versionTaken',
  )
  const body = birthProcedure(world, { version: 3, validFrom: '2027-01-01' })
  const draft = await drafted(world, { body, by: an })
  assert.equal(
    refusalOf(await createDraft(world.deps, { ...act(binh), ...again, body })),
    'draftOpen',
  )
  must(await discardDraft(world.deps, { ...act(binh), id: draft.id }))
  const anew = must(await createDraft(world.deps, { ...act(binh), ...again, body }))
  must(await discardDraft(world.deps, { ...act(binh), id: anew.id }))
})

test('two who edit the same revision: the second is told', async () => {
  const { an, binh } = world.people
  const body = birthProcedure(world, { version: 3, validFrom: '2027-01-01' })
  const { id } = await drafted(world, { body, by: an })
  const edit = (by: number, vi: string) =>
    editDraft(world.deps, {
      ...act(by),
      id,
      revision: 1,
      body: { ...body, shortName: { vi, en: vi } },
    })
  const outcomes = await Promise.all([edit(an, 'A'), edit(binh, 'B')])
  assert.deepEqual(new Set(outcomes.map(refusalOf)), new Set(['otherRevision', undefined]))
  assert.equal(refusalOf(await edit(an, 'C')), 'otherRevision')
  const renamed = { ...act(an), id, revision: 2, body: { ...body, version: 9 } }
  assert.equal(refusalOf(await editDraft(world.deps, renamed)), 'otherDocument')
  must(await discardDraft(world.deps, { ...act(an), id }))
})

test('whoever edited last does not release either, and an edit after the check asks for a new one', async () => {
  const { an, binh, cuc } = world.people
  const body = birthProcedure(world, { version: 3, validFrom: '2027-01-01' })
  const { id } = await checked(world, { body, by: an })
  const tests = birthExamples(3)
  const edit = { ...act(binh), id, revision: 1, body: { ...body, notes: [] }, tests }
  must(await editDraft(world.deps, edit))
  assert.equal(refusalOf(await release(cuc, id)), 'notChecked')
  must(await checkDrafts(world.deps, { ...act(binh), ids: [id] }))
  assert.equal(refusalOf(await release(an, id)), 'secondPerson')
  assert.equal(refusalOf(await release(binh, id)), 'secondPerson')
  must(await discardDraft(world.deps, { ...act(an), id }))
})

test('only a controller does any of it, and the assignment is asked for in the transaction itself', async () => {
  const { an, officer } = world.people
  const body = birthProcedure(world, { version: 3, validFrom: '2027-01-01' })
  const order = { kind: 'procedure' as const, body, origin: { from: 'form' } as const }
  const denied = await createDraft(world.deps, { ...act(officer), ...order })
  assert.equal(refusalOf(denied), 'notController')
  const { id } = await checked(world, { body, by: an })
  assert.equal(refusalOf(await release(officer, id)), 'notController')
  const gone = { ...present(officer), code: '1.001193', version: 2, on: '2027-01-01' as const }
  const words = { manner: 'abolished' as const, reason: 'x', legalBasis: 'y' }
  assert.equal(refusalOf(await withdrawVersion(world.deps, { ...gone, ...words })), 'notController')
  must(await discardDraft(world.deps, { ...act(an), id }))
})

test('every fault is named at the check, and a faulty draft is never released', async () => {
  const { an, binh } = world.people
  const body = birthProcedure(world, {
    version: 3,
    validFrom: '2027-01-01',
    form: { id: 'khai-sinh', version: 9 },
    workflow: { id: 'nowhere', version: 1 },
  })
  const { id } = await drafted(world, { body, by: an })
  const { drafts, faults } = must(await checkDrafts(world.deps, { ...act(an), ids: [id] }))
  assert.equal(drafts[0]?.state, 'draft')
  assert.match(faults[0]!.faults.join('\n'), /no workflow nowhere v1[^]*no form khai-sinh v9/)
  assert.deepEqual(drafts[0]?.checkResult?.faults, faults[0]!.faults)
  assert.equal(drafts[0]?.checkResult?.sha256, drafts[0]?.sha256)
  assert.equal(refusalOf(await release(binh, id)), 'notChecked')
  must(await discardDraft(world.deps, { ...act(an), id }))
})

test('procedure, form and workflow are released together; the procedure alone is not', async () => {
  const { an, binh } = world.people
  const clone = (value: unknown) => JSON.parse(JSON.stringify(value)) as Record<string, unknown>
  const form = { ...clone(world.law.form('khai-sinh', 1)), version: 2 }
  const workflow = { ...clone(world.law.workflow('khai-sinh', 1)), version: 2 }
  const body = birthProcedure(world, {
    version: 3,
    validFrom: '2027-01-01',
    form: { id: 'khai-sinh', version: 2 },
    workflow: { id: 'khai-sinh', version: 2 },
  })
  const drafts = [
    await drafted(world, { body, by: an }),
    await drafted(world, { body: form, by: an, kind: 'form' }),
    await drafted(world, { body: workflow, by: an, kind: 'workflow' }),
  ]
  const ids = drafts.map((draft) => draft.id)
  const { faults } = must(await checkDrafts(world.deps, { ...act(an), ids }))
  assert.deepEqual(
    faults.flatMap((each) => each.faults),
    [],
  )
  assert.equal(refusalOf(await release(binh, ids[0]!)), 'faulty')
  assert.equal(must(await release(binh, ...ids)).length, 3)
  assert.equal(world.law.procedureOn('1.001193', '2027-01-01')?.form.version, 2)
  assert.equal(world.law.form('khai-sinh', 2).version, 2)
  assert.equal(world.law.workflow('khai-sinh', 2).version, 2)
})

test('of two who release at once, one wins; a repeated press finds the first outcome', async () => {
  const { an, binh, cuc } = world.people
  const body = birthProcedure(world, { version: 4, validFrom: '2027-02-01' })
  const { id } = await checked(world, { body, by: an })
  const order = { ...present(binh), ids: [id] }
  const outcomes = await Promise.all([
    releaseDrafts(world.deps, order),
    release(cuc, id),
    releaseDrafts(world.deps, order),
  ])
  const codes = outcomes.map(refusalOf)
  assert.equal(codes.filter((code) => code === undefined).length, codes[0] === undefined ? 2 : 1)
  assert.deepEqual(codes[0], codes[2])
  const versions = await storedVersions(world.database.app, 'procedure', '1.001193')
  assert.equal(versions.filter(({ version }) => version === 4).length, 1)
  const key = randomUUID()
  const taken = { personId: an, key, isPresent: true, ids: [id] }
  must(await discardDraft(world.deps, { personId: an, key, id: (await another(5)).id }))
  await assert.rejects(releaseDrafts(world.deps, taken), { code: 'keyUsed' })
})

function another(version: number) {
  const body = birthProcedure(world, { version, validFrom: '2027-02-02' })
  return drafted(world, { body, by: world.people.an })
}

test('no two versions begin on one day, and none begins before what is in force', async () => {
  const { an, binh } = world.people
  const twin = birthProcedure(world, { version: 5, validFrom: '2027-02-01' })
  const late = birthProcedure(world, { version: 6, validFrom: '2025-01-01' })
  const first = await checked(world, { body: twin, by: an })
  assert.equal(refusalOf(await release(binh, first.id)), 'startTaken')
  const second = await checked(world, { body: late, by: an })
  assert.equal(refusalOf(await release(binh, second.id)), 'startsTooEarly')
  await assert.rejects(
    sql`insert into procedure_document (kind, code, version, valid_from, sha256, body)
        values ('procedure', '1.001193', 77, '2027-02-01', 'x', '{}')`.execute(
      world.database.owner,
    ),
    /procedure_document_begins/,
  )
  for (const id of [first.id, second.id]) must(await discardDraft(world.deps, { ...act(an), id }))
})

test('withdrawn means that nothing is in force; the version itself stays for open dossiers', async () => {
  const { an } = world.people
  const order = (change: object) => ({
    ...present(an),
    code: '1.001193',
    version: 4,
    on: '2027-03-01' as const,
    manner: 'suspended' as const,
    reason: 'Quy định mới đang được soạn.',
    legalBasis: '99/QĐ-UBND',
    ...change,
  })
  const refused = async (change: object) =>
    refusalOf(await withdrawVersion(world.deps, order(change)))
  assert.equal(await refused({ reason: ' ' }), 'noReason')
  assert.equal(await refused({ legalBasis: '' }), 'noLegalBasis')
  assert.equal(await refused({ on: '2026-11-27' }), 'inThePast')
  assert.equal(await refused({ isPresent: false }), 'needsCode')
  assert.equal(await refused({ version: 99 }), 'notPublished')
  const once = order({})
  must(await withdrawVersion(world.deps, once))
  must(await withdrawVersion(world.deps, once))
  assert.equal(await refused({}), 'withdrawn')
  world.at.now = new Date('2027-02-28T12:00:00+07:00')
  assert.equal(world.law.procedure('1.001193')?.version, 4)
  world.at.now = new Date('2027-03-01T00:00:00+07:00')
  assert.equal(world.law.procedure('1.001193'), undefined)
  assert.ok(!world.law.procedures().some(({ code }) => code === '1.001193'), 'no door offers it')
  assert.equal(world.law.procedure('1.001193', 4)?.version, 4)
  assert.equal(world.law.terms('1.001193', '1.001193', 4).procedureVersion, 4)
  assert.equal(world.law.versionsOf('1.001193').at(-1)?.withdrawal?.manner, 'suspended')
})

test('what is withdrawn before its day never was in force, and its day is free again', async () => {
  await released(world, { version: 7, validFrom: '2027-06-01' })
  const order = { ...present(world.people.an), code: '1.001193', version: 7 }
  const words = {
    manner: 'abolished' as const,
    reason: 'Ban hành nhầm.',
    legalBasis: '100/QĐ-UBND',
  }
  must(await withdrawVersion(world.deps, { ...order, ...words, on: '2026-11-28' }))
  assert.equal(world.law.procedureOn('1.001193', '2027-06-01'), undefined)
  await released(world, { version: 8, validFrom: '2027-06-01' })
  assert.equal(world.law.procedureOn('1.001193', '2027-06-01')?.version, 8)
})

for (const [what, statement] of [
  [
    'the bytes',
    sql`update procedure_document set body = '{}' where code = '1.001193' and version = 2`,
  ],
  [
    'the first day',
    sql`update procedure_document set valid_from = '2030-01-01' where code = '1.001193' and version = 2`,
  ],
  [
    'a withdrawal',
    sql`update procedure_document set withdrawn_on = null, withdrawal = null where code = '1.001193' and version = 4`,
  ],
  ['the row', sql`delete from procedure_document where code = '1.001193' and version = 2`],
  ['the table', sql`truncate procedure_document`],
  ['the log', sql`update publication_event set person_id = null`],
  ['a line of the log', sql`delete from publication_event`],
] as const) {
  test(`${what}: the database lets neither the application nor the owner alter it`, async () => {
    await assert.rejects(statement.execute(world.database.app), /denied|never|append-only|already/)
    await assert.rejects(statement.execute(world.database.owner), /never|append-only|already/)
  })
}

test('who did what stands in the log, in order', async () => {
  const events = await eventsOf(world.database.app, '1.001193')
  const ofTwo = events.filter(({ version }) => version === 2).toReversed()
  assert.deepEqual(
    ofTwo.map(({ act: name, who }) => [name, who]),
    [
      ['create', 'Đỗ Thị An'],
      ['edit', 'Đỗ Thị An'],
      ['check', 'Đỗ Thị An'],
      ['release', 'Trần Văn Bình'],
    ],
  )
  assert.equal(events.at(-1)?.act, 'import')
  assert.equal(events.at(-1)?.who, null)
})

test('drafts are listed newest first, open ones alone when asked', async () => {
  const { an } = world.people
  const body = birthProcedure(world, { version: 20, validFrom: '2028-01-01' })
  const { id } = await drafted(world, { body, by: an })
  const open = await draftsOf(world.database.app, { isOpen: true })
  assert.deepEqual(
    open.map((draft) => draft.id),
    [id],
  )
  assert.ok((await draftsOf(world.database.app, { code: '1.001193' })).length > 5)
  assert.deepEqual(await draftsByIds(world.database.app, [randomUUID()]), [])
})
