import { Note } from './blocks.tsx'
import { texts } from './i18n.ts'
import { usePage } from './page-context.ts'

/** Browsers inside of other programs whose cameras, downloads or second sign-ins are known to fail (screens.md A3). */
export function isInApp(userAgent: string | undefined): boolean {
  return /\bZalo\b/i.test(userAgent ?? '')
}

const wording = texts({
  vi: {
    title: 'Bạn đang mở trang này trong Zalo.',
    more: 'Ở đây, chụp ảnh hoặc tải tệp có thể không chạy. Hãy bấm nút ba chấm ở góc trên rồi chọn “Mở bằng trình duyệt”.',
    safe: 'Bản nháp không mất. Đăng nhập lại ở trình duyệt, bạn làm tiếp từ “Hồ sơ của tôi”.',
  },
  en: {
    title: 'You have opened this page inside Zalo.',
    more: 'Taking pictures or downloading may not work here. Press the three dots at the top and choose “Open in browser”.',
    safe: 'No draft is lost. Sign in again in the browser and go on from “My applications”.',
  },
})

/** Where a camera, a download or a sign-in is needed; nothing in a browser of its own. */
export function OpenInBrowser() {
  const { lang, inApp } = usePage()
  const t = wording(lang)
  if (inApp !== true) return null
  return (
    <Note tone="warn">
      <p>
        <b>{t.title}</b> {t.more}
      </p>
      <p>{t.safe}</p>
    </Note>
  )
}
