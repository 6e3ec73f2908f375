import { maskPhone } from '../lib/text.ts'
import { showMoment } from '../lib/time.ts'
import type { StaffActor } from '../office/actor.ts'
import { WorkPage } from '../office/work-page.tsx'
import { Card, Note } from '../ui/blocks.tsx'
import { Button } from '../ui/buttons.tsx'
import { HiddenKeys } from '../ui/keys.tsx'
import { CitizenPage } from '../ui/layout.tsx'
import { useLang } from '../ui/page-context.ts'
import { DataTable } from '../ui/tables.tsx'
import type { Column } from '../ui/tables.tsx'
import type { LocalCode } from './phone-check-store.ts'
import type { LocalMessage, StuckDelivery } from './stuck-store.ts'
import { CHANNEL_NAMES, KIND_NAMES, outboxWording, STATE_NAMES } from './wording.ts'

/** A number or address as far as one needs it to tell two receivers apart. */
function masked({ channel, recipient }: { channel: 'sms' | 'mail'; recipient: string }): string {
  if (recipient === '') return '–'
  return channel === 'sms' ? maskPhone(recipient) : recipient.replace(/^(.)[^@]*/, '$1•••')
}

export type OutboxPageProps = {
  messages: readonly LocalMessage[]
  /** That prove a phone: of no dossier. */
  codes: readonly LocalCode[]
}

export function OutboxPage({ messages, codes }: OutboxPageProps) {
  const t = outboxWording(useLang())
  return (
    <CitizenPage title={t.title}>
      <h1>{t.title}</h1>
      <Note tone="warn">
        <p>{t.lead}</p>
      </Note>
      {messages.length + codes.length === 0 ? <p class="meta">{t.empty}</p> : null}
      {codes.map(({ phone, code, sentAt }) => (
        <Card title={t.code}>
          <p class="num">{code}</p>
          <p class="meta">
            {t.to} {maskPhone(phone)} · {showMoment(sentAt)}
          </p>
        </Card>
      ))}
      {messages.map((message) => (
        <Message message={message} />
      ))}
    </CitizenPage>
  )
}

function Message({ message }: { message: LocalMessage }) {
  const t = outboxWording(useLang())
  const { channel, subject, body, segments } = message
  const cost = channel === 'sms' ? `, ${t.segments(String(segments))}` : ''
  return (
    <Card title={subject ?? `${t[channel]}${cost}`}>
      {body.split('\n\n').map((paragraph) => (
        <p>{paragraph.split('\n').flatMap((line, i) => (i === 0 ? [line] : [<br />, line]))}</p>
      ))}
      <p class="meta">
        {t.to} {masked(message)} · {showMoment(message.createdAt)} · {t.dossier} {message.code}
      </p>
    </Card>
  )
}

export type StuckPageProps = {
  me: StaffActor
  rows: readonly StuckDelivery[]
  /** What the carriers say about themselves. */
  carriers: readonly { name: string; ok: boolean; detail: string }[]
}

/** Every message that needs a person: with its age, its reason and a button. */
export function StuckPage({ me, rows, carriers }: StuckPageProps) {
  return (
    <WorkPage title="Tin chưa gửi được" me={me} current={STUCK_PATH}>
      <h1>Tin chưa gửi được</h1>
      {carriers
        .filter(({ ok }) => !ok)
        .map(({ name, detail }) => (
          <Note tone="bad">
            <p>
              Kênh {name} đang không gửi được: {detail}
            </p>
          </Note>
        ))}
      <DataTable
        caption="Tin cần người xem lại"
        columns={columns}
        rows={rows}
        empty="Không có tin nào cần xem lại."
      />
    </WorkPage>
  )
}

export const STUCK_PATH = '/tin-chua-gui'

const columns: readonly Column<StuckDelivery>[] = [
  { title: 'Hồ sơ', heading: true, cell: (row) => row.code },
  { title: 'Nội dung', cell: (row) => KIND_NAMES[row.kind] },
  { title: 'Kênh', cell: (row) => CHANNEL_NAMES[row.channel] },
  { title: 'Nơi nhận', cell: masked },
  { title: 'Từ lúc', cell: (row) => showMoment(row.since) },
  { title: 'Số lần thử', numeric: true, cell: (row) => row.attempts },
  { title: 'Tình trạng', cell: (row) => STATE_NAMES[row.state] },
  { title: 'Lý do', cell: (row) => row.reason ?? '' },
  { title: 'Việc cần làm', cell: (row) => <SendAgain row={row} /> },
]

function SendAgain({ row }: { row: StuckDelivery }) {
  switch (row.state) {
    case 'failed':
    case 'expired':
    case 'unknown':
      return (
        <form method="post" action={`${STUCK_PATH}/gui-lai`}>
          <HiddenKeys />
          <input type="hidden" name="dossierId" value={row.dossierId} />
          <input type="hidden" name="id" value={row.id} />
          {row.state === 'unknown' ? (
            <input
              class="in"
              name="reason"
              aria-label={`Lý do gửi lại tin của hồ sơ ${row.code}, vì tin có thể đã đến`}
              placeholder="Lý do (tin có thể đã đến)"
              maxlength={300}
            />
          ) : null}
          <Button look="second">Gửi lại</Button>
        </form>
      )
    case 'suppressed':
      return <span>Báo cho người nộp bằng cách khác</span>
    case 'queued':
    case 'sending':
    case 'sent':
    case 'delivered':
      return <span>Đang tự thử lại</span>
  }
}
