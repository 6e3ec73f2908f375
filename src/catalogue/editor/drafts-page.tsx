import { showMoment } from '../../lib/time.ts'
import type { Problem } from '../../lib/problem.ts'
import type { StaffActor } from '../../office/actor.ts'
import { Note, Panel } from '../../ui/blocks.tsx'
import { Button } from '../../ui/buttons.tsx'
import { Choices } from '../../ui/choices.tsx'
import { problemOf } from '../../ui/fields.tsx'
import { TextInput } from '../../ui/inputs.tsx'
import { PostForm } from '../../ui/keys.tsx'
import { DataTable, type Column } from '../../ui/tables.tsx'
import type { Draft } from '../publication/draft.ts'
import { at } from './list-acts.ts'
import { editorPaths } from './paths.ts'
import type { Json } from './schema-kind.ts'
import { EditorPage, StateTag } from './shell.tsx'

export type NewTyped = { code: string; from: string }

export type DraftsPageProps = {
  me: StaffActor
  /** Open drafts of procedures, newest edit first. */
  drafts: readonly Draft[]
  typed: NewTyped
  problems?: readonly Problem[]
  idempotencyKey?: string | undefined
  done?: string | undefined
}

/** My drafts, those of the others, and the beginning of a new one. */
export function DraftsPage(props: DraftsPageProps) {
  const { me, drafts, problems = [] } = props
  const isMine = (draft: Draft) => draft.createdBy === me.personId
  const waiting = drafts.filter((draft) => draft.state === 'checked' && mayRelease(draft, me))
  return (
    <EditorPage me={me} title="Bản thảo" problems={problems}>
      <div class="head">
        <h1>Bản thảo</h1>
      </div>
      {props.done === undefined ? null : (
        <Note tone="ok">
          <p role="status">{props.done}</p>
        </Note>
      )}
      {waiting.length === 0 ? null : (
        <List title="Chờ ông/bà ban hành" drafts={waiting} hrefOf={editorPaths.release} />
      )}
      <List title="Của tôi" drafts={drafts.filter(isMine)} hrefOf={editorPaths.draft} />
      <List
        title="Của người khác"
        drafts={drafts.filter((draft) => !isMine(draft))}
        hrefOf={editorPaths.draft}
      />
      <NewDraft {...props} />
    </EditorPage>
  )
}

/** Who drafted or last edited a version never releases it. */
export function mayRelease(draft: Draft, me: StaffActor): boolean {
  return draft.createdBy !== me.personId && draft.editedBy !== me.personId
}

export function draftName({ body, code }: Draft): string {
  const name = at(body as Json, ['shortName', 'vi'])
  return typeof name === 'string' && name !== '' ? name : code
}

function List(props: { title: string; drafts: readonly Draft[]; hrefOf: (id: string) => string }) {
  const columns: Column<Draft>[] = [
    {
      title: 'Thủ tục',
      heading: true,
      cell: (draft) => (
        <>
          <a href={props.hrefOf(draft.id)}>{draftName(draft)}</a>
          <small>
            <span class="code">{draft.code}</span>, phiên bản {draft.version}
          </small>
        </>
      ),
    },
    { title: 'Trạng thái', cell: ({ state }) => <StateTag state={state} /> },
    { title: 'Người soạn', cell: ({ createdByName }) => createdByName },
    {
      title: 'Sửa gần nhất',
      cell: ({ editedAt, editedByName }) => (
        <>
          {showMoment(editedAt)}
          <small>{editedByName}</small>
        </>
      ),
    },
  ]
  return (
    <Panel title={`${props.title} (${props.drafts.length})`}>
      <DataTable
        caption={props.title}
        columns={columns}
        rows={props.drafts}
        empty="Không có bản thảo nào."
      />
    </Panel>
  )
}

export const beginnings = ['published', 'national', 'empty'] as const
export type Beginning = (typeof beginnings)[number]

const beginningWords: Readonly<Record<Beginning, { label: string; hint: string }>> = {
  published: {
    label: 'Phiên bản đã công bố',
    hint: 'Chép phiên bản mới nhất cùng các thử nghiệm.',
  },
  national: {
    label: 'Bản ghi chi tiết của danh mục quốc gia',
    hint: 'Mỗi giá trị ghi nguồn và để “chờ xác nhận”.',
  },
  empty: { label: 'Trang trắng', hint: 'Mọi ô để trống.' },
}

function NewDraft({ typed, problems, idempotencyKey }: DraftsPageProps) {
  return (
    <Panel title="Bản thảo mới">
      <PostForm action={editorPaths.list} label="Bản thảo mới" idempotencyKey={idempotencyKey}>
        <TextInput
          name="code"
          label="Mã thủ tục"
          hint="Ví dụ 1.001193"
          size={12}
          value={typed.code}
          error={problemOf(problems, 'code')}
        />
        <Choices
          name="from"
          label="Bắt đầu từ"
          options={beginnings.map((value) => ({ value, ...beginningWords[value] }))}
          value={typed.from}
          error={problemOf(problems, 'from')}
        />
        <Button icon="plus">Soạn bản thảo</Button>
      </PostForm>
    </Panel>
  )
}
