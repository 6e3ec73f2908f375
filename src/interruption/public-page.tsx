import { CitizenPage } from '../ui/layout.tsx'
import { useLang } from '../ui/page-context.ts'
import { paths } from '../ui/paths.ts'
import { Rows } from '../ui/rows.tsx'
import type { Interruption } from './interruption.ts'
import { interruptionSentence } from './notes.tsx'
import { interruptionWording } from './wording.ts'

/** For everybody: which places are closed for now, and where to go instead. */
export function PublicPage({ lasting, now }: { lasting: readonly Interruption[]; now: Date }) {
  const lang = useLang()
  const t = interruptionWording(lang)
  return (
    <CitizenPage title={t.title} crumbs={[{ href: paths.home, label: t.home }]}>
      <h1>{t.title}</h1>
      <p class="lead">{t.lead}</p>
      {lasting.length === 0 ? <p role="status">{t.none}</p> : null}
      <Rows>
        {lasting.map((each) => (
          <li>
            <div class="row">
              <span>
                <b lang="vi">{each.pointName ?? each.officeName}</b>
                <small>{interruptionSentence(lang, each, now)}</small>
                <br />
                <small lang="vi">{each.words}</small>
              </span>
            </div>
          </li>
        ))}
      </Rows>
    </CitizenPage>
  )
}
