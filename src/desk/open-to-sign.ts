/** A paper opened by the leader: this reading is what lets it be signed together with others afterwards. */
import type { StaffActor } from '../office/actor.ts'
import { kindOfTemplate } from '../result/kinds.ts'
import type { DeskDeps } from './deps.ts'
import { differences } from './comparison.ts'
import { viewOf, type DossierView } from './dossier-view.ts'
import { openDossier } from './open-dossier.ts'
import { purposeOf } from './purpose.ts'
import { SEEN_FOR_SIGNING } from './queue-store.ts'
import { keyFacts, type KeyFact } from './signing-facts.ts'

export async function openToSign(
  deps: DeskDeps,
  me: StaffActor,
  id: string,
): Promise<{ view: DossierView; facts: KeyFact[] }> {
  const purpose = purposeOf(me)
  const opened = await openDossier(deps, { id, by: me, what: SEEN_FOR_SIGNING, purpose })
  const view = viewOf(opened, {
    me,
    calendar: deps.law.calendar(),
    codeLists: deps.law.codeLists,
    officeName: deps.directory.find(opened.state.offices.competent)?.name ?? me.officeName,
    now: deps.result.now(),
  })
  const { history, answers, terms } = opened
  const facts = keyFacts({
    history,
    personalNumber: view.personalNumber,
    child: { birthOn: textOf(answers['child.birthOn']), sex: sexOf(answers['child.sex']) },
    differences: differences(view.groups),
    changes: view.changes,
    asks: kindOfTemplate(terms.resultTemplate).asks,
    hasDraft: terms.workflow.steps.some(({ task }) => task === 'confirm'),
  })
  return { view, facts }
}

function textOf(answer: unknown): string | undefined {
  return typeof answer === 'string' ? answer : undefined
}

function sexOf(answer: unknown): 'male' | 'female' | undefined {
  return answer === 'male' || answer === 'female' ? answer : undefined
}
