/** Addresses of the decisions that move open dossiers to another law. */
export const LAWS_PATH = '/bien-tap/chuyen-luat'

export const lawPath = (id: string, act?: string): string =>
  act === undefined ? `${LAWS_PATH}/${id}` : `${LAWS_PATH}/${id}/${act}`
