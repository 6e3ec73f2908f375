import type { Problem } from '../lib/problem.ts'
import type { StaffActor } from '../office/actor.ts'
import { Note, Panel } from '../ui/blocks.tsx'
import { Button, ButtonLink } from '../ui/buttons.tsx'
import { ErrorSummary, problemOf } from '../ui/fields.tsx'
import { Icon } from '../ui/icons.tsx'
import { TextInput } from '../ui/inputs.tsx'
import { PostForm } from '../ui/keys.tsx'
import { Clock } from '../ui/status.tsx'
import { DataTable, Dock, Pager, type Column } from '../ui/tables.tsx'
import { afterText, notInBatch, type QueueLine } from './queue.ts'
import { DeskPage, signPath } from './shell.tsx'
import { shortHash } from './signing-facts.ts'

export type SigningListProps = {
  me: StaffActor
  lines: readonly QueueLine[]
  count: number
  hasMore: boolean
  /** Whether the one-time code has to be given again. */
  needsCode: boolean
  chosen?: ReadonlySet<string>
  problems?: readonly Problem[]
  idempotencyKey?: string | undefined
}

/** Mock 12: what waits for the leader; what was opened and shows nothing unusual may be signed together. */
export function SigningListPage(props: SigningListProps) {
  const { me, lines, problems = [] } = props
  const [alone, together] = parted(lines)
  return (
    <DeskPage
      me={me}
      title="Chờ ký"
      current="/ky"
      counts={{ '/ky': props.count }}
      hasErrors={problems.length > 0}
    >
      <ErrorSummary problems={problems} />
      <div class="head">
        <h1>Chờ ký</h1>
        <span class="meta">{props.count} văn bản, gần hạn nhất ở trên</span>
        <div class="push">
          <ButtonLink look="second" href="/viec/can-xin-loi">
            Cần xin lỗi
          </ButtonLink>
        </div>
      </div>
      {lines.length === 0 ? (
        <Note tone="ok">
          <p>Không có văn bản nào chờ ký.</p>
        </Note>
      ) : (
        <Opened lines={together} />
      )}
      <PostForm action="/ky/lo" id="batch" main label="Ký lô" idempotencyKey={props.idempotencyKey}>
        {kindsOf(together).map(([name, group]) => (
          <Panel title={name}>
            <DataTable
              caption={`${name}: văn bản chờ ký`}
              columns={columnsFor(props)}
              rows={group}
              empty=""
            />
          </Panel>
        ))}
        {props.needsCode && together.some(({ isSeen }) => isSeen) ? (
          <CodeField problems={problems} />
        ) : null}
      </PostForm>
      {alone.length === 0 ? null : <Alone lines={alone} />}
      {props.hasMore && lines.length > 0 ? (
        <Pager nextHref={`/ky?sau=${afterText(lines.at(-1)!.place)}`} />
      ) : null}
      <Acts lines={together} />
    </DeskPage>
  )
}

/** Whatever stands out is signed alone; the rest may go together, once opened. */
function parted(lines: readonly QueueLine[]): [QueueLine[], QueueLine[]] {
  const alone = lines.filter((line) => !line.isMine || line.standsOut.length > 0)
  return [alone, lines.filter((line) => !alone.includes(line))]
}

function kindsOf(lines: readonly QueueLine[]): [string, QueueLine[]][] {
  return Object.entries(Object.groupBy(lines, ({ procedureName }) => procedureName)).map(
    ([name, group]) => [name, group ?? []],
  )
}

function Opened({ lines }: { lines: readonly QueueLine[] }) {
  const seen = lines.filter(({ isSeen }) => isSeen).length
  return (
    <Note>
      <p>
        Chỉ ký chung được những văn bản ông/bà đã mở.{' '}
        <b>
          Đã mở {seen} trong {lines.length}.
        </b>{' '}
        Văn bản có điểm khác thường nằm riêng bên dưới, phải ký từng cái.
      </p>
    </Note>
  )
}

function columnsFor({ chosen }: SigningListProps): Column<QueueLine>[] {
  return [
    {
      title: 'Ký',
      cell: (line) => <Tick line={line} isChosen={chosen?.has(line.id) ?? line.isSeen} />,
    },
    {
      title: 'Chủ hồ sơ',
      heading: true,
      cell: (line) => (
        <>
          <a href={signPath(line.id)}>{line.ownerName}</a>
          <small class="code">{line.code}</small>
        </>
      ),
    },
    { title: 'Hạn trả', cell: (line) => <DueOf line={line} /> },
    { title: 'Người trình', cell: ({ preparer }) => preparer },
    { title: 'Đã xem', cell: (line) => <Seen line={line} /> },
    {
      title: 'Dấu nội dung',
      cell: ({ sha256 }) => <span class="code">{shortHash(sha256).slice(0, 9)}</span>,
    },
  ]
}

/** A box only for what was opened: the others are opened first. */
function Tick({ line, isChosen }: { line: QueueLine; isChosen: boolean }) {
  if (notInBatch(line) !== null) return <Icon name="lock" />
  return (
    <span class="check">
      <input
        type="checkbox"
        name="doc"
        value={`${line.id}.${line.sha256}`}
        checked={isChosen}
        aria-label={`Ký ${line.ownerName}`}
      />
    </span>
  )
}

export function DueOf({ line }: { line: QueueLine }) {
  if (line.countdown === null) return null
  const { state, used, short } = line.countdown
  return (
    <Clock state={state} used={used}>
      {short}
    </Clock>
  )
}

function Seen({ line }: { line: QueueLine }) {
  return (
    <span class={line.isSeen ? 'same' : 'differs'}>
      <Icon name={line.isSeen ? 'eye' : 'lock'} />
      {line.isSeen ? 'Đã mở' : 'Chưa mở'}
    </span>
  )
}

function Alone({ lines }: { lines: readonly QueueLine[] }) {
  return (
    <Panel title="Để riêng, ký từng cái">
      {lines.map((line) => (
        <div class="opt-row">
          <span>
            <b>{line.ownerName}</b> <span class="code">{line.code}</span>
            <br />
            <span class="meta">{notInBatch(line)}</span>
          </span>
          <a class="btn btn--2 btn--s" href={signPath(line.id)}>
            {line.isMine ? 'Xem và ký' : 'Xem'}
          </a>
        </div>
      ))}
    </Panel>
  )
}

function Acts({ lines }: { lines: readonly QueueLine[] }) {
  const seen = lines.filter(({ isSeen }) => isSeen).length
  const next = lines.find(({ isSeen }) => !isSeen)
  if (lines.length === 0) return null
  return (
    <Dock note="Ký xong, văn thư cấp số và đóng dấu. Không ký hộ, không ký khi chưa xem.">
      {seen === 0 ? null : (
        <Button form="batch" icon="sign" keys="Ctrl ↵">
          Ký các văn bản đã chọn
        </Button>
      )}
      {next === undefined ? null : (
        <ButtonLink look={seen === 0 ? 'main' : 'second'} href={signPath(next.id)} keys="N">
          Mở văn bản chưa xem
        </ButtonLink>
      )}
    </Dock>
  )
}

/** Asked again when the last code is older than five minutes: a signature binds the office. */
export function CodeField({ problems }: { problems: readonly Problem[] | undefined }) {
  return (
    <TextInput
      name="code"
      label="Mã xác thực 6 số"
      hint="Đã hơn 5 phút từ lần nhập mã gần nhất. Nhập mã đang hiện trên điện thoại để ký."
      inputmode="numeric"
      autocomplete="one-time-code"
      maxlength={7}
      size={12}
      error={problemOf(problems, 'code')}
    />
  )
}
