/** What the dossier page shows, put together from the opened dossier. Pure. */
import type { Calendar } from '../calendar/calendar.ts'
import type { CodeLists } from '../catalogue/code-lists.ts'
import { stepOf } from '../catalogue/workflow.ts'
import { channelOf, lastOf, paperName } from '../counter/paper-facts.ts'
import type { DossierEvent } from '../dossier/events.ts'
import { isApologyDue } from '../dossier/clocks/apology.ts'
import { ok, type Result } from '../lib/result.ts'
import { toDay, toLocalMinute } from '../lib/time.ts'
import type { StaffActor } from '../office/actor.ts'
import { checklist, type Check } from './checklist.ts'
import { compare, type ComparedGroup } from './comparison.ts'
import { countdown, type Countdown } from './countdown.ts'
import { legLines, type LegLine } from './legs.ts'
import { happenings, type Happening } from './happenings.ts'
import { answersIn, type OpenedDossier } from './open-dossier.ts'
import { heldStill } from './population/check.ts'
import { populationGroups } from './population/rows.ts'
import { changedFields, resultContent, type Changed, type ResultField } from './result-content.ts'
import { givenIn, type RegisterGiven } from '../result/store.ts'
import { waitingViews, type WaitingView } from './steps-waiting.ts'
import { verbsFor, type Verb } from './verbs.ts'

export type Surroundings = {
  me: StaffActor
  calendar: Calendar
  codeLists: CodeLists
  /** The competent office as papers name it. */
  officeName: string
  now: Date
}

export type DossierView = {
  me: StaffActor
  opened: OpenedDossier
  codeLists: CodeLists
  countdown: Countdown | null
  /** The last working day before the promise has come: whoever will be late apologises now. */
  isApologyDue: boolean
  groups: ComparedGroup[]
  checks: Check[]
  verbs: ReadonlySet<Verb>
  /** Steps under way, when there is more to say of them than the verbs do. */
  waiting: WaitingView[]
  /** The legs of a joint procedure; empty for every other. */
  legs: LegLine[]
  happened: Happening[]
  /** What the result says or would say; a refusal when the declaration no longer holds enough. */
  content: Result<ResultField[]>
  /** What the declaration says otherwise than the paper that the applicant saw or the leader was given. */
  changes: Changed[]
  personalNumber: string | null
}

export function viewOf(opened: OpenedDossier, around: Surroundings): DossierView {
  const { state, terms, history } = opened
  const { me, calendar, codeLists, now } = around
  const filed = filedPapers(history)
  const declared = {
    form: opened.form,
    answers: opened.answers,
    facts: { today: toDay(new Date(state.submittedAt)), codeLists },
  }
  const compared = compare({
    ...declared,
    procedure: opened.procedure,
    channel: channelOf(state.kindOfFiling),
    filed,
    identity: opened.row.identity,
    oldPlaces: opened.oldPlaces,
  })
  const given = givenIn(lastOf(history, 'registerEntryRecorded')?.private)
  const held = heldStill(lastOf(history, 'filed')?.private, opened.answers)
  const check = opened.row.population
  const groups = [...compared, ...populationGroups({ ...declared, held, check })]
  return {
    me,
    opened,
    codeLists,
    countdown: countdown(calendar, state.clock, toLocalMinute(now)),
    isApologyDue: state.clock !== null && isApologyDue(calendar, state.clock, toLocalMinute(now)),
    groups,
    checks: checklist({ procedure: opened.procedure, groups, filed }),
    verbs: verbsFor({ state, terms, calendar, now: toLocalMinute(now), by: me }),
    waiting: waitingViews(state, {
      workflow: terms.workflow,
      calendar,
      names: opened.names,
      me,
    }),
    legs: legLines(state, {
      workflow: terms.workflow,
      names: opened.names,
      now: toLocalMinute(now),
      me,
    }),
    happened: happenings(history, {
      calendar,
      names: opened.names,
      paperName: (code) => paperName(opened, code),
      stepName: (id) => stepOf(terms.workflow, id).title.vi,
      legName: (id) => terms.workflow.legs?.find((leg) => leg.id === id)?.title.vi,
    }),
    ...contentsOf(opened, around, given),
    personalNumber: given.personalNumber,
  }
}

/** Papers with a file, and those whose originals the counter holds. */
function filedPapers(history: readonly DossierEvent[]): ReadonlySet<string> {
  return new Set(
    history.flatMap((event) => {
      if (event.kind === 'accepted') return event.body.originals
      if (event.kind !== 'filed' && event.kind !== 'supplemented') return []
      return event.body.papers.filter(({ files }) => files.length > 0).map(({ paper }) => paper)
    }),
  )
}

function contentsOf(
  { terms, state, history, answers }: OpenedDossier,
  { officeName, codeLists }: Surroundings,
  given: RegisterGiven,
): Pick<DossierView, 'content' | 'changes'> {
  const subject = { terms, entry: state.registerEntry, ...given, officeName, codeLists }
  const content = resultContent({ ...subject, answers })
  const paperMade = state.result
    ? lastOf(history, 'submittedForSigning')
    : lastOf(history, 'draftSent')
  const then = paperMade
    ? resultContent({ ...subject, answers: answersIn(history, paperMade.seq) })
    : ok([])
  const changes = content.ok && then.ok ? changedFields(then.value, content.value) : []
  return { content, changes }
}
