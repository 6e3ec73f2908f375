import type { ComponentChildren } from 'preact'
import { useLang } from '../../ui/page-context.ts'
import { Rows } from '../../ui/rows.tsx'

/** One part of the import report. */
export function Listing({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <section>
      <h2>{title}</h2>
      <Rows>{children}</Rows>
    </section>
  )
}

/** Numbers as the language of the page writes them: 5.670 or 5,670. */
export function useNumbers(): (value: number) => string {
  const lang = useLang()
  return (value) => value.toLocaleString(lang === 'vi' ? 'vi-VN' : 'en-GB')
}
