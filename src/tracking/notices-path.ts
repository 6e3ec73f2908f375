/** Where a person says how they want to be told, and proves another phone. */
export const NOTICES_PATH = '/toi/thong-bao'
export const PHONE_PATH = `${NOTICES_PATH}/so-dien-thoai`
