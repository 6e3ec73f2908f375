/** Route × role × relation, default deny: every route has its row, every cell is really requested. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { checkout } from '../../src/checkout.ts'
import { answersTo, grouped, inOrder, type Cell } from './answers.ts'
import { documented } from './document.ts'
import { MATRIX } from './matrix.ts'
import { OUTSIDE, type Who } from './matrix-words.ts'
import { CANARY, openMatrixWorld, type MatrixWorld } from './matrix-world.ts'
import { addressOf, request } from './requests.ts'

let world: MatrixWorld
const answers = new Map<string, Cell[]>()

before(async () => {
  world = await openMatrixWorld()
  for (const route of inOrder(world.routes)) answers.set(route, await answersTo(world, route))
})
after(() => world.close())

const rowOf = (route: string): string =>
  grouped((answers.get(route) ?? []).map(({ letter }) => letter ?? '?').join(''))

test('every route that the program registers has its row, and no row is of a route that is gone', () => {
  assert.ok(world.routes.length > 150)
  assert.deepEqual(
    world.routes.filter((route) => MATRIX[route] === undefined),
    [],
    'decide in test/access/matrix.ts who may reach these routes',
  )
  assert.deepEqual(
    Object.keys(MATRIX).filter((route) => !world.routes.includes(route)),
    [],
  )
})

test('everybody gets from every route what the matrix says', () => {
  const observed = Object.fromEntries([...answers.keys()].map((route) => [route, rowOf(route)]))
  assert.deepEqual(observed, Object.fromEntries(inOrder(world.routes).map((r) => [r, MATRIX[r]])))
})

describe('whatever the matrix says, outside the dossier', () => {
  /** Routes that name the dossier, in their address or, for acts, in their form. */
  const naming = () => {
    const { dossier, draft, access } = world.ids
    const isOpenToAll = (route: string) =>
      MATRIX[route]?.startsWith('o') || MATRIX[route]?.startsWith('f')
    return world.routes.filter(
      (route) =>
        [dossier, draft, access].some((id) => addressOf(route, world.ids).includes(id)) ||
        (/^POST \/(tin-|giam-sat|quay|viec|ky|van-thu)/.test(route) && !isOpenToAll(route)),
    )
  }
  /** Acts on lists whose form names no dossier of theirs: they answer alike for one that does not exist. */
  const LISTS = [
    'POST /quay/moi',
    'POST /ky/lo',
    'POST /tin-chua-gui/gui-lai',
    'POST /tin-gui-cong/gui-lai',
  ]

  test('nobody reaches it: not there, not their role, or to the door first', () => {
    assert.ok(naming().length > 50, String(naming().length))
    const reached = naming()
      .filter((route) => !LISTS.includes(route))
      .flatMap((route) =>
        (answers.get(route) ?? [])
          .filter(({ who, letter }) => OUTSIDE.includes(who) && !'hrdkg'.includes(letter ?? '?'))
          .map(({ who, letter }) => `${route}: ${who} ${letter}`),
      )
    assert.deepEqual(reached, [])
  })

  test('a message of a dossier outside is answered like one that does not exist', async () => {
    const nowhere = { ...world, ids: { ...world.ids, dossier: randomUUID(), notice: randomUUID() } }
    for (const route of LISTS.slice(2)) {
      const [there, nothing] = [world, nowhere].map((each) =>
        request(each, route, 'otherSupervisor'),
      )
      const said = async (answer: typeof there) => {
        const { statusCode, body } = await answer!
        return [
          statusCode,
          /<h1[^>]*>[^<]*/.exec(body)?.[0],
          /<main[^]*<\/main>/.exec(body)?.[0]?.replace(/[A-Z2-9]{8}/g, ''),
        ]
      }
      assert.deepEqual(await said(there), await said(nothing), route)
    }
  })

  test('no page, list, search, count, export, file or message shows anything of it', () => {
    // Exists only where no carrier is configured: a page of a development machine.
    const shown = leaks((route) => route !== 'GET /hop-thu-di', OUTSIDE)
    assert.deepEqual(shown, [])
  })

  test('the administrator sees nothing of it either, but for the emergency that two persons opened', () => {
    const isEmergency = (route: string) => /^GET \/khan-cap\/:id\/(ho-so|tep)/.test(route)
    assert.deepEqual(
      leaks((route) => !isEmergency(route), ['admin']),
      [],
    )
    assert.ok(leaks(isEmergency, ['admin']).length > 0)
  })

  test('every channel does show it to those inside, so that silence means something', () => {
    for (const [route, who] of CHANNELS)
      assert.notDeepEqual(
        leaks((each) => each === route, [who]),
        [],
        `${route} shows nothing to ${who}`,
      )
  })
})

/** Page, file, search, list, count, export, message, stuck work, programming interface. */
const CHANNELS: readonly [route: string, who: Who][] = [
  ['GET /viec/:id', 'officer'],
  ['GET /ho-so/:id', 'applicant'],
  ['GET /ho-so', 'applicant'],
  ['GET /quay/nhan/:id', 'receptionist'],
  ['GET /quay', 'receptionist'],
  ['GET /van-thu/so', 'clerk'],
  ['GET /giam-sat/ho-so', 'supervisor'],
  ['GET /giam-sat/ho-so', 'leader'],
  ['GET /giam-sat/ho-so.csv', 'supervisor'],
  ['GET /giam-sat/he-thong', 'supervisor'],
  ['GET /tin-chua-gui', 'leader'],
  ['GET /tin-gui-cong', 'leader'],
  ['GET /khan-cap', 'leader'],
  ['GET /tep/:dossierId/:fileId', 'officer'],
  ['GET /api/portal/v1/dossiers/:code', 'portal'],
]

/** Answers in which the owner, the applicant, a phone, a file's name or the code of the dossier stands. */
function leaks(isAsked: (route: string) => boolean, who: readonly Who[]): string[] {
  const words = [...Object.values(CANARY), world.ids.code, world.ids.portalCode]
  return [...answers]
    .filter(([route]) => isAsked(route))
    .flatMap(([route, cells]) =>
      cells
        .filter((cell) => who.includes(cell.who))
        .flatMap(({ who: reader, answer }) => {
          const text = `${answer.body} ${String(answer.headers['content-disposition'] ?? '')}`
          return words
            .filter((word) => text.includes(word))
            .map((word) => `${route}: ${reader} sees ${word}`)
        }),
    )
}

test('docs/access.md shows this matrix', () => {
  const page = readFileSync(join(checkout, 'docs/access.md'), 'utf8')
  assert.ok(page.includes(documented()), 'run: node --import tsx test/access/document.ts')
})
