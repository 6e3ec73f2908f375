/** The thread in which typst sets papers: the compiler is native and synchronous, so it never runs beside requests. */
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import { parentPort, workerData } from 'node:worker_threads'

export type SettingOrder = {
  id: number
  mainFile: string
  /** The paper's content as JSON text; the template reads it with json(bytes(sys.inputs.paper)). */
  paper: string
  /** Seconds since 1970; becomes the document's date. */
  createdAt: number
  /** Structure for screen readers; left out of pictures that go into another paper. */
  tagged: boolean
}
export type SettingAnswer = { id: number; pdf: Uint8Array } | { id: number; failure: string }
export type SettingPlace = { papersDir: string; fontDir: string; fontFamily: string }

const KEPT_COMPILATIONS = 30
const place = workerData as SettingPlace
const compiler = NodeCompiler.create({
  workspace: place.papersDir,
  fontArgs: [{ fontPaths: [place.fontDir] }],
})

parentPort!.on('message', (order: SettingOrder) => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
  parentPort!.postMessage(set(order))
})

function set(order: SettingOrder): SettingAnswer {
  try {
    const compiled = compiler.compile({
      mainFilePath: order.mainFile,
      inputs: { paper: order.paper, font: place.fontFamily },
    })
    const page = compiled.result
    if (!page) return { id: order.id, failure: complaint(compiled) }
    const pdf = compiler.pdf(page, {
      pdfStandard: 'a-2b',
      pdfTags: order.tagged,
      creationTimestamp: order.createdAt,
    })
    return { id: order.id, pdf: new Uint8Array(pdf) }
  } catch (error) {
    return { id: order.id, failure: error instanceof Error ? error.message : String(error) }
  } finally {
    compiler.evictCache(KEPT_COMPILATIONS)
  }
}

function complaint(compiled: ReturnType<NodeCompiler['compile']>): string {
  const diagnostics = compiled.takeDiagnostics()?.shortDiagnostics ?? []
  return JSON.stringify(diagnostics)
}
