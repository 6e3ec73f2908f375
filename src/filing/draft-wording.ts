import { texts } from '../ui/i18n.ts'

/** What the pages say of a draft that was kept. */
export const draftWording = texts({
  vi: {
    restored: 'Phiên trước đã hết. Điều bạn gõ lúc đó đã được giữ và nằm trong trang này.',
  },
  en: {
    restored:
      'Your earlier session had ended. What you typed then was kept and stands on this page.',
  },
})
