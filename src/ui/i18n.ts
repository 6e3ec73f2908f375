/**
 * Vietnamese first. Citizen and public pages are bilingual as a whole: a text exists in both languages or the
 * compiler refuses it, so that no English page is half Vietnamese. Staff pages are Vietnamese only.
 */
export type Lang = 'vi' | 'en'

export const LANGS: readonly Lang[] = ['vi', 'en']

export function isLang(value: unknown): value is Lang {
  return value === 'vi' || value === 'en'
}

type Texts = { readonly [key: string]: string | ((...values: never[]) => string) | Texts }

/** The same keys, as words in whatever language. */
export type Wording<T> = {
  readonly [K in keyof T]: T[K] extends (...values: infer A) => string
    ? (...values: A) => string
    : T[K] extends string
      ? string
      : Wording<T[K]>
}

/** Declares texts in both languages and returns the reader: `const t = texts({ vi, en })`, then `t(lang).title`. */
export function texts<const V extends Texts>(both: {
  vi: V
  en: Wording<NoInfer<V>>
}): (lang: Lang) => V | Wording<V> {
  return (lang) => (lang === 'en' ? both.en : both.vi)
}
