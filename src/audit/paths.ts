/** Where the pages of the house's state stand. */
import { SYSTEM_PATH } from '../measure/supervision.ts'

export { SYSTEM_PATH }
export const FINDINGS_PATH = `${SYSTEM_PATH}/sai-lech`
export const STUCK_LIST_PATH = `${SYSTEM_PATH}/bi-ket`
export const LOG_PATH = `${SYSTEM_PATH}/nhat-ky`
export const DUTY_PATH = `${SYSTEM_PATH}/phan-cong`
