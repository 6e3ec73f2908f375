import type { PaperMark } from '../dossier/paper-mark.ts'
import { Button } from '../ui/buttons.tsx'
import { MARKING } from './mark-sheet.tsx'
import { placeInWords } from './mark-words.ts'
import { marksIn, placeField, placeText, wordField, type ReadMark } from './marks.ts'
import { marksOn, type PaperToAsk } from './supplement-request.ts'

/** Beside the faults of a paper: which places are marked so far, and a way to each of its files. */
export function MarkButtons(props: {
  paper: PaperToAsk
  values: Readonly<Record<string, string>>
}) {
  const { files = [], unshown = [] } = props.paper
  if (files.length === 0 && unshown.length === 0) return null
  const marks = marksOn(marksIn({ text: (name) => props.values[name] ?? '' }), files)
  return (
    <div class="field x2">
      {marks.map(({ n, mark }) => (
        <>
          <input type="hidden" name={placeField(n)} value={placeText(mark)} />
          <input type="hidden" name={wordField(n)} value={mark.words} />
        </>
      ))}
      <MarksSaid marks={marks.map(({ mark }) => mark)} />
      {unshown.length === 0 ? null : (
        <p class="meta">
          Không đánh dấu được trên {unshown.map(named).join('; ')}: hệ thống không mở được ảnh HEIC.
          Hãy mở tệp trên máy và ghi rõ chỗ sai bằng lời.
        </p>
      )}
      <p class="cluster">
        {files.map((file) => (
          <Button
            look="second"
            small
            icon="edit"
            name={MARKING}
            value={`show ${file.id} ${firstPage(marks, file.id)}`}
          >
            Đánh dấu trên {named(file.name)}
          </Button>
        ))}
      </p>
    </div>
  )
}

const named = (name: string): string => (name === '' ? 'tệp không tên' : name)

/** Where the first mark of the file lies, else its beginning. */
function firstPage(marks: readonly ReadMark[], file: string): number {
  return marks.find(({ mark }) => mark.file === file)?.mark.page ?? 1
}

/** The marks as a list of words; nothing without marks. */
export function MarksSaid({ marks = [] }: { marks?: readonly PaperMark[] | undefined }) {
  if (marks.length === 0) return null
  return (
    <ol class="meta">
      {marks.map((mark) => (
        <li>
          {mark.words} ({placeInWords(mark, { lang: 'vi', isOnePage: false })})
        </li>
      ))}
    </ol>
  )
}
