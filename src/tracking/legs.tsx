import type { Lang } from '../ui/i18n.ts'
import { useLang } from '../ui/page-context.ts'
import { Tag, type TagTone } from '../ui/status.tsx'
import type { LegStage } from '../dossier/legs/view.ts'
import { trackingWording } from './wording.ts'

/** One agency's part in plain words. */
export type LegShown = {
  title: string
  agency: string
  stage: LegStage
  /** Until when, as people read it; absent on the page that needs no sign-in. */
  due?: string | undefined
  isLate?: boolean
  /** The name of what was made, once it has been returned; on the open page only that it was. */
  returned: string | null
}

const TONES: Readonly<Record<LegStage, TagTone>> = {
  later: 'locked',
  sent: 'todo',
  running: 'doing',
  asked: 'ask',
  done: 'done',
  refused: 'bad',
  stopped: 'bad',
}

/** The parts of a joint dossier; nothing for every other. */
export function Legs({ legs }: { legs: readonly LegShown[] }) {
  const t = trackingWording(useLang()).leg
  if (legs.length === 0) return null
  return (
    <section>
      <h2>{t.title}</h2>
      <p class="meta">{t.lead}</p>
      <ul class="plain">
        {legs.map((leg) => (
          <li class="mb3">
            <b>{leg.title}</b>
            <br />
            <span class="cluster">
              <Tag tone={TONES[leg.stage]}>{t.stage[leg.stage]}</Tag>
              {leg.isLate ? <Tag tone="bad">{t.late}</Tag> : null}
            </span>
            <span class="meta">{moreOf(leg, useLang())}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function moreOf({ agency, due, returned }: LegShown, lang: Lang): string {
  const t = trackingWording(lang).leg
  const parts = [
    agency,
    due === undefined ? '' : t.dueMore(due),
    returned === null ? '' : t.returnedMore(returned),
  ]
  return parts.filter((part) => part !== '').join(' · ')
}
