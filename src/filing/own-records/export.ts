/** Everything that is held about a person, for them to take away: no name of an official, nothing of people they act for. */
import { inContext } from '../../db/context.ts'
import type { Tx } from '../../db/connect.ts'
import { statusOf } from '../../dossier/dossier.ts'
import { isOwn } from '../../dossier/parties/access.ts'
import { answersOf, filesOfDossier, historyOf, readingsOf, stateById } from '../../dossier/store.ts'
import type { CitizenActor } from '../../office/actor.ts'
import { representationsBy, representationsOf } from '../../office/representation/store.ts'
import { ownPetitions } from '../../petition/own-copy.ts'
import { aboutDossier, besideDossiers } from './copy-parts.ts'
import type { OwnRecordsDeps } from './deps.ts'
import { consentsOf, dossierIdsOf, draftsKept, requestsBy } from './store.ts'

export type OwnCopy = Awaited<ReturnType<typeof ownCopy>>

export async function ownCopy(deps: OwnRecordsDeps, actor: CitizenActor) {
  const petitions = await ownPetitions(deps.db, actor)
  const { personId, name, personalNumber, birthOn, phone, email } = actor
  return inContext(deps.db, actor, async (tx) => {
    const [byMe, ofMe] = [
      await representationsBy(tx, personId),
      await representationsOf(tx, actor.parties ?? []),
    ]
    const dossiers = []
    for (const id of await dossierIdsOf(tx, personId)) {
      const dossier = await dossierCopy(deps, { tx, actor, id })
      if (dossier !== undefined) dossiers.push(dossier)
    }
    const requests = await requestsBy(tx, personId)
    return {
      format: 'mot-cua/du-lieu-cua-toi',
      version: 2,
      madeAt: deps.now().toISOString(),
      account: { name, personalNumber, birthOn, phone, email },
      actsForMe: ofMe.map(({ personName, ...row }) => ({ who: personName, ...termsOf(row) })),
      iActFor: byMe.map(({ partyName, ...row }) => ({ whom: partyName, ...termsOf(row) })),
      consents: await consentsOf(tx, personId),
      requests: requests.map(
        ({ personId: _, personName: __, holder: ___, holderName: ____, ...row }) => row,
      ),
      drafts: (await draftsKept(tx, personId)).map((draft) => ({
        procedureName: deps.law.procedure(draft.procedureCode)?.name ?? null,
        ...draft,
      })),
      ...(await besideDossiers(tx, personId)),
      dossiers,
      petitions,
    }
  })
}

type Terms = Pick<
  Awaited<ReturnType<typeof representationsBy>>[number],
  'kind' | 'may' | 'procedures' | 'validFrom' | 'validTo' | 'state' | 'source' | 'askedAt'
> & { answeredAt: Date | null; endedAt: Date | null }

function termsOf(row: Terms) {
  const { kind, may, procedures, validFrom, validTo, state, source } = row
  const { askedAt, answeredAt, endedAt } = row
  return { kind, may, procedures, validFrom, validTo, state, source, askedAt, answeredAt, endedAt }
}

async function dossierCopy(
  { directory }: OwnRecordsDeps,
  { tx, actor, id }: { tx: Tx; actor: CitizenActor; id: string },
) {
  const state = await stateById(tx, id)
  if (state === undefined || !isOwn(actor, state)) return undefined
  const events = await historyOf(tx, id, { withPrivate: true })
  const files = await filesOfDossier(tx, id)
  const filed = events.find((event) => event.kind === 'filed')
  return {
    id,
    code: state.code,
    procedure: { code: state.procedure.code, name: state.procedure.name },
    office: directory.find(state.offices.competent)?.name ?? null,
    status: statusOf(state),
    submittedAt: state.submittedAt,
    owner: filed?.private?.ownerName ?? null,
    answers: await answersOf(tx, id),
    files: files.map(({ name, size, sha256, paper }) => ({ paper, name, size, sha256 })),
    ...(await aboutDossier(tx, id)),
    steps: events.map(({ kind, occurredAt }) => ({ kind, at: occurredAt })),
    readBy: (await readingsOf(tx, id)).map(({ at, office_name: office, purpose }) => ({
      at,
      office,
      purpose,
    })),
  }
}
