import type { StaffActor } from '../office/actor.ts'
import { ErrorSummary } from '../ui/fields.tsx'
import { DossierHead } from './dossier-parts.tsx'
import { MarkSheet, type MarkSheetProps } from './mark-sheet.tsx'
import type { OpenDossier } from './open-dossier.ts'
import { CounterPage } from './shell.tsx'
import type { PaperToAsk } from './supplement-request.ts'

/** A page of one file in front of the counter, on which is marked what is wrong. */
export function MarkSheetPage(props: {
  me: StaffActor
  opened: OpenDossier
  paper: PaperToAsk
  sheet: MarkSheetProps
}) {
  const { me, opened, paper, sheet } = props
  return (
    <CounterPage me={me} title="Đánh dấu trên ảnh" marks hasErrors={sheet.problems.length > 0}>
      <ErrorSummary problems={sheet.problems} />
      <DossierHead opened={opened} title={`Đánh dấu: ${paper.name}`} />
      <MarkSheet {...sheet} />
    </CounterPage>
  )
}
