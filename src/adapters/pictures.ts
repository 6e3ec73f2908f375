/** Pictures by libvips (sharp), in a thread of their own that is started when needed and again after it died. */
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { checkout } from '../checkout.ts'
import type { PictureMeasures } from '../paper/picture-quality.ts'
import { isDecoded, PictureUnreadable, type Pictures } from '../paper/pictures.ts'
import type { PictureAnswer, PictureOrder } from './pictures-worker.ts'

/** A small one is drawn at twice its place on the page; a whole one keeps 200 dots an inch of an A4 sheet (NĐ 30/2020). */
const SIZES = { small: { side: 240, quality: 60 }, whole: { side: 2400, quality: 80 } } as const

type Without<T> = T extends unknown ? Omit<T, 'id'> : never
type Waiting = { resolve: (answer: PictureAnswer) => void; reject: (error: Error) => void }

export function pictures(): Pictures & { close(): Promise<void> } {
  const thread = pictureThread()
  return {
    async measure(bytes, mediaType): Promise<PictureMeasures | undefined> {
      if (!isDecoded(mediaType)) return undefined
      const answer = await thread.ask({ act: 'measure', bytes })
      if ('measures' in answer) return answer.measures
      throw new PictureUnreadable()
    },
    async made(bytes, { turned, size }): Promise<Uint8Array> {
      const answer = await thread.ask({ act: 'make', bytes, turned, ...SIZES[size] })
      if ('picture' in answer) return answer.picture
      throw new PictureUnreadable()
    },
    close: () => thread.close(),
  }
}

/** Node reads the thread's file as it stands, so it is the same for the sources and for the bundle. */
function pictureThread() {
  const waiting = new Map<number, Waiting>()
  let worker: Worker | undefined
  let last = 0
  const answered = (answer: PictureAnswer): void => {
    waiting.get(answer.id)?.resolve(answer)
    waiting.delete(answer.id)
    if (waiting.size === 0) worker?.unref()
  }
  const fallen = (died: Worker): void => {
    if (worker !== died) return
    worker = undefined
    for (const { reject } of waiting.values()) reject(new PictureUnreadable())
    waiting.clear()
  }
  const start = (): Worker => {
    const started = new Worker(join(checkout, 'src/adapters/pictures-worker.ts'), { execArgv: [] })
    started.on('message', answered)
    started.on('error', () => fallen(started))
    started.on('exit', () => fallen(started))
    return started
  }
  return {
    ask(order: Without<PictureOrder>): Promise<PictureAnswer> {
      worker ??= start()
      worker.ref()
      const id = ++last
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject })
        // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
        worker?.postMessage({ id, ...order })
      })
    },
    async close(): Promise<void> {
      await worker?.terminate()
    },
  }
}
