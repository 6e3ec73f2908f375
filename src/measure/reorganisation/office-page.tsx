import { showDay } from '../../lib/time.ts'
import type { StaffActor } from '../../office/actor.ts'
import { KeyValues, Panel } from '../../ui/blocks.tsx'
import { BackLink } from '../../ui/buttons.tsx'
import { SupervisionPage } from '../shell.tsx'
import { MovedDossiers } from './dossiers-table.tsx'
import { numberWithDays, Successors } from './list-page.tsx'
import { officePath, REORGANISATIONS } from './paths.ts'
import type { MovedDossier, NamedOffice } from './store.ts'

export type OfficePageProps = {
  me: StaffActor
  office: NamedOffice
  rows: readonly MovedDossier[]
}

/** One office of today or of before: what became of it, and the dossiers that it had or has. */
export function OfficePage({ me, office, rows }: OfficePageProps) {
  const { id, name, to, number, parentName, successors } = office
  return (
    <SupervisionPage me={me} title={name} current={REORGANISATIONS}>
      <BackLink href={REORGANISATIONS}>Sắp xếp đơn vị</BackLink>
      <h1>{name}</h1>
      <Panel>
        <KeyValues
          pairs={[
            ...(parentName === null ? [] : [{ label: 'Trực thuộc', value: parentName }]),
            ...(number === null ? [] : [{ label: 'Mã đơn vị', value: numberWithDays(office) }]),
            {
              label: 'Hoạt động',
              value: to === null ? 'đang hoạt động' : `đến hết ngày ${showDay(to)}`,
            },
            ...(successors.length === 0
              ? []
              : [{ label: 'Nay là', value: <Successors office={office} /> }]),
          ]}
        />
      </Panel>
      <Panel title="Hồ sơ của đơn vị này">
        <p class="meta">
          Hồ sơ đơn vị đang hoặc đã giải quyết, và hồ sơ đã rời đơn vị theo sắp xếp tổ chức, trong
          phạm vi ông/bà theo dõi.
        </p>
        <MovedDossiers
          caption={`Hồ sơ của ${name}`}
          empty="Không có hồ sơ nào trong phạm vi ông/bà theo dõi."
          rows={rows}
          nextHref={(after) => `${officePath(id)}?sau=${after}`}
        />
      </Panel>
    </SupervisionPage>
  )
}
