import { bookingWording } from '../booking/wording.ts'
import { cataloguePaths } from '../catalogue/home-page.tsx'
import { isAtCounter } from '../catalogue/procedure.ts'
import { showDay } from '../lib/time.ts'
import { momentIn } from '../tracking/when.ts'
import { Note, Slip } from '../ui/blocks.tsx'
import { Actions, ButtonLink } from '../ui/buttons.tsx'
import { CitizenPage } from '../ui/layout.tsx'
import { useLang } from '../ui/page-context.ts'
import { QrCode } from '../ui/qr.tsx'
import type { Filing } from './load.ts'
import { prepareWording } from './prepare-wording.ts'
import { showCode } from './prepared-code.ts'
import type { OwnUse, PreparedRow } from './prepared-store.ts'

export type PreparedPageProps = { filing: Filing; prepared: PreparedRow }

/** The code, the printable declaration, and where to go with both. Survives a bookmark and a printer. */
export function PreparedPage({ filing, prepared }: PreparedPageProps) {
  const lang = useLang()
  const t = prepareWording(lang)
  const { procedure, draft } = filing
  const base = `/nop/${procedure.code}`
  const isChanged = draft.savedAt > prepared.preparedAt
  const title = prepared.used ? t.usedTitle : t.doneTitle
  return (
    <CitizenPage
      title={`${title} ${showCode(prepared.code)}`}
      crumbs={[{ href: `/thu-tuc/${procedure.code}`, label: procedure.name[lang] }]}
    >
      <h1>{title}</h1>
      {prepared.used ? (
        <Used used={prepared.used} />
      ) : (
        <p>
          <b>{t.notFiled}</b>
        </p>
      )}
      {isChanged && !prepared.used ? (
        <Note tone="warn">
          <p>
            {t.changed} <a href={`${base}/kiem-tra`}>{t.title}</a>
          </p>
        </Note>
      ) : null}
      <Slip
        top={
          <>
            <p class="meta m0">{t.code}</p>
            <p class="big num">{showCode(prepared.code)}</p>
          </>
        }
        below={
          <>
            <div class="slip__main">
              <p>{procedure.shortName[lang]}</p>
              {prepared.used ? null : <p>{t.codeMore}</p>}
              <p class="meta">
                {t.preparedAt(momentIn(lang, prepared.preparedAt))}{' '}
                {t.keptUntil(showDay(prepared.expiresAt))}
              </p>
              {prepared.openedAt ? (
                <p class="meta">{t.openedAt(momentIn(lang, prepared.openedAt))}</p>
              ) : null}
            </div>
            <QrCode text={showCode(prepared.code)} label={t.qr} />
          </>
        }
      />
      <Actions>
        <ButtonLink icon="download" href={`${base}/to-khai.pdf`}>
          {t.pdf}
        </ButtonLink>
        <ButtonLink look="second" href={`${base}/kiem-tra`}>
          {t.edit}
        </ButtonLink>
      </Actions>
      {prepared.used ? null : (
        <>
          <WhereNext filing={filing} />
          <ToBring filing={filing} />
        </>
      )}
    </CitizenPage>
  )
}

/** The counter has made a dossier of it: where and when, and the way to it when it stands under the person's own name. */
function Used({ used: { officeName, at, dossier } }: { used: OwnUse }) {
  const lang = useLang()
  const t = prepareWording(lang)
  return (
    <Note tone="ok">
      <p>
        <b>
          <span lang="vi">{officeName}</span>
          {t.usedAt(momentIn(lang, at))}
        </b>
      </p>
      {dossier ? (
        <p>
          <a href={`/ho-so/${dossier.id}`}>{t.toDossier(dossier.code)}</a>
        </p>
      ) : null}
      <p>{t.again}</p>
    </Note>
  )
}

function WhereNext({ filing: { procedure } }: { filing: Filing }) {
  const lang = useLang()
  const t = prepareWording(lang)
  const { deepLink, handledIn, competence, inPerson = [] } = procedure
  const isOnline = procedure.channels?.includes('online') ?? true
  return (
    <section>
      <h2>{t.where}</h2>
      <ul>
        {isOnline && deepLink ? (
          <li>
            <a href={deepLink.url}>{t.online(deepLink.name[lang])}</a>
          </li>
        ) : null}
        <li>
          {handledIn === 'ours' ? (
            <>
              {t.atCounter} <a href={cataloguePaths.points}>{t.points}</a>
              {isAtCounter(procedure) ? (
                <>
                  {'. '}
                  <a href={cataloguePaths.book(procedure.code)}>{bookingWording(lang).book}</a>
                </>
              ) : null}
            </>
          ) : (
            t.atOffice(competence.rule.value[lang])
          )}
        </li>
      </ul>
      {inPerson.length > 0 ? (
        <>
          <h3>{t.inPerson}</h3>
          <ul>
            {inPerson.map(({ words }) => (
              <li>{words[lang]}</li>
            ))}
          </ul>
        </>
      ) : null}
    </section>
  )
}

function ToBring({ filing: { needs, procedure } }: { filing: Filing }) {
  const lang = useLang()
  const t = prepareWording(lang)
  const needed = needs.filter(({ need }) => need !== 'notNeeded')
  return (
    <section>
      <h2>{t.bring}</h2>
      {needed.length + procedure.shownPapers.length === 0 ? <p>{t.none}</p> : null}
      <ul>
        {needed.map(({ paper }) => (
          <li>
            {paper.name[lang]}
            {paper.hint ? <span class="meta"> {paper.hint[lang]}</span> : null}
          </li>
        ))}
        {procedure.shownPapers.map(({ name, note }) => (
          <li>
            {name[lang]}
            <span class="meta"> {note[lang]}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
