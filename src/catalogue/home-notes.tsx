import { PUBLIC_PATH } from '../interruption/wording.ts'
import { showDay, weekday, type Day } from '../lib/time.ts'
import { Note } from '../ui/blocks.tsx'
import { texts, type Lang } from '../ui/i18n.ts'
import { useLang } from '../ui/page-context.ts'
import { weekdayNames } from '../ui/wording.ts'
import type { HomeStatus } from './home-status.ts'

const wording = texts({
  vi: {
    away: 'Hệ thống tạm chưa nhận hồ sơ.',
    awayMore:
      'Bạn vẫn đọc được hướng dẫn. Bản nháp và hồ sơ đã nộp vẫn còn. Hãy thử lại sau ít phút.',
    off: (from: string, to: string) =>
      from === to ? `Nghỉ ${from}.` : `Nghỉ từ ${from} đến ${to}.`,
    offMore: (opens: string) => `Bạn vẫn nộp trực tuyến được. Cơ quan xem hồ sơ từ ${opens}.`,
    stopped: (count: number) => `${count} nơi đang tạm dừng.`,
    stoppedLink: 'Xem nơi bạn có thể đến thay',
    title: 'Tình trạng dịch vụ',
    fine: 'Dịch vụ hoạt động bình thường.',
    fineLink: 'Nơi báo sẽ tạm dừng',
  },
  en: {
    away: 'No applications can be taken in right now.',
    awayMore:
      'You can still read the guides. Drafts and filed applications are safe. Try again in a few minutes.',
    off: (from: string, to: string) =>
      from === to ? `Offices are closed on ${from}.` : `Offices are closed from ${from} to ${to}.`,
    offMore: (opens: string) => `You can still file online. Offices look at it from ${opens}.`,
    stopped: (count: number) =>
      count === 1 ? 'One place is closed for now.' : `${count} places are closed for now.`,
    stoppedLink: 'See where you can go instead',
    title: 'Service status',
    fine: 'Everything is working.',
    fineLink: 'Places that will be closed',
  },
})

const dayIn = (lang: Lang, day: Day): string =>
  `${weekdayNames(lang)[weekday(day) as 1 | 2 | 3 | 4 | 5 | 6 | 7]}, ${showDay(day)}`

/** Whether anything keeps people from being served, said before they set out. */
export function HomeNotes({ status: { closed, stopped } }: { status: HomeStatus }) {
  const lang = useLang()
  const t = wording(lang)
  return (
    <section class="mt4" aria-label={t.title}>
      {stopped === undefined ? (
        <Note tone="warn">
          <p>
            <b>{t.away}</b> {t.awayMore}
          </p>
        </Note>
      ) : null}
      {closed === undefined ? null : (
        <Note icon="calendar">
          <p>
            <b lang="vi">{closed.name}.</b>{' '}
            {t.off(dayIn(lang, closed.from), dayIn(lang, closed.to))}{' '}
            {t.offMore(dayIn(lang, closed.opensOn))}
          </p>
        </Note>
      )}
      {stopped === undefined ? null : <Places stopped={stopped} />}
    </section>
  )
}

function Places({ stopped }: { stopped: number }) {
  const t = wording(useLang())
  if (stopped > 0)
    return (
      <Note tone="warn">
        <p>
          <b>{t.stopped(stopped)}</b> <a href={PUBLIC_PATH}>{t.stoppedLink}</a>
        </p>
      </Note>
    )
  return (
    <p class="meta">
      {t.fine} <a href={PUBLIC_PATH}>{t.fineLink}</a>
    </p>
  )
}
