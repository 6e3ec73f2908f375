/** One act of the counter: the command through the one door, in the name of the office. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { h } from 'preact'
import type { Command } from '../dossier/commands.ts'
import { inContext } from '../db/context.ts'
import { handle } from '../dossier/handle.ts'
import { historyOf } from '../dossier/store.ts'
import type { Role, StaffActor } from '../office/actor.ts'
import { requireStaff } from '../office/session.ts'
import { readForm } from '../ui/form.ts'
import type { CounterDeps } from './deps.ts'
import { LawfulNoPage, type LastAct } from './lawful-no-page.tsx'
import { openDossier } from './open-dossier.ts'
import { actPath } from './shell.tsx'
import { namesOf } from './store.ts'

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
  if (!outcome.ok) {
    const before = await lastAct(deps, me, id)
    return reply.page(h(LawfulNoPage, { me, id, refusal: outcome.refusal, before }), 409)
  }
  req.work = 'saved'
  return reply.redirect(actPath(id, 'xong'), 303)
}

/** Whoever was faster, when it was an official: the second of two at one dossier learns whom to ask. */
async function lastAct(
  deps: CounterDeps,
  me: StaffActor,
  id: string,
): Promise<LastAct | undefined> {
  return inContext(deps.db, me, async (tx) => {
    const last = (await historyOf(tx, id)).at(-1)
    const personId = Number(/^staff:(\d+)$/.exec(last?.actor ?? '')?.[1])
    if (last === undefined || Number.isNaN(personId) || personId === me.personId) return undefined
    const name = (await namesOf(tx, [personId])).get(personId)
    return name === undefined ? undefined : { name, at: last.recordedAt }
  })
}
