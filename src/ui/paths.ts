/** Addresses that the frame of every page links to. The slices that own these pages serve them here. */
export const paths = {
  home: '/',
  signIn: '/dang-nhap',
  signOut: '/dang-xuat',
  staffSignIn: '/can-bo/dang-nhap',
  staffHome: '/can-bo',
  mine: '/ho-so',
  track: '/tra-cuu',
  rate: '/danh-gia',
  petition: '/phan-anh',
  verify: '/kiem-tra',
  own: '/toi',
  privacy: '/quyen-rieng-tu',
  accessibility: '/tro-nang',
} as const
