import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm, appendFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { birth } from '../../test/support/birth.ts'
import * as answers from '../../test/support/result-answers.ts'
import { startRegister, type Fault, type RegisterStandIn } from '../../standins/register.ts'
import { birthRequest, registerQuestion } from '../result/register-questions.ts'
import { RegisterFailed, type RegisterAct, type RegisterRequest } from '../result/register.ts'
import { civilRegisterAt } from './register.ts'

let folder: string
let register: RegisterStandIn

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'motcua-register-'))
  register = await startRegister({ stateDir: folder, slowMs: 150 })
})
after(async () => {
  await register.stop()
  await rm(folder, { recursive: true })
})

const office = { code: 'H26.101', name: 'UBND phường Một' }
let child = 0
function question(over: Record<string, unknown> = {}, key: string = randomUUID()): RegisterRequest {
  child += 1
  const given = { ...birth(), 'child.fullName': `Nguyễn Minh Anh ${child}`, ...over }
  return birthRequest(given, { key, dossierCode: `H26.101-20261124-${child}`, office })!
}
const client = (timeoutMs = 5000) => civilRegisterAt({ url: register.url, timeoutMs })
const entriesOf = (key: string) => register.entries.filter((entry) => entry.key === key).length

test('a birth gets book, number, day and a personal number that fits sex and year', async () => {
  const boy = await client().enter(question({ 'child.sex': 'male' }))
  const girl = await client().enter(question({ 'child.birthOn': '1999-12-31' }))
  assert.ok(boy.kind === 'entered' && girl.kind === 'entered')
  assert.match(boy.entry.personalNumber!, /^001226\d{6}$/)
  assert.match(girl.entry.personalNumber!, /^001199\d{6}$/)
  assert.match(boy.entry.book, /^01\/\d{4}$/)
  assert.match(boy.entry.number, /^\d+\/\d{4}$/)
  assert.notEqual(boy.entry.number, girl.entry.number)
})

test('the same key is the same question: asked ten times at once, entered once, one answer', async () => {
  const asked = question()
  const given = await Promise.all(Array.from({ length: 10 }, () => client().enter(asked)))
  assert.equal(new Set(given.map((answer) => JSON.stringify(answer))).size, 1)
  assert.equal(entriesOf(asked.key), 1)
})

test('the same key with another child is told apart', async () => {
  const key = randomUUID()
  await client().enter(question({}, key))
  await assert.rejects(client().enter(question({}, key)), { failure: 'keyReused' })
})

const refusals: [string, Record<string, unknown>, string][] = [
  ['a mother nobody knows', { 'mother.personalNumber': '001196000001' }, 'unknownMother'],
  ['a father nobody knows', { 'father.personalNumber': '001093000001' }, 'unknownFather'],
  ["somebody else's number", { 'mother.fullName': 'Lê Thị Khác' }, 'otherMother'],
  ['a number of another year', { 'father.birthOn': '1990-08-02' }, 'otherFather'],
]
for (const [what, over, code] of refusals) {
  test(`${what} is refused with the reason`, async () => {
    assert.deepEqual(await client().enter(question(over)), { kind: 'refused', code })
  })
}

test('a child that is already in the register is not entered again under another key', async () => {
  const first = question()
  await client().enter(first)
  const again = { ...first, key: randomUUID() }
  assert.deepEqual(await client().enter(again), { kind: 'refused', code: 'alreadyRegistered' })
})

test('parents without a personal number are entered by name', async () => {
  const answer = await client().enter(
    question({ 'mother.personalNumber': undefined, 'father.personalNumber': undefined }),
  )
  assert.equal(answer.kind, 'entered')
})

const faults: [Fault, string][] = [
  ['timeout', 'timeout'],
  ['lost', 'unreachable'],
  ['malformed', 'malformed'],
  ['500', 'serverError'],
  ['duplicate', 'keyReused'],
]
for (const [fault, failure] of faults) {
  test(`after the fault "${fault}" asking again with the same key enters once`, async () => {
    const asked = question()
    register.failNext(fault)
    await assert.rejects(client(300).enter(asked), { name: 'RegisterFailed', failure })
    assert.equal((await client().enter(asked)).kind, 'entered')
    assert.equal(entriesOf(asked.key), 1)
  })
}

test('a slow register is waited for', async () => {
  register.failNext('slow')
  assert.equal((await client(2000).enter(question())).kind, 'entered')
})

test('a fault is also chosen by the address', async () => {
  const broken = civilRegisterAt({ url: `${register.url}/fault/500`, timeoutMs: 300 })
  await assert.rejects(broken.enter(question()), { failure: 'serverError' })
})

