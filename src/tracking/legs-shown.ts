/** The legs of a joint dossier as its applicant, and as anybody with the code, may see them. Pure. */
import type { Workflow } from '../catalogue/workflow.ts'
import type { Leg } from '../catalogue/workflow-legs.ts'
import type { DossierState } from '../dossier/dossier.ts'
import { legViews, type LegStage } from '../dossier/legs/view.ts'
import type { LocalMinute } from '../lib/time.ts'
import type { Lang } from '../ui/i18n.ts'
import type { LegShown } from './legs.tsx'
import type { TrackedLeg } from './store.ts'
import { dueIn } from './when.ts'
import { trackingWording } from './wording.ts'

type Naming = { lang: Lang; officeName(id: number): string | undefined }

export function ownLegs(
  state: DossierState,
  { workflow, now, ...naming }: Naming & { workflow: Workflow; now: LocalMinute },
): LegShown[] {
  return legViews(state, workflow, now).map((view) => ({
    title: view.leg.title[naming.lang],
    agency: agencyOf(view.leg, view.office, naming),
    stage: view.stage,
    due: view.dueAt === null || isOver(view.stage) ? undefined : dueIn(naming.lang, view.dueAt),
    isLate: view.isLate,
    returned: view.isReturned ? (view.result?.name ?? '') : null,
  }))
}

/** Only those that have begun: what else the answers ask for is nobody's business. */
export function trackedLegs(
  legs: readonly TrackedLeg[],
  { workflow, ...naming }: Naming & { workflow: Workflow },
): LegShown[] {
  return (workflow.legs ?? []).flatMap((leg) => {
    const found = legs.find((each) => each.leg === leg.id)
    if (found === undefined) return []
    return [
      {
        title: leg.title[naming.lang],
        agency: agencyOf(leg, found.officeId, naming),
        stage: stageOf(found),
        returned: found.isReturned ? trackingWording(naming.lang).leg.aResult : null,
      },
    ]
  })
}

function stageOf({ outcome, isAsked, isAcknowledged }: TrackedLeg): LegStage {
  if (outcome !== null) return outcome
  if (isAsked) return 'asked'
  return isAcknowledged ? 'running' : 'sent'
}

function isOver(stage: LegStage): boolean {
  return stage === 'done' || stage === 'refused' || stage === 'stopped'
}

function agencyOf(leg: Leg, office: number | null, { lang, officeName }: Naming): string {
  if (leg.agency) return leg.agency[lang]
  return (office === null ? undefined : officeName(office)) ?? trackingWording(lang).leg.ourOffice
}
