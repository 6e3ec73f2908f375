/** The figures of supervision: what they are called, which dossiers they are counted among, how a value reads. Pure. */

export const FIGURES = [
  'received',
  'open',
  'dueToday',
  'overdue',
  'finished',
  'onTime',
  'selfOnline',
  'assistedOnline',
  'eResult',
] as const
export type FigureName = (typeof FIGURES)[number]

/** accepted: accepted in the period · open: accepted and not done, now · finished: done (9, 10) in the period. */
export const POPULATIONS = ['accepted', 'open', 'finished'] as const
export type Population = (typeof POPULATIONS)[number]

export const CONDITIONS = [
  'all',
  'dueToday',
  'overdue',
  'onTime',
  'selfOnline',
  'assistedOnline',
  'eResult',
] as const
/** Which dossiers of the population count. */
export type Condition = (typeof CONDITIONS)[number]

/** What is counted; the words to it stand in data/kpi. */
export type Counting = {
  readonly name: FigureName
  readonly population: Population
  readonly condition: Condition
}

/** Dossiers counted, and the population that they are counted among. */
export type Value = { readonly counted: number; readonly of: number }

export type OfficeFigures = {
  readonly officeId: number
  readonly values: Readonly<Record<FigureName, Value>>
}

/** Those that the figure counts, or the rest of its population. */
export const PARTS = ['counted', 'rest'] as const
export type Part = (typeof PARTS)[number]

export function isFigure(text: unknown): text is FigureName {
  return FIGURES.some((name) => name === text)
}

/** The share as a number 0…1, or null when there is nothing to count among: no share is not zero (QĐ 766). */
export function shareOf({ counted, of }: Value): number | null {
  return of === 0 ? null : counted / of
}

/** Something for each of the figures. */
export function byFigure<T>(make: (name: FigureName) => T): Readonly<Record<FigureName, T>> {
  return Object.fromEntries(FIGURES.map((name) => [name, make(name)])) as Record<FigureName, T>
}

/** The figures of several offices together. */
export function total(rows: readonly OfficeFigures[]): OfficeFigures['values'] {
  return byFigure((name) => ({
    counted: rows.reduce((all, { values }) => all + values[name].counted, 0),
    of: rows.reduce((all, { values }) => all + values[name].of, 0),
  }))
}

/** Has the office anything to show? Units without a dossier are folded away. */
export function isEmpty({ values }: OfficeFigures): boolean {
  return FIGURES.every((name) => values[name].counted === 0)
}

/** '1.032'. */
export function showCount(value: number): string {
  return value.toLocaleString('vi-VN')
}

/** '98,6%'; '–' when there is nothing to count among. */
export function showShare(value: Value): string {
  const percent = percentOf(value, 1)
  if (percent === null) return '–'
  const digits = { minimumFractionDigits: 1, maximumFractionDigits: 1 }
  return `${percent.toLocaleString('vi-VN', digits)}%`
}

/** The share in per cent, cut and never rounded up: one late dossier among many must not read as none. */
export function percentOf({ counted, of }: Value, decimals: number): number | null {
  const scale = 10 ** decimals
  return of === 0 ? null : Math.floor((counted * 100 * scale) / of) / scale
}
