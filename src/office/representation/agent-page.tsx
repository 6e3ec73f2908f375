import type { Problem } from '../../lib/problem.ts'
import { Actions, BackLink, Button } from '../../ui/buttons.tsx'
import { Choices, DateBoxes, dateTyped } from '../../ui/choices.tsx'
import { ErrorSummary, problemOf } from '../../ui/fields.tsx'
import { PostForm } from '../../ui/keys.tsx'
import { CitizenPage } from '../../ui/layout.tsx'
import { useLang } from '../../ui/page-context.ts'
import { agentWording } from './agent-wording.ts'
import { REPRESENTATION_PATH } from './paths.ts'
import { representationWording } from './wording.ts'

export type AgentPageProps = {
  agents: readonly { id: number; name: string }[]
  values: Readonly<Record<string, string>>
  problems: readonly Problem[]
}

/** Which agent may do what for me, and until when. */
export function AgentPage(props: AgentPageProps) {
  const lang = useLang()
  const t = representationWording(lang)
  return (
    <CitizenPage title={t.agentGive} hasErrors={props.problems.length > 0}>
      <BackLink href={REPRESENTATION_PATH} />
      <ErrorSummary problems={props.problems} />
      <h1>{t.agentGive}</h1>
      {props.agents.length === 0 ? <p>{agentWording(lang).none}</p> : <Given {...props} />}
    </CitizenPage>
  )
}

function Given({ agents, values, problems }: AgentPageProps) {
  const t = representationWording(useLang())
  return (
    <>
      <p class="lead">{t.agentHint}</p>
      <PostForm action="/toi/dai-ly/moi">
        <Choices
          name="agent"
          label={t.agentWhich}
          error={problemOf(problems, 'agent')}
          value={values['agent'] ?? ''}
          options={agents.map(({ id, name }) => ({
            value: String(id),
            label: <span lang="vi">{name}</span>,
          }))}
        />
        <Choices
          name="covers"
          label={t.agentCovers}
          error={problemOf(problems, 'covers')}
          value={values['covers'] ?? ''}
          options={[
            { value: 'dossier', label: t.agentDossier },
            { value: 'person', label: t.agentPerson },
          ]}
        />
        <DateBoxes
          name="until"
          label={t.untilLabel}
          hint={t.form.untilHint}
          error={problemOf(problems, 'until')}
          value={dateTyped('until', values)}
        />
        <Actions>
          <Button>{t.agentButton}</Button>
        </Actions>
      </PostForm>
    </>
  )
}
