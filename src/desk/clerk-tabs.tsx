import { Tabs } from '../ui/tables.tsx'

export const BOOK_PATH = '/van-thu/so'

/** The clerk's two pages: what waits, and the books. */
export function ClerkTabs({ current, count }: { current: 'queue' | 'book'; count?: number }) {
  const queue = { href: '/van-thu', label: 'Chờ cấp số', current: current === 'queue' }
  return (
    <Tabs
      label="Văn thư"
      tabs={[
        count === undefined ? queue : { ...queue, count },
        { href: BOOK_PATH, label: 'Sổ văn bản', current: current === 'book' },
      ]}
    />
  )
}
