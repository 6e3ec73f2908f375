import type { ReadingRow } from '../dossier/store.ts'
import { Note } from '../ui/blocks.tsx'
import { petitionPaths } from '../petition/paths.ts'
import { BackLink } from '../ui/buttons.tsx'
import { CitizenPage } from '../ui/layout.tsx'
import { useLang } from '../ui/page-context.ts'
import { followWording } from './follow-wording.ts'
import type { MineCard } from './mine.ts'
import { momentIn } from './when.ts'

/** As many as `readingsOf` gives. */
const MOST = 200

export type ReadersPageProps = { card: MineCard; readings: readonly ReadingRow[] }

/** Every opening by staff: office, when, what for; the person's name stays inside the house (screens.md C19). */
export function ReadersPage({ card, readings }: ReadersPageProps) {
  const lang = useLang()
  const t = followWording(lang).readers
  return (
    <CitizenPage title={`${t.title} ${card.code}`}>
      <BackLink href={`/ho-so/${card.id}`} />
      <p class="meta m0">
        {card.procedureName} · <span class="num">{card.code}</span>
      </p>
      <h1>{t.title}</h1>
      <p>{t.lead}</p>
      <p class="meta">{t.names}</p>
      {readings.length === 0 ? (
        <Note tone="ok">
          <p>{t.none}</p>
        </Note>
      ) : (
        <Readings readings={readings} />
      )}
      <p class="mt4">
        <b>{t.wrong}</b> <a href={petitionPaths.about(card.id)}>{t.wrongMore}</a>
      </p>
    </CitizenPage>
  )
}

function Readings({ readings }: Pick<ReadersPageProps, 'readings'>) {
  const lang = useLang()
  const t = followWording(lang).readers
  return (
    <>
      <h2>{t.caption}</h2>
      <dl class="answers">
        {readings.map((reading) => (
          <div class="ro">
            <dt>{momentIn(lang, reading.at)}</dt>
            <dd>
              <b>
                {reading.office_name === null ? (
                  t.unknownOffice
                ) : (
                  <span lang="vi">{reading.office_name}</span>
                )}
              </b>
              <small>
                {t.what}: <span lang="vi">{reading.what}</span>
              </small>
              <small>
                {t.purpose}: <span lang="vi">{reading.purpose}</span>
              </small>
            </dd>
          </div>
        ))}
      </dl>
      {readings.length < MOST ? null : <p class="meta">{t.more(MOST)}</p>}
    </>
  )
}
