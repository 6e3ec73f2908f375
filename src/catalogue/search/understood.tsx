import { useLang } from '../../ui/page-context.ts'
import { addressOf, type Filter } from './filter.ts'
import type { Found } from './find.ts'
import { searchWording } from './search-wording.ts'
import type { Reading } from './understand.ts'
import { wordsOf } from './words.ts'

type Props = { filter: Filter } & Pick<Found, 'mended' | 'readings'>

/** How the words were understood, with a way back: other meanings, and the words exactly as typed. */
export function Understood({ filter, mended, readings }: Props) {
  const t = searchWording(useLang())
  const [first, ...others] = readings
  const isOther = first !== undefined && !isSame(first, filter.typed)
  if (!isOther && mended.length === 0) return null
  return (
    <p class="mt4">
      {isOther ? (
        <>
          {t.lookingFor} <b lang="vi">{first.shown}</b>.{' '}
        </>
      ) : null}
      {mended.map(({ from, to }) => (
        <>{t.readAs(from, to)} </>
      ))}
      {mended.length > 0 && !filter.literally ? (
        <a href={addressOf(filter, { literally: true })}>{t.literally}</a>
      ) : null}
      {others.length > 0 ? (
        <>
          {' '}
          {t.or}{' '}
          {others.slice(0, 3).map(({ shown }, i) => (
            <>
              {i > 0 ? '; ' : ''}
              <a href={addressOf(filter, { typed: shown, literally: false })} lang="vi">
                {shown}
              </a>
            </>
          ))}
        </>
      ) : null}
    </p>
  )
}

function isSame({ words }: Reading, typed: string): boolean {
  return wordsOf(typed).join(' ') === words.join(' ')
}
