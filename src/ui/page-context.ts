import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { Lang } from './i18n.ts'

/** Who looks at the page, as far as its frame must know. */
export type Viewer =
  | { readonly kind: 'citizen'; readonly name: string }
  | { readonly kind: 'staff'; readonly name: string }

/** What `reply.page` tells every component, so that no page has to pass it on. */
export type PageFacts = {
  readonly lang: Lang
  /** Path and query of the request, for the language switch. */
  readonly url: string
  readonly viewer: Viewer | null
  /** Shown on every page when this installation is not the real one. */
  readonly notice?: string | undefined
  /** The page is open in the browser of another program, which does not do everything. */
  readonly inApp?: boolean
  /** A fresh anti-forgery token; makes the cookie it is bound to when there is none. */
  readonly csrf: () => string
  /** A fresh submission key: one per form shown, kept when the form comes back with errors. */
  readonly newKey: () => string
}

function outsideOfPage(): never {
  throw new Error('A form was rendered outside of reply.page: it has no anti-forgery token.')
}

const Facts = createContext<PageFacts>({
  lang: 'vi',
  url: '/',
  viewer: null,
  csrf: outsideOfPage,
  newKey: outsideOfPage,
})

export const PageFactsProvider = Facts.Provider

export function usePage(): PageFacts {
  return useContext(Facts)
}

export function useLang(): Lang {
  return useContext(Facts).lang
}
