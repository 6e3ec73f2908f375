import { paths } from '../../ui/paths.ts'

/** Addresses of one's own data, and of those who answer requests about it. */
export const OWN_PATH = paths.own
export const REQUESTS_PATH = '/yeu-cau-du-lieu'
export const PRIVACY_PATH = paths.privacy
export const ACCESSIBILITY_PATH = paths.accessibility
