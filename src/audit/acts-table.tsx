import { showMoment } from '../lib/time.ts'
import type { ActRow } from '../office/operator-store.ts'
import { Panel } from '../ui/blocks.tsx'
import { Button } from '../ui/buttons.tsx'
import { PostForm } from '../ui/keys.tsx'
import { DataTable, type Column } from '../ui/tables.tsx'
import { actWords, subjectWords } from './act-words.ts'

/** Who did what about it, the newest first. */
export function ActsTable({
  acts,
  withSubject,
}: {
  acts: readonly ActRow[]
  withSubject: boolean
}) {
  return (
    <DataTable
      caption="Nhật ký thao tác"
      columns={withSubject ? [...columns.slice(0, 2), subject, ...columns.slice(2)] : columns}
      rows={acts}
      empty="Chưa ai làm gì."
    />
  )
}

const subject: Column<ActRow> = { title: 'Với', cell: (row) => subjectWords(row.subject) }
const columns: Column<ActRow>[] = [
  { title: 'Lúc', heading: true, cell: ({ at }) => showMoment(at) },
  { title: 'Việc', cell: ({ action }) => actWords(action) },
  { title: 'Ai', cell: ({ by }) => by },
  { title: 'Lý do', cell: ({ reason }) => reason ?? '' },
  { title: 'Kết quả', cell: ({ outcome }) => outcome ?? '' },
]

/** One verb with nothing to fill in. */
export function ActButton(props: {
  action: string
  act: string
  fields?: Readonly<Record<string, string>>
  words: string
  small?: boolean
  look?: 'main' | 'second' | 'refuse'
}) {
  return (
    <PostForm action={props.action}>
      <input type="hidden" name="act" value={props.act} />
      {Object.entries(props.fields ?? {}).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      <Button look={props.look ?? 'second'} small={props.small ?? false}>
        {props.words}
      </Button>
    </PostForm>
  )
}

export function ActsPanel({ acts }: { acts: readonly ActRow[] }) {
  return (
    <Panel title="Đã làm gì">
      <ActsTable acts={acts} withSubject={false} />
    </Panel>
  )
}
