/** Declared by hand while the register was silent: the officer sees "chưa đối chiếu", and later what the register says. */
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { plainBirth } from '../../../test/support/desk.ts'
import { citizen, fileFor, filing, staff } from '../../../test/support/office.ts'
import { resultWorld, type ResultWorld } from '../../../test/support/results.ts'
import type { Answers } from '../../catalogue/form.ts'
import { openLaw } from '../../catalogue/law.ts'
import { openPrefill } from '../../catalogue/prefill-load.ts'
import { checkout } from '../../checkout.ts'
import { inContext } from '../../db/context.ts'
import type { LookUp, LookUpAnswer, PersonRecord } from '../../population/population.ts'
import { caseById } from '../case-store.ts'
import { runPopulationChecks } from './jobs.ts'
import { populationGroups } from './rows.ts'
import { populationChecks } from './subscriber.ts'

const law = openLaw(join(checkout, 'data'))
const rules = openPrefill(join(checkout, 'data'))
const facts = { today: '2026-11-24', codeLists: law.codeLists } as const
const form = law.form('khai-sinh', 1)
const answers = plainBirth() as Answers

/** A register of people that says what the test wants. */
const asked: LookUp[] = []
let says: (question: LookUp) => LookUpAnswer
let now = new Date()

let world: ResultWorld
before(async () => {
  world = await resultWorld([populationChecks(() => true)])
})
after(() => world.close())

const turn = () =>
  runPopulationChecks({
    db: world.database.worker,
    law,
    rules,
    now: () => now,
    register: {
      lookUp: (question) => {
        asked.push(question)
        return Promise.resolve(says(question))
      },
    },
  })

const record = (over: Partial<PersonRecord>): PersonRecord => ({
  personalNumber: '001093999037',
  fullName: 'Nguyễn Minh Đức',
  birthOn: '1993-08-02',
  sex: 'male',
  ethnicity: '01',
  nationality: 'VN',
  maritalStatus: 'married',
  children: [],
  ...over,
})
const silent: LookUpAnswer = { kind: 'unavailable', because: 'timeout' }
const found = (over: Partial<PersonRecord>): LookUpAnswer => ({
  kind: 'found',
  asOf: '2026-11-24T03:00:00Z',
  record: record(over),
})

async function filed(): Promise<string> {
  const applicant = citizen()
  const command = filing(applicant, { answers: plainBirth() })
  const { id } = await fileFor(world.deps.dossier, applicant, { command })
  await world.project()
  return id
}

async function rowsOf(id: string) {
  const { population } = (await inContext(world.database.app, staff('officer'), (tx) =>
    caseById(tx, id),
  ))!
  return populationGroups({ form, answers, facts, held: {}, check: population }).flatMap(
    ({ rows }) => rows,
  )
}
const wordsOf = async (id: string) =>
  (await rowsOf(id)).map(({ id: row, words }) => `${row}: ${words}`)

test('while the register is silent the declaration is marked "chưa đối chiếu", and it is asked again by itself', async () => {
  const id = await filed()
  now = new Date(Date.now() + 1000)
  says = () => silent
  assert.equal(await turn(), 1)
  assert.deepEqual(await wordsOf(id), ['population:waiting: Chưa đối chiếu'])
  assert.equal(await turn(), 0, 'not at once')
  now = new Date(now.getTime() + 16_000)
  says = ({ personalNumber, proof }) =>
    proof.kind === 'named' && proof.fullName.includes('Đức')
      ? found({ personalNumber, birthOn: '1993-08-03', ethnicity: '02' })
      : found({ personalNumber, fullName: proof.kind === 'named' ? proof.fullName : '' })
  assert.equal(await turn(), 1)
  assert.equal(await turn(), 0, 'compared once')
  const rows = await rowsOf(id)
  assert.equal(rows.find(({ id: row }) => row === 'population:father.ethnicity')?.words, 'Khác')
  assert.equal(rows.find(({ id: row }) => row === 'population:father.ethnicity')?.against, 'Tày')
  assert.equal(rows.find(({ id: row }) => row === 'population:father.fullName')?.words, 'Khớp')
})

test('what agrees is not kept a second time; what the register says is kept only where it differs', async () => {
  const id = await filed()
  now = new Date(Date.now() + 1000)
  says = ({ personalNumber, proof }) =>
    found({ personalNumber, fullName: proof.kind === 'named' ? proof.fullName : '' })
  await turn()
  const { rows } = await sql<{ people: unknown }>`
    select people from population_check where dossier_id = ${id}::uuid`.execute(
    world.database.owner,
  )
  assert.doesNotMatch(JSON.stringify(rows), /Nguyễn Minh Đức/)
  assert.doesNotMatch(JSON.stringify(rows), /household|maritalStatus|children/)
})

test('a number that is unknown, or belongs to another name, is a difference to be decided', async () => {
  const id = await filed()
  now = new Date(Date.now() + 1000)
  says = ({ proof }) =>
    proof.kind === 'named' && proof.fullName.includes('Đức')
      ? { kind: 'mismatch' }
      : { kind: 'notFound' }
  await turn()
  const words = await wordsOf(id)
  assert.ok(words.includes('population:father.personalNumber: Không khớp'))
  assert.ok(words.includes('population:mother.personalNumber: Không có'))
})

test('every question names its ground and is written down for the person whom it is about', async () => {
  assert.ok(asked.length > 0)
  assert.ok(asked.every(({ purpose }) => purpose.ground === rules.check.source))
  const { rows } = await sql<{ n: number; open: number }>`
    select count(*)::int as n, (count(*) filter (where outcome = 'asked'))::int as open
      from population_inquiry where relation = 'declared'`.execute(world.database.owner)
  assert.deepEqual(rows[0], { n: asked.length, open: 0 })
})

test('what was filled in from the register is shown with both values where it was reported as wrong, and not asked again', async () => {
  const held = {
    'father.birthOn': {
      source: 'population',
      asOf: '2026-11-24T03:00:00Z',
      says: '1993-08-05',
      remark: 'Căn cước ghi ngày 2',
    },
    'father.ethnicity': { source: 'population', asOf: '2026-11-24T03:00:00Z' },
  } as const
  const [reported, kept] = populationGroups({
    form,
    answers,
    facts,
    held,
    check: null,
  })[0]!.rows
  assert.equal(reported?.words, 'Người dân báo sai')
  assert.equal(reported?.against, '05/08/1993')
  assert.match(reported?.source ?? '', /Người dân ghi: “Căn cước ghi ngày 2”/)
  assert.equal(kept?.words, 'Điền sẵn')
})

test('what followed from both parents is said to the officer as such, also where it was declared otherwise', () => {
  const asOf = '2026-11-24T03:00:00Z'
  const held = {
    'child.nationality': { source: 'population', asOf, from: 'parents' },
    'child.ethnicity': { source: 'population', asOf, from: 'parents', says: '02' },
  } as const
  const rows = populationGroups({ form, answers, facts, held, check: null })[0]!.rows
  assert.deepEqual(
    rows.map(({ words, verdict }) => [words, verdict]),
    [
      ['Điền sẵn', 'same'],
      ['Khai khác cha mẹ', 'differs'],
    ],
  )
  assert.ok(rows.every(({ source }) => source?.startsWith('cha và mẹ trong Cơ sở dữ liệu')))
})
