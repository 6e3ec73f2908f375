/** Which source a detail record is of, by its keys. Pure. */
import { DETAIL_SOURCES, type DetailSource } from './detail.ts'
import { objectOf } from './json-reading.ts'
import type { Columns } from './list-rows.ts'
import { RefusedFile } from './refused-file.ts'

/** Keys that a record of each source must have, so that a file of another kind is found. */
const NEEDED: Readonly<Record<DetailSource, readonly string[]>> = {
  chi_tiet_2642: ['ma', 'ten', 'kenh'],
  chi_tiet_api_502: ['code', 'name', 'channels'],
}
const USUAL: Readonly<Record<DetailSource, readonly string[]>> = {
  chi_tiet_2642:
    'ma ten co_quan_ban_hanh so_quyet_dinh cap_thuc_hien loai linh_vuc doi_tuong co_quan_thuc_hien co_quan_tham_quyen tiep_nhan phoi_hop kenh thanh_phan trinh_tu yeu_cau ket_qua can_cu url'.split(
      ' ',
    ),
  chi_tiet_api_502:
    'code source_id name category promulgating_agency executing_agency subject_types results requirements channels processing_cases legal_basis steps_raw checklist_raw source state'.split(
      ' ',
    ),
}
/** Stands only in records whose table of channels could not be taken apart. */
const RARE = 'cach_thuc_nguyen_van'

export function kindOf(bodies: readonly unknown[], name: string): DetailSource {
  const fits = (kind: DetailSource) =>
    bodies.every((body) => NEEDED[kind].every((key) => Object.hasOwn(objectOf(body), key)))
  const kind = DETAIL_SOURCES.find(fits)
  if (kind === undefined)
    throw new RefusedFile(
      'foreignRecords',
      `Tệp ${name} không phải chi tiết thủ tục của Cổng Dịch vụ công quốc gia, hoặc trộn hai loại bản ghi.`,
    )
  return kind
}

export function keysOf(bodies: readonly unknown[], kind: DetailSource): Columns {
  const present = new Set(bodies.flatMap((body) => Object.keys(objectOf(body))))
  return {
    missing: USUAL[kind].filter((key) => !present.has(key)),
    extra: [...present].filter((key) => !USUAL[kind].includes(key) && key !== RARE),
  }
}
