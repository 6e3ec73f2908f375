/** What a row of the table of wrong inputs says, and the people who send them. */
import type { LightMyRequestResponse } from 'fastify'
import type { Citizen } from '../support/citizen-doors.ts'
import type { HiredOfficial, WholeHouse } from '../support/whole-house.ts'

export type Desk = {
  house: WholeHouse
  /** Has a full draft that she has not sent, and one dossier that she has. */
  mother: Citizen
  /** Has signed in and filed nothing. */
  stranger: Citizen
  /** The mother's dossier, waiting at the counter of phường Ba Đình. */
  filed: { id: string; code: string; draft: string }
  /** Her open draft. */
  draft: string
  receptionist: HiredOfficial
  /** The same in another ward. */
  otherReceptionist: HiredOfficial
  leader: HiredOfficial
}

export type WrongInput = {
  /** What is wrong with it. */
  what: string
  /** Where it is sent. */
  to: string
  status: number
  /** What the answer says: a sentence of the page, a code of the programming interface, or where it leads. */
  says: string
  /** What was typed and still stands on the page. */
  keeps?: string
  /** What may have changed although something was odd about it: it was made whole instead of refused. */
  changes?: readonly string[]
  send(desk: Desk): Promise<LightMyRequestResponse>
  /** Anything further that has to hold afterwards. */
  afterwards?(desk: Desk, answer: LightMyRequestResponse): Promise<void>
}
