/** Pictures by libvips (sharp), pages of PDFs by PDFium, each in a thread of its own that is started when needed and again after it died. */
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { checkout } from '../checkout.ts'
import type { PictureMeasures } from '../paper/picture-quality.ts'
import { isDecoded, PictureUnreadable, type Pictures } from '../paper/pictures.ts'
import type { PageAnswer, PageOrder } from './pages-worker.ts'
import type { PictureAnswer, PictureOrder } from './pictures-worker.ts'

/**
 * A small one is drawn at twice its place on the page; one to be pointed at keeps a page of papers under 60 kB (screens.md A5); a whole
 * one keeps 200 dots an inch of an A4 sheet (NĐ 30/2020).
 */
const SIZES = {
  small: { side: 240, quality: 60 },
  page: { side: 1000, quality: 40 },
  whole: { side: 2400, quality: 80 },
} as const

/** A page that takes longer is not drawn: its thread is ended, whatever it was doing. */
const PAGE_PATIENCE_MS = 10_000
/** What WebAssembly has once taken of memory it gives back only with its thread. */
const IDLE_MS = 30_000

type Without<T> = T extends unknown ? Omit<T, 'id'> : never
type Answer = { id: number }
type Waiting<A> = { resolve: (answer: A) => void; reject: (error: Error) => void }

export function pictures(): Pictures & { close(): Promise<void> } {
  const thread = threadOf<PictureOrder, PictureAnswer>('pictures-worker.ts')
  const pages = threadOf<PageOrder, PageAnswer>('pages-worker.ts', PAGE_PATIENCE_MS)
  return {
    async measure(bytes, mediaType): Promise<PictureMeasures | undefined> {
      if (!isDecoded(mediaType)) return undefined
      const answer = await thread.ask({ act: 'measure', bytes })
      if ('measures' in answer) return answer.measures
      throw new PictureUnreadable()
    },
    async made(bytes, { turned, size, page }): Promise<Uint8Array> {
      const as = { act: 'make', turned, ...SIZES[size] } as const
      const answer =
        page === undefined
          ? await thread.ask({ ...as, bytes })
          : await pages.ask({ ...as, bytes, page })
      if ('picture' in answer) return answer.picture
      throw new PictureUnreadable()
    },
    async pages(bytes): Promise<number> {
      const answer = await pages.ask({ act: 'count', bytes })
      if ('pages' in answer) return answer.pages
      throw new PictureUnreadable()
    },
    close: async () => {
      await Promise.all([thread.close(), pages.close()])
    },
  }
}

/**
 * Node reads the thread's file as it stands, so it is the same for the sources and for the bundle. `patienceMs`: how long one order may
 * take; the thread that takes longer is ended, and with it whatever else waits.
 */
function threadOf<Order extends Answer, Told extends Answer>(file: string, patienceMs?: number) {
  const waiting = new Map<number, Waiting<Told>>()
  let worker: Worker | undefined
  let watch: NodeJS.Timeout | undefined
  let last = 0
  const watched = (): void => {
    clearTimeout(watch)
    if (patienceMs === undefined || worker === undefined) return
    const isIdle = waiting.size === 0
    watch = setTimeout(() => void worker?.terminate(), isIdle ? IDLE_MS : patienceMs)
    if (isIdle) watch.unref()
  }
  const answered = (answer: Told): void => {
    waiting.get(answer.id)?.resolve(answer)
    waiting.delete(answer.id)
    watched()
    if (waiting.size === 0) worker?.unref()
  }
  const fallen = (died: Worker): void => {
    if (worker !== died) return
    worker = undefined
    for (const { reject } of waiting.values()) reject(new PictureUnreadable())
    waiting.clear()
    watched()
  }
  const start = (): Worker => {
    const started = new Worker(join(checkout, 'src/adapters', file), { execArgv: [] })
    started.on('message', answered)
    started.on('error', () => fallen(started))
    started.on('exit', () => fallen(started))
    return started
  }
  return {
    ask(order: Without<Order>): Promise<Told> {
      worker ??= start()
      worker.ref()
      const id = ++last
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject })
        if (waiting.size === 1) watched()
        // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
        worker?.postMessage({ id, ...order })
      })
    },
    async close(): Promise<void> {
      await worker?.terminate()
    },
  }
}