test('after a restart the numbers go on and old answers stay; a torn last line never happened', async () => {
  const stateDir = await mkdtemp(join(folder, 'restart-'))
  const first = await startRegister({ stateDir })
  const asked = question()
  const before = await civilRegisterAt({ url: first.url }).enter(asked)
  await first.stop()
  await appendFile(join(stateDir, 'entries.jsonl'), '{"key":"torn')
  const second = await startRegister({ stateDir })
  const again = civilRegisterAt({ url: second.url })
  assert.deepEqual(await again.enter(asked), before)
  const next = await again.enter(question())
  assert.ok(before.kind === 'entered' && next.kind === 'entered')
  assert.equal(
    Number(next.entry.number.split('/')[0]),
    Number(before.entry.number.split('/')[0]) + 1,
  )
  await second.stop()
  const third = await startRegister({ stateDir })
  assert.equal(third.entries.length, 2)
  await third.stop()
})

test('the register tells how many people and entries it has, and who is related to whom', async () => {
  const status = (await (await fetch(`${register.url}/v1/status`)).json()) as Record<string, number>
  assert.equal(status['people'], 1000)
  assert.equal(status['entries'], register.entries.length)
  const person = await fetch(`${register.url}/v1/people/001196999000`)
  assert.equal(((await person.json()) as { spouse: string }).spouse, '001093999037')
  assert.equal((await fetch(`${register.url}/v1/people/000000000000`)).status, 404)
})

test('a register that cannot be reached is a failure with a name', async () => {
  const nowhere = civilRegisterAt({ url: 'http://127.0.0.1:9', timeoutMs: 300 })
  await assert.rejects(nowhere.enter(question()), RegisterFailed)
})

