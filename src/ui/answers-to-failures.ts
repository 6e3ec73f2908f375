import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { h } from 'preact'
import { faultOf } from '../lib/fault.ts'
import { failureOf, statusOfCode, type Failure } from './failure.ts'
import { FailurePage } from './failure-page.tsx'
import { failureWording } from './failure-wording.ts'
import { SeeOther } from './refusals.ts'

/** RFC 9457: what a program is told. `code` and the codes of the problems are stable. */
export function problemDocument(failure: Failure, req: FastifyRequest): object {
  const t = failureWording('vi')
  return {
    type: `urn:motcua:problem:${failure.code}`,
    title: t.title[failure.code],
    status: failure.status,
    code: failure.code,
    detail: failure.message ?? t.remedy[failure.code],
    ...(failure.reason === undefined ? {} : { reason: failure.reason }),
    instance: `urn:motcua:incident:${req.id}`,
    ...(failure.problems.length > 0 ? { problems: failure.problems } : {}),
  }
}

export function isForPrograms(req: FastifyRequest): boolean {
  return req.url.startsWith('/api/')
}

/** Answers a failed request: a page for people, a problem document for programs. */
export function answerFailure(failure: Failure, req: FastifyRequest, reply: FastifyReply) {
  if (failure.retryAfterSeconds !== undefined)
    reply.header('retry-after', failure.retryAfterSeconds)
  if (isForPrograms(req)) {
    return reply
      .code(failure.status)
      .header('cache-control', 'no-store')
      .type('application/problem+json')
      .send(JSON.stringify(problemDocument(failure, req)))
  }
  const page = { failure, work: req.work, incident: req.id, ...backTo(req) }
  return reply.page(h(FailurePage, page), failure.status)
}

/** The page before, when it is one of ours: the browser says so, and only path and query are used. */
function backTo(req: FastifyRequest): { backHref?: string } {
  const referer = req.headers.referer
  if (referer === undefined || !URL.canParse(referer)) return {}
  const url = new URL(referer)
  if (url.host !== req.headers.host) return {}
  return { backHref: `${url.pathname.replace(/^[/\\]+/, '/')}${url.search}` }
}

/** The one error handler. Our own faults are logged with the incident code that the person sees. */
export function setUpFailures(app: FastifyInstance): void {
  app.setErrorHandler<FastifyError>((error, req, reply) => {
    if (error instanceof SeeOther) return leadElsewhere(error, req, reply)
    const failure = failureOf(error)
    if (failure.code === 'unavailable') req.log.warn(faultLine(error, req), 'database not there')
    else if (failure.status >= 500) req.log.error(faultLine(error, req), 'request failed')
    return answerFailure(failure, req, reply)
  })
  app.setNotFoundHandler((req, reply) =>
    answerFailure({ status: statusOfCode.notFound, code: 'notFound', problems: [] }, req, reply),
  )
}

/** A part of a page cannot hold another page, so htmx is told to load the whole of it. */
function leadElsewhere({ location }: SeeOther, req: FastifyRequest, reply: FastifyReply) {
  req.formChecked = true
  reply.header('cache-control', 'no-store')
  if (req.headers['hx-request'] !== undefined) return reply.header('hx-redirect', location).send('')
  return reply.redirect(location, 303)
}

/** What is logged of a fault: never a message, in which a driver repeats the values it was given. */
function faultLine(error: FastifyError, req: FastifyRequest): object {
  return { incident: req.id, route: req.routeOptions.url, fault: faultOf(error) }
}
