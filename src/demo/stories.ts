/** What may become of a made dossier, and how many of each there are. Pure. */

/** Everything somebody may do in a made month, in the order of an ordinary life. */
export const LIFE = [
  'accept',
  'claim',
  'examine',
  'sendDraft',
  'confirmDraft',
  'registerEntry',
  'submitForSigning',
  'sign',
  'seal',
  'deliver',
] as const
export type DeedOfLife = (typeof LIFE)[number]
export type Deed =
  | DeedOfLife
  | 'file'
  | 'refuse'
  | 'requestSupplement'
  | 'supplement'
  | 'requestWithdrawal'
  | 'confirmWithdrawal'
  | 'stop'
  | 'silence'

/** `through`: the last deed done; the dossier waits for the next one. */
export type Story =
  | { kind: 'closed'; pace: 'onTime' | 'late'; through: 'seal' | 'deliver'; supplement?: Stage }
  | { kind: 'ended'; by: 'refuse' | 'withdraw' | 'stop' }
  | { kind: 'open'; through: DeedOfLife | 'file'; isOverdue: boolean }
  | { kind: 'waiting'; for: 'supplement'; stage: Stage }
  | { kind: 'waiting'; for: 'withdrawal' }
export type Stage = 'acceptance' | 'processing'

/** Stories that are over, or nearly so, of the whole city; they lie anywhere in the month. */
export const OVER: readonly [number, Story][] = [
  [152, { kind: 'closed', pace: 'onTime', through: 'deliver' }],
  [17, { kind: 'closed', pace: 'late', through: 'deliver' }],
  [14, { kind: 'closed', pace: 'onTime', through: 'deliver', supplement: 'acceptance' }],
  [7, { kind: 'closed', pace: 'onTime', through: 'deliver', supplement: 'processing' }],
  [12, { kind: 'closed', pace: 'onTime', through: 'seal' }],
  [14, { kind: 'ended', by: 'refuse' }],
  [9, { kind: 'ended', by: 'withdraw' }],
  [6, { kind: 'ended', by: 'stop' }],
]

const open = (through: DeedOfLife | 'file', isOverdue = false): Story => ({
  kind: 'open',
  through,
  isOverdue,
})

/** Stories under way, by ward: the first ward has most to do. */
export const UNDER_WAY: readonly [readonly [number, number, number], Story][] = [
  [[7, 5, 4], open('file')],
  [[3, 2, 1], open('accept')],
  [[2, 2, 1], open('claim')],
  [[2, 1, 1], open('examine')],
  [[3, 2, 1], open('sendDraft')],
  [[2, 1, 1], open('registerEntry')],
  [[4, 2, 2], open('submitForSigning')],
  [[3, 2, 1], open('sign')],
  [[1, 1, 1], open('claim', true)],
  [[1, 0, 1], open('examine', true)],
  [[2, 1, 0], open('submitForSigning', true)],
  [[1, 1, 0], open('sign', true)],
  [[2, 1, 1], { kind: 'waiting', for: 'supplement', stage: 'acceptance' }],
  [[2, 1, 1], { kind: 'waiting', for: 'supplement', stage: 'processing' }],
  [[1, 1, 0], { kind: 'waiting', for: 'withdrawal' }],
]
