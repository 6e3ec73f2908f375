/** Signs of life of the loops that run in this process: each says when it has come round. */
export type Beats = {
  beat(loop: string): void
  /** Seconds since each loop came round; empty where no loop was ever started. */
  ages(): Readonly<Record<string, number>>
  /** A loop that was stopped on purpose is not missed. */
  forget(): void
}

export function openBeats(monotonicMs: () => number = () => performance.now()): Beats {
  const last = new Map<string, number>()
  return {
    beat: (loop) => void last.set(loop, monotonicMs()),
    ages: () =>
      Object.fromEntries([...last].map(([loop, at]) => [loop, (monotonicMs() - at) / 1000])),
    forget: () => last.clear(),
  }
}
