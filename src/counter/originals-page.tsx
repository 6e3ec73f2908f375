/** The originals of one dossier: where each is, and what this office can do with those that lie here. */
import { RESULT_PAPER, type PaperPlace } from '../dossier/custody/originals.ts'
import { originalName } from '../dossier/custody/names.ts'
import { isOpen } from '../dossier/dossier.ts'
import type { Problem } from '../lib/problem.ts'
import { showMoment } from '../lib/time.ts'
import { hasRole, type StaffActor } from '../office/actor.ts'
import { Note, Panel } from '../ui/blocks.tsx'
import { Button } from '../ui/buttons.tsx'
import { Choices, Confirmation } from '../ui/choices.tsx'
import { ErrorSummary, problemOf } from '../ui/fields.tsx'
import { TextInput } from '../ui/inputs.tsx'
import { PostForm } from '../ui/keys.tsx'
import { DataTable } from '../ui/tables.tsx'
import { DossierHead } from './dossier-parts.tsx'
import type { OpenDossier } from './open-dossier.ts'
import { paperName } from './paper-facts.ts'
import { actPath, CounterPage, slipPath } from './shell.tsx'

export type OriginalsPageProps = {
  me: StaffActor
  opened: OpenDossier
  officeName(id: number): string
  isDone: boolean
  values: Readonly<Record<string, string>>
  problems?: readonly Problem[]
  idempotencyKey?: string
}

type Row = { paper: string; place: PaperPlace }

export function OriginalsPage(props: OriginalsPageProps) {
  const { me, opened, problems = [] } = props
  const rows = Object.entries(opened.state.custody ?? {}).map(([paper, place]): Row => ({
    paper,
    place,
  }))
  const here = rows.filter(({ place }) => place.at === me.officeId && !place.isOnTheWay)
  const lost = rows.filter(
    ({ place }) => place.isMissing && (place.at === me.officeId || place.from === me.officeId),
  )
  return (
    <CounterPage me={me} title="Bản chính của hồ sơ" hasErrors={problems.length > 0}>
      <ErrorSummary problems={problems} />
      <DossierHead opened={opened} title={`Bản chính: ${opened.row.owner_name}`} />
      {props.isDone ? (
        <Note tone="ok">
          <p>Đã ghi nhận.</p>
        </Note>
      ) : null}
      <Places {...props} rows={rows} />
      {lost.length === 0 ? null : <FindForm {...props} rows={lost} />}
      {here.length > 0 && hasRole(me, 'receptionist') ? (
        <ReturnForm {...props} rows={here} />
      ) : null}
      <TakeForm {...props} rows={rows} />
    </CounterPage>
  )
}

function nameOf({ opened }: OriginalsPageProps, paper: string): string {
  return originalName(paper, (one) => paperName(opened, one))
}

function Places(props: OriginalsPageProps & { rows: readonly Row[] }) {
  return (
    <Panel>
      <DataTable
        caption="Bản chính đang ở đâu"
        rows={props.rows}
        empty="Chưa ghi nhận bản chính nào của hồ sơ này."
        columns={[
          { title: 'Giấy tờ', heading: true, cell: ({ paper }) => nameOf(props, paper) },
          { title: 'Nơi giữ', cell: ({ place }) => <Place {...props} place={place} /> },
          {
            title: 'Từ lúc',
            cell: ({ place }) =>
              place.since === undefined ? '…' : showMoment(new Date(place.since)),
          },
        ]}
      />
    </Panel>
  )
}

function Place({ place, officeName }: OriginalsPageProps & { place: PaperPlace }) {
  if (place.at === null) return <>Đã trả người nộp</>
  if (!place.isOnTheWay) return <>{officeName(place.at)}</>
  const way = `${place.from === undefined ? '…' : officeName(place.from)} → ${officeName(place.at)}`
  return (
    <>
      {place.isMissing ? <b>Thiếu khi mở túi. </b> : 'Đang chuyển: '}
      {way}
      {place.slip === undefined ? null : (
        <>
          {' '}
          (<a href={slipPath(place.slip)}>phiếu bàn giao</a>)
        </>
      )}
    </>
  )
}

