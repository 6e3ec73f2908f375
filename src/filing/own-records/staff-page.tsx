import type { Problem } from '../../lib/problem.ts'
import { showMoment } from '../../lib/time.ts'
import type { StaffActor } from '../../office/actor.ts'
import { WorkPage } from '../../office/work-page.tsx'
import { KeyValues, Note, Panel } from '../../ui/blocks.tsx'
import { Actions, BackLink, Button } from '../../ui/buttons.tsx'
import { ErrorSummary, problemOf } from '../../ui/fields.tsx'
import { TextArea } from '../../ui/inputs.tsx'
import { PostForm } from '../../ui/keys.tsx'
import { LinkRow, Rows } from '../../ui/rows.tsx'
import { Tag } from '../../ui/status.tsx'
import type { PersonalDataLaw } from './law.ts'
import { REQUESTS_PATH } from './paths.ts'
import { clockOf, type Clock } from './request.ts'
import type { DataRequestRow } from './store.ts'
import { ownWording } from './wording.ts'

const TITLE = 'Yêu cầu về dữ liệu cá nhân'
const CLOCKS: Readonly<Record<Clock, string>> = {
  running: 'Trong hạn',
  firstAnswerLate: 'Quá hạn trả lời bước đầu',
  late: 'Quá hạn giải quyết',
  answered: 'Đã trả lời',
}
const TONES = {
  running: 'doing',
  firstAnswerLate: 'bad',
  late: 'bad',
  answered: 'done',
} as const

type Look = { law: PersonalDataLaw; now: Date }

function nameOf(law: PersonalDataLaw, row: DataRequestRow): string {
  return law.requests.find(({ kind }) => kind === row.kind)?.name.vi ?? row.kind
}

function ClockTag({ row, now }: { row: DataRequestRow; now: Date }) {
  const clock = clockOf(row, now)
  return <Tag tone={TONES[clock]}>{CLOCKS[clock]}</Tag>
}

/** What waits first, by its day. */
export function RequestsPage(
  props: Look & { me: StaffActor; rows: readonly DataRequestRow[]; isCitys: boolean },
) {
  const { me, rows, law, now, isCitys } = props
  return (
    <WorkPage title={TITLE} me={me} current={REQUESTS_PATH}>
      <h1>{TITLE}</h1>
      {isCitys ? null : <p>Người giám sát của thành phố trả lời các yêu cầu này.</p>}
      {isCitys && rows.length === 0 ? <p>Chưa có yêu cầu nào.</p> : null}
      <Rows>
        {rows.map((row) => (
          <LinkRow
            href={`${REQUESTS_PATH}/${row.id}`}
            title={`${nameOf(law, row)} · ${row.personName}`}
            more={`${showMoment(row.askedAt)} · hạn ${showMoment(row.doneBy)} · ${row.holderName ?? 'chưa có người phụ trách'}`}
            tag={<ClockTag row={row} now={now} />}
          />
        ))}
      </Rows>
    </WorkPage>
  )
}

export type RequestPageProps = Look & {
  me: StaffActor
  row: DataRequestRow
  problems: readonly Problem[]
  values: { answer: string; why: string }
  isLate: boolean
}

/** One request with its two terms, and every answer that may be given. */
export function RequestPage(props: RequestPageProps) {
  const { me, row, law, now, problems } = props
  return (
    <WorkPage title={TITLE} me={me} current={REQUESTS_PATH} hasErrors={problems.length > 0}>
      <BackLink href={REQUESTS_PATH} />
      <ErrorSummary problems={problems} />
      {props.isLate ? (
        <Note tone="warn">
          <p>Yêu cầu này vừa được trả lời, hoặc đã kéo dài một lần.</p>
        </Note>
      ) : null}
      <h1>{nameOf(law, row)}</h1>
      <p>
        <ClockTag row={row} now={now} />
      </p>
      <Panel title="Yêu cầu">
        <KeyValues
          pairs={[
            { label: 'Người yêu cầu', value: row.personName },
            {
              label: 'Về dữ liệu',
              value: law.held.find(({ id }) => id === row.about)?.name.vi ?? row.about,
            },
            { label: 'Nội dung', value: row.words },
            { label: 'Gửi lúc', value: showMoment(row.askedAt) },
            { label: 'Trả lời bước đầu trước', value: showMoment(row.answerBy) },
            { label: 'Giải quyết xong trước', value: showMoment(row.doneBy) },
            { label: 'Người phụ trách', value: row.holderName ?? 'Chưa có' },
            ...(row.extendedFor ? [{ label: 'Kéo dài vì', value: row.extendedFor }] : []),
            ...(row.answer === null
              ? []
              : [{ label: ownWording('vi').states[row.state], value: row.answer }]),
          ]}
        />
        <p class="meta">Thời hạn đọc qua nguồn thứ cấp, cần kiểm tra lại với văn bản gốc.</p>
      </Panel>
      {row.state === 'open' ? <Answers {...props} /> : null}
    </WorkPage>
  )
}

function Answers({ row, me, problems, values }: RequestPageProps) {
  const action = `${REQUESTS_PATH}/${row.id}`
  return (
    <>
      <Panel title="Nhận việc">
        {row.holder === me.personId ? null : (
          <PostForm action={action}>
            <input type="hidden" name="act" value="take" />
            <Button look="second">Tôi phụ trách</Button>
          </PostForm>
        )}
        {row.seenAt === null ? (
          <PostForm action={action}>
            <input type="hidden" name="act" value="see" />
            <Button look="second">Đã trả lời bước đầu</Button>
          </PostForm>
        ) : (
          <p>Đã trả lời bước đầu lúc {showMoment(row.seenAt)}.</p>
        )}
      </Panel>
      <Panel title="Trả lời">
        <PostForm action={action} main>
          <TextArea
            name="answer"
            label="Việc đã làm, hoặc căn cứ từ chối"
            hint="Người yêu cầu đọc nguyên văn. Không ghi tên cán bộ."
            error={problemOf(problems, 'answer')}
            value={values.answer}
            maxlength={MOST}
          />
          <Actions>
            <button class="btn" name="act" value="grant">
              Đã thực hiện
            </button>
            <button class="btn btn--bad" name="act" value="refuse">
              Từ chối
            </button>
          </Actions>
        </PostForm>
      </Panel>
      {row.extendedFor === null ? (
        <Panel title="Kéo dài một lần">
          <PostForm action={action}>
            <input type="hidden" name="act" value="extend" />
            <TextArea
              name="why"
              label="Lý do"
              error={problemOf(problems, 'why')}
              value={values.why}
              rows={2}
              maxlength={MOST}
            />
            <Actions>
              <Button look="second">Kéo dài</Button>
            </Actions>
          </PostForm>
        </Panel>
      ) : null}
    </>
  )
}

const MOST = 2000
