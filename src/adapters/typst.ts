import { readdirSync, readFileSync, existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { PAPER_FOLDERS, PaperFailed } from '../signing/render.ts'
import type { PaperInput, PaperRenderer, PaperTemplate, PaperVersion } from '../signing/render.ts'
import { fontCoverage } from './font-coverage.ts'
import type { Coverage } from './font-coverage.ts'
import type { SettingAnswer, SettingOrder, SettingPlace } from './typst-worker.ts'

export type TypstOptions = {
  /** Folder of the templates; default `data/templates/papers` of this package. */
  papersDir?: string
  /** The state font (NĐ 30/2020: Times New Roman); default Tinos, which has the same measures. */
  font?: { dir: string; family: string }
}

const root = packageRoot(dirname(fileURLToPath(import.meta.url)))

/** Starts the thread at the first paper; `close` ends it. */
export function typstRenderer(options: TypstOptions = {}): PaperRenderer {
  const place: SettingPlace = {
    papersDir: options.papersDir ?? join(root, 'data/templates/papers'),
    fontDir: options.font?.dir ?? tinosDir(),
    fontFamily: options.font?.family ?? 'Tinos',
  }
  const versions = readVersions(place.papersDir)
  const drawable = coverageOf(place.fontDir)
  const thread = settingThread(place)
  return {
    render: (template, version, paper) => {
      find(versions, template, version)
      return thread.set({
        mainFile: join(place.papersDir, PAPER_FOLDERS[template], `${version}.typ`),
        paper: JSON.stringify(printable(paper, drawable)),
        createdAt: secondsOf(paper),
        tagged: !template.endsWith('Appearance'),
      })
    },
    version: (template, version) => find(versions, template, version),
    versionOn: (template, day) => inForce(versions, template, day),
    close: thread.close,
  }
}

/** The folder of package.json: the same above `src/adapters/typst.ts` and above the bundle `dist/main.js`. */
function packageRoot(from: string): string {
  if (existsSync(join(from, 'package.json'))) return from
  const parent = dirname(from)
  if (parent === from) throw new Error('the package of Một Cửa was not found above this program')
  return packageRoot(parent)
}

function tinosDir(): string {
  const require = createRequire(join(root, 'package.json'))
  return dirname(require.resolve('@expo-google-fonts/tinos/package.json'))
}

function readVersions(papersDir: string): PaperVersion[] {
  return (Object.keys(PAPER_FOLDERS) as PaperTemplate[]).flatMap((template) => {
    const folder = join(papersDir, PAPER_FOLDERS[template])
    return readdirSync(folder)
      .filter((file) => file.endsWith('.json'))
      .map((file) => {
        const about = JSON.parse(readFileSync(join(folder, file), 'utf8')) as PaperVersion
        return { ...about, template, version: file.slice(0, -'.json'.length) }
      })
  })
}

function find(versions: readonly PaperVersion[], template: PaperTemplate, version: string) {
  const found = versions.find((each) => each.template === template && each.version === version)
  if (!found) throw new PaperFailed(`Không có mẫu ${template} bản ${version}.`)
  return found
}

function inForce(versions: readonly PaperVersion[], template: PaperTemplate, day: string) {
  const started = versions.filter((each) => each.template === template && each.validFrom <= day)
  const latest = started.sort((a, b) => (a.validFrom < b.validFrom ? -1 : 1)).at(-1)
  if (!latest) throw new PaperFailed(`Chưa có mẫu ${template} dùng cho ngày ${day}.`)
  return latest
}

function secondsOf(paper: PaperInput): number {
  const seconds = Math.floor(Date.parse(paper.createdAt) / 1000)
  if (!Number.isFinite(seconds)) throw new PaperFailed('Giấy tờ không ghi thời điểm lập.')
  return seconds
}

/** A character counts as drawable when every style of the font has it. */
function coverageOf(fontDir: string): Coverage {
  const fonts = readdirSync(fontDir, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /\.[to]tf$/i.test(file),
  )
  if (fonts.length === 0) throw new Error(`Không có tệp phông chữ nào trong ${fontDir}`)
  const styles = fonts.map((file) => fontCoverage(readFileSync(join(fontDir, file))))
  return (codePoint) => styles.every((covers) => covers(codePoint))
}

const MISSING = '\u25a1'

/**
 * The content with only what the state font can draw: a missing character becomes a visible empty box (PDF/A refuses
 * the rest, and another font of the machine would make the bytes differ); direction marks go, since they reorder a
 * printed line without a trace.
 */
function printable(value: unknown, drawable: Coverage): unknown {
  if (typeof value === 'string') return printableText(value, drawable)
  if (Array.isArray(value)) return value.map((each) => printable(each, drawable))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, printable(each, drawable)]),
  )
}

function printableText(text: string, drawable: Coverage): string {
  const plain = text
    .toWellFormed()
    .replace(/\p{Cf}/gu, '')
    .normalize('NFC')
  return Array.from(plain, (character) => {
    const keeps = character === '\n' || drawable(character.codePointAt(0)!)
    return keeps ? character : MISSING
  }).join('')
}

type Waiting = { resolve: (pdf: Uint8Array) => void; reject: (error: Error) => void }

/**
 * One thread, started when needed and again after it died; every open order of a dead thread fails aloud.
 * Node reads the thread's file as it stands, so it is the same for the sources and for the bundle.
 */
function settingThread(place: SettingPlace) {
  const waiting = new Map<number, Waiting>()
  let worker: Worker | undefined
  let last = 0
  const answer = (reply: SettingAnswer): void => {
    const order = waiting.get(reply.id)
    waiting.delete(reply.id)
    if (waiting.size === 0) worker?.unref()
    if ('pdf' in reply) order?.resolve(reply.pdf)
    else order?.reject(new PaperFailed(reply.failure))
  }
  const fallen = (died: Worker, error: Error): void => {
    if (worker !== died) return
    worker = undefined
    for (const order of waiting.values()) order.reject(error)
    waiting.clear()
  }
  const start = (): Worker => {
    const file = join(root, 'src/adapters/typst-worker.ts')
    const started = new Worker(file, { workerData: place, execArgv: [] })
    started.on('message', answer)
    started.on('error', (error: Error) => fallen(started, error))
    started.on('exit', () => fallen(started, new PaperFailed('Luồng lập giấy tờ đã dừng.')))
    return started
  }
  return {
    set(order: Omit<SettingOrder, 'id'>): Promise<Uint8Array> {
      worker ??= start()
      worker.ref()
      const id = ++last
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject })
        // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
        worker?.postMessage({ id, ...order } satisfies SettingOrder)
      })
    },
    async close(): Promise<void> {
      await worker?.terminate()
    },
  }
}
