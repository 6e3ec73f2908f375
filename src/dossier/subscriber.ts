/** The history is the outbox: what must follow from it is a subscriber, told of every dossier's events in order. */
import type { Tx } from '../db/connect.ts'
import type { DossierEvent } from './events.ts'
import type { DossierRow } from './rows.ts'

export type Subscriber = {
  /** Stable name; the stuck list and replays go by it. */
  name: string
  /** `outside`: leaves the house (SMS, portal), so it is told of live events only and never replayed. */
  effects: 'inside' | 'outside'
  /** Runs inside the dispatcher's transaction, in its own savepoint. No network: write a delivery instead. */
  onEvents(tx: Tx, dossier: DossierRow, events: readonly DossierEvent[]): Promise<void>
}
