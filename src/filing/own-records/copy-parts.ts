/** What is held beside dossiers, drafts and mandates, for the copy of one's own data: read in the context of the person. */
import { bookingsOf } from '../../booking/store.ts'
import type { Tx } from '../../db/connect.ts'
import { choiceOf, toldTo } from '../../notice/choice-store.ts'
import { storeOf } from '../../paper/personal-store/store.ts'
import { ordersOf } from '../../payment/lines-store.ts'
import { ratingOf } from '../../survey/store.ts'
import { TOLD_KINDS } from '../../notice/moments.ts'
import { preparedBy } from './store.ts'

/** More messages than a dossier ever gets. */
const MOST_MESSAGES = 500

export async function besideDossiers(tx: Tx, personId: number) {
  const bookings = await bookingsOf(tx, personId)
  const papers = await storeOf(tx, personId)
  return {
    bookings: bookings.map(
      ({
        procedureCode,
        pointName,
        pointAddress,
        startsAt,
        endsAt,
        state,
        comesName,
        comesFirst,
      }) => ({
        procedureCode,
        place: pointName,
        address: pointAddress,
        startsAt,
        endsAt,
        state,
        comesName,
        comesFirst,
      }),
    ),
    storedPapers: papers.map(
      ({
        title,
        name,
        size,
        sha256,
        issuedOn,
        number,
        dossierCode,
        isOffered,
        uses,
        lastUsedAt,
      }) => ({
        title,
        name,
        size,
        sha256,
        issuedOn,
        number,
        dossierCode,
        isOffered,
        uses,
        lastUsedAt,
      }),
    ),
    preparedDeclarations: await preparedBy(tx, personId),
    notices: await choiceOf(tx, personId),
  }
}

/** What was told, paid and answered about one dossier. Reasons that an official wrote stay with the dossier. */
export async function aboutDossier(tx: Tx, dossierId: string) {
  const told = await toldTo(tx, { dossierId, kinds: TOLD_KINDS, limit: MOST_MESSAGES })
  const orders = await ordersOf(tx, dossierId)
  return {
    messages: told.map(({ kind, channel, recipient, body, state, at }) => ({
      kind,
      channel,
      recipient,
      body,
      state,
      at,
    })),
    payments: orders.map(({ reference, method, amount, state, createdAt, paidAt, refundedAt }) => ({
      reference,
      method,
      amount,
      state,
      createdAt,
      paidAt,
      refundedAt,
    })),
    rating: (await ratingOf(tx, dossierId)) ?? null,
  }
}
