import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { DossierEvent } from '../../dossier/events.ts'
import { heldFor, heldPapersOf, RESULT, type HeldPaper, type StoreTitles } from './held-paper.ts'

const titles: StoreTitles = {
  papers: [
    { code: 'birth-notice', name: { vi: 'Giấy chứng sinh', en: 'Birth notice' }, kindCode: null },
  ],
  result: { name: { vi: 'Giấy khai sinh', en: 'Birth certificate' }, kindCode: null },
}
const dossier = { id: 'd1', code: 'H26-1', procedureCode: '1.001193' }
const event = (kind: string, body: object): DossierEvent =>
  ({ kind, body, occurredAt: new Date('2026-11-20T03:00:00Z'), private: null }) as never
const photo = (id: string, more = {}) => ({
  id,
  sha256: id,
  size: 1,
  mediaType: 'image/png',
  ...more,
})
const filed = (...files: object[]) => event('filed', { papers: [{ paper: 'birth-notice', files }] })
const sealed = event('resultSealed', {
  documentId: 'r1',
  sealedHash: 's1',
  number: '118',
  on: '2026-11-20',
})

test('a paper is held once the office has accepted it; what came from the store or is in doubt is not held twice', () => {
  const events = [
    filed(
      photo('own'),
      photo('taken', { reusedFrom: { level: 2, dossier: 'd0' } }),
      photo('dim', { remark: 'dark' }),
    ),
  ]
  assert.deepEqual(heldPapersOf(dossier, events, titles), [])
  const held = heldPapersOf(dossier, [...events, event('accepted', {})], titles)
  assert.deepEqual(
    held.map(({ fileId, level, title }) => [fileId, level, title.vi]),
    [['own', 2, 'Giấy chứng sinh']],
  )
})

test('the corrected result takes the place of the former; a revoked one is no longer held', () => {
  const [first] = heldPapersOf(dossier, [sealed], titles)
  assert.deepEqual([first?.paper, first?.level, first?.sha256], [RESULT, 3, 's1'])
  const corrected = event('resultCorrected', {
    documentId: 'r2',
    sealedHash: 's2',
    number: '119',
    on: '2026-11-25',
  })
  const after = heldPapersOf(dossier, [sealed, corrected], titles)
  assert.deepEqual(
    after.map(({ sha256, number }) => [sha256, number]),
    [['s2', '119']],
  )
  const revoked = event('resultRevoked', { documentId: 'r2' })
  assert.deepEqual(heldPapersOf(dossier, [sealed, corrected, revoked], titles), [])
})

test('the result of one procedure serves as the paper of another with the same title, in a kind that it takes', () => {
  const [certificate] = heldPapersOf(dossier, [sealed], titles)
  const held = [certificate!]
  const asked = (name: string, mediaTypes: string[]) => ({
    code: 'x',
    name: { vi: name },
    mediaTypes,
    kindCode: null,
  })
  const pdf = ['application/pdf']
  assert.equal(heldFor(asked('Giấy khai sinh', pdf), '2.000815', held).length, 1)
  assert.equal(heldFor(asked('Giấy khai sinh', ['image/png']), '2.000815', held).length, 0)
  assert.equal(heldFor(asked('Giấy khai tử', pdf), '2.000815', held).length, 0)
})

test('of two dossiers the newer one is offered, with all its pages', () => {
  const page = (dossierId: string, fileId: string, issuedOn: string) =>
    ({
      ...heldPapersOf(dossier, [filed(photo(fileId)), event('accepted', {})], titles)[0]!,
      dossierId,
      issuedOn,
    }) as HeldPaper
  const held = [
    page('old', 'a', '2025-01-02'),
    page('new', 'b', '2026-01-02'),
    page('new', 'c', '2026-01-02'),
  ]
  const asked = {
    code: 'birth-notice',
    name: { vi: 'khác' },
    mediaTypes: ['image/png'],
    kindCode: null,
  }
  assert.deepEqual(
    heldFor(asked, '1.001193', held).map(({ fileId }) => fileId),
    ['b', 'c'],
  )
})
