/** Where a person reads who looked them up. */
export const INQUIRIES_PATH = '/tra-cuu-dan-cu'
