/** Filing for somebody else: whose answers are held, what must stay theirs, whose matter the dossier is. Pure. */
import { textAnswer, questionOf, type Answers, type FormDefinition } from '../catalogue/form.ts'
import type { FileCommand } from '../dossier/commands.ts'
import { ownerIn } from '../dossier/parties/owner.ts'
import type { Problem } from '../lib/problem.ts'
import { Forbidden } from '../lib/problem.ts'
import { fold } from '../lib/text.ts'
import { forbidding } from '../office/representation/law.ts'
import type { Lang } from '../ui/i18n.ts'
import type { CitizenActor, Represents } from '../office/actor.ts'
import type { Draft } from './draft.ts'
import { actingWording } from './for-another-wording.ts'
import { firstValues, prefixOf } from './held.ts'
import type { Filing } from './load.ts'

type Who = { actor: CitizenActor; representation?: Represents | undefined }

/** The form asks the same person as applicant and owner: then nothing of the representative is held for them. */
function isOneself(form: FormDefinition): boolean {
  return ownerPrefix(form) === prefixOf(form)
}

function ownerPrefix(form: FormDefinition): string {
  return form.owner.slice(0, form.owner.lastIndexOf('.'))
}

function asksNumber(form: FormDefinition): boolean {
  const prefix = ownerPrefix(form)
  return ['personalNumber', 'businessCode'].some(
    (last) => questionOf(form, `${prefix}.${last}`) !== undefined,
  )
}

/** Of whom the identity answers the questions about the applicant: of the account, unless these are about the owner. */
export function heldOf(form: FormDefinition, { actor, representation }: Who): CitizenActor {
  if (representation === undefined || !isOneself(form)) return actor
  const { personId, scopes } = actor
  const number = representation.partyKind === 'person' ? representation.number : undefined
  return {
    kind: 'citizen',
    personId,
    scopes,
    name: representation.name,
    ...(number !== undefined && { personalNumber: number }),
  }
}

/** What the boxes of a new draft hold: the represented are named and numbered already, as far as the form asks. */
export function firstAnswers(
  form: FormDefinition,
  { actor, representation }: Who,
): Record<string, string> {
  if (representation === undefined) return firstValues(form, actor)
  const own = isOneself(form) ? {} : firstValues(form, actor)
  const prefix = ownerPrefix(form)
  const number = representation.partyKind === 'person' ? 'personalNumber' : 'businessCode'
  const known = [
    [form.owner, representation.name],
    [`${prefix}.${number}`, representation.number],
  ] as const
  return {
    ...own,
    ...Object.fromEntries(known.filter(([id]) => questionOf(form, id) !== undefined)),
  }
}

/** In whose name the draft is; undefined when the person may no longer file in that name. */
export function stillFor(
  { represents = [] }: CitizenActor,
  { representation, procedureCode }: Pick<Draft, 'representation' | 'procedureCode'>,
): { representation?: Represents } | undefined {
  if (representation === null) return {}
  const living = represents.find(
    ({ id, may, procedures }) =>
      id === representation &&
      may.includes('file') &&
      (procedures === null || procedures.includes(procedureCode)),
  )
  return living && { representation: living }
}

/** The representation of the draft; whoever no longer has it does not go on in that name. The draft stays. */
export function representedIn(
  actor: CitizenActor,
  draft: Pick<Draft, 'representation' | 'procedureCode'>,
  lang: Lang = 'vi',
): Represents | undefined {
  const whom = stillFor(actor, draft)
  if (whom === undefined) throw new Forbidden(actingWording(lang).over)
  return whom.representation
}

/**
 * In another's name one files their matter, not somebody else's: where the form asks the owner's number, the owner of the answers is
 * the represented party. And what nobody may be authorised for is not filed in another's name at all.
 */
export function ownerProblems(filing: Filing): Problem[] {
  const { form, facts, represented, validated } = filing
  if (represented === undefined || validated.problems.length > 0) return []
  const lang = facts.lang ?? 'vi'
  const t = actingWording(lang)
  const asked = {
    kind: represented.kind,
    procedure: filing.procedure.code,
    answers: validated.answers,
  }
  const against = forbidding(filing.acting, asked)
  if (against !== undefined) {
    const field = against.when?.question ?? form.owner
    return [{ code: 'notAuthorisable', field, message: against.words[lang] }]
  }
  if (!asksNumber(form)) return []
  const named = textAnswer(validated.answers, form.owner)
  const owner = ownerIn(form, validated.answers)
  const isSame =
    owner === undefined
      ? fold(named) === fold(represented.name)
      : owner.number === represented.number
  return isSame
    ? []
    : [{ code: 'otherOwner', field: form.owner, message: t.otherOwner(represented.name) }]
}

/** Whose matter it is, as the command says it. */
export function ownerOf(
  form: FormDefinition,
  { answers, represented }: { answers: Answers; represented: Represents | undefined },
): Pick<FileCommand, 'owner' | 'representation'> {
  if (represented !== undefined) return { representation: represented.id }
  const owner = ownerIn(form, answers)
  return owner === undefined ? {} : { owner }
}
