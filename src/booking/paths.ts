/** Where booking is. `cataloguePaths.book` is where it begins. */
export const bookingPaths = {
  times: (code: string, pointId: number) => `/dat-lich/${code}/${pointId}`,
  own: (id: string) => `/dat-lich/hen/${id}`,
  move: (id: string) => `/dat-lich/hen/${id}/doi`,
  cancel: (id: string) => `/dat-lich/hen/${id}/huy`,
} as const
