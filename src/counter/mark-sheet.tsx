import type { Problem } from '../lib/problem.ts'
import { MOST_MARKS } from '../dossier/paper-mark.ts'
import { Panel } from '../ui/blocks.tsx'
import { Button } from '../ui/buttons.tsx'
import { problemOf } from '../ui/fields.tsx'
import { Icon } from '../ui/icons.tsx'
import { Suggestions, TextInput } from '../ui/inputs.tsx'
import { PostForm } from '../ui/keys.tsx'
import { MarkedPicture } from '../ui/marked.tsx'
import { Dock } from '../ui/tables.tsx'
import { markWording, placeInWords } from './mark-words.ts'
import {
  CELL_WORD,
  cellField,
  CELLS,
  placeField,
  placeText,
  wordField,
  type MarkableFile,
  type ReadMark,
} from './marks.ts'

/** Which of several things a button of marking does; read by `markingAsked`. */
export const MARKING = '_mark'

/** The words that officials write most. */
const USUAL_WORDS = ['mờ', 'thiếu trang', 'không thấy dấu', 'bị che', 'bị cắt mất', 'sai số']

export type MarkSheetProps = {
  /** Where the request is sent, and the marks with it. */
  action: string
  dossierId: string
  file: MarkableFile
  page: number
  /** Every mark of the paper to which the file belongs, in their order. */
  marks: readonly ReadMark[]
  /** The other boxes of the request: they are carried along. */
  carried: Readonly<Record<string, string>>
  /** What was typed beside the nine parts. */
  cellWord: string
  problems: readonly Problem[]
  idempotencyKey: string
}

/** One page of one file: a frame is drawn with mouse or finger, or the parts of the page are chosen. */
export function MarkSheet(props: MarkSheetProps) {
  const { file, page, dossierId } = props
  const here = props.marks.filter(({ mark }) => mark.file === file.id && mark.page === page)
  const numbered = props.marks.map((read, index) => ({ ...read, number: index + 1 }))
  const shown = numbered.filter(({ n }) => here.some((each) => each.n === n))
  const elsewhere = numbered.filter((each) => !shown.includes(each))
  return (
    <>
      <PostForm action={props.action} id="marks" main idempotencyKey={props.idempotencyKey}>
        {Object.entries(props.carried).map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
        {elsewhere.map(({ n, mark }) => (
          <>
            <input type="hidden" name={placeField(n)} value={placeText(mark)} />
            <input type="hidden" name={wordField(n)} value={mark.words} />
          </>
        ))}
        <div class="split">
          <div
            class="marked marked--draw"
            data-marked={`${file.id} ${page}`}
            data-number={numbered.length + 1}
            data-most={MOST_MARKS}
          >
            <MarkedPicture
              src={pagePath(dossierId, file.id, page)}
              isFirst
              alt={`Trang ${page} của ${file.name}`}
              frames={shown.map(({ number, mark }) => ({ number, ...mark }))}
            />
            <Parts />
          </div>
          <div class="stick">
            <Adding {...props} />
            <Rows {...props} shown={shown} />
            <Pages {...props} />
          </div>
        </div>
      </PostForm>
      <Suggestions id="mark-words" words={USUAL_WORDS} />
      <Dock>
        <Button form="marks" name={MARKING} value="done" keys="Ctrl ↵">
          Xong, về yêu cầu bổ sung
        </Button>
      </Dock>
    </>
  )
}

export const pagePath = (dossierId: string, fileId: string, page: number): string =>
  `/tep/${dossierId}/${fileId}/trang/${page}`

/** The nine parts lie over the picture: without a script, and with the keys, they are chosen instead of drawn. */
function Parts() {
  const t = markWording('vi')
  return (
    <div class="marked__parts" role="group" aria-label="Các phần của trang">
      {CELLS.map((cell) => (
        <label>
          <input type="checkbox" name={cellField(cell)} value="yes" />
          <span class="vh">{t.cell[cell]}</span>
          <i aria-hidden="true" />
        </label>
      ))}
    </div>
  )
}

function Adding({ file, page, problems, cellWord }: MarkSheetProps) {
  return (
    <Panel title="Thêm chỗ đánh dấu">
      <p class="meta" data-drawing hidden>
        Kéo chuột hoặc ngón tay trên ảnh để vẽ khung, rồi ghi vài chữ ở khung vừa vẽ.
      </p>
      <TextInput
        name={CELL_WORD}
        label="Ghi ở phần vừa chọn"
        hint="Chọn một hoặc nhiều phần trên ảnh, ghi vài chữ, rồi bấm Thêm."
        maxlength={100}
        list="mark-words"
        value={cellWord}
        error={problemOf(problems, CELL_WORD)}
      />
      <Button look="second" icon="plus" name={MARKING} value={`add ${file.id} ${page}`}>
        Thêm
      </Button>
    </Panel>
  )
}

type Shown = ReadMark & { number: number }

function Rows(props: MarkSheetProps & { shown: readonly Shown[] }) {
  const { shown, file, page, problems } = props
  const isOnePage = file.pages === 1
  return (
    <Panel title="Chỗ đã đánh dấu trên trang này">
      <p class="meta">Mỗi giấy tờ nhiều nhất {MOST_MARKS} chỗ.</p>
      <ul class="plain marks" data-marks>
        {shown.map(({ n, number, mark }) => (
          <MarkRow
            n={String(n)}
            number={String(number)}
            place={placeText(mark)}
            words={mark.words}
            where={placeInWords(mark, { lang: 'vi', isOnePage })}
            drop={`drop ${n} ${file.id} ${page}`}
            error={problemOf(problems, wordField(n))}
          />
        ))}
      </ul>
      <template data-mark-row>
        <MarkRow
          n="__n__"
          number="__number__"
          place=""
          words=""
          where=""
          drop={`drop __n__ ${file.id} ${page}`}
        />
      </template>
    </Panel>
  )
}

type RowProps = {
  n: string
  number: string
  place: string
  words: string
  where: string
  drop: string
  error?: string | undefined
}

function MarkRow({ n, number, place, words, where, drop, error }: RowProps) {
  return (
    <li>
      <input type="hidden" name={`place.${n}`} value={place} />
      <TextInput
        name={`word.${n}`}
        label={`Chỗ ${number}`}
        {...(where === '' ? {} : { hint: where })}
        maxlength={100}
        list="mark-words"
        value={words}
        error={error}
      />
      <Button look="second" small name={MARKING} value={drop}>
        <Icon name="trash" />
        Bỏ chỗ {number}
      </Button>
    </li>
  )
}

/** The other pages of the same file. */
function Pages({ file, page }: MarkSheetProps) {
  if (file.pages === 1) return null
  const to = (other: number) => `show ${file.id} ${other}`
  return (
    <Panel title={`Trang ${page} trong ${file.pages} trang`}>
      <p class="cluster">
        {page === 1 ? null : (
          <Button look="second" small icon="prev" name={MARKING} value={to(page - 1)}>
            Trang trước
          </Button>
        )}
        {page === file.pages ? null : (
          <Button look="second" small endIcon="next" name={MARKING} value={to(page + 1)}>
            Trang sau
          </Button>
        )}
      </p>
    </Panel>
  )
}
