/** Parts that the pages of officer, leader and clerk share. */
import type { ComponentChildren } from 'preact'
import type { DossierState } from '../dossier/dossier.ts'
import { Note } from '../ui/blocks.tsx'
import { Clock } from '../ui/status.tsx'
import type { Countdown } from './countdown.ts'
import { PaperView } from './shell.tsx'

/** What was just done, said once. */
export function DoneNote({ done }: { done: string | undefined }) {
  if (done === undefined) return null
  return (
    <Note tone="ok">
      <p>{done}</p>
    </Note>
  )
}

/** The title of a dossier, and how much of its time is left. */
export function TimedHead(props: {
  title: string
  countdown: Countdown | null
  children?: ComponentChildren
}) {
  const { countdown } = props
  return (
    <div class="head">
      <h1>{props.title}</h1>
      {props.children}
      {countdown === null ? null : (
        <div class="push">
          <Clock state={countdown.state} used={countdown.used}>
            {countdown.long}
          </Clock>
        </div>
      )}
    </div>
  )
}

type PaperOfResult = NonNullable<DossierState['result']>

/** The result as far as it has come: sealed, signed, or as it went up to be signed. */
export function ResultPaper({ id, result }: { id: string; result: PaperOfResult }) {
  return (
    <PaperView
      id={id}
      sha256={result.sealedHash ?? result.signedHash ?? result.documentHash}
      title={paperTitle(result)}
    />
  )
}

function paperTitle({ sealedHash, signedHash }: PaperOfResult): string {
  if (sealedHash !== null) return 'Kết quả đã đóng dấu'
  return signedHash === null ? 'Văn bản trình ký' : 'Văn bản lãnh đạo đã ký'
}

/** The paper beside which leader and clerk decide; `none` says that there is none yet. */
export function PaperPanel(props: { id: string; result: PaperOfResult | null; none: string }) {
  const { id, result, none } = props
  return (
    <div class="panel">
      {result === null ? (
        <div class="panel__b">
          <p class="meta">{none}</p>
        </div>
      ) : (
        <ResultPaper id={id} result={result} />
      )}
    </div>
  )
}
