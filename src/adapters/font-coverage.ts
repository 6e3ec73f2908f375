/** Which characters a TrueType font can draw: its `cmap` table, formats 4 and 12. */

export type Coverage = (codePoint: number) => boolean

/** Throws a RangeError when the bytes are no font with a Unicode map. */
export function fontCoverage(font: Uint8Array): Coverage {
  const view = new DataView(font.buffer, font.byteOffset, font.byteLength)
  const cmap = tableOffset(view, 'cmap')
  const covered = new Set<number>()
  for (let index = 0; index < view.getUint16(cmap + 2); index++) {
    const record = cmap + 4 + index * 8
    const unicode = view.getUint16(record) === 0 || view.getUint16(record) === 3
    if (unicode) addSubtable(view, cmap + view.getUint32(record + 4), covered)
  }
  return (codePoint) => covered.has(codePoint)
}

function tableOffset(view: DataView, tag: string): number {
  for (let index = 0; index < view.getUint16(4); index++) {
    const record = 12 + index * 16
    const name = String.fromCharCode(...[0, 1, 2, 3].map((each) => view.getUint8(record + each)))
    if (name === tag) return view.getUint32(record + 8)
  }
  throw new RangeError(`the font has no ${tag} table`)
}

function addSubtable(view: DataView, at: number, covered: Set<number>): void {
  const format = view.getUint16(at)
  if (format === 4) addSegments(view, at, covered)
  if (format === 12) addGroups(view, at, covered)
}

function addSegments(view: DataView, at: number, covered: Set<number>): void {
  const doubled = view.getUint16(at + 6)
  const column = (number: number, index: number): number =>
    at + 14 + number * doubled + (number > 0 ? 2 : 0) + index
  for (let index = 0; index < doubled; index += 2) {
    const end = view.getUint16(column(0, index))
    const start = view.getUint16(column(1, index))
    const delta = view.getUint16(column(2, index))
    const rangeAt = column(3, index)
    const range = view.getUint16(rangeAt)
    for (let code = start; code <= end && code < 0xffff; code++) {
      const listed = range === 0 ? code : view.getUint16(rangeAt + range + (code - start) * 2)
      if (listed !== 0 && ((listed + delta) & 0xffff) !== 0) covered.add(code)
    }
  }
}

function addGroups(view: DataView, at: number, covered: Set<number>): void {
  for (let index = 0; index < view.getUint32(at + 12); index++) {
    const group = at + 16 + index * 12
    for (let code = view.getUint32(group); code <= view.getUint32(group + 4); code++)
      covered.add(code)
  }
}
