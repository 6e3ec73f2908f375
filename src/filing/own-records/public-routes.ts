/** Privacy and accessibility: for everybody, without signing in. */
import type { FastifyInstance } from 'fastify'
import { h } from 'preact'
import type { OwnRecordsDeps } from './deps.ts'
import { ACCESSIBILITY_PATH, PRIVACY_PATH } from './paths.ts'
import { AccessibilityPage, PrivacyPage } from './public-pages.tsx'

export function publicRoutes(
  app: FastifyInstance,
  { personalData, statement }: Pick<OwnRecordsDeps, 'personalData' | 'statement'>,
): void {
  app.get(PRIVACY_PATH, async (_req, reply) => reply.page(h(PrivacyPage, { law: personalData })))
  app.get(ACCESSIBILITY_PATH, async (_req, reply) =>
    reply.page(h(AccessibilityPage, { statement })),
  )
}
