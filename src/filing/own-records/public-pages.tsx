import { REPRESENTATION_PATH } from '../../office/representation/paths.ts'
import { showDay, type Day } from '../../lib/time.ts'
import { Actions, ButtonLink } from '../../ui/buttons.tsx'
import { AnswersList } from '../../ui/history.tsx'
import { CitizenPage } from '../../ui/layout.tsx'
import { useLang } from '../../ui/page-context.ts'
import type { PersonalDataLaw } from './law.ts'
import { OWN_PATH } from './paths.ts'
import { publicWording } from './public-wording.ts'
import type { Statement } from './statement.ts'

/** For everybody: what is held, why, how long, and what one may ask for. */
export function PrivacyPage({ law }: { law: PersonalDataLaw }) {
  const lang = useLang()
  const w = publicWording(lang)
  const t = w.privacy
  return (
    <CitizenPage title={t.title}>
      <h1>{t.title}</h1>
      <p class="lead">{t.lead}</p>
      <h2>{t.who}</h2>
      <p>{t.whoMore}</p>
      <p>{t.others}</p>
      <h2>{t.held}</h2>
      {law.held.map((each) => (
        <section>
          <h3>{each.name[lang]}</h3>
          <p>{each.what[lang]}</p>
          <AnswersList
            answers={[
              { label: w.why, value: each.why[lang] },
              { label: w.kept, value: each.kept[lang] },
              {
                label: w.ground,
                value: <span lang="vi">{each.ground}</span>,
                ...(each.mark === 'verified' ? {} : { more: w.unchecked }),
              },
            ]}
          />
        </section>
      ))}
      <h2>{t.rights}</h2>
      <p>{t.rightsMore}</p>
      <ul>
        <li>{t.answer(law.firstAnswer.limit.value)}</li>
        {law.requests.map(({ name, limit }) => (
          <li>{t.term(name[lang], limit.value)}</li>
        ))}
      </ul>
      <p class="meta">{t.secondHand}</p>
      <Actions>
        <ButtonLink href={OWN_PATH}>{t.mine}</ButtonLink>
      </Actions>
      <section>
        <h2>{t.cookies}</h2>
        <p>{t.cookiesMore}</p>
        <p>{t.contact}</p>
      </section>
    </CitizenPage>
  )
}

/** What fails is said, with the day on which it was looked at and whom to call. */
export function AccessibilityPage({ statement }: { statement: Statement }) {
  const lang = useLang()
  const w = publicWording(lang)
  const t = w.access
  return (
    <CitizenPage title={t.title}>
      <h1>{t.title}</h1>
      <p class="lead">{t.lead}</p>
      <p>{t.standard(statement.standard, showDay(statement.checkedOn as Day))}</p>
      <h2>{t.done}</h2>
      <Lines lines={statement.done} />
      <h2>{t.faults}</h2>
      <Lines lines={statement.faults} />
      <h2>{t.help}</h2>
      <p>{t.helpMore}</p>
      <p>
        <a href={REPRESENTATION_PATH}>{t.relatives}</a>
      </p>
      <p>{t.report}</p>
      <p class="meta">
        {w.ground}: <span lang="vi">{statement.ground}</span>.{' '}
        {statement.mark === 'verified' ? '' : w.unchecked}
      </p>
    </CitizenPage>
  )
}

function Lines({ lines }: { lines: readonly { vi: string; en: string }[] }) {
  const lang = useLang()
  return (
    <ul>
      {lines.map((line) => (
        <li>{line[lang]}</li>
      ))}
    </ul>
  )
}
