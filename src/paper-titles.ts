/** What the law calls the papers and the result of a procedure, as the personal store keeps them. */
import type { Law } from './catalogue/law.ts'
import type { StoreLaw } from './paper/personal-store/subscriber.ts'

export function storeLaw(law: Law): StoreLaw {
  return {
    titlesOf: (code, version) => {
      const procedure = law.procedure(code, version)
      if (procedure === undefined) return undefined
      const { papers, result } = procedure
      return {
        papers: papers.map(({ code: paper, name, catalogueCode }) => ({
          code: paper,
          name,
          // A national code that stands at several papers tells none of them from the others.
          kindCode:
            papers.filter((each) => each.catalogueCode === catalogueCode).length === 1
              ? (catalogueCode ?? null)
              : null,
        })),
        result: { name: result.name, kindCode: null },
      }
    },
  }
}
