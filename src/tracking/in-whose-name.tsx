import { useLang } from '../ui/page-context.ts'
import type { Whose } from './whose.ts'
import { whoseWording } from './whose-wording.ts'

/** Nothing for one's own dossier; otherwise for whom one acts, or who filed it for one. */
export function InWhoseName({ whose }: { whose: Whose }) {
  const t = whoseWording(useLang())
  if (whose.is === 'own') return null
  return (
    <p class="meta">
      {whose.is === 'represented' ? t.represented(whose.name) : t.filedForMe(whose.by)}
    </p>
  )
}
