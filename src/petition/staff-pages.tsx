import type { Problem } from '../lib/problem.ts'
import { showMoment, toLocalMinute } from '../lib/time.ts'
import { SupervisionPage } from '../measure/shell.tsx'
import { PETITIONS_PATH } from '../measure/supervision.ts'
import type { StaffActor } from '../office/actor.ts'
import type { Office } from '../office/directory.ts'
import { KeyValues, Note, Panel } from '../ui/blocks.tsx'
import { Actions, BackLink, Button } from '../ui/buttons.tsx'
import { ErrorSummary, problemOf } from '../ui/fields.tsx'
import { Timeline } from '../ui/history.tsx'
import { Select, TextArea } from '../ui/inputs.tsx'
import { PostForm } from '../ui/keys.tsx'
import { Tag } from '../ui/status.tsx'
import { DataTable, type Column } from '../ui/tables.tsx'
import type { ListedPetition } from './lists-store.ts'
import type { PetitionToAnswer } from './office-acts.ts'
import { petitionPaths } from './paths.ts'
import { isLate } from './petition.ts'
import { topicIn } from './public-pages.tsx'
import type { EventKind, PetitionEvent } from './store.ts'
import type { PetitionTerms } from './terms.ts'
import { MOST_WORDS } from './typed.ts'

const TITLE = 'Phản ánh, kiến nghị'

type Named = { terms: PetitionTerms; nameOf: (officeId: number) => string }

export type ListedRow = ListedPetition & { dueAt: Date; isLate: boolean }

/** What waits first, by its time; then what was answered. */
export function PetitionsPage(props: Named & { me: StaffActor; rows: readonly ListedRow[] }) {
  const { me, rows } = props
  return (
    <SupervisionPage me={me} title={TITLE} current={PETITIONS_PATH}>
      <h1>{TITLE}</h1>
      <p class="meta">
        Người đã làm việc với hồ sơ bị phản ánh không giải quyết phản ánh đó. Quá hạn thì phản ánh
        tự chuyển lên cấp trên. Người gửi là người kết thúc.
      </p>
      <DataTable
        caption="Phản ánh của các đơn vị ông/bà giám sát"
        rows={rows}
        empty="Chưa có phản ánh nào."
        columns={columnsOf(props)}
      />
    </SupervisionPage>
  )
}

function columnsOf({ terms, nameOf }: Named): Column<ListedRow>[] {
  return [
    {
      title: 'Về việc',
      heading: true,
      cell: ({ id, topic }) => (
        <a href={petitionPaths.staffOne(id)}>{topicIn(terms, topic, 'vi')}</a>
      ),
    },
    { title: 'Đơn vị bị phản ánh', cell: ({ officeId }) => nameOf(officeId) },
    { title: 'Nơi giải quyết', cell: ({ handlerId }) => nameOf(handlerId) },
    { title: 'Gửi lúc', cell: ({ sentAt }) => showMoment(sentAt) },
    {
      title: 'Hạn trả lời',
      cell: ({ state, dueAt }) => (state === 'open' ? showMoment(dueAt) : '–'),
    },
    { title: 'Trạng thái', cell: (row) => <RowTag {...row} /> },
  ]
}

const STATES = {
  open: 'Chờ trả lời',
  answered: 'Đã trả lời',
  refused: 'Không tiếp nhận',
  closed: 'Đã kết thúc',
} as const
const TONES = { open: 'doing', answered: 'done', refused: 'locked', closed: 'locked' } as const

function RowTag({ state, level, isLate: late }: Pick<ListedRow, 'state' | 'level' | 'isLate'>) {
  if (late) return <Tag tone="bad">Quá hạn</Tag>
  if (state === 'open' && level > 0) return <Tag tone="ask">Chuyển lên, chờ trả lời</Tag>
  return <Tag tone={TONES[state]}>{STATES[state]}</Tag>
}

export type Values = Readonly<Record<string, string>>

export type PetitionPageProps = Named &
  PetitionToAnswer & {
    me: StaffActor
    procedureName: string | null
    /** To which it can be forwarded. */
    offices: readonly Office[]
    problems: readonly Problem[]
    values: Values
    isDone: boolean
    idempotencyKey?: string | undefined
  }

