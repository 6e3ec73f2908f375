/** What the National Portal, or somebody who pretends to be it, may send wrongly. */
import assert from 'node:assert/strict'
import { sql } from 'kysely'
import { authorizationOf } from '../../src/exchange/signature.ts'
import { handOverOf } from '../../standins/portal/mother.ts'
import { unpack } from '../../src/dossier/packing.ts'
import { PORTAL_KEY } from '../support/kills.ts'
import type { Desk, WrongInput } from './table.ts'

const PATH = '/api/portal/v1/dossiers'
const NONCE = 'a1b2c3d4e5f60718293a4b5c6d7e8f90'

type Sent = {
  body?: (code: string) => unknown
  text?: string | Buffer
  key?: { id: string; secret: string }
  at?: (now: Date) => Date
  headers?: Record<string, string>
  nonce?: string
  /** What is signed, when it is not what is sent. */
  signed?: string
}

let handed = 0
function newCode(): string {
  handed += 1
  return `TN98-${new Date().toISOString().slice(0, 10).replaceAll('-', '')}-${String(handed).padStart(6, '0')}`
}

function send(sent: Sent) {
  return ({ stranger }: Desk) => {
    const { body = (code) => handOverOf(code, new Date()), key = PORTAL_KEY, nonce } = sent
    const payload = bytesOf(sent.text ?? JSON.stringify(body(newCode())))
    const now = sent.at?.(new Date()) ?? new Date()
    const request = { method: 'POST', path: PATH, body: sent.signed ?? payload }
    const authorization = authorizationOf(request, { key, now, ...(nonce && { nonce }) })
    return stranger.raw({
      method: 'POST',
      url: PATH,
      payload,
      headers: { 'content-type': 'application/json', authorization, ...sent.headers },
    })
  }
}

function bytesOf(text: string | Buffer): Buffer {
  return typeof text === 'string' ? Buffer.from(text) : text
}

type Body = ReturnType<typeof handOverOf>

/** The stand-in's dossier with one thing wrong. */
function but(change: (body: Body) => unknown) {
  return send({ body: (code) => change(handOverOf(code, new Date())) })
}

const minutes = (count: number) => (now: Date) => new Date(now.getTime() + count * 60_000)

type Row = Omit<WrongInput, 'to'>
const to = `POST ${PATH}`
const row = (one: Row): WrongInput => ({ ...one, to })

/** What a dossier adds. */
const FILED = [
  'dossier',
  'dossier_event',
  'dossier_code',
  'dossier_private',
  'dossier_access',
  'files',
]

/** Taken, with what cannot be kept left out: nowhere in what was kept stands a NUL. */
const withoutNul = {
  status: 201,
  says: '"status":1',
  changes: FILED,
  afterwards: async ({ house }: Desk) => {
    const { rows } = await sql<{ names: string; bytes: Buffer }>`
      select concat(d.applicant_name, d.owner_name) as names, p.bytes
        from dossier d join dossier_private p on p.dossier_id = d.id`.execute(house.database.owner)
    for (const { names, bytes } of rows)
      assert.doesNotMatch(names + unpack(bytes).toString(), /\\u0000|\0/)
  },
}

