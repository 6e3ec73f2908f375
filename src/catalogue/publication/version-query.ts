/** `?phien-ban=2` */

/** The number; undefined when none is asked for, 0 (which no version has) for what is no number. */
export function readVersion(query: unknown): number | undefined {
  const { 'phien-ban': asked } = query as { 'phien-ban'?: unknown }
  if (asked === undefined) return undefined
  return typeof asked === 'string' && /^[1-9]\d{0,5}$/.test(asked) ? Number(asked) : 0
}
