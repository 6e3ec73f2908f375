import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import { openLaw } from '../catalogue/law.ts'
import { requiredPapers } from '../catalogue/needs.ts'
import { checkout } from '../checkout.ts'
import type { Answers } from '../catalogue/form.ts'
import type { DossierFile } from '../dossier/rows.ts'
import { birthAnswers } from '../../test/support/counter.ts'
import { acceptProblems, paperChecks } from './checklist.ts'
import { sameMatter } from './duplicate.ts'
import { keptToken, readKept, type KeptFile } from './kept-files.ts'
import { joined, libraryFaults, openCounterLibrary, parted } from './library.ts'
import { cursorText, readCursor, searchedText } from './queue.ts'
import { questionsToMark, readSupplementRequest } from './supplement-request.ts'

const dataDir = join(checkout, 'data')
const law = openLaw(dataDir)
const procedure = law.procedure('1.001193')!
const answers = birthAnswers() as Answers

test('the counter’s texts are published as a whole, and a damaged library is refused', () => {
  const library = openCounterLibrary(dataDir)
  assert.deepEqual(libraryFaults(library), [])
  const [fault] = library.faults
  assert.deepEqual(libraryFaults({ ...library, faults: [fault, fault] }), [
    `faults: two entries have the id ${fault!.id}`,
  ])
  assert.ok(libraryFaults({ ...library, refusals: [] }).length > 0)
})

test('the usual answers of a new reception are questions and choices of their form', () => {
  const library = openCounterLibrary(dataDir)
  for (const [id, usual] of Object.entries(library.usualAnswers)) {
    const form = law.form(id, 1)
    const ids = form.topics.flatMap(({ questions }) => questions.map((question) => question.id))
    for (const name of Object.keys(usual)) assert.ok(ids.includes(name), name)
  }
})

test('what is joined for the history comes apart again', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (a, b) => {
      const [what, how] = [a.replaceAll('\n', ' '), b.replaceAll('\n', ' ')]
      assert.deepEqual(parted(joined(what, how)), { what, how: how === '' ? null : how })
    }),
  )
})

test('a cursor leads to where it came from; anything else leads to the beginning', () => {
  const id = '019a0000-0000-7000-8000-000000000001'
  const dueAt = new Date('2026-11-25T10:00:00Z')
  assert.deepEqual(readCursor(cursorText({ dueAt, id })), { dueAt: dueAt.toISOString(), id })
  assert.deepEqual(readCursor(cursorText({ dueAt: null, id })), { dueAt: null, id })
  for (const wrong of ['', '1', `x_${id}`, `1_${'z'.repeat(36)}`, null, 3, [`_${id}`]])
    assert.equal(readCursor(wrong), undefined)
})

test('a scanned tracking address is searched by the code inside it', () => {
  const code = 'H26.101-20261125-0001'
  assert.equal(searchedText(`https://motcua.example/tra-cuu?ma=${code}`), code)
  assert.equal(searchedText(` ${code} `), code)
  assert.equal(searchedText('Trần Minh Anh'), 'Trần Minh Anh')
})

const file = (paper: string): DossierFile => ({
  id: paper,
  seq: 1,
  paper,
  name: 'a.png',
  sha256: '',
  size: 1,
  media_type: 'image/png',
})
const needs = requiredPapers(procedure, answers, { channel: 'online', today: '2026-11-25' })
const ticked = (seen: string[], originals: string[] = []) => ({
  seen: new Set(seen),
  originals: new Set(originals),
})

test('one paper of a group is enough; each one that came has to be looked at', () => {
  const files = [file('birth-notice')]
  assert.deepEqual(acceptProblems(needs, files, ticked(['birth-notice'])), [])
  assert.deepEqual(acceptProblems(needs, [], ticked([], ['witness-statement'])), [])
  assert.equal(acceptProblems(needs, files, ticked([]))[0]?.code, 'notSeen')
  assert.equal(acceptProblems(needs, [], ticked([]))[0]?.code, 'paperMissing')
})

test('papers that nobody asked for are shown too', () => {
  const names = paperChecks(needs, [file('birth-notice'), file('la-gi-day')])
  assert.deepEqual(
    names.filter(({ need }) => need === 'unknown').map(({ code }) => code),
    ['la-gi-day'],
  )
})

test('the same child is known by name with birth date or with the mother’s number', () => {
  const form = law.form('khai-sinh', 1)
  const other = { ...answers, 'child.birthOn': '2020-01-01' }
  assert.match(sameMatter(form, answers, answers)!, /cùng ngày sinh, cùng số định danh/)
  assert.equal(sameMatter(form, answers, other), 'cùng tên, cùng số định danh cá nhân của mẹ')
  const stranger = { ...other, 'mother.personalNumber': '001196999999' }
  assert.equal(sameMatter(form, answers, stranger), null)
})

test('a kept file is proved for the person who sent it and nobody else', () => {
  const kept: KeptFile = {
    paper: 'birth-notice',
    name: 'giấy.png',
    sha256: 'ab',
    size: 3,
    mediaType: 'image/png',
  }
  const token = keptToken({ secret: 's', personId: 1 }, kept)
  assert.deepEqual(readKept({ secret: 's', personId: 1 }, token), kept)
  assert.equal(readKept({ secret: 's', personId: 2 }, token), undefined)
  assert.equal(readKept({ secret: 't', personId: 1 }, token), undefined)
  assert.equal(readKept({ secret: 's', personId: 1 }, `${token}x`), undefined)
  assert.equal(readKept({ secret: 's', personId: 1 }, ''), undefined)
})

test('an official marks the questions that are wrong, among those that were asked, and says what is wrong', () => {
  const form = law.form(procedure.form.id, procedure.form.version)
  const questions = questionsToMark(form, answers, '2026-11-20')
  assert.ok(questions.some(({ id }) => id === 'child.fullName'))
  assert.ok(!questions.some(({ id }) => id === 'situation.recognition'), 'was not asked')
  const library = openCounterLibrary(dataDir)
  const facts = {
    papers: [{ code: 'declaration', name: 'Tờ khai', questions }],
    library,
    needsGround: false,
  }
  const typed = (values: Record<string, string>) => ({ text: (name: string) => values[name] ?? '' })
  const why = { reason: 'Sai tên.', basis: library.supplementBases[0]!.id }
  const marks = { 'mark.child.fullName': 'yes', 'mark.not.there': 'yes' }
  const words = { 'own.declaration': 'Tên chưa đúng.' }
  const read = readSupplementRequest(typed({ ...why, ...marks, ...words }), facts)
  assert.deepEqual(read.problems, [])
  assert.deepEqual(read.request.faults, [
    { paper: 'declaration', fault: 'Tên chưa đúng.', questions: ['child.fullName'] },
  ])
  const mute = readSupplementRequest(typed({ ...why, ...marks }), facts)
  assert.deepEqual(
    mute.problems.map(({ field }) => field),
    ['fault.declaration'],
  )
})
