import type { ShownSection } from '../catalogue/shown-answers.ts'
import { CounterPage } from '../counter/shell.tsx'
import type { Problem } from '../lib/problem.ts'
import { showDay, showMoment } from '../lib/time.ts'
import type { StaffActor } from '../office/actor.ts'
import { Card, Note } from '../ui/blocks.tsx'
import { Actions, Button } from '../ui/buttons.tsx'
import { ErrorSummary, problemOf } from '../ui/fields.tsx'
import { AnswersList } from '../ui/history.tsx'
import { TextInput } from '../ui/inputs.tsx'
import { PostForm } from '../ui/keys.tsx'
import { showCode } from './prepared-code.ts'

export const OPEN_PATH = '/quay/to-khai'

export type OpenedShown = {
  code: string
  procedure: { code: string; name: string }
  preparedAt: Date
  expiresAt: Date
  sections: readonly ShownSection[]
}

export type PreparedAtCounterProps = {
  me: StaffActor
  typed: string
  /** Why nothing was opened. */
  problems?: readonly Problem[]
  opened?: OpenedShown
}

/** Somebody comes with a declaration that they have prepared: the code on their paper opens what they have answered. */
export function PreparedAtCounterPage({
  me,
  typed,
  problems = [],
  opened,
}: PreparedAtCounterProps) {
  return (
    <CounterPage me={me} title="Mở tờ khai soạn sẵn" hasErrors={problems.length > 0}>
      <ErrorSummary problems={problems} />
      <h1>Mở tờ khai soạn sẵn</h1>
      <p class="meta">Người dân đọc mã hoặc đưa tờ khai đã in. Họ thấy lúc quầy mở tờ khai.</p>
      <PostForm action={OPEN_PATH}>
        <TextInput
          name="code"
          label="Mã tờ khai"
          hint="Tám chữ và số, ví dụ 7KQ4-92MX."
          value={typed}
          error={problemOf(problems, 'code')}
        />
        <Actions>
          <Button icon="search">Mở tờ khai</Button>
        </Actions>
      </PostForm>
      {opened ? <Opened {...opened} /> : null}
    </CounterPage>
  )
}

function Opened({ code, procedure, preparedAt, expiresAt, sections }: OpenedShown) {
  return (
    <section>
      <h2>{procedure.name}</h2>
      <Note>
        <p>
          <b class="num">{showCode(code)}</b> · {procedure.code} · soạn lúc {showMoment(preparedAt)}{' '}
          · giữ đến {showDay(expiresAt)}. Đây là tờ khai soạn sẵn, chưa phải hồ sơ đã nộp.
        </p>
      </Note>
      {sections.map(({ title, rows }) => (
        <Card title={title}>
          <AnswersList answers={rows.map(({ label, value }) => ({ label, value }))} />
        </Card>
      ))}
    </section>
  )
}
