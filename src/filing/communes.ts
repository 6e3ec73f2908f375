import type { CodeLists } from '../catalogue/code-lists.ts'

/** Hà Nội's number among the provinces. */
const CITY = '01'

/** The communes of the city by name, for the address boxes. */
export function communesOfCity(codeLists: CodeLists): string[] {
  return codeLists
    .communesOf(CITY)
    .map(({ name, provinceName }) => `${name}, ${provinceName}`)
    .sort()
}