export const wrongFromPortal: WrongInput[] = [
  row({
    what: 'no signature',
    status: 401,
    says: '"reason":"authorization"',
    send: send({ headers: { authorization: '' } }),
  }),
  row({
    what: 'a signature in another scheme',
    status: 401,
    says: '"reason":"authorization"',
    send: send({ headers: { authorization: 'Bearer abc' } }),
  }),
  row({
    what: 'a wrong signature',
    status: 401,
    says: '"reason":"signature"',
    send: send({ key: { id: PORTAL_KEY.id, secret: 'một khóa khác hẳn' } }),
  }),
  row({
    what: 'an unknown key',
    status: 401,
    says: '"reason":"signature"',
    send: send({ key: { id: 'ke-gian', secret: PORTAL_KEY.secret } }),
  }),
  row({
    what: 'a key named __proto__',
    status: 401,
    says: '"reason":"signature"',
    send: send({ key: { id: '__proto__', secret: PORTAL_KEY.secret } }),
  }),
  row({
    what: 'a body changed after signing',
    status: 401,
    says: '"reason":"signature"',
    send: send({ signed: '{}' }),
  }),
  row({
    what: 'a signature of six minutes ago',
    status: 401,
    says: '"reason":"timestamp"',
    send: send({ at: minutes(-6) }),
  }),
  row({
    what: 'a signature of six minutes ahead',
    status: 401,
    says: '"reason":"timestamp"',
    send: send({ at: minutes(6) }),
  }),
  row({
    what: 'a request replayed, byte for byte',
    status: 401,
    says: '"reason":"nonce"',
    send: async (desk) => {
      await send({ nonce: NONCE, text: '{}' })(desk)
      return send({ nonce: NONCE, text: '{}' })(desk)
    },
  }),
  row({ what: 'no JSON', status: 422, says: '"code":"json"', send: send({ text: '{"code": ' }) }),
  row({
    what: 'no UTF-8',
    status: 422,
    says: '"code":"json"',
    send: send({ text: Buffer.from('fffe7b7d', 'hex') }),
  }),
  row({
    what: 'a list instead of a dossier',
    status: 422,
    says: '"code":"shape"',
    send: send({ text: '[]' }),
  }),
  row({ what: 'nothing', status: 422, says: '"code":"json"', send: send({ text: '' }) }),
  row({
    what: 'text/plain',
    status: 415,
    says: '"code":"unsupportedBody"',
    send: send({ headers: { 'content-type': 'text/plain' } }),
  }),
  row({
    what: 'a member that is not in the contract: status',
    status: 422,
    says: '"code":"shape","field":"status"',
    send: but((body) => ({ ...body, status: 9 })),
  }),
  row({
    what: 'a member named __proto__',
    status: 422,
    says: '"code":"shape"',
    send: send({ text: '{"__proto__":{"polluted":1},"code":"x"}' }),
  }),
  row({
    what: 'a code of another form',
    status: 422,
    says: '"code":"shape","field":"code"',
    send: but((body) => ({ ...body, code: "x'; drop table dossier" })),
  }),
  row({
    what: 'an unknown procedure',
    status: 422,
    says: '"code":"procedureUnknown","field":"procedure"',
    send: but((body) => ({ ...body, procedure: '9.999999' })),
  }),
  row({
    what: 'an unknown commune',
    status: 422,
    says: '"code":"officeUnknown","field":"competentOffice"',
    send: but((body) => ({ ...body, competentOffice: { commune: '99999' } })),
  }),
  row({
    what: 'an unknown agency',
    status: 422,
    says: '"code":"officeUnknown","field":"competentOffice"',
    send: but((body) => ({ ...body, competentOffice: { agencyCode: 'X99' } })),
  }),
  row({
    what: 'a moment that is a huge number',
    status: 422,
    says: '"code":"shape","field":"submittedAt"',
    send: but((body) => ({ ...body, submittedAt: 1e308 })),
  }),
  row({
    what: 'a submission of next year',
    status: 422,
    says: '"code":"submittedAt","field":"submittedAt"',
    send: but((body) => ({ ...body, submittedAt: '2031-01-01T08:00:00+07:00' })),
  }),
  row({
    what: 'a phone of letters',
    status: 422,
    says: '"code":"shape","field":"applicant.phone"',
    send: but((body) => ({ ...body, applicant: { ...body.applicant, phone: 'không có' } })),
  }),
  row({
    what: 'no answers',
    status: 422,
    says: '"code":"required","field":"answers.situation.kind"',
    send: but((body) => ({ ...body, answers: {} })),
  }),
  row({
    what: 'an answer that is HTML',
    status: 422,
    says: '"code":"personName","field":"answers.child.fullName"',
    send: but((body) => ({ ...body, answers: { ...body.answers, 'child.fullName': '<b>An</b>' } })),
  }),
  row({
    what: 'an answer nested a thousand deep',
    status: 422,
    says: '"code":"type","field":"answers.child.fullName"',
    send: but((body) => ({
      ...body,
      answers: { ...body.answers, 'child.fullName': nested(1000) },
    })),
  }),
  row({
    what: 'an answer to a question that does not exist',
    status: 422,
    says: '"code":"unknownField","field":"answers.child.ownerId"',
    send: but((body) => ({ ...body, answers: { ...body.answers, 'child.ownerId': 1 } })),
  }),
  row({
    ...withoutNul,
    what: 'a NUL in the applicant’s name',
    send: but((body) => ({ ...body, applicant: { ...body.applicant, fullName: 'An\u0000Bình' } })),
  }),
  row({
    ...withoutNul,
    what: 'a NUL in an answer',
    send: but((body) => ({
      ...body,
      answers: { ...body.answers, 'child.homeTown': 'xã\u0000Một' },
    })),
  }),
  row({
    what: 'a name of half a character',
    status: 422,
    says: '"code":"text"',
    send: but((body) => ({ ...body, applicant: { ...body.applicant, fullName: 'An \ud800' } })),
  }),
  row({
    what: 'no files',
    status: 422,
    says: '"code":"paperMissing","field":"files"',
    send: but((body) => ({ ...body, files: [] })),
  }),
  row({
    what: 'a file with another hash',
    status: 422,
    says: '"code":"hash","field":"files.0.sha256"',
    send: but((body) => ({
      ...body,
      files: body.files.map((file) => ({ ...file, sha256: '0'.repeat(64) })),
    })),
  }),
  row({
    what: 'a file that is no base64',
    status: 422,
    says: '"code":"base64","field":"files.0.content"',
    send: but((body) => ({
      ...body,
      files: body.files.map((file) => ({ ...file, content: '@@@@' })),
    })),
  }),
  row({
    what: 'a file of another kind than it says',
    status: 422,
    says: '"code":"mediaType","field":"files.0.mediaType"',
    send: but((body) => ({
      ...body,
      files: body.files.map((file) => ({ ...file, mediaType: 'application/pdf' as const })),
    })),
  }),
  row({
    what: 'twenty-one files',
    status: 422,
    says: '"code":"shape","field":"files"',
    send: but((body) => ({ ...body, files: Array.from({ length: 21 }, () => body.files[0]) })),
  }),
  row({
    what: 'a body of 43 MB',
    status: 413,
    says: '"code":"tooLarge"',
    send: send({ text: JSON.stringify({ x: 'x'.repeat(43_000_000) }) }),
  }),
  {
    what: 'a code used before, for something else',
    to,
    status: 409,
    says: '"reason":"codeUsed"',
    changes: FILED,
    send: async (desk) => {
      const code = newCode()
      const body = handOverOf(code, new Date())
      await send({ body: () => body })(desk)
      return send({
        body: () => ({ ...body, answers: { ...body.answers, 'child.fullName': 'Lê Văn Khác' } }),
      })(desk)
    },
  },
  {
    what: 'a code that is SQL',
    to: `GET ${PATH}/:code`,
    status: 422,
    says: '"code":"shape","field":"code"',
    send: (desk) => ask(desk, "1'%20or%20'1'='1"),
  },
  {
    what: 'a code that was never given',
    to: `GET ${PATH}/:code`,
    status: 404,
    says: '"code":"notFound"',
    send: (desk) => ask(desk, 'TN98-20261122-999999'),
  },
  {
    what: 'a dossier of our own pages, asked for by the portal',
    to: `GET ${PATH}/:code`,
    status: 404,
    says: '"code":"notFound"',
    send: (desk) => ask(desk, desk.filed.code),
  },
  {
    what: 'an unknown address',
    to: 'GET /api/portal/v2/dossiers',
    status: 404,
    says: '"code":"notFound"',
    send: ({ stranger }) => stranger.get('/api/portal/v2/dossiers'),
  },
]

function ask({ stranger }: Desk, code: string) {
  const url = `${PATH}/${code}`
  const authorization = authorizationOf(
    { method: 'GET', path: url, body: '' },
    { key: PORTAL_KEY, now: new Date() },
  )
  return stranger.get(url, { authorization })
}

function nested(depth: number): unknown {
  return depth === 0 ? 'x' : { a: nested(depth - 1) }
}
