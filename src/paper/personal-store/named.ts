/** Where a held paper comes from, in the words of the page. Pure. */
import type { KeptPaper } from './store.ts'

/** What procedures in force are called in the language of the page. */
export type ShortNames = {
  procedure(code: string): { shortName: { vi: string; en: string } } | undefined
}

/** The same paper, its procedure named as pages name it today; one that is no longer in force keeps its old name. */
export function named(paper: KeptPaper, law: ShortNames, lang: 'vi' | 'en'): KeptPaper {
  const short = law.procedure(paper.procedureCode)?.shortName[lang]
  return { ...paper, procedureName: short ?? paper.procedureName }
}
