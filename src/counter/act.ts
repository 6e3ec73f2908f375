/** One act of the counter: the command through the one door, in the name of the office. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { h } from 'preact'
import type { Command } from '../dossier/commands.ts'
import { handle } from '../dossier/handle.ts'
import type { Role, StaffActor } from '../office/actor.ts'
import { requireStaff } from '../office/session.ts'
import { readForm } from '../ui/form.ts'
import type { CounterDeps } from './deps.ts'
import { LawfulNoPage } from './lawful-no-page.tsx'
import { openDossier } from './open-dossier.ts'
import { actPath } from './shell.tsx'

export type Act = { id: string; me: StaffActor; key: string; command: Command }

export type OnDossier = FastifyRequest<{ Params: { id: string } }>

/** The form of an act: who sent it, its submission key, and the dossier as it stands now. `purpose` is read by the citizen. */
export async function received(
  deps: CounterDeps,
  req: OnDossier,
  { purpose, roles = 'receptionist' }: { purpose: string; roles?: Role | readonly Role[] },
) {
  const me = requireStaff(req, roles)
  const form = await readForm(req)
  const key = form.key()
  const opened = await openDossier(deps, me, { ...req.params, purpose })
  return { me, form, key, id: opened.row.id, opened }
}

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
