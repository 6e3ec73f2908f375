/** Addresses of who is away, who signs for whom, and who has how much. */
export const ABSENCE_PATH = '/viec/vang-mat'
export const SIGNING_PATH = '/viec/uy-quyen-ky'
export const ASSIGN_PATH = '/viec/phan-cong'
