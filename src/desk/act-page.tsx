/** The frame of an act that has a form of its own: a request for supplements, the end of a dossier. */
import type { ComponentChildren } from 'preact'
import type { Problem } from '../lib/problem.ts'
import type { StaffActor } from '../office/actor.ts'
import { Button, ButtonLink } from '../ui/buttons.tsx'
import { ErrorSummary } from '../ui/fields.tsx'
import { Dock } from '../ui/tables.tsx'
import { BackTo, casePath, DeskPage } from './shell.tsx'

export type ActPageProps = {
  me: StaffActor
  id: string
  /** Whose dossier about what: the name of the way back. */
  title: string
  code: string
  problems?: readonly Problem[]
  /** Frames are drawn on a picture of it. */
  marks?: boolean
}

/** The errors, the way back to the dossier, and what is being done to it. */
export function ActPage(
  props: ActPageProps & { act: string; heading: string; children: ComponentChildren },
) {
  const { problems = [] } = props
  return (
    <DeskPage
      me={props.me}
      title={`${props.act}: ${props.title}`}
      current="/viec"
      hasErrors={problems.length > 0}
      {...(props.marks && { marks: true })}
    >
      <ErrorSummary problems={problems} />
      <BackTo href={casePath(props.id)}>{props.title}</BackTo>
      <div class="head">
        <h1>{props.heading}</h1>
        <span class="meta code">{props.code}</span>
      </div>
      {props.children}
    </DeskPage>
  )
}

/** The act itself, a look at what the applicant will read, and the way out. */
export function ActDock(props: {
  id: string
  form: string
  act: string
  preview: string
  look?: 'main' | 'refuse'
}) {
  return (
    <Dock>
      <Button form={props.form} look={props.look ?? 'main'} keys="Ctrl ↵">
        {props.act}
      </Button>
      <Button form={props.form} look="second" name="act" value="preview">
        {props.preview}
      </Button>
      <ButtonLink look="link" href={casePath(props.id)}>
        Quay lại hồ sơ
      </ButtonLink>
    </Dock>
  )
}
