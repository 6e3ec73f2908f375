import type { Problem } from '../lib/problem.ts'
import type { StaffActor } from '../office/actor.ts'
import { Panel } from '../ui/blocks.tsx'
import { Button, ButtonLink } from '../ui/buttons.tsx'
import { ErrorSummary, problemOf } from '../ui/fields.tsx'
import { Select } from '../ui/inputs.tsx'
import { PostForm } from '../ui/keys.tsx'
import { Dock } from '../ui/tables.tsx'
import { DossierHead } from './dossier-parts.tsx'
import type { OpenDossier } from './open-dossier.ts'
import { actPath, CounterPage, dossierPath } from './shell.tsx'

/** The applicant, at the counter, wants the result somewhere else. */
export function ReturnPlacePage(props: {
  me: StaffActor
  opened: OpenDossier
  places: readonly { id: number; shortName: string }[]
  now: string
  chosen: number
  problems?: readonly Problem[]
  idempotencyKey?: string
}) {
  const { me, opened, places, problems = [] } = props
  const { id } = opened.row
  return (
    <CounterPage me={me} title="Đổi nơi trả kết quả" hasErrors={problems.length > 0}>
      <ErrorSummary problems={problems} />
      <DossierHead opened={opened} title={`Nơi trả kết quả: ${opened.row.owner_name}`} />
      <PostForm
        action={actPath(id, 'noi-tra')}
        id="place"
        main
        label="Đổi nơi trả kết quả"
        idempotencyKey={props.idempotencyKey}
      >
        <Panel title="Theo yêu cầu của người nộp">
          <p>Nơi trả hiện nay: {props.now}. Đổi được cho đến khi có kết quả.</p>
          <Select
            name="to"
            label="Nơi trả mới"
            value={String(props.chosen)}
            empty={null}
            error={problemOf(problems, 'to')}
            options={places.map((place) => ({ value: String(place.id), label: place.shortName }))}
          />
        </Panel>
      </PostForm>
      <Dock>
        <Button form="place" keys="Ctrl ↵">
          Đổi nơi trả
        </Button>
        <ButtonLink look="second" href={dossierPath(id)}>
          Giữ nguyên
        </ButtonLink>
      </Dock>
    </CounterPage>
  )
}
