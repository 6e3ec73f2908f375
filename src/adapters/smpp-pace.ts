/** How fast and how much at once we may submit: halved when the carrier says "too fast", slowly raised again. */

export type Pace = {
  /** Runs when there is a place in the window and the moment has come. */
  run<T>(act: () => Promise<T>): Promise<T>
  slower(): void
  faster(): void
  load(): number
}

const LONGEST_PAUSE_MS = 8000

export function openPace(perSecond: number, window: number): Pace {
  const waiting: (() => void)[] = []
  let busy = 0
  let load = 0
  let rate = perSecond
  let nextAt = 0
  let pause = 500

  async function turn(): Promise<void> {
    if (busy >= window) await new Promise<void>((go) => waiting.push(go))
    else busy++
    const now = performance.now()
    const at = Math.max(now, nextAt)
    nextAt = at + 1000 / rate
    if (at > now) await new Promise((go) => setTimeout(go, at - now))
  }

  /** The place goes to the next one waiting, or becomes free. */
  function leave(): void {
    const next = waiting.shift()
    if (next) next()
    else busy--
  }

  return {
    async run(act) {
      load++
      await turn()
      try {
        return await act()
      } finally {
        load--
        leave()
      }
    },
    slower() {
      rate = Math.max(1, rate / 2)
      nextAt = Math.max(nextAt, performance.now() + pause)
      pause = Math.min(pause * 2, LONGEST_PAUSE_MS)
    },
    faster() {
      rate = Math.min(perSecond, rate + perSecond / 50)
      pause = 500
    },
    load: () => load,
  }
}
