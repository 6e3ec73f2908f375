/** Keeps the directory of a running process as the database has it: by announcement at once, by a look every half minute anyway. */
import type { Db } from '../db/connect.ts'
import type { Directory } from './directory.ts'
import { listenToOffices } from './reorganisation-store.ts'

const LOOK_MS = 30_000
const AGAIN_MS = 2_000

/** Until `stop`. Without a database the old directory stays; the listening begins again by itself. */
export function followOffices(db: Db, directory: Directory): { stop(): void } {
  let isStopped = false
  let endListening: (() => void) | undefined
  let again: NodeJS.Timeout | undefined
  const reload = (): void => void directory.reload().catch(() => undefined)
  const later = (): void => {
    endListening = undefined
    if (!isStopped) again = setTimeout(() => void listen(), AGAIN_MS).unref()
  }
  const listen = async (): Promise<void> => {
    try {
      const end = await listenToOffices(db, { onNews: reload, onEnd: later })
      if (isStopped) return end()
      endListening = end
      // What was announced while nobody listened.
      reload()
    } catch {
      later()
    }
  }
  void listen()
  const looking = setInterval(reload, LOOK_MS).unref()
  return {
    stop: () => {
      isStopped = true
      clearInterval(looking)
      clearTimeout(again)
      endListening?.()
    },
  }
}
