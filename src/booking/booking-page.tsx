import { cataloguePaths } from '../catalogue/home-page.tsx'
import { isPrepared, type Procedure } from '../catalogue/procedure.ts'
import { Note, Slip } from '../ui/blocks.tsx'
import { Actions, Button, ButtonLink } from '../ui/buttons.tsx'
import { PostForm } from '../ui/keys.tsx'
import { CitizenPage } from '../ui/layout.tsx'
import { useLang } from '../ui/page-context.ts'
import { paths } from '../ui/paths.ts'
import { bookingPaths } from './paths.ts'
import type { BookingRow } from './store.ts'
import { bookingWording, timeWords } from './wording.ts'

export type BookingPageProps = {
  booking: BookingRow
  procedure: Procedure
  /** It can still be moved and cancelled. */
  isOpen: boolean
  lateMinutes: number
  /** What the person should know first: they have one already, or came too late to change it. */
  note?: 'haveOne' | 'over' | undefined
}

/** When and where, what to bring, and how to change it. Survives a bookmark and a printer. */
export function BookingPage({ booking, procedure, isOpen, lateMinutes, note }: BookingPageProps) {
  const lang = useLang()
  const t = bookingWording(lang)
  const { state, pointName, pointAddress, startsAt, comesName, comesFirst } = booking
  const { code } = procedure
  const title = comesName === null ? t.title : t.forWhom(comesName)
  return (
    <CitizenPage title={title} crumbs={[{ href: paths.mine, label: t.mine }]}>
      <h1>{title}</h1>
      {note === undefined ? null : (
        <Note tone="warn">
          <p role="status">{t[note]}</p>
        </Note>
      )}
      {state === 'booked' ? null : (
        <Note tone={state === 'arrived' ? 'ok' : 'warn'}>
          <p>{t.states[state]}</p>
        </Note>
      )}
      <Slip
        top={<p class="big num">{timeWords(lang, startsAt)}</p>}
        below={
          <div class="slip__main">
            <p>{procedure.shortName[lang]}</p>
            <p lang="vi">
              <b>{pointName}</b>
              {pointAddress === null ? null : (
                <>
                  <br />
                  <span class="meta">{pointAddress}</span>
                </>
              )}
            </p>
          </div>
        }
      />
      {isOpen ? (
        <>
          <ul>
            <li>{t.late(lateMinutes)}</li>
            {comesFirst ? <li>{t.first}</li> : null}
            <li>{t.bring}</li>
            {booking.preparedCode === null ? null : <li>{t.shared}</li>}
            <li>{t.reminder}</li>
          </ul>
          <p class="noprint">
            <a href={cataloguePaths.procedure(code)}>{t.papers}</a>
          </p>
          {isPrepared(procedure) && booking.preparedCode === null ? (
            <p class="noprint">
              <a href={cataloguePaths.file(code)}>{t.prepare}</a>
            </p>
          ) : null}
          <p class="noprint">
            <a href={`${cataloguePaths.book(code)}?nguoi-khac`}>{t.bookAnother}</a>
          </p>
          <PostForm action={bookingPaths.cancel(booking.id)} class="noprint">
            <Actions>
              <ButtonLink look="second" href={bookingPaths.move(booking.id)}>
                {t.move}
              </ButtonLink>
              <Button look="refuse">{t.cancel}</Button>
            </Actions>
          </PostForm>
        </>
      ) : (
        <Actions>
          <ButtonLink href={cataloguePaths.book(code)}>{t.again}</ButtonLink>
        </Actions>
      )}
    </CitizenPage>
  )
}
