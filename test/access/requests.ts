/** How a route of the matrix is really requested: its address with real ids, a body that reaches the permission. */
import { randomUUID } from 'node:crypto'
import type { LightMyRequestResponse } from 'fastify'
import { authorizationOf } from '../../src/exchange/signature.ts'
import { PORTAL_KEY } from '../support/kills.ts'
import { fold } from '../../src/lib/text.ts'
import type { Fields, Visitor } from '../support/visitor.ts'
import type { Letter, Who } from './matrix-words.ts'
import { CANARY, OTHER, type Ids, type MatrixWorld } from './matrix-world.ts'

/** What is put for the parameters of a route, by the beginning of its path. */
function paramsOf(path: string, ids: Ids): Record<string, string> {
  const own = { id: ids.dossier, file: ids.file, kind: 'form01', what: 'ket-qua' }
  if (path.startsWith('/ho-so/')) return { ...own, kind: 'submission' }
  if (path.startsWith('/viec/phan-cong/')) return { place: 'tat-ca' }
  if (path.startsWith('/viec/')) return { ...own, file: `${ids.paper}.pdf` }
  if (path.startsWith('/khan-cap/')) return { id: ids.access, fileId: ids.file }
  if (path.startsWith('/tep/')) return { dossierId: ids.dossier, fileId: ids.file, page: '1' }
  if (path.startsWith('/phan-anh/')) return { petition: ids.petitionCode, photo: '1-0' }
  if (path.startsWith('/giam-sat/phan-anh/')) return { petition: ids.petition, photo: '1-0' }
  if (path.startsWith('/kho-giay-to/')) return { dossier: ids.dossier, file: ids.file }
  if (path.startsWith('/dat-lich/hen/') || path.startsWith('/quay/lich-hen/'))
    return { id: ids.booking }
  if (path.startsWith('/dat-lich/')) return { code: '2.000815', point: ids.point }
  if (path.startsWith('/nop/tep/')) return { draft: ids.draft, file: ids.draftFile }
  if (path.startsWith('/nop/')) return { code: '1.001193', topic: 'child' }
  if (path.startsWith('/api/')) return { code: ids.portalCode }
  if (path.startsWith('/bien-tap/'))
    return { id: ids.edition, code: '1.001193', section: 'chung', topic: 'child', version: '1' }
  if (path.startsWith('/doi-song/')) return { slug: 'sinh-con' }
  if (path.startsWith('/ten-cu-ten-moi/')) return { id: '101' }
  if (path.startsWith('/thu-tuc/')) return { code: '1.001193' }
  if (path.startsWith('/kiem-tra/')) return { token: ids.token }
  if (path.startsWith('/dinh-danh-thu/')) return { uid: 'khong-co' }
  return own
}

/** As people type it: without marks, so that a page that repeats the words does not show the name. */
const WORDS = encodeURIComponent(fold(CANARY.owner))
/** Lists are asked for the dossier itself: by the name of its owner, by its code, by what counts it. */
const QUERIES: Readonly<Record<string, string>> = {
  'GET /quay': `q=${WORDS}`,
  'GET /viec': `muc=chua-giu&q=${WORDS}`,
  'GET /tra-ket-qua': `q=${WORDS}`,
  'GET /tim': `q=${WORDS}`,
  'GET /giam-sat/ho-so': 'figure=received',
  'GET /giam-sat/ho-so.csv': 'figure=received',
  'GET /giam-sat/trach-nhiem/ho-so': 'office=101&who=clerk',
  'GET /giam-sat/trach-nhiem/ho-so.csv': 'office=101&who=clerk',
}

export function addressOf(route: string, ids: Ids): string {
  const path = route.slice(route.indexOf(' ') + 1)
  if (path === '/assets/*') return ids.asset
  const params = paramsOf(path, ids)
  const filled = path
    .replace(/:(\w+)(\([^)]*\))?/g, (_, name: string) => params[name] ?? 'khong-co')
    .replace('*', 'khong-co')
  const query = QUERIES[route]
  return query === undefined ? filled : `${filled}?${query}`
}

/** Members that decide about rights and dates: no form of ours has them, every body of the matrix does. */
const MADE_UP: Readonly<Record<string, string>> = {
  status: '10',
  state: 'delivered',
  unitId: String(OTHER),
  officeId: String(OTHER),
  competent_office_id: String(OTHER),
  deadline: '2031-01-01',
  dueAt: '2031-01-01T00:00',
  due_at: '2031-01-01T00:00:00Z',
  fee: '0',
  ownerId: '1',
  applicantPersonId: '1',
  holder: '1',
  scopes: String(OTHER),
  role: 'leader',
  isActive: 'true',
}

/** The same form for every act: all that names the dossier, and otherwise nothing that could be carried out. */
function formOf(ids: Ids): Fields {
  return {
    _key: randomUUID(),
    _draft: ids.draft,
    dossierId: ids.dossier,
    id: ids.notice,
    subscriber: 'notice',
    place: '1',
    seq: '1',
    ...MADE_UP,
  }
}

export type Answer = Pick<LightMyRequestResponse, 'statusCode' | 'headers' | 'body'>

export async function request(world: MatrixWorld, route: string, who: Who): Promise<Answer> {
  const method = route.startsWith('POST') ? 'POST' : 'GET'
  const url = addressOf(route, world.ids)
  if (who === 'portal') return signed(world, { method, url })
  const visitor = world.visitors[who]
  if (method === 'GET') return visitor.get(url)
  if (url.startsWith('/api/'))
    return visitor.raw({
      method,
      url,
      payload: {},
      headers: { 'content-type': 'application/json' },
    })
  const _csrf = await tokenOf(visitor)
  return visitor.post(url, { ...formOf(world.ids), _csrf }, { 'x-csrf-token': _csrf })
}

const tokens = new WeakMap<Visitor, string>()

/** Of any form: it belongs to the browser, not to the page. */
async function tokenOf(visitor: Visitor): Promise<string> {
  const known = tokens.get(visitor)
  if (known !== undefined) return known
  const { _csrf: token = '' } = await visitor.formOn('/tra-cuu', '/tra-cuu')
  tokens.set(visitor, token)
  return token
}

async function signed(
  { house }: MatrixWorld,
  { method, url }: { method: 'GET' | 'POST'; url: string },
): Promise<Answer> {
  const body = method === 'POST' ? '{}' : ''
  const stamp = { key: PORTAL_KEY, now: new Date() }
  const authorization = authorizationOf({ method, path: url, body }, stamp)
  const type = method === 'POST' ? { 'content-type': 'application/json' } : {}
  const headers = { authorization, ...type }
  return house.app.inject({ method, url, headers, ...(body !== '' && { payload: body }) })
}

const BY_STATUS: Readonly<Record<number, Letter>> = {
  200: 'o',
  201: 'o',
  204: 'o',
  400: 'b',
  401: 'k',
  403: 'r',
  404: 'h',
  409: 'n',
  410: 'g',
  413: 'b',
  415: 'b',
  422: 'f',
}

/** Undefined for what must never be answered: a fault of ours. */
export function letterOf({ statusCode, headers, body }: Answer): Letter | undefined {
  if (statusCode === 302 || statusCode === 303) {
    const isDoor = /^\/(can-bo\/)?dang-nhap(\?|$)/.test(String(headers.location))
    return isDoor ? 'd' : 's'
  }
  // A form without its token would be refused before anybody asked for the permission.
  if (statusCode === 403 && body.includes('Trang này đã mở quá lâu')) return undefined
  return BY_STATUS[statusCode]
}
