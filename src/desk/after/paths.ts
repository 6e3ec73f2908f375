export const CHANGES_PATH = '/ket-qua-da-cap'
export const afterPath = (id: string, act?: string): string =>
  act === undefined ? `${CHANGES_PATH}/${id}` : `${CHANGES_PATH}/${id}/${act}`