/** One petition for whoever answers it. */
export function PetitionPage(props: PetitionPageProps) {
  const { me, row, facts, problems, terms } = props
  const late = isLate(row, facts.dueAt, facts.now)
  return (
    <SupervisionPage me={me} title={TITLE} current={PETITIONS_PATH} hasErrors={problems.length > 0}>
      <BackLink href={PETITIONS_PATH} />
      <ErrorSummary problems={problems} />
      <h1>{topicIn(terms, row.topic, 'vi')}</h1>
      <p>
        <RowTag state={row.state} level={row.level} isLate={late} />
      </p>
      {props.isDone ? (
        <Note tone="ok">
          <p role="status">Đã ghi.</p>
        </Note>
      ) : null}
      {props.isConcerned ? <Concerned {...props} /> : <Whole {...props} />}
    </SupervisionPage>
  )
}

/** Neither words nor sender, and one thing to do. */
function Concerned({ row, facts, idempotencyKey }: PetitionPageProps) {
  return (
    <>
      <Note tone="warn">
        <p>
          Ông/bà đã làm việc với hồ sơ bị phản ánh. Vì vậy nội dung không hiện và ông/bà không trả
          lời. Người giám sát khác, hoặc cấp trên, giải quyết.
        </p>
      </Note>
      {row.state !== 'open' || facts.superior === null ? null : (
        <PostForm action={petitionPaths.staffOne(row.id)} idempotencyKey={idempotencyKey}>
          <input type="hidden" name="words" value="Người giám sát có liên quan đến hồ sơ." />
          <Actions>
            <Button look="second" name="act" value="passUp">
              Chuyển lên cấp trên
            </Button>
          </Actions>
        </PostForm>
      )}
    </>
  )
}

function Whole(props: PetitionPageProps) {
  const { row } = props
  return (
    <>
      <About {...props} />
      {row.state === 'open' ? <Acts {...props} /> : null}
      <Panel title="Diễn biến">
        <Timeline entries={props.events.toReversed().map((event) => entryOf(event, props))} />
      </Panel>
    </>
  )
}

function About({
  row,
  events,
  sender,
  facts,
  nameOf,
  procedureName,
  published,
}: PetitionPageProps) {
  const photos = events.flatMap(({ seq, photos: some }) => some.map((_, nth) => ({ seq, nth })))
  return (
    <Panel title="Phản ánh">
      <p class="spread">{row.words ?? 'Nội dung đã xóa vì hết thời gian lưu.'}</p>
      {photos.length === 0 ? null : (
        <ul class="cluster">
          {photos.map(({ seq, nth }, n) => (
            <li>
              <a href={petitionPaths.staffPhoto(row.id, seq, nth)}>Ảnh {n + 1}</a>
            </li>
          ))}
        </ul>
      )}
      <KeyValues
        pairs={[
          { label: 'Đơn vị bị phản ánh', value: nameOf(row.officeId) },
          ...(row.isAboutHead ? [{ label: 'Về ai', value: 'Người đứng đầu hoặc cả đơn vị' }] : []),
          ...(procedureName === null ? [] : [{ label: 'Thủ tục', value: procedureName }]),
          { label: 'Nơi giải quyết', value: nameOf(row.handlerId) },
          { label: 'Gửi lúc', value: showMoment(row.sentAt) },
          ...(row.state === 'open'
            ? [{ label: 'Hạn trả lời', value: showMoment(facts.dueAt) }]
            : []),
          ...senderPairs(sender, row.isNamed),
          ...(row.state === 'closed'
            ? [
                {
                  label: 'Kết thúc',
                  value: row.isContent ? 'Người gửi đồng ý' : 'Người gửi không có ý kiến',
                },
              ]
            : []),
          ...(published === undefined
            ? []
            : [{ label: 'Đã công khai', value: showMoment(published.publishedAt) }]),
        ]}
      />
    </Panel>
  )
}

function senderPairs(sender: PetitionPageProps['sender'], isNamed: boolean) {
  if (sender === undefined)
    return [
      { label: 'Người gửi', value: isNamed ? 'Đã xóa vì hết thời gian lưu' : 'Không ghi tên' },
    ]
  return [
    { label: 'Người gửi', value: sender.fullName },
    { label: 'Địa chỉ', value: sender.address },
    { label: 'Liên lạc', value: sender.contact },
    ...(sender.dossierCode === null ? [] : [{ label: 'Hồ sơ', value: sender.dossierCode }]),
  ]
}

