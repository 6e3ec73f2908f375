/** Addresses of the editors' pages of drafts. */
const BASE = '/bien-tap/ban-thao'

export const editorPaths = {
  list: BASE,
  /** The same page; the catalogue leads here with `?ma=` filled in. */
  new: `${BASE}/moi`,
  draft: (id: string) => `${BASE}/${id}`,
  section: (id: string, slug: string) => `${BASE}/${id}/muc/${slug}`,
  own: (id: string, document: 'form' | 'workflow') => `${BASE}/${id}/rieng/${document}`,
  tests: (id: string) => `${BASE}/${id}/thu-nghiem`,
  newTest: (id: string) => `${BASE}/${id}/thu-nghiem/moi`,
  check: (id: string) => `${BASE}/${id}/kiem-tra`,
  preview: (id: string) => `${BASE}/${id}/xem-truoc`,
  previewPage: (id: string) => `${BASE}/${id}/xem-truoc/trang`,
  previewTopic: (id: string, topic: string) => `${BASE}/${id}/xem-truoc/to-khai/${topic}`,
  changes: (id: string) => `${BASE}/${id}/thay-doi`,
  release: (id: string) => `${BASE}/${id}/ban-hanh`,
  discard: (id: string) => `${BASE}/${id}/bo`,
  withdraw: (code: string, version: number) => `${BASE}/ngung/${code}/${version}`,
  history: (code: string) => `${BASE}/lich-su/${code}`,
} as const
