/** How much room the disk of a folder has left, looked at no more often than once a second. */
import { statfs } from 'node:fs/promises'

export type DiskRoom = {
  /** Below this many bytes there is no room. */
  reserveBytes: number
  /** Told when the room ends and when there is some again. */
  onChange(hasRoom: boolean, freeBytes: number): void
  /** Default 1000. */
  everyMs?: number
}

/** True while more than the reserve is free; a disk that does not say is taken to have room. */
export function diskRoom(folder: string, room: DiskRoom): () => Promise<boolean> {
  const { reserveBytes, onChange, everyMs = 1000 } = room
  let [hasRoom, lookAgainAt] = [true, 0]
  return async () => {
    if (reserveBytes === 0 || performance.now() < lookAgainAt) return hasRoom
    lookAgainAt = performance.now() + everyMs
    const { bavail, bsize } = await statfs(folder).catch(() => ({ bavail: Infinity, bsize: 1 }))
    const free = bavail * bsize
    const had = hasRoom
    hasRoom = free > reserveBytes
    if (had !== hasRoom) onChange(hasRoom, free)
    return hasRoom
  }
}
