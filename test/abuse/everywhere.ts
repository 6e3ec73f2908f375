/** Which real address stands for a route's pattern, and who is at home there. */
import type { Key } from '../../src/exchange/signature.ts'
import { PARTNER_KEY, PORTAL_KEY } from '../support/kills.ts'
import type { EveryRoute } from '../support/every-route.ts'
import type { Visitor } from '../support/visitor.ts'
import type { AbuseWorld, People, Stage } from './world.ts'

type Home = { at: RegExp; who: keyof People; stage?: Stage }

/** The first that fits; a new route that fits none is anybody's. */
const homes: readonly Home[] = [
  { at: /^\/ho-so\/:id\/ban-nhap/, who: 'mother', stage: 'drafted' },
  { at: /^\/ho-so\/:id\/ket-qua/, who: 'mother', stage: 'sealed' },
  { at: /^\/ho-so\/:id\/danh-gia/, who: 'mother', stage: 'sealed' },
  { at: /^\/ho-so\/:id\/bo-sung/, who: 'mother', stage: 'asked' },
  { at: /^\/(ho-so|nop|toi\/thong-bao)/, who: 'mother', stage: 'submitted' },
  { at: /^\/quay\/:id\/(ban-nhap|xong)/, who: 'receptionist', stage: 'drafted' },
  { at: /^\/tra-ket-qua/, who: 'receptionist', stage: 'sealed' },
  { at: /^\/(quay|tep)/, who: 'receptionist', stage: 'submitted' },
  { at: /^\/viec\/:id\/ban-nhap/, who: 'officer', stage: 'drafted' },
  { at: /^\/ban-giao/, who: 'receptionist', stage: 'submitted' },
  { at: /^\/ket-qua-da-cap\/:id\/(ky|thu-hoi)$/, who: 'leader', stage: 'sealed' },
  {
    at: /^\/ket-qua-da-cap\/:id\/(dong-dau|thuc-hien-thu-hoi)$/,
    who: 'clerk',
    stage: 'sealed',
  },
  { at: /^\/ket-qua-da-cap/, who: 'officer', stage: 'sealed' },
  { at: /^\/viec\/:id\/chang\/:leg\/tra$/, who: 'receptionist', stage: 'sealed' },
  { at: /^\/viec\/(phan-cong|uy-quyen-ky)/, who: 'leader', stage: 'claimed' },
  { at: /^\/viec\/:id\/xin-loi/, who: 'leader', stage: 'claimed' },
  { at: /^\/viec/, who: 'officer', stage: 'claimed' },
  { at: /^\/ky/, who: 'leader', stage: 'forSigning' },
  { at: /^\/van-thu/, who: 'clerk', stage: 'signed' },
  { at: /^\/(bien-tap|nap-du-lieu)/, who: 'controller' },
  { at: /^\/khan-cap/, who: 'leader' },
  { at: /^\/giam-sat\/he-thong\/phan-cong/, who: 'admin' },
  { at: /^\/(giam-sat|tin-|hop-thu|can-bo\/doi-vai|dang-xuat)/, who: 'supervisor' },
]

export function homeOf(world: AbuseWorld, { url }: EveryRoute): { who: Visitor; stage: Stage } {
  const home = homes.find(({ at }) => at.test(url))
  return { who: world.people[home?.who ?? 'anybody'], stage: home?.stage ?? 'submitted' }
}

/**
 * The stand-in of the national identity is another system inside this program: its library checks its own forms (its state lives
 * in its own cookies), and with OIDC_ISSUER it is not there.
 */
export const isOurs = ({ url }: EveryRoute): boolean => !url.startsWith('/dinh-danh-thu/')

/** With whose key a program signs at that door. */
export function keyOf(url: string): Key {
  return url.startsWith('/api/partner/') ? PARTNER_KEY : PORTAL_KEY
}

const UUID = '01a1fd5a-8f48-7a69-9c66-14cf27a813d4'

/** The pattern with the names of real things in its places. */
export function addressOf(world: AbuseWorld, route: EveryRoute): string {
  const { stage } = homeOf(world, route)
  const named: Record<string, string> = {
    id: idFor(world, route, stage),
    dossierId: world.dossiers[stage],
    code: route.url.startsWith('/api/') ? world.code : '1.001193',
    draft: world.draft,
    topic: 'child',
    section: world.editing.section,
    version: '1',
    slug: 'co-con-nho',
    kind: 'submission',
    what: 'draft',
    token: UUID,
    uid: 'x'.repeat(21),
    file: UUID,
    fileId: UUID,
  }
  return route.url
    .replace(/:(\w+)(\([^)]*\))?/g, (_whole, name: string) => named[name] ?? UUID)
    .replace('*', 'x')
}

function idFor(world: AbuseWorld, { url }: EveryRoute, stage: Stage): string {
  if (url.startsWith('/bien-tap/ban-thao')) return world.editing.id
  return url.startsWith('/ten-cu-ten-moi') ? '1' : world.dossiers[stage]
}
