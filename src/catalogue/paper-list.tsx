import type { Day } from '../lib/time.ts'
import { Choices } from '../ui/choices.tsx'
import { Select } from '../ui/inputs.tsx'
import { useLang } from '../ui/page-context.ts'
import { Rows } from '../ui/rows.tsx'
import { Icon } from '../ui/icons.tsx'
import { SentElsewhere } from './sent-elsewhere.tsx'
import { Tag } from '../ui/status.tsx'
import type { PaperNeed } from './needs.ts'
import { textAnswer } from './form.ts'
import { channelName } from './channel-lines.ts'
import type { Procedure } from './procedure.ts'
import { procedureWording } from './procedure-wording.ts'
import { waysOf, type Screened, type ScreeningQuestion } from './screening.ts'

export type PaperListProps = {
  procedure: Procedure
  needs: readonly PaperNeed[]
  screened: Screened
  today: Day
}

/** Only what this case needs, then what nobody has to hand in; three questions make it mine. */
export function PaperList(props: PaperListProps) {
  const t = procedureWording(useLang())
  const needed = props.needs.filter(({ need }) => need !== 'notNeeded')
  return (
    <section class="mt6" id="giay-to">
      <h2>{t.papersTitle}</h2>
      <SentElsewhere {...props} />
      <Rows>
        {needed.map((need) => (
          <NeededPaper need={need} />
        ))}
        {props.procedure.shownPapers.map((paper) => (
          <ShownPaper paper={paper} />
        ))}
      </Rows>
      {isWorthAsking(props) ? <Screening {...props} /> : null}
    </section>
  )
}

function NeededPaper({ need: { paper, need, why } }: { need: PaperNeed }) {
  const lang = useLang()
  const t = procedureWording(lang)
  return (
    <li class="paper">
      <div class="paper__h">
        <Icon name={need === 'oneOf' ? 'files' : 'file'} />
        <h3>{paper.name[lang]}</h3>
        <Tag tone="ask">{need === 'oneOf' ? t.oneOf : t.needed}</Tag>
      </div>
      <div class="paper__b meta">
        {why[lang]} {paper.hint?.[lang]}
      </div>
    </li>
  )
}

function ShownPaper({ paper }: { paper: Procedure['shownPapers'][number] }) {
  const lang = useLang()
  return (
    <li class="paper">
      <div class="paper__h">
        <Icon name="card" tone="ok" />
        <h3>{paper.name[lang]}</h3>
        <Tag tone="done">{procedureWording(lang).shown}</Tag>
      </div>
      <div class="paper__b meta">{paper.note[lang]}</div>
    </li>
  )
}

/** Longer lists than this are a box to choose from, not buttons. */
const MOST_BUTTONS = 7

/** Something to choose: a question, or one of several ways to file. */
function isWorthAsking({ procedure, screened }: PaperListProps): boolean {
  return screened.asked.length > 0 || waysOf(procedure).length > 1
}

function Screening({ procedure, screened }: PaperListProps) {
  const lang = useLang()
  const t = procedureWording(lang)
  const ways = waysOf(procedure)
  const shown = screened.isScreened
  return (
    <form action="#giay-to" class="card">
      <h3>{t.screenTitle}</h3>
      <p class="meta">{t.screenLead}</p>
      {screened.asked.map((question) => {
        const options = question.options.map(({ code, label }) => ({
          value: code,
          label: label[lang],
        }))
        const Field = options.length > MOST_BUTTONS ? Select : Choices
        return (
          <Field
            name={question.id}
            label={question.label[lang]}
            {...(question.hint && { hint: question.hint[lang] })}
            options={options}
            value={shown ? valueOf(screened, question) : ''}
          />
        )
      })}
      {ways.length > 1 ? (
        <Choices
          name="channel"
          label={t.channel}
          options={ways.map((way) => ({ value: way, label: channelName(way, lang) }))}
          value={shown ? screened.channel : ''}
        />
      ) : null}
      <button class="btn btn--2">{t.screenButton}</button>
    </form>
  )
}

function valueOf({ answers, chosen }: Screened, question: ScreeningQuestion): string {
  if (question.kind === 'own') return chosen[question.id] ?? ''
  if (question.kind === 'yesNo') return answers[question.id] === true ? 'yes' : 'no'
  return textAnswer(answers, question.id)
}
