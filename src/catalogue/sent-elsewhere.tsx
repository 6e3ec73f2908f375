import { Note } from '../ui/blocks.tsx'
import { useLang } from '../ui/page-context.ts'
import { cataloguePaths } from './home-page.tsx'
import type { Answers } from './form.ts'
import { eligibilityFor } from './needs.ts'
import type { Procedure } from './procedure.ts'
import { procedureWording } from './procedure-wording.ts'
import { Sourcing } from './publication/sourcing.tsx'
import type { Screened } from './screening.ts'
import type { Day } from '../lib/time.ts'

type Props = { procedure: Procedure; screened: Screened; today: Day }

const tones = { notEligible: 'bad', elsewhere: 'warn', examine: 'info' } as const

/** What one's answers mean for the right to this procedure, before anybody signs in; with the procedure to turn to. */
export function SentElsewhere({ procedure, screened, today }: Props) {
  const lang = useLang()
  const t = procedureWording(lang)
  if (!screened.isScreened) return null
  const { channel, leads } = screened
  const answers = answeredIn(screened)
  const found = [...leads, ...eligibilityFor(procedure, answers, { channel, today })]
  return (
    <>
      {found.map(({ outcome, words, procedure: code, source, mark }) => (
        <Note tone={tones[outcome]}>
          <p>
            <b>{t[outcome]}.</b> {words[lang]}
          </p>
          {code ? (
            <p>
              <a href={cataloguePaths.procedure(code)}>{t.turnTo(code)}</a>
            </p>
          ) : null}
          <Sourcing sourced={{ source, mark }} />
        </Note>
      ))}
    </>
  )
}

/** Only what was said: the usual answer of a question that nobody answered bars nobody. */
function answeredIn({ answers, chosen }: Screened): Answers {
  return Object.fromEntries(Object.entries(answers).filter(([id]) => Object.hasOwn(chosen, id)))
}