test('answers that are no answers are never believed', async () => {
  const good = {
    book: '01/2026',
    number: '1/2026',
    registeredOn: '2026-11-24',
    reference: 'x',
    personalNumber: '001326000001',
  }
  const bad: [number, string][] = [
    [200, JSON.stringify({ ...good, personalNumber: '12' })],
    [200, JSON.stringify({ ...good, registeredOn: '2026-02-30' })],
    [200, JSON.stringify({ ...good, book: '' })],
    [200, '[]'],
    [200, 'null'],
    [204, ''],
    [404, JSON.stringify(good)],
    [422, JSON.stringify({ code: '<script>' })],
    [200, JSON.stringify({ ...good, extra: 'x'.repeat(30_000) })],
  ]
  const server = createServer((_req, res) => {
    const [status, body] = bad.shift()!
    res.writeHead(status).end(status === 204 ? undefined : body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  for (let left = bad.length; left > 0; left -= 1) {
    const odd = civilRegisterAt({ url: `http://127.0.0.1:${port}` })
    await assert.rejects(odd.enter(question()), { failure: 'malformed' })
  }
  server.closeAllConnections()
  server.close()
})

// ── deaths, marriages and look-ups ─────────────────────────────────────────

const questionOf = (act: RegisterAct, given: Record<string, unknown>, key: string = randomUUID()) =>
  registerQuestion(act, given, { key, dossierCode: 'H26.101-20261124-0900', office })
const entering = (act: 'death' | 'marriage', given: Record<string, unknown>, key?: string) => {
  const made = questionOf(act, given, key)
  assert.ok(made.is === 'act')
  return made.request
}
const lookingUp = (act: 'entry' | 'maritalStatus', given: Record<string, unknown>) => {
  const made = questionOf(act, given)
  assert.ok(made.is === 'lookUp')
  return made.request
}
const { PEOPLE, WIFE } = answers

test('a death and a marriage get book, number and day of their own books, and no personal number', async () => {
  const died = await client().enter(entering('death', answers.death(PEOPLE.secondMan)))
  const married = await client().enter(entering('marriage', answers.marriage()))
  assert.ok(died.kind === 'entered' && married.kind === 'entered')
  for (const { entry } of [died, married]) {
    assert.deepEqual(Object.keys(entry).sort(), ['book', 'number', 'reference', 'registeredOn'])
    assert.match(entry.number, /^1\/\d{4}$/)
  }
})

test('the same death is entered once per key; the same couple marries once', async () => {
  const asked = entering('death', answers.death(PEOPLE.thirdMan))
  const both = await Promise.all([client().enter(asked), client().enter(asked)])
  assert.deepEqual(both[0], both[1])
  const again = { ...asked, key: randomUUID() }
  assert.deepEqual(await client().enter(again), { kind: 'refused', code: 'alreadyDead' })
  const wedding = entering('marriage', answers.marriage())
  assert.deepEqual(await client().enter(wedding), { kind: 'refused', code: 'marriedWoman' })
  const withDead = answers.marriage(PEOPLE.single)
  const dead = { ...withDead, ...answers.identified('man', PEOPLE.thirdMan) }
  assert.deepEqual(await client().enter(entering('marriage', dead)), {
    kind: 'refused',
    code: 'deadMan',
  })
})

test('a marital status is what the acts make it: never, married, divorced, and widowed once the spouse has died', async () => {
  const statusOf = async (who: { name: string; on: string; number: string }) => {
    const answer = await client().lookUp(lookingUp('maritalStatus', answers.maritalStatus(who)))
    assert.ok(answer.kind === 'answered' && answer.found.about === 'maritalStatus')
    return [answer.found.status, answer.found.spouse]
  }
  const husband = { name: 'Nguyễn Minh Đức', on: '1993-08-02', number: '001093999037' }
  assert.deepEqual(await statusOf(PEOPLE.single), ['never', ''])
  assert.deepEqual(await statusOf(PEOPLE.divorced), ['divorced', 'Phùng Phương Triều'])
  assert.deepEqual(await statusOf(WIFE), ['married', husband.name])
  await client().enter(entering('death', answers.death(husband)))
  assert.deepEqual(await statusOf(WIFE), ['widowed', husband.name])
})

test('two children of one name and day are several; what is known of the entry says which', async () => {
  const twice = { 'child.fullName': 'Nguyễn Trùng Tên' }
  const other = { 'mother.fullName': 'Lê Thị Khác', 'mother.personalNumber': undefined }
  const first = await client().enter(question(twice))
  await client().enter(question({ ...twice, ...other }))
  assert.ok(first.kind === 'entered')
  const about = {
    ...answers.extract(),
    ...answers.identified('subject', { name: 'Nguyễn Trùng Tên', on: '2026-11-19', number: '' }),
    'event.kind': 'birth',
    'event.registeredOn': '',
  }
  assert.deepEqual(await client().lookUp(lookingUp('entry', about)), { kind: 'several' })
  const known = { ...about, 'event.number': first.entry.number }
  const found = await client().lookUp(lookingUp('entry', known))
  assert.ok(found.kind === 'answered' && found.found.about === 'entry')
  assert.equal(found.found.people[1]?.fullName, 'Trần Thị Thu Hà')
  assert.equal(found.found.people[0]?.birthPlace?.endsWith('Thành phố Hà Nội'), true)
  const nobody = {
    ...about,
    ...answers.identified('subject', PEOPLE.oldMan),
    'event.kind': 'death',
  }
  assert.deepEqual(await client().lookUp(lookingUp('entry', nobody)), { kind: 'unknown' })
})

for (const [fault, failure] of faults) {
  test(`after the fault "${fault}" a look-up asked again is answered, and nothing was entered`, async () => {
    const before = register.entries.length
    const asked = lookingUp('maritalStatus', answers.maritalStatus(PEOPLE.bride))
    register.failNext(fault)
    await assert.rejects(client(300).lookUp(asked), { name: 'RegisterFailed', failure })
    assert.equal((await client().lookUp(asked)).kind, 'answered')
    assert.equal(register.entries.length, before)
  })
}

test('answers to another question than the one that was asked are never believed', async (t) => {
  const status = { about: 'maritalStatus', status: 'never', spouse: '', reference: 'x' }
  const person = { role: 'wife', fullName: 'A', birthOn: '', sex: '', ethnicity: '' }
  const entry = {
    about: 'entry',
    act: 'birth',
    book: '01/2026',
    number: '1/2026',
    registeredOn: '2026-11-24',
    reference: 'x',
    office: 'y',
    people: [{ ...person, nationality: '', personalNumber: '', residence: '' }],
  }
  const bad = [
    { ...status, answeredOn: '2026-11-24' },
    entry,
    { ...entry, act: 'marriage', registeredOn: 'hôm qua' },
    { ...entry, act: 'marriage', people: [] },
    { ...status, about: 'entry' },
  ]
  const server = createServer((_req, res) => {
    res.writeHead(200).end(JSON.stringify({ answer: 'answered', found: bad.shift() }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  const odd = civilRegisterAt({ url: `http://127.0.0.1:${port}` })
  const asked = lookingUp('entry', answers.extract())
  for (let left = bad.length; left > 0; left -= 1)
    await assert.rejects(odd.lookUp(asked), { failure: 'malformed' })
})
