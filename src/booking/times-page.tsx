import { cataloguePaths } from '../catalogue/home-page.tsx'
import type { Procedure } from '../catalogue/procedure.ts'
import type { Problem } from '../lib/problem.ts'
import { showTime, type Day } from '../lib/time.ts'
import { Details } from '../ui/blocks.tsx'
import { Actions, Button } from '../ui/buttons.tsx'
import { Choices } from '../ui/choices.tsx'
import { TextInput } from '../ui/inputs.tsx'
import { ErrorSummary, problemOf } from '../ui/fields.tsx'
import { PostForm } from '../ui/keys.tsx'
import { CitizenPage } from '../ui/layout.tsx'
import { useLang } from '../ui/page-context.ts'
import { LinkRow, Rows } from '../ui/rows.tsx'
import { bookingPaths } from './paths.ts'
import type { SlotDay } from './slots.ts'
import type { BookingRow, Place } from './store.ts'
import { MOST_LETTERS, type Comes } from './who-comes.ts'
import { bookingWording, dayWords, timeWords } from './wording.ts'

export type TimesPageProps = {
  procedure: Procedure
  place: Place
  days: readonly SlotDay[]
  /** The day whose times are shown. */
  day: Day | undefined
  /** The booking that is moved; absent: a new one. */
  moved?: BookingRow | undefined
  /** The person has prepared a declaration. */
  hasPrepared: boolean
  chosen?: string
  /** What was typed of somebody else who comes. */
  comes?: Comes | undefined
  /** Full years from which people are called first. */
  firstFromAge: number
  problems?: readonly Problem[]
  idempotencyKey?: string | undefined
}

/** A day by a link, a time of it by a button, so that nothing needs a script. */
export function TimesPage(props: TimesPageProps) {
  const { procedure, place, days, moved, problems = [] } = props
  const lang = useLang()
  const t = bookingWording(lang)
  const title = moved ? t.moveTitle : t.timesTitle
  const crumb = moved
    ? { href: bookingPaths.own(moved.id), label: t.title }
    : { href: cataloguePaths.book(procedure.code), label: t.placesTitle }
  return (
    <CitizenPage title={title} crumbs={[crumb]} hasErrors={problems.length > 0}>
      <ErrorSummary problems={problems} />
      <h1>{title}</h1>
      <p class="lead">
        {procedure.shortName[lang]}
        {' · '}
        <span lang="vi">{place.name}</span>
      </p>
      {place.address === null ? null : (
        <p class="meta" lang="vi">
          {place.address}
        </p>
      )}
      {moved ? <p>{t.now(timeWords(lang, moved.startsAt))}</p> : null}
      {days.length === 0 ? <p id="f-at">{t.noDay}</p> : <DayLinks {...props} />}
      <Times {...props} />
      {moved ? null : (
        <p>
          <a href={cataloguePaths.book(procedure.code)}>{t.otherPlace}</a>
        </p>
      )}
    </CitizenPage>
  )
}

function addressOf({ procedure, place, moved }: TimesPageProps): string {
  return moved ? bookingPaths.move(moved.id) : bookingPaths.times(procedure.code, place.pointId)
}

/** One tap further, so that the times of the nearest day stand on the first screen of a telephone. */
function DayLinks(props: TimesPageProps) {
  const lang = useLang()
  const t = bookingWording(lang)
  const others = props.days.filter(({ day }) => day !== props.day)
  if (others.length === 0) return null
  const isFull = !props.days.some(
    ({ day, slots }) => day === props.day && slots.some(({ free }) => free > 0),
  )
  return (
    <Details summary={t.otherDay} open={isFull}>
      <Rows bare>
        {others.map(({ day, slots }) => (
          <LinkRow
            href={`${addressOf(props)}?ngay=${day}`}
            title={dayWords(lang, day)}
            more={t.freeTimes(slots.filter(({ free }) => free > 0).length)}
          />
        ))}
      </Rows>
    </Details>
  )
}

function Times(props: TimesPageProps) {
  const { days, day, moved, hasPrepared, chosen = '', problems = [], idempotencyKey } = props
  const lang = useLang()
  const t = bookingWording(lang)
  const shown = days.find((each) => each.day === day)
  if (shown === undefined || day === undefined) return null
  const free = shown.slots.filter((slot) => slot.free > 0)
  return (
    <PostForm
      class="mt3"
      action={`${addressOf(props)}?ngay=${day}`}
      idempotencyKey={idempotencyKey}
    >
      {free.length === 0 ? (
        <p id="f-at">{t.noTime}</p>
      ) : (
        <>
          <Choices
            name="at"
            label={dayWords(lang, day)}
            error={problemOf(problems, 'at')}
            value={chosen}
            beside
            options={free.map((slot) => ({
              value: slot.at,
              label: `${showTime(slot.at)} – ${showTime(slot.endsAt)}`,
              hint: t.free(slot.free),
            }))}
          />
          {hasPrepared && !moved ? (
            <label class="choice">
              <input type="checkbox" name="share" value="yes" />
              <span>
                {t.share}
                <small>{t.shareMore}</small>
              </span>
            </label>
          ) : null}
          {moved ? null : <WhoComes {...props} />}
          <Actions>
            <Button icon="calendar">{moved ? t.submitMove : t.submit}</Button>
          </Actions>
        </>
      )}
    </PostForm>
  )
}

/** Closed until somebody needs it: most people book for themselves. */
function WhoComes({ comes, firstFromAge, problems = [] }: TimesPageProps) {
  const t = bookingWording(useLang())
  const error = problemOf(problems, 'comesName')
  const isTyped = comes !== undefined && (comes.name !== '' || comes.isOld)
  return (
    <Details summary={t.another} open={isTyped || error !== undefined}>
      <TextInput
        name="comesName"
        label={t.comesName}
        hint={t.comesNameMore}
        maxlength={MOST_LETTERS}
        value={comes?.name ?? ''}
        error={error}
      />
      <label class="choice">
        <input type="checkbox" name="isOld" value="yes" checked={comes?.isOld ?? false} />
        <span>
          {t.isOld(firstFromAge)}
          <small>{t.isOldMore}</small>
        </span>
      </label>
    </Details>
  )
}
