import { texts } from '../ui/i18n.ts'

/** In whose name a dossier stands. */
export const whoseWording = texts({
  vi: {
    represented: (name: string) => `Bạn làm thay cho ${name}`,
    filedForMe: (by: string) => `${by} nộp cho bạn`,
  },
  en: {
    represented: (name: string) => `You act for ${name}`,
    filedForMe: (by: string) => `${by} filed it for you`,
  },
})
