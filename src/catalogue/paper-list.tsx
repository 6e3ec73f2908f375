import { Choices } from '../ui/choices.tsx'
import { useLang } from '../ui/page-context.ts'
import { Rows } from '../ui/rows.tsx'
import { Icon } from '../ui/icons.tsx'
import { Tag } from '../ui/status.tsx'
import type { PaperNeed } from './needs.ts'
import { textAnswer } from './form.ts'
import type { Channel, Procedure } from './procedure.ts'
import { procedureWording } from './procedure-wording.ts'
import type { Screened } from './screening.ts'
import { waysOf } from './ways.ts'

export type PaperListProps = {
  procedure: Procedure
  needs: readonly PaperNeed[]
  screened: Screened
}

/** Only what this case needs, then what nobody has to hand in; three questions make it mine. */
export function PaperList(props: PaperListProps) {
  const t = procedureWording(useLang())
  const needed = props.needs.filter(({ need }) => need !== 'notNeeded')
  return (
    <section class="mt6" id="giay-to">
      <h2>{t.papersTitle}</h2>
      <Rows>
        {needed.map((need) => (
          <NeededPaper need={need} />
        ))}
        {props.procedure.shownPapers.map((paper) => (
          <ShownPaper paper={paper} />
        ))}
      </Rows>
      {props.screened.asked.length > 0 ? <Screening {...props} /> : null}
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

function Screening({ procedure, screened }: PaperListProps) {
  const lang = useLang()
  const t = procedureWording(lang)
  const shown = screened.isScreened
  const ways: Record<Channel, string> = {
    online: t.channelOnline,
    counter: t.channelCounter,
    post: t.channelPost,
  }
  return (
    <form action="#giay-to" class="card">
      <h3>{t.screenTitle}</h3>
      <p class="meta">{t.screenLead}</p>
      {screened.asked.map((question) => (
        <Choices
          name={question.id}
          label={question.label[lang]}
          options={(question.options ?? []).map((option) => ({
            value: option.code,
            label: option.label[lang],
          }))}
          value={shown ? textAnswer(screened.answers, question.id) : ''}
        />
      ))}
      <Choices
        name="channel"
        label={t.channel}
        options={waysOf(procedure).map((value) => ({ value, label: ways[value] }))}
        value={shown ? screened.channel : ''}
      />
      <button class="btn btn--2">{t.screenButton}</button>
    </form>
  )
}
