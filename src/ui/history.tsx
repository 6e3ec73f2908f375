import type { ComponentChildren } from 'preact'
import { Icon, type IconName } from './icons.tsx'
import { useLang } from './page-context.ts'
import { wording } from './wording.ts'

export type TimelineEntry = {
  readonly icon: IconName
  readonly title: string
  readonly text?: ComponentChildren
  /** Hà Nội local time for machines, '2026-11-19T09:10', and in words. */
  readonly at: string
  readonly atInWords: string
  /** The office or place; never a person (screens.md C13). */
  readonly where?: ComponentChildren
}

/** What happened, newest first. */
export function Timeline({ entries }: { entries: readonly TimelineEntry[] }) {
  return (
    <ol class="timeline">
      {entries.map((entry, index) => (
        <li class={index === 0 ? 'now' : undefined}>
          <Icon name={entry.icon} />
          <h3>{entry.title}</h3>
          {entry.text === undefined ? null : <p>{entry.text}</p>}
          <p class="meta">
            <time datetime={entry.at}>{entry.atInWords}</time>
            {entry.where === undefined ? null : <> · {entry.where}</>}
          </p>
        </li>
      ))}
    </ol>
  )
}

/** The way of a dossier in at most five stages; `now` counts from 0, and is `names.length` when all are done. */
export function Stages({ names, now }: { names: readonly string[]; now: number }) {
  const t = wording(useLang())
  const label = now < names.length ? t.stage(now + 1, names.length) : t.stagesDone
  return (
    <ol class="stages" aria-label={label}>
      {names.map((name, index) => (
        <li
          class={index < now ? 'done' : index === now ? 'now' : undefined}
          aria-current={index === now ? 'step' : undefined}
        >
          {name}
        </li>
      ))}
    </ol>
  )
}

export type Answer = {
  readonly label: string
  /** What was answered; an empty answer shows as "Không cung cấp". */
  readonly value: ComponentChildren
  readonly more?: ComponentChildren
  /** Where it is changed; left out where it cannot be. */
  readonly changeHref?: string
}

/** The answers of a form, each with its way back. */
export function AnswersList({ answers }: { answers: readonly Answer[] }) {
  const t = wording(useLang())
  return (
    <dl class="answers">
      {answers.map((answer) => (
        <div class={answer.changeHref === undefined ? 'ro' : undefined}>
          <dt>{answer.label}</dt>
          <dd>
            {answer.value === '' ? t.notGiven : answer.value}
            {answer.more === undefined ? null : <small>{answer.more}</small>}
          </dd>
          {answer.changeHref === undefined ? null : (
            <dd class="act">
              <a href={answer.changeHref}>
                {t.change}
                <span class="vh"> {answer.label}</span>
              </a>
            </dd>
          )}
        </div>
      ))}
    </dl>
  )
}
