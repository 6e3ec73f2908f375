/** What the editors' pages ask for. */
import type { JSX } from 'preact'
import type { StaffActor } from '../../office/actor.ts'
import type { Presence } from '../../office/presence.ts'
import type { CodeLists } from '../code-lists.ts'
import type { FormDefinition } from '../form.ts'
import type { PublicationDeps } from '../publication/acts.ts'
import type { LiveLaw } from '../publication/live-law.ts'
import type { Day } from '../../lib/time.ts'

export type FormShown = {
  form: FormDefinition
  /** What is typed, by field name. */
  values: Readonly<Record<string, string>>
  codeLists: CodeLists
  today: Day
}

export type TopicShown = FormShown & {
  topic: string
  /** Where the answers are sent, to see what they lead to. */
  action: string
  linkOf: (topic: string) => string
}

export type EditorDeps = PublicationDeps & {
  readonly law: LiveLaw
  readonly presence: Presence
  /** A page of a form exactly as the citizen's door shows it; declared here, given by the slice that owns that door. */
  readonly topicPage: (shown: TopicShown) => JSX.Element
  /** Every question that these answers lead to, for an example of the tests. */
  readonly questions: (shown: FormShown) => JSX.Element
}

export type Editor = StaffActor
