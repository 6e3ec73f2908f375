import { isReceivedHere, type Procedure } from '../catalogue/procedure.ts'
import type { ShownSection } from '../catalogue/shown-answers.ts'
import { FROM_PREPARED } from '../counter/brought-routes.ts'
import { CounterPage, dossierPath } from '../counter/shell.tsx'
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
export const PRINT_PATH = '/quay/to-khai/in'

export type OpenedShown = {
  code: string
  /** As the law has it today; of one that is gone, only its code is known. */
  procedure: Procedure | undefined
  procedureCode: string
  preparedAt: Date
  expiresAt: Date
  /** A counter has taken it in already; with the dossier when this official may read it. */
  use: { words: string; dossierId: string | null } | null
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

function Opened(props: OpenedShown) {
  const { code, procedure, procedureCode, preparedAt, expiresAt, sections, use } = props
  return (
    <section>
      <h2>{procedure?.shortName.vi ?? procedureCode}</h2>
      <Note>
        <p>
          <b class="num">{showCode(code)}</b> · {procedureCode} · soạn lúc {showMoment(preparedAt)}{' '}
          · giữ đến {showDay(expiresAt)}.
          {use ? '' : ' Đây là tờ khai soạn sẵn, chưa phải hồ sơ đã nộp.'}
        </p>
      </Note>
      <WhatNext {...props} />
      {sections.map(({ title, rows }) => (
        <Card title={title}>
          <AnswersList answers={rows.map(({ label, value }) => ({ label, value }))} />
        </Card>
      ))}
    </section>
  )
}

/** Taken in here, taken in already, or entered in the system of somebody else: said plainly, with what the counter can do. */
function WhatNext({ code, procedure, use }: OpenedShown) {
  if (use)
    return (
      <Note tone="warn">
        <p>
          {use.words}{' '}
          {use.dossierId === null ? null : <a href={dossierPath(use.dossierId)}>Mở hồ sơ</a>}
        </p>
      </Note>
    )
  const isHere = procedure !== undefined && isReceivedHere(procedure)
  return (
    <>
      {isHere || !procedure ? null : <Elsewhere procedure={procedure} />}
      <div class="cluster">
        {isHere ? (
          <PostForm action={FROM_PREPARED} label="Tiếp nhận từ tờ khai">
            <input type="hidden" name="code" value={code} />
            <Button>Tiếp nhận hồ sơ từ tờ khai này</Button>
          </PostForm>
        ) : null}
        <PostForm action={PRINT_PATH} label="In tờ khai">
          <input type="hidden" name="code" value={code} />
          <Button look="second" icon="print">
            In tờ khai
          </Button>
        </PostForm>
      </div>
    </>
  )
}

/** The person is not sent round: whose system it is, who decides, and that only paper leaves this counter. */
function Elsewhere({ procedure }: { procedure: Procedure }) {
  const { deepLink, channels, competence } = procedure
  const isOnline = channels?.includes('online') ?? true
  return (
    <Note tone="warn">
      <p>
        <b>Quầy này không tiếp nhận thủ tục này.</b> Hãy in tờ khai cho người dân mang đi.
      </p>
      <ul>
        {deepLink && isOnline ? (
          <li>
            Nộp trực tuyến: <a href={deepLink.url}>{deepLink.name.vi}</a>
          </li>
        ) : null}
        <li>Nơi giải quyết: {competence.rule.value.vi}.</li>
      </ul>
    </Note>
  )
}
