/** What each source of the national catalogue gives as limits, unchanged: kept beside the curated value and never mixed. */
import type { DetailSource, NationalChannel, NationalDetail } from './national/detail.ts'
import type { Procedure } from './procedure.ts'

export type SourceLimit = Procedure['sourceLimits'][number]

/** The day on which each source was read, and its own words for the channels. */
const SOURCES: Readonly<
  Record<DetailSource, { source: string; channels: string; words: Record<NationalChannel, string> }>
> = {
  chi_tiet_2642: {
    source: 'chi_tiet_2642 (thu 10/6/2026)',
    channels: 'kenh',
    words: { online: 'truc_tuyen', post: 'buu_chinh', counter: 'truc_tiep' },
  },
  chi_tiet_api_502: {
    source: 'chi_tiet_api_502 (thu 18/7/2026)',
    channels: 'channels',
    words: { online: 'ONLINE', post: 'POSTAL', counter: 'DIRECT' },
  },
}

/** One row per value: the channels that have it, then the cases that have it. */
export function sourceLimitsOf(detail: NationalDetail, from: DetailSource): SourceLimit[] {
  const { source, channels, words } = SOURCES[from]
  const rows = [
    ...detail.channels.map(({ channel, rawLimit }) => ({
      list: channels,
      item: words[channel],
      text: rawLimit,
    })),
    ...detail.cases
      .toSorted((a, b) => (a.code < b.code ? -1 : 1))
      .map(({ code, rawLimit }) => ({ list: 'processing_cases', item: code, text: rawLimit })),
  ]
  const groups = Map.groupBy(rows, ({ list, text }) => `${list} ${text}`)
  return [...groups.values()].map((same) => ({
    source,
    where: `${same[0]!.list} ${[...new Set(same.map(({ item }) => item))].join(', ')}`,
    text: same[0]!.text,
  }))
}
