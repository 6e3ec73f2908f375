/** The addresses of the editors' pages that show the national catalogue. */
export const editorPaths = {
  list: '/bien-tap',
  procedure: (code: string) => `/bien-tap/thu-tuc/${encodeURIComponent(code)}`,
  changes: '/bien-tap/thay-doi',
  draft: (code: string) => `/bien-tap/ban-thao/moi?ma=${encodeURIComponent(code)}`,
  findings: (kind: string) => `/nap-du-lieu/nghi-van?loai=${encodeURIComponent(kind)}`,
  allFindings: '/nap-du-lieu/nghi-van',
} as const
