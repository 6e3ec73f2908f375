import { PETITIONS_PATH } from '../measure/supervision.ts'
import { paths } from '../ui/paths.ts'

/** `/phan-anh…` for those who send, `/giam-sat/phan-anh…` for those who answer. */
export const PETITION_PATH = paths.petition

export const petitionPaths = {
  send: PETITION_PATH,
  /** About this dossier of one's own. */
  about: (dossierId: string): string => `${PETITION_PATH}?ho-so=${dossierId}`,
  find: `${PETITION_PATH}/tra-cuu`,
  mine: `${PETITION_PATH}/cua-toi`,
  published: `${PETITION_PATH}/da-tra-loi`,
  one: (code: string): string => `${PETITION_PATH}/xem/${code}`,
  photo: (code: string, seq: number, nth: number): string =>
    `${PETITION_PATH}/xem/${code}/anh/${seq}-${nth}`,
  staffOne: (id: string): string => `${PETITIONS_PATH}/${id}`,
  staffPhoto: (id: string, seq: number, nth: number): string =>
    `${PETITIONS_PATH}/${id}/anh/${seq}-${nth}`,
} as const
