/** Addresses of what is published about a procedure. */

/** `/thu-tuc/1.001193?phien-ban=2` */
export function versionPath(code: string, version: number): string {
  return `/thu-tuc/${encodeURIComponent(code)}?phien-ban=${version}`
}

/** The guide of one page; without a version that of the one in force. */
export function guidePath(code: string, version?: number): string {
  return `/thu-tuc/${encodeURIComponent(code)}/huong-dan${asked(version)}`
}

export function guidePdfPath(code: string, version?: number): string {
  return `/thu-tuc/${encodeURIComponent(code)}/huong-dan.pdf${asked(version)}`
}

function asked(version: number | undefined): string {
  return version === undefined ? '' : `?phien-ban=${version}`
}

/** Our document with its sources, for programs. */
export function dataPath(code: string, version?: number): string {
  return `/thu-tuc/${encodeURIComponent(code)}.json${asked(version)}`
}
