import type { StaffActor } from '../office/actor.ts'
import { Note } from '../ui/blocks.tsx'
import { ButtonLink } from '../ui/buttons.tsx'
import { LinkRow, Rows } from '../ui/rows.tsx'
import { Tag } from '../ui/status.tsx'
import { Dock } from '../ui/tables.tsx'
import { NO_SENTENCES, type BatchNo } from './batch.ts'
import { DeskPage, signPath } from './shell.tsx'

export type BatchLine = {
  id: string
  code: string
  ownerName: string
  isSigned: boolean
  /** Why it was not signed, when a reason is known. */
  no: BatchNo | null
}

/** What became of each paper of the batch, read from the dossiers themselves. */
export function BatchDonePage({ me, lines }: { me: StaffActor; lines: readonly BatchLine[] }) {
  const signed = lines.filter(({ isSigned }) => isSigned).length
  return (
    <DeskPage me={me} title="Kết quả ký lô" current="/ky">
      <div class="head">
        <h1>Kết quả ký lô</h1>
      </div>
      <Note tone={signed === lines.length ? 'ok' : 'warn'}>
        <p>
          Đã ký {signed} trong {lines.length} văn bản.
          {signed > 0 ? ' Văn bản đã ký được chuyển cho văn thư cấp số, đóng dấu.' : ''}
        </p>
      </Note>
      <div class="panel">
        <Rows bare label="Văn bản trong lô">
          {lines.map((line) => (
            <LinkRow
              href={signPath(line.id)}
              title={line.ownerName}
              more={
                <>
                  <span class="code">{line.code}</span>
                  {line.isSigned ? null : ` · ${NO_SENTENCES[line.no ?? 'refused']}`}
                </>
              }
              tag={
                <Tag tone={line.isSigned ? 'done' : 'bad'}>
                  {line.isSigned ? 'Đã ký' : 'Chưa ký'}
                </Tag>
              }
            />
          ))}
        </Rows>
      </div>
      <Dock>
        <ButtonLink href="/ky" keys="N">
          Về danh sách chờ ký
        </ButtonLink>
      </Dock>
    </DeskPage>
  )
}
