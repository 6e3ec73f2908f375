import { paths } from '../../ui/paths.ts'

/** Addresses of acting for others. */
export const REPRESENTATION_PATH = '/toi/dai-dien'
export const COUNTER_PATH = '/quay/dai-dien'
export const MY_PATH = paths.own
