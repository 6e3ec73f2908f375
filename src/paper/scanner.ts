/** What the house asks of whoever looks for viruses. */
export type ScanVerdict =
  | { kind: 'clean' }
  /** `threat` as the scanner names it, for operators; people are told in words. */
  | { kind: 'infected'; threat: string }
  /** Nobody has looked: the file waits, closed to everybody. */
  | { kind: 'unavailable' }

export interface Scanner {
  /** Never throws: whatever goes wrong is `unavailable`. */
  scan(bytes: Uint8Array): Promise<ScanVerdict>
}

/**
 * How far the scan of a file is. off: no scanner was set when it came; waiting: closed until somebody has looked;
 * refused: found bad after it had waited.
 */
export type ScanState = 'off' | 'waiting' | 'clean' | 'refused'
