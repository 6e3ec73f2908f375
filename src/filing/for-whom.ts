/** Whom a visit files for: chosen on the first page, remembered by the browser, decided anew in every request. */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { CitizenActor, Represents } from '../office/actor.ts'
import type { Asking } from './load.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** The representation that the next pages are about; 0: oneself; undefined: as before. */
    filingFor: number | undefined
  }
}

const COOKIE = 'filing-for'
const SELF = 'toi'
/** The address of a first page that asks again, whatever was chosen before. */
export const ASK_AGAIN = 'chon'

/** The browser remembers the choice as long as it is open; what it says opens nothing by itself. */
export function rememberForWhom(app: FastifyInstance, publicUrl: string): void {
  const secure = publicUrl.startsWith('https:')
  const options = { path: '/nop', httpOnly: true, sameSite: 'lax' as const, secure }
  app.decorateRequest('filingFor', undefined)
  app.addHook('onSend', async (req, reply) => {
    if (req.filingFor === 0) reply.clearCookie(COOKIE, options)
    else if (req.filingFor !== undefined) reply.setCookie(COOKIE, String(req.filingFor), options)
  })
}

/** Those for whom the person may file that procedure at this moment. */
export function mayFileFor({ represents = [] }: CitizenActor, procedure: string): Represents[] {
  return represents.filter(
    ({ may, procedures }) =>
      may.includes('file') && (procedures === null || procedures.includes(procedure)),
  )
}

/** What the address says (`?cho=`), otherwise what was chosen before; only while the representation lives. */
export function chosenIn(
  req: FastifyRequest,
  actor: CitizenActor,
  procedure: string,
): Pick<Asking, 'representation' | 'follow'> {
  const { cho } = req.query as { cho?: unknown }
  const said = typeof cho === 'string' && cho !== ASK_AGAIN ? cho : undefined
  const wanted = said ?? req.cookies[COOKIE]
  const chosen = mayFileFor(actor, procedure).find(({ id }) => String(id) === wanted)
  if (said !== undefined) req.filingFor = chosen?.id ?? 0
  return {
    ...(chosen && { representation: chosen }),
    follow: (represented) => {
      req.filingFor = represented?.id ?? 0
    },
  }
}

/** The answer of the first page. Undefined: nothing that may be chosen. */
export function choiceIn(
  asking: Asking,
  answer: string,
): { representation?: Represents } | undefined {
  const others = mayFileFor(asking.actor, asking.code)
  if (answer === SELF || (answer === '' && others.length === 0)) return {}
  const representation = others.find(({ id }) => String(id) === answer)
  return representation && { representation }
}

export function valueOf(representation: Represents | undefined): string {
  return representation === undefined ? SELF : String(representation.id)
}