function Boxes(props: OriginalsPageProps & { rows: readonly { paper: string }[]; name: string }) {
  const { rows, name, problems } = props
  return (
    <Choices
      name={name}
      label="Bản chính"
      several
      value={rows.length === 1 ? rows.map(({ paper }) => paper) : []}
      error={problemOf(problems, name)}
      options={rows.map(({ paper }) => ({ value: paper, label: nameOf(props, paper) }))}
    />
  )
}

function ReturnForm(props: OriginalsPageProps & { rows: readonly Row[] }) {
  const { opened, values, problems = [] } = props
  return (
    <Panel title="Trả cho người nộp">
      <PostForm
        action={actPath(opened.row.id, 'ban-chinh')}
        id="return"
        label="Trả bản chính"
        idempotencyKey={props.idempotencyKey}
      >
        <Boxes {...props} name="returned" />
        <Choices
          name="receiver"
          label="Ai nhận?"
          value={values['receiver'] ?? 'applicant'}
          error={problemOf(problems, 'receiver')}
          options={[
            { value: 'applicant', label: `Người nộp: ${opened.row.applicant_name}` },
            { value: 'authorised', label: 'Người được ủy quyền', hint: 'Đã xem văn bản ủy quyền' },
          ]}
        />
        <TextInput
          name="receiverName"
          label="Họ tên người nhận"
          maxlength={100}
          value={values['receiverName'] ?? ''}
          error={problemOf(problems, 'receiverName')}
        />
        <Confirmation
          name="signed"
          label="Người nhận đã ký nhận trên bản lưu"
          error={problemOf(problems, 'signed')}
        />
        <Button name="step" value="return">
          Ghi đã trả
        </Button>
      </PostForm>
    </Panel>
  )
}

function FindForm(props: OriginalsPageProps & { rows: readonly Row[] }) {
  const { opened, values, problems = [] } = props
  return (
    <Panel title="Giấy tờ bị ghi là thiếu">
      <PostForm
        action={actPath(opened.row.id, 'ban-chinh')}
        id="find"
        label="Đã tìm thấy bản chính"
        idempotencyKey={props.idempotencyKey}
      >
        <Boxes {...props} name="found" />
        <TextInput
          name="foundNote"
          label="Tìm thấy ở đâu"
          maxlength={300}
          value={values['foundNote'] ?? ''}
          error={problemOf(problems, 'foundNote')}
        />
        <Button look="second" name="step" value="find">
          Ghi đã tìm thấy ở đây
        </Button>
      </PostForm>
    </Panel>
  )
}

/** Papers that came without anybody having written it down, and the result once it is printed. */
function TakeForm(props: OriginalsPageProps & { rows: readonly Row[] }) {
  const { opened, me, rows } = props
  const { state, needs } = opened
  if (!isOpen(state) || !Object.values(state.offices).includes(me.officeId)) return null
  const gone = new Set(rows.filter(({ place }) => place.at !== null).map(({ paper }) => paper))
  const isResult = state.phase.at === 'finished' && !gone.has(RESULT_PAPER)
  const free = needs.map(({ paper }) => paper.code).filter((code) => !gone.has(code))
  const papers = [...(isResult ? [RESULT_PAPER] : []), ...free]
  if (papers.length === 0) return null
  return (
    <Panel title="Ghi nhận bản chính đang giữ ở đây">
      <PostForm
        action={actPath(opened.row.id, 'ban-chinh')}
        id="take"
        label="Ghi nhận bản chính"
        idempotencyKey={props.idempotencyKey}
      >
        <Boxes {...props} name="taken" rows={papers.map((paper) => ({ paper }))} />
        <Button look="second" name="step" value="take">
          Ghi đã nhận
        </Button>
      </PostForm>
    </Panel>
  )
}
