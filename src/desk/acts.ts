/** The acts of the desks through the one door. A lawful no is thrown here as the page that says it. */
import type { Command } from '../dossier/commands.ts'
import { handle, type Handled } from '../dossier/handle.ts'
import { Conflict, Forbidden } from '../lib/problem.ts'
import type { Result } from '../lib/result.ts'
import type { StaffActor } from '../office/actor.ts'
import type { DeskDeps } from './deps.ts'

export type Act = { id: string; by: StaffActor; key: string }

export async function doAct(deps: DeskDeps, { id, by, key }: Act, command: Command) {
  return handle(deps.result.dossier, { id, by, key, command, officeId: by.officeId })
}

const NOT_THEIRS: ReadonlySet<string> = new Set([
  'notAllowed',
  'notHolder',
  'selfDecides',
  'preparerSigns',
  'otherSigner',
])

/** The answer, or the refusal as 403 (not for this person) or 409 (not now) with its sentence. */
export function answered(outcome: Result<Handled>): Handled {
  if (outcome.ok) return outcome.value
  const { code, message } = outcome.refusal
  if (NOT_THEIRS.has(code)) throw new Forbidden(message)
  throw new Conflict(message, code)
}