/** Answer, and make it public; ask; forward; pass up; refuse. Each with its own box. */
function Acts(props: PetitionPageProps) {
  const { row, facts, terms, problems, values } = props
  const action = petitionPaths.staffOne(row.id)
  const words = (act: string) => ({
    name: `words.${act}`,
    value: values[`words.${act}`] ?? '',
    error: problemOf(problems, `words.${act}`),
    maxlength: MOST_WORDS,
  })
  const published = (name: string) => ({
    name,
    value: values[name] ?? '',
    error: problemOf(problems, name),
    maxlength: MOST_WORDS,
  })
  const keyOf = (act: string) => (values['act'] === act ? props.idempotencyKey : undefined)
  return (
    <>
      <Panel title="Trả lời">
        <PostForm action={action} main idempotencyKey={keyOf('answer')}>
          <TextArea
            {...words('answer')}
            label="Kết quả xác minh và việc đã làm"
            hint="Người gửi đọc nguyên văn."
          />
          <p>
            <b>Công khai</b> <span class="opt">(không bắt buộc)</span>
          </p>
          <p class="meta">Viết lại bằng lời khác, không nêu tên, mã hồ sơ hay nơi ở của ai.</p>
          <TextArea {...published('asked')} label="Phản ánh, viết lại" />
          <TextArea {...published('answered')} label="Trả lời, viết lại" />
          <Actions>
            <Button name="act" value="answer">
              Trả lời
            </Button>
          </Actions>
        </PostForm>
      </Panel>
      <Panel title="Việc khác">
        <details open={values['act'] === 'ask'}>
          <summary>Hỏi thêm người gửi</summary>
          <PostForm action={action} idempotencyKey={keyOf('ask')}>
            <TextArea {...words('ask')} label="Câu hỏi" hint="Hạn trả lời không đổi." />
            <Button look="second" name="act" value="ask">
              Gửi câu hỏi
            </Button>
          </PostForm>
        </details>
        <details open={values['act'] === 'forward'}>
          <summary>Chuyển đến đơn vị có thẩm quyền</summary>
          <PostForm action={action} idempotencyKey={keyOf('forward')}>
            <p class="meta">
              Trong {terms.limits.forward.value} ngày làm việc. Hạn trả lời người gửi không đổi.
            </p>
            <Select
              name="office"
              label="Đơn vị"
              value={values['office'] ?? ''}
              error={problemOf(problems, 'office')}
              options={props.offices.map(({ id, name }) => ({ value: String(id), label: name }))}
            />
            <TextArea {...words('forward')} label="Lý do" />
            <Button look="second" name="act" value="forward">
              Chuyển
            </Button>
          </PostForm>
        </details>
        {facts.superior === null ? null : (
          <details open={values['act'] === 'passUp'}>
            <summary>Chuyển lên cấp trên</summary>
            <PostForm action={action} idempotencyKey={keyOf('passUp')}>
              <TextArea {...words('passUp')} label="Lý do" />
              <Button look="second" name="act" value="passUp">
                Chuyển lên
              </Button>
            </PostForm>
          </details>
        )}
        <details open={values['act'] === 'refuse'}>
          <summary>Không tiếp nhận giải quyết</summary>
          <PostForm action={action} idempotencyKey={keyOf('refuse')}>
            <p class="meta">
              Trong {terms.limits.refuse.value} ngày làm việc. Khiếu nại, tố cáo: chỉ cho người gửi
              nơi gửi đúng.
            </p>
            <TextArea
              {...words('refuse')}
              label="Lý do và nơi gửi đúng"
              hint="Người gửi đọc nguyên văn, và có thể chuyển lên cấp trên."
            />
            <Button look="refuse" name="act" value="refuse">
              Không tiếp nhận
            </Button>
          </PostForm>
        </details>
      </Panel>
    </>
  )
}

const HAPPENED: Readonly<Record<EventKind, string>> = {
  sent: 'Người dân gửi',
  added: 'Người gửi bổ sung',
  asked: 'Hỏi thêm người gửi',
  forwarded: 'Chuyển đơn vị',
  passedUp: 'Chuyển lên cấp trên',
  answered: 'Trả lời',
  refused: 'Không tiếp nhận',
  closed: 'Kết thúc',
}

const BY_CLOCK: Partial<Record<EventKind, string>> = {
  closed: 'Tự kết thúc, vì người gửi không có ý kiến.',
  passedUp: 'Tự động, vì quá hạn.',
  forwarded: 'Tự động, vì đơn vị cũ đã sáp nhập hoặc giải thể.',
}

function entryOf(event: PetitionEvent, { nameOf }: Named) {
  const local = toLocalMinute(event.at)
  const words = event.by === 'clock' ? (BY_CLOCK[event.kind] ?? null) : event.words
  return {
    icon: event.by === 'sender' ? ('send' as const) : ('half' as const),
    title: HAPPENED[event.kind],
    ...(words !== null && { text: <span class="spread">{words}</span> }),
    at: local,
    atInWords: showMoment(local),
    ...(event.officeId !== null && { where: nameOf(event.officeId) }),
  }
}
