/** Names of the segments of the write-ahead log: a time line, then a number that rises by one. */

export type Segment = { timeline: number; number: bigint }

const NAME = /^([0-9A-F]{8})([0-9A-F]{8})([0-9A-F]{8})$/

/** Segments of 4 GB, which the second part of a name counts. */
function perFile(segmentBytes: number): bigint {
  return 0x1_0000_0000n / BigInt(segmentBytes)
}

/** Undefined for what is no segment (histories of time lines, backup labels). */
export function segmentOf(name: string, segmentBytes: number): Segment | undefined {
  const parts = NAME.exec(name)
  if (parts === null) return undefined
  const [, timeline = '', high = '', low = ''] = parts
  const number = BigInt(`0x${high}`) * perFile(segmentBytes) + BigInt(`0x${low}`)
  return { timeline: Number.parseInt(timeline, 16), number }
}

export function nameOf({ timeline, number }: Segment, segmentBytes: number): string {
  const hex = (part: bigint): string => part.toString(16).toUpperCase().padStart(8, '0')
  return `${hex(BigInt(timeline))}${hex(number / perFile(segmentBytes))}${hex(number % perFile(segmentBytes))}`
}

export type Run = {
  /** The names in order, from the first one wanted to the last one there is. */
  names: string[]
  /** The first one that should be there and is not; undefined when none is missing up to the last. */
  missing: string | undefined
}

/** What there is from `first` on. A later time line counts where it goes on from the one before. */
export function runFrom(first: string, there: readonly string[], segmentBytes: number): Run {
  const begin = segmentOf(first, segmentBytes)
  if (begin === undefined) throw new Error(`${first} is no segment`)
  const byNumber = new Map<bigint, Segment>()
  for (const name of there) {
    const segment = segmentOf(name, segmentBytes)
    if (segment === undefined || segment.number < begin.number) continue
    const other = byNumber.get(segment.number)
    if (other === undefined || other.timeline < segment.timeline)
      byNumber.set(segment.number, segment)
  }
  const newest = [...byNumber.keys()].reduce((a, b) => (a > b ? a : b), begin.number - 1n)
  const names: string[] = []
  let timeline = begin.timeline
  for (let number = begin.number; number <= newest; number += 1n) {
    const segment = byNumber.get(number)
    if (segment === undefined) return { names, missing: nameOf({ timeline, number }, segmentBytes) }
    timeline = segment.timeline
    names.push(nameOf(segment, segmentBytes))
  }
  return { names, missing: newest < begin.number ? first : undefined }
}
