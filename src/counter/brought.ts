/** Prepared declarations as the counter meets them: kept elsewhere, opened with the code that the person shows. */
import type { RawBuilder } from 'kysely'
import type { Answers } from '../catalogue/form.ts'
import { namedPlaces } from '../catalogue/places/named-places.ts'
import type { Procedure } from '../catalogue/procedure.ts'
import { Conflict, Invalid } from '../lib/problem.ts'
import { toDay } from '../lib/time.ts'
import type { StaffActor } from '../office/actor.ts'
import type { CounterDeps } from './deps.ts'
import { fitted, usedWords } from './prepared.ts'
import type { Brought } from './reception-page.tsx'

export type BroughtDeclaration = {
  /** As it is kept, and as people read it. */
  code: string
  shownCode: string
  procedureCode: string
  form: { id: string; version: number }
  answers: Answers
  preparedAt: Date
  /** A counter has taken it in already. */
  use: BroughtUse | null
}

export type BroughtUse = { dossierId: string; officeId: number; by: string; at: Date }

export type BroughtDeclarations = {
  /** Under the code that the person shows; that it was opened is kept for them. Undefined: no code, unknown or expired. */
  open(by: StaffActor, typed: string): Promise<BroughtDeclaration | undefined>
  /** Also of a code whose declaration is gone: its owner has prepared anew since. */
  useOf(by: StaffActor, typed: string): Promise<BroughtUse | undefined>
  /** Beside the filing, so that both stand or fall together; a second use is refused by the database (`isUsedTwice`). */
  using(
    by: StaffActor,
    use: { code: string; procedureCode: string; dossierId: string },
  ): RawBuilder<unknown>
}

/** PostgreSQL's own no: another dossier was filed from that declaration. */
export function isUsedTwice(error: unknown): boolean {
  const { code, constraint } = error as { code?: string; constraint?: string }
  return code === '23505' && constraint === 'prepared_use_pkey'
}

/** The declaration under that code, when a reception can still be filled in from it. Throws Invalid for no such code, Conflict for a used one. */
export async function openToReceive(
  deps: CounterDeps,
  me: StaffActor,
  typed: string,
): Promise<BroughtDeclaration> {
  const found = await deps.brought?.open(me, typed)
  const use = found ? found.use : await deps.brought?.useOf(me, typed)
  if (use) throw new Conflict(alreadyUsed(deps, use), 'preparedUsed')
  if (!found) throw new Invalid({ code: 'unknown', field: 'code', message: GONE })
  return found
}

const GONE = 'Không có tờ khai nào mang mã này, hoặc tờ khai đã hết hạn. Hãy mở lại bằng mã.'

export function alreadyUsed({ directory }: CounterDeps, use: BroughtUse): string {
  return usedWords(use, directory.get(use.officeId).name)
}

/** What of it stands in the boxes of the form of today, and what the page says of the rest. */
export function takenOver(
  { law, now }: CounterDeps,
  found: BroughtDeclaration,
  procedure: Procedure,
): { answers: Answers; brought: Brought } {
  const { form, answers: said, shownCode, preparedAt } = found
  const before = { form: law.form(form.id, form.version), answers: said }
  const present = law.form(procedure.form.id, procedure.form.version)
  const showing = { lang: 'vi', codeLists: law.codeLists, today: toDay(now()) } as const
  const { answers, lost } = fitted(before, present, showing)
  return { answers: namedPlaces(answers, law.codeLists), brought: { shownCode, preparedAt, lost } }
}
