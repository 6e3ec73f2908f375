import { Pick } from '../ui/pick.tsx'
import { Icon } from '../ui/icons.tsx'
import type { OfficialStatus } from '../ui/status.tsx'
import { Toolbar } from '../ui/tables.tsx'
import { statusNames } from '../ui/wording.ts'
import {
  isNarrowed,
  LISTED_STATUSES,
  listHref,
  SOURCES,
  type WorkFilter,
  type WorkSource,
} from './work-list.ts'

export const SOURCE_NAMES: Readonly<Record<WorkSource, string>> = {
  ownPortal: 'Trực tuyến',
  nationalPortal: 'Cổng quốc gia',
  counter: 'Tại quầy',
  assisted: 'Nộp giúp tại quầy',
  agent: 'Đại lý',
  post: 'Bưu chính',
}

export type FilterProps = {
  filter: WorkFilter
  procedures: readonly { code: string; name: string }[]
}

/** Filters live in the address: the form is a GET. */
export function Filters({ filter, procedures }: FilterProps) {
  return (
    <Toolbar action="/viec" label="Lọc danh sách">
      {filter.tab === 'dang-giu' ? null : <input type="hidden" name="muc" value={filter.tab} />}
      <label class="vh" for="tim">
        Tìm trong danh sách
      </label>
      <input
        class="in find"
        id="tim"
        name="tim"
        type="search"
        value={filter.words}
        placeholder="Tên hoặc mã hồ sơ, không cần dấu"
        maxlength={200}
        autocomplete="off"
      />
      <Pick
        name="thu-tuc"
        label="Thủ tục"
        all="Mọi thủ tục"
        value={filter.procedure}
        options={procedures.map(({ code, name }) => [code, name])}
      />
      <Pick
        name="trang-thai"
        label="Trạng thái"
        all="Mọi trạng thái"
        value={String(filter.status ?? '')}
        options={LISTED_STATUSES.map((status) => [String(status), statusNames('vi')[status]])}
      />
      <Pick
        name="kenh"
        label="Kênh nộp"
        all="Mọi kênh"
        value={filter.source ?? ''}
        options={SOURCES.map((source) => [source, SOURCE_NAMES[source]])}
      />
      <button class="btn btn--2">
        <Icon name="filter" />
        Lọc
      </button>
    </Toolbar>
  )
}

/** What narrows the list, each with its way out. */
export function Chips({ filter, procedures }: FilterProps) {
  if (!isNarrowed(filter)) return null
  const { words, procedure, status, source } = filter
  const name = procedures.find(({ code }) => code === procedure)?.name ?? procedure
  const chips: [string, Partial<WorkFilter>][] = [
    ...(words ? [[`Tìm: ${words}`, { words: '' }] as [string, Partial<WorkFilter>]] : []),
    ...(procedure
      ? [[`Thủ tục: ${name}`, { procedure: '' }] as [string, Partial<WorkFilter>]]
      : []),
    ...(status === null
      ? []
      : [
          [`Trạng thái: ${statusNames('vi')[status as OfficialStatus]}`, { status: null }] as [
            string,
            Partial<WorkFilter>,
          ],
        ]),
    ...(source
      ? [[`Kênh: ${SOURCE_NAMES[source]}`, { source: null }] as [string, Partial<WorkFilter>]]
      : []),
  ]
  const nothing = { words: '', procedure: '', status: null, source: null }
  return (
    <div class="chips" role="group" aria-label="Đang lọc">
      <span class="meta">Đang lọc:</span>
      {chips.map(([label, change]) => (
        <a class="chip" href={listHref(filter, change)}>
          {label} <span class="vh">, bỏ lọc</span>
          <Icon name="close" />
        </a>
      ))}
      <a href={listHref(filter, nothing)} class="meta">
        Bỏ hết
      </a>
    </div>
  )
}
