import type { CitizenActor } from '../../office/actor.ts'
import { STORE_PATH } from '../../paper/personal-store/page.tsx'
import { NOTICES_PATH } from '../../tracking/notices-path.ts'
import { petitionPaths } from '../../petition/paths.ts'
import { momentIn } from '../../tracking/when.ts'
import { Actions, BackLink, ButtonLink } from '../../ui/buttons.tsx'
import { CitizenPage } from '../../ui/layout.tsx'
import { useLang } from '../../ui/page-context.ts'
import { paths } from '../../ui/paths.ts'
import { LinkRow, Rows } from '../../ui/rows.tsx'
import { StatusTag, type OfficialStatus } from '../../ui/status.tsx'
import type { OwnCopy } from './export.ts'
import { Account } from './own-page.tsx'
import { OWN_PATH } from './paths.ts'
import { ownWording } from './wording.ts'

/** The same as the file for machines, for people: short here, whole on the page of each dossier. */
export function CopyPage({ actor, copy }: { actor: CitizenActor; copy: OwnCopy }) {
  const lang = useLang()
  const w = ownWording(lang)
  const t = w.copyPage
  return (
    <CitizenPage title={t.title}>
      <BackLink href={OWN_PATH} />
      <h1>{t.title}</h1>
      <p>{t.madeAt(momentIn(lang, new Date(copy.madeAt)))}</p>
      <Account actor={actor} />
      <section>
        <h2>{t.dossiers}</h2>
        <Dossiers copy={copy} />
      </section>
      <section>
        <h2>{t.drafts}</h2>
        {copy.drafts.length === 0 ? <p>{t.none}</p> : null}
        <Rows>
          {copy.drafts.map((draft) => (
            <LinkRow
              href={`/nop/${draft.procedureCode}`}
              title={draft.procedureName?.[lang] ?? draft.procedureCode}
              more={`${t.draftFields(Object.keys(draft.raw).length)}, ${t.files(draft.files.length)}`}
            />
          ))}
        </Rows>
      </section>
      <Beside copy={copy} />
      <Actions>
        <ButtonLink look="second" icon="download" href={`${OWN_PATH}/ban-sao.json`}>
          {w.download}
        </ButtonLink>
      </Actions>
    </CitizenPage>
  )
}

/** Each with the page on which it stands whole. */
function Beside({ copy }: { copy: OwnCopy }) {
  const lang = useLang()
  const t = ownWording(lang).copyPage
  const { bookings, storedPapers, preparedDeclarations, notices, dossiers, petitions } = copy
  const messages = dossiers.reduce((sum, { messages: told }) => sum + told.length, 0)
  const payments = dossiers.reduce((sum, { payments: orders }) => sum + orders.length, 0)
  return (
    <section>
      <h2>{t.beside}</h2>
      <Rows>
        <LinkRow href={STORE_PATH} title={t.store} more={t.count(storedPapers.length)} />
        <LinkRow href={paths.mine} title={t.bookings} more={t.count(bookings.length)} />
        <LinkRow href={paths.mine} title={t.prepared} more={t.count(preparedDeclarations.length)} />
        <LinkRow
          href={NOTICES_PATH}
          title={t.messages}
          more={`${t.count(messages)}${notices.phone === null ? '' : `, ${notices.phone}`}`}
        />
        <LinkRow title={t.payments} more={t.count(payments)} />
        <LinkRow href={petitionPaths.mine} title={t.petitions} more={t.count(petitions.length)} />
      </Rows>
    </section>
  )
}

function Dossiers({ copy }: { copy: OwnCopy }) {
  const lang = useLang()
  const t = ownWording(lang).copyPage
  if (copy.dossiers.length === 0) return <p>{t.none}</p>
  return (
    <Rows>
      {copy.dossiers.map((dossier) => (
        <LinkRow
          href={`/ho-so/${dossier.id}`}
          title={<span lang="vi">{dossier.procedure.name}</span>}
          more={
            <>
              <StatusTag status={dossier.status as OfficialStatus} /> {dossier.code},{' '}
              {t.submitted(momentIn(lang, new Date(dossier.submittedAt)))},{' '}
              {t.files(dossier.files.length)}, {t.readings(dossier.readBy.length)}
            </>
          }
        />
      ))}
    </Rows>
  )
}
