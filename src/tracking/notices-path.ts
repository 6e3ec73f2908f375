/** Where a person says how they want to be told. */
export const NOTICES_PATH = '/toi/thong-bao'
