import { Actions, ButtonLink } from './buttons.tsx'
import { texts } from './i18n.ts'
import { CitizenPage } from './layout.tsx'
import { usePage } from './page-context.ts'

/** How far the first import has come; the caller counts. */
export type Progress = {
  readonly done: boolean
  readonly steps: readonly {
    readonly name: string
    readonly done: boolean
    /** Rows loaded so far. */
    readonly count: number
  }[]
}

const wording = texts({
  vi: {
    title: 'Đang nạp dữ liệu…',
    lead: 'Lần đầu khởi động, hệ thống nạp danh mục thủ tục, đơn vị và lịch làm việc.',
    wait: 'Việc này mất khoảng một phút. Chưa có gì được gửi nên bạn không mất gì.',
    again: 'Mở lại trang này',
    steps: 'Các bước',
    done: 'xong',
    running: 'đang làm',
  },
  en: {
    title: 'Loading data…',
    lead: 'On its first start the system loads procedures, offices and the working calendar.',
    wait: 'This takes about a minute. Nothing has been sent, so nothing is lost.',
    again: 'Open this page again',
    steps: 'Steps',
    done: 'done',
    running: 'in progress',
  },
})

/**
 * Shown in place of every page until the data is there. It is never loaded anew under whoever reads it (WCAG 2.2.1, failures F41 and
 * F61): without a script by its link, with one only once, when there is something else to read.
 */
export function StartingPage({ progress }: { progress: Progress }) {
  const { lang, url } = usePage()
  const t = wording(lang)
  const done = progress.steps.filter((step) => step.done).length
  return (
    <CitizenPage title={t.title}>
      <h1 class="mt4">{t.title}</h1>
      <p class="lead">{t.lead}</p>
      <p>{t.wait}</p>
      <Actions>
        <ButtonLink href={ownAddress(url)}>{t.again}</ButtonLink>
      </Actions>
      <div data-loading>
        <progress class="loading" max={progress.steps.length} value={done} aria-label={t.title} />
        {progress.steps.length === 0 ? null : (
          <ul aria-label={t.steps} lang="vi">
            {progress.steps.map((step) => (
              <li>
                {step.name}: {step.count.toLocaleString('vi-VN')} ({step.done ? t.done : t.running})
              </li>
            ))}
          </ul>
        )}
      </div>
    </CitizenPage>
  )
}

/** A path that begins with two slashes would lead to another host. */
const ownAddress = (url: string): string => url.replace(/^[/\\]+/, '/')
