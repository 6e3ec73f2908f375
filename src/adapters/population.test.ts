import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { startPopulation, type Fault, type PopulationStandIn } from '../../standins/population.ts'
import { loadPeople } from '../../standins/people.ts'
import type { LookUp } from '../population/population.ts'
import { populationAt } from './population.ts'

const KEY = { id: 'motcua', secret: 'a key of the tests, long enough' }
const MOTHER = '001196999000'
const FATHER = '001093999037'

let register: PopulationStandIn
before(async () => {
  register = await startPopulation({ key: KEY, slowMs: 400 })
})
beforeEach(() => register.failAlways(undefined))
after(() => register.stop())

const client = (over: { timeoutMs?: number; now?: () => Date; secret?: string } = {}) => {
  const { secret = KEY.secret, timeoutMs = 3000, now = () => new Date() } = over
  return populationAt({ url: register.url, key: { ...KEY, secret }, timeoutMs, now })
}
const purpose = { procedure: '1.001193', ground: 'NĐ 224/2026/NĐ-CP Đ15.1.d' }
const named = (over: Partial<LookUp> & { fullName?: string; birthOn?: string } = {}): LookUp => {
  const { fullName = 'Trần Thị Thu Hà', birthOn = '1996-03-14', ...rest } = over
  return { personalNumber: MOTHER, proof: { kind: 'named', fullName, birthOn }, purpose, ...rest }
}

test('a person who is named and born as the register has it is told, with the moment and the purpose written down', async () => {
  const answer = await client().lookUp(named())
  assert.equal(answer.kind, 'found')
  assert.ok(answer.kind === 'found')
  assert.equal(answer.record.residence?.commune, '00004')
  assert.equal(answer.record.marriage?.spouse, FATHER)
  assert.ok(Math.abs(Date.parse(answer.asOf) - Date.now()) < 60_000)
  assert.deepEqual(register.asked().at(-1)?.purpose, purpose)
})

test('another name or day of birth is a mismatch, an unknown number is not found: neither tells anything of anybody', async () => {
  assert.deepEqual(await client().lookUp(named({ fullName: 'Trần Thị Thu Hằng Nga' })), {
    kind: 'mismatch',
  })
  assert.deepEqual(await client().lookUp(named({ birthOn: '1996-03-15' })), { kind: 'mismatch' })
  assert.deepEqual(await client().lookUp(named({ personalNumber: '001196000000' })), {
    kind: 'notFound',
  })
})

test('a spouse is told to whom the register has as the spouse, and to nobody else', async () => {
  const of = (personalNumber: string): LookUp => ({
    personalNumber: FATHER,
    proof: { kind: 'spouseOf', personalNumber },
    purpose,
  })
  assert.equal((await client().lookUp(of(MOTHER))).kind, 'found')
  assert.equal((await client().lookUp(of('001190999074'))).kind, 'mismatch')
})

const faults: [Fault, string][] = [
  ['timeout', 'timeout'],
  ['slow', 'timeout'],
  ['lost', 'unreachable'],
  ['500', 'unreachable'],
  ['malformed', 'malformed'],
  ['huge', 'malformed'],
  ['okError', 'malformed'],
  ['otherPerson', 'malformed'],
  ['extra', 'malformed'],
]
for (const [fault, because] of faults) {
  test(`an answer that is ${fault} is no answer (${because}), and the breaker opens after five of them`, async () => {
    const at = new Date()
    let now = at
    // Only where the answer comes too late is the limit short: a busy machine is no fault of the register.
    const timeoutMs = because === 'timeout' ? 60 : 3000
    const population = client({ now: () => now, timeoutMs })
    register.failAlways(fault)
    for (let nth = 1; nth <= 5; nth += 1)
      assert.deepEqual(await population.lookUp(named()), { kind: 'unavailable', because }, `${nth}`)
    const asked = register.asked().length
    assert.deepEqual(await population.lookUp(named()), { kind: 'unavailable', because: 'resting' })
    assert.equal(register.asked().length, asked, 'nobody was asked')
    register.failAlways(undefined)
    now = new Date(at.getTime() + 60_000)
    if (because !== 'timeout') assert.equal((await population.lookUp(named())).kind, 'found')
    else assert.notDeepEqual(await population.lookUp(named()), RESTING)
  })
}
const RESTING = { kind: 'unavailable', because: 'resting' }

test('a key that the register does not know is refused, and so is silence of a register that is not there', async () => {
  const strange = await client({ secret: 'somebody else, who is long enough' }).lookUp(named())
  assert.deepEqual(strange, { kind: 'unavailable', because: 'refused' })
  const nowhere = populationAt({ url: 'http://127.0.0.1:9', key: KEY })
  assert.deepEqual(await nowhere.lookUp(named()), { kind: 'unavailable', because: 'unreachable' })
})

test('the made people are a thousand, live in families, and know everybody who can sign in', () => {
  const { people } = register
  assert.equal(people.size, 1000)
  for (const { personalNumber, name, sex, birthOn } of loadPeople()) {
    const { fullName, ...person } = people.get(personalNumber)!
    assert.deepEqual([fullName, person.sex, person.birthOn], [name, sex, birthOn])
  }
  for (const person of people.values()) {
    const spouse = people.get(person.marriage?.spouse ?? '')
    if (spouse) assert.equal(spouse.marriage?.spouse, person.personalNumber)
    for (const child of person.children)
      assert.ok(
        [people.get(child)?.mother, people.get(child)?.father].includes(person.personalNumber),
      )
    assert.equal(people.get(person.household!.head)?.household?.relation, 'head')
  }
})
