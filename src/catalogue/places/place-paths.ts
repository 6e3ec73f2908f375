/** Addresses of the pages about places. A unit stands under our own id: its number means two places. */
export const placePaths = {
  names: '/ten-cu-ten-moi',
  search: (typed: string) => `/ten-cu-ten-moi?q=${encodeURIComponent(typed)}`,
  unit: (id: number) => `/ten-cu-ten-moi/${id}`,
} as const
