/** One act of the counter: the command through the one door, in the name of the office. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { h } from 'preact'
import type { Command } from '../dossier/commands.ts'
import { handle } from '../dossier/handle.ts'
import type { StaffActor } from '../office/actor.ts'
import type { CounterDeps } from './deps.ts'
import { LawfulNoPage } from './lawful-no-page.tsx'
import { actPath } from './shell.tsx'

export type Act = { id: string; me: StaffActor; key: string; command: Command }

/** 303 to the page that says what was done, or 409 with the sentence why not. */
export async function doAct(
  deps: CounterDeps,
  req: FastifyRequest,
  reply: FastifyReply,
  { id, me, key, command }: Act,
): Promise<FastifyReply> {
  const outcome = await handle(deps.dossier, { id, by: me, key, command, officeId: me.officeId })
  if (!outcome.ok) return reply.page(h(LawfulNoPage, { me, id, refusal: outcome.refusal }), 409)
  req.work = 'saved'
  return reply.redirect(actPath(id, 'xong'), 303)
}
