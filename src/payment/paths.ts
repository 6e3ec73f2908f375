/** Addresses of the citizen's pages of paying. */
export const feesPath = (id: string, more = ''): string => `/ho-so/${id}/nop-phi${more}`
export const receiptPath = (id: string, orderId: string): string =>
  feesPath(id, `/bien-nhan/${orderId}.pdf`)
