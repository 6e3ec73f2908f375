/**
 * Which kinds of our offices receive a procedure of the national list: from its kind, its issuing authority and the places
 * named with its performers. A procedure of another province, an internal one or one of the central agencies can be seen by
 * editors and is never filed here (rules.md "What may be filed where").
 */
import { fold } from '../lib/text.ts'

export type ReceivingKind = 'city' | 'centre' | 'department' | 'commune'
export type NotReceived = 'otherProvince' | 'internal' | 'national' | 'unknown' | 'withdrawn'
export type Received = { receivedBy: ReceivingKind[]; notReceived: NotReceived | null }

export type ListedProcedure = {
  code: string
  /** Loại on the portal: STANDARD, STANDARD_INTERNAL, SPECIFIC (of one province). */
  portalKind: string
  issuedBy: string
  performedBy: readonly string[]
  field: string
  /** 'Cấp xã', 'Cấp tỉnh', 'Cấp bộ' of the detail record; looked at when no performer is named. */
  levels: readonly string[]
}

/** `otherProvinces`: folded names of all provinces but ours, old and new. */
export function receivedBy(
  procedure: ListedProcedure,
  otherProvinces: readonly string[],
): Received {
  const not = (notReceived: NotReceived): Received => ({ receivedBy: [], notReceived })
  if (procedure.portalKind === 'STANDARD_INTERNAL') return not('internal')
  if (isElsewhere(procedure.issuedBy, otherProvinces)) return not('otherProvince')
  if (/xoa$/i.test(procedure.code)) return not('withdrawn')
  if (!/^\d\.\d{6}$/.test(procedure.code)) return not('unknown')
  if (procedure.performedBy.length === 0) return byLevel(procedure)
  const here = procedure.performedBy.filter((name) => !isElsewhere(name, otherProvinces))
  if (here.length === 0) return not('otherProvince')
  const kinds = new Set(here.flatMap(kindsOf))
  if (kinds.size > 0)
    return { receivedBy: order.filter((kind) => kinds.has(kind)), notReceived: null }
  return not(here.every((name) => CENTRAL.test(fold(name))) ? 'national' : 'unknown')
}

/** Authorities with offices of their own down to the commune (ngành dọc): their level says nothing of ours. */
const VERTICAL_ISSUER = /cong an|quoc phong|ngan hang nha nuoc|ngoai giao/
const VERTICAL_FIELD = /^(thue|hai quan|kho bac|bao hiem|chung khoan)/

/** No performer is named: the level of the detail record decides, unless the authority is a vertical one. */
function byLevel({ issuedBy, field, levels }: ListedProcedure): Received {
  const not = (notReceived: NotReceived): Received => ({ receivedBy: [], notReceived })
  if (VERTICAL_ISSUER.test(fold(issuedBy)) || VERTICAL_FIELD.test(fold(field)))
    return not(levels.length > 0 ? 'national' : 'unknown')
  const kinds = new Set(levels.flatMap((level) => levelKinds[level] ?? []))
  if (kinds.size > 0)
    return { receivedBy: order.filter((kind) => kinds.has(kind)), notReceived: null }
  return not(levels.includes('Cấp bộ') ? 'national' : 'unknown')
}

const levelKinds: Readonly<Record<string, readonly ReceivingKind[]>> = {
  'Cấp xã': ['commune'],
  'Cấp tỉnh': ['department', 'centre'],
}

const order: readonly ReceivingKind[] = ['commune', 'department', 'city', 'centre']

/** The centre receives for the city and its departments (one-level model, NĐ 118/2025 Đ7.2.b). */
function kindsOf(performer: string): ReceivingKind[] {
  const name = fold(performer)
  if (/cong an|quan su|bien phong|bao hiem xa hoi|thue|hai quan/.test(name)) return []
  if (
    /(uy ban nhan dan|ubnd)(?:(?!uy ban nhan dan|ubnd).)*cap xa|quan ly dat dai cap xa/.test(name)
  )
    return ['commune']
  if (name.startsWith('trung tam phuc vu hanh chinh cong')) return ['centre']
  if (DEPARTMENT.test(name)) return ['department', 'centre']
  if (CITY.test(name)) return ['city', 'centre']
  return []
}

const DEPARTMENT =
  /^(giam doc |van phong )?so |^(chi nhanh )?van phong dang ky dat dai|^co quan chuyen mon .*(cap tinh|thanh pho)|^cac so /
const CITY =
  /(uy ban nhan dan|ubnd)( thanh pho ha noi| cap tinh| tinh)|co quan duoc chu tich uy ban nhan dan cap tinh|phan cap, uy quyen cua ubnd cap tinh|cap tinh giao|cap tinh chi dinh/
const CENTRAL =
  /^(bo |cuc |tong cuc |vu |ngan hang nha nuoc|uy ban chung khoan|thu tuong|van phong (chinh phu|trung uong|quoc hoi)|chi cuc|cong an|thue|hai quan|kho bac|bao hiem|toa an|quan khu|quan chung|bien phong|doi thu tuc|cang vu|tap doan|dai su quan|co quan dai dien|co quan thue|phong (quan ly )?xuat nhap canh|ban chi huy quan su|chi huy truong)|quan su|bien phong|cong an|hai quan/

function isElsewhere(name: string, otherProvinces: readonly string[]): boolean {
  const folded = ` ${fold(name).replace(/[^a-z0-9]+/g, ' ')} `
  return (
    /tp hcm/.test(folded) || otherProvinces.some((province) => folded.includes(` ${province} `))
  )
}
