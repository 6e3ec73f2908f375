/** What other processes announce: a connection that listens on one channel. */
import { escapeIdentifier } from 'pg'
import type { Db } from './connect.ts'

/** Calls `onNews` at each announcement until the returned function is called or the connection breaks (`onEnd`). */
export async function listenTo(
  db: Db,
  channel: string,
  { onNews, onEnd }: { onNews: () => void; onEnd: () => void },
): Promise<() => void> {
  const client = await db.pool.connect()
  let isOver = false
  const end = (): void => {
    if (isOver) return
    isOver = true
    client.release(true)
    onEnd()
  }
  client.on('notification', onNews)
  client.on('error', end)
  client.on('end', end)
  await client.query(`listen ${escapeIdentifier(channel)}`)
  return end
}
