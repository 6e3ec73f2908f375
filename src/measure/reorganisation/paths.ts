/** Where the pages about reorganisations stand. */
export const REORGANISATIONS = '/giam-sat/sap-xep'

export function reorganisationPath(id: string): string {
  return `${REORGANISATIONS}/${id}`
}
export function officePath(id: number): string {
  return `${REORGANISATIONS}/don-vi/${id}`
}
export function decisionPath(dossierId: string): string {
  return `${REORGANISATIONS}/quyet-dinh/${dossierId}`
}
