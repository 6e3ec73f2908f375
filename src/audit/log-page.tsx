import type { StaffActor } from '../office/actor.ts'
import type { ActRow } from '../office/operator-store.ts'
import { Panel } from '../ui/blocks.tsx'
import { Pager } from '../ui/tables.tsx'
import { ActsTable } from './acts-table.tsx'
import { HousePage } from './house-shell.tsx'
import { LOG_PATH } from './paths.ts'

export type LogProps = { me: StaffActor; acts: readonly ActRow[]; most: number }

/** Everything that operators have done, the newest first. Nobody can change or remove a row. */
export function LogPage({ me, acts, most }: LogProps) {
  const shown = acts.slice(0, most)
  const last = shown.at(-1)
  return (
    <HousePage me={me} title="Nhật ký thao tác" current={LOG_PATH}>
      <h1>Nhật ký thao tác</h1>
      <p class="meta">Mỗi việc được ghi một lần, không ai sửa hay xóa được.</p>
      <Panel>
        <ActsTable acts={shown} withSubject />
        {acts.length > most && last ? <Pager nextHref={`${LOG_PATH}?truoc=${last.id}`} /> : null}
      </Panel>
    </HousePage>
  )
}
