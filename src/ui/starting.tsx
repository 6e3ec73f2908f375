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
    wait: 'Việc này mất chưa đến một phút. Trang tự mở lại, bạn không cần làm gì.',
    steps: 'Các bước',
    done: 'xong',
    running: 'đang làm',
  },
  en: {
    title: 'Loading data…',
    lead: 'On its first start the system loads procedures, offices and the working calendar.',
    wait: 'This takes less than a minute. The page reopens by itself; you need not do anything.',
    steps: 'Steps',
    done: 'done',
    running: 'in progress',
  },
})

/** Shown in place of every page until the data is there; reloads itself without a script. */
export function StartingPage({ progress }: { progress: Progress }) {
  const { lang } = usePage()
  const t = wording(lang)
  const done = progress.steps.filter((step) => step.done).length
  return (
    <CitizenPage title={t.title} refreshSeconds={2}>
      <h1 class="mt4">{t.title}</h1>
      <p class="lead">{t.lead}</p>
      <p>{t.wait}</p>
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
    </CitizenPage>
  )
}
