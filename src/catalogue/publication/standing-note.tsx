import { showDay, type Day } from '../../lib/time.ts'
import { Note } from '../../ui/blocks.tsx'
import type { Lang } from '../../ui/i18n.ts'
import { useLang } from '../../ui/page-context.ts'
import { cataloguePaths } from '../home-page.tsx'
import { versionPath } from './paths.ts'
import type { Shown } from './shown.ts'
import type { Withdrawal } from './stored.ts'
import { publicationWording } from './wording.ts'

/** Above the facts: not in force, another version in force, withdrawn, or about to change. Nothing when all is as usual. */
export function StandingNote({ shown }: { shown: Shown }) {
  return (
    <>
      <Standing shown={shown} />
      {shown.standing === 'inForce' ? <Ahead shown={shown} /> : null}
    </>
  )
}

function Standing({ shown }: { shown: Shown }) {
  const t = publicationWording(useLang())
  const { standing, span, version } = shown
  switch (standing) {
    case 'inForce':
      return null
    case 'coming':
      return (
        <Note tone="warn">
          <p>
            <b>{t.comingTitle(showDay(version.validFrom))}</b> {t.comingMore}
          </p>
          <Current shown={shown} />
        </Note>
      )
    case 'replaced':
      return (
        <Note tone="warn">
          <p>
            <b>{t.oldTitle(version.version, showDay(version.validFrom), showDay(span!.to!))}</b>
          </p>
          <Current shown={shown} />
        </Note>
      )
    case 'withdrawn':
      return <Withdrawn shown={shown} />
    case 'ended':
      return (
        <Note tone="warn">
          <p>
            <b>{t.endedTitle(showDay(span!.to!))}</b> {t.noFiling}
          </p>
          <Current shown={shown} />
        </Note>
      )
    case 'never':
      return (
        <Note tone="warn">
          <p>
            <b>{t.neverTitle}</b>
          </p>
          <Current shown={shown} />
        </Note>
      )
  }
}

function Current({ shown: { current, version } }: { shown: Shown }) {
  const t = publicationWording(useLang())
  if (current === undefined) return null
  return (
    <p>
      <a href={cataloguePaths.procedure(version.procedure.code)}>{t.oldMore}</a>
    </p>
  )
}

function Withdrawn({ shown }: { shown: Shown }) {
  const lang = useLang()
  const t = publicationWording(lang)
  const { withdrawal, withdrawnOn } = shown.version
  return (
    <Note tone="warn">
      <p>
        <b>{withdrawal && withdrawnOn ? withdrawnWords(withdrawal, withdrawnOn, lang) : null}</b>{' '}
        {t.noFiling}
      </p>
      {withdrawal ? <Why withdrawal={withdrawal} /> : null}
      <Current shown={shown} />
    </Note>
  )
}

function withdrawnWords({ manner }: Withdrawal, on: Day, lang: Lang): string {
  const t = publicationWording(lang)
  return manner === 'abolished' ? t.abolished(showDay(on)) : t.suspended(showDay(on))
}

function Why({ withdrawal: { reason, legalBasis } }: { withdrawal: Withdrawal }) {
  const t = publicationWording(useLang())
  return (
    <p>
      {t.reason}: <span lang="vi">{reason}</span> {t.basis}: <span lang="vi">{legalBasis}</span>
    </p>
  )
}

/** In force today, but not for ever. */
function Ahead({ shown: { version, span, next } }: { shown: Shown }) {
  const t = publicationWording(useLang())
  const { withdrawal, withdrawnOn, procedure } = version
  if (span?.endedBy === 'withdrawal' && withdrawal && withdrawnOn) {
    const day = showDay(withdrawnOn)
    return (
      <Note tone="warn">
        <p>
          <b>
            {withdrawal.manner === 'abolished' ? t.willBeAbolished(day) : t.willBeSuspended(day)}
          </b>
        </p>
        <Why withdrawal={withdrawal} />
      </Note>
    )
  }
  return next ? (
    <Note>
      <p>
        <b>{t.changes(showDay(next.from))}.</b>{' '}
        <a href={versionPath(procedure.code, next.version)}>{t.changesMore}</a>
      </p>
    </Note>
  ) : null
}

/** Every version with its days; the one shown is no link. */
export function Versions({ shown }: { shown: Shown }) {
  const lang = useLang()
  const t = publicationWording(lang)
  const { code } = shown.version.procedure
  return (
    <ul>
      {shown.all.toReversed().map(({ version, span }) => {
        const name = t.versionOf(version)
        const isHere = version === shown.version.version
        return (
          <li>
            {isHere ? <b>{name}</b> : <a href={versionPath(code, version)}>{name}</a>}:{' '}
            {span ? days(span, lang) : t.neverInForce}
            {isHere ? ` (${t.shownHere})` : ''}
          </li>
        )
      })}
    </ul>
  )
}

/** 'từ 01/07/2025 đến 30/11/2026' */
export function days({ from, to }: { from: Day; to: Day | null }, lang: Lang): string {
  const [first, last] = [showDay(from), to && showDay(to)]
  if (lang === 'en') return last ? `from ${first} to ${last}` : `since ${first}`
  return last ? `từ ${first} đến ${last}` : `từ ${first}`
}
