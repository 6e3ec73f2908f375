/**
 * The end of the program, in order: no new requests, those under way finish, then the worker, then the pools, then the server.
 * Each part has its time; what is late is left behind and said.
 */
export type Part = { name: string; seconds: number; stop(): Promise<void> }

/** Runs the parts one after the other; the names of those that failed or were late. Never rejects. */
export async function stopInOrder(
  parts: readonly Part[],
  onTrouble: (part: string, error: unknown) => void,
): Promise<readonly string[]> {
  const troubled: string[] = []
  for (const { name, seconds, stop } of parts) {
    try {
      await within(seconds, stop())
    } catch (error) {
      onTrouble(name, error)
      troubled.push(name)
    }
  }
  return troubled
}

export class TooLate extends Error {
  override name = 'TooLate'
}

export async function within<T>(seconds: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TooLate(`not within ${seconds} s`)), seconds * 1000)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}

export type StopSignal = { told: Promise<void>; isTold(): boolean }

/** The same signal to a whole process group reaches us twice, from the system and from our parent. */
const SAME_SIGNAL_MS = 1_000
const NUMBERS = { SIGINT: 2, SIGTERM: 15 } as const

/** The first SIGINT or SIGTERM asks for a stop in order; a second one ends the program at once, with 128 + its number. */
export function listenForStop(atOnce: (exitCode: number) => void): StopSignal {
  let toldAt: number | undefined
  const told = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.on(signal, () => {
        if (toldAt !== undefined && performance.now() - toldAt > SAME_SIGNAL_MS)
          return atOnce(128 + NUMBERS[signal])
        toldAt ??= performance.now()
        resolve()
      })
    }
  })
  return { told, isTold: () => toldAt !== undefined }
}
