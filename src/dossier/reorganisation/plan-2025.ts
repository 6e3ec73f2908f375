/**
 * The reorganisation of 1 July 2025 in Hà Nội, made from the state's lists in `data/units`: 526 communes became 126, and 30
 * districts ended. What the lists do not say (who took over the work of the districts) is marked and left to a person.
 */
import { readOffices, type OfficeRow } from '../../catalogue/import-offices.ts'
import { readDistricts, readFormer } from '../../catalogue/places/place-files.ts'
import { NEW_UNITS_FROM, type FormerUnit } from '../../catalogue/places/place.ts'
import { derivedId } from '../../lib/ids.ts'
import type { Act, NamedOffice, Plan } from '../../office/reorganisation.ts'

/** GSO number of the city until 30/6/2025 and since. */
const HANOI = '01'
/** Our ids of offices that ended before our tables began; given in the order of the list, read out of nothing. */
const FIRST_DISTRICT = 300_001
const FIRST_COMMUNE = 301_001
/** Since when the old offices worked is not in our sources: before everything that our tables hold. */
const LONG_BEFORE = '1970-01-01'

const SOURCE =
  'data/units/hanoi_chuyen_doi_cu_moi.csv.gz, cu_xa_truoc_2025-07.csv.gz, cu_huyen_truoc_2025-07.csv.gz, hanoi_126.csv.gz'

export function plan2025(dataDir: string): Plan {
  const now = readOffices(dataDir)
  const officeOf = new Map(now.numbers.map(({ number, office_id }) => [number, office_id]))
  const communes = readFormer(dataDir).filter(({ provinceNumber }) => provinceNumber === HANOI)
  const districts = readDistricts(dataDir).filter(({ provinceNumber }) => provinceNumber === HANOI)
  const city = only(now.offices, 'city')
  const centre = only(now.offices, 'centre')
  const districtIds = new Map(districts.map(({ name }, nth) => [name, FIRST_DISTRICT + nth]))
  const old = communes.map((unit, nth) => ({
    unit,
    id: FIRST_COMMUNE + nth,
    into: unit.becomes.map((number) => known(officeOf.get(number), `new commune ${number}`)),
  }))
  return {
    id: derivedId('reorganisation', `Hà Nội ${NEW_UNITS_FROM}`),
    number: 'Nghị quyết 1656/NQ-UBTVQH15',
    title: 'Sắp xếp đơn vị hành chính cấp xã của thành phố Hà Nội, kết thúc cấp huyện',
    decidedOn: '2025-06-16',
    effectiveOn: NEW_UNITS_FROM,
    source: SOURCE,
    // Number and day of the decision stand in none of our lists.
    mark: 'toBeConfirmed',
    offices: [
      ...districts.map(({ name }) =>
        former({ id: known(districtIds.get(name), name), kind: 'district', parent: city, name }),
      ),
      ...old.map(({ unit, id }) => ({
        ...former({
          id,
          kind: 'commune',
          parent: known(districtIds.get(unit.district), unit.district),
          name: unit.name,
        }),
        number: unit.number,
      })),
    ],
    acts: [...communeActs(old), ...districtActs(districtIds, old, centre)],
  }
}

type Old = { unit: FormerUnit; id: number; into: number[] }

/** Those that went wholly into one are merged; the others are divided, and the address of the dossier says which part it is. */
function communeActs(old: readonly Old[]): Act[] {
  const whole = Map.groupBy(
    old.filter(({ into }) => into.length === 1),
    ({ into }) => into[0]!,
  )
  return [
    ...[...whole]
      .sort(([a], [b]) => a - b)
      .map(([into, each]): Act => ({ act: 'merge', offices: each.map(({ id }) => id), into })),
    ...old
      .filter(({ into }) => into.length > 1)
      .map(({ id, into }): Act => ({
        act: 'split',
        office: id,
        into: [...into].sort((a, b) => a - b),
        default: into[0]!,
        rule: 'byAddress',
        mark: 'toBeConfirmed',
        note: 'Đơn vị mặc định: phần đầu tiên trong danh sách chuyển đổi; nguồn không nêu phần nào là chính.',
      })),
  ]
}

/** Which commune or department took which work of a district stands in no list that we have: a person decides each dossier. */
function districtActs(
  districts: ReadonlyMap<string, number>,
  old: readonly Old[],
  centre: number,
): Act[] {
  return [...districts].map(([name, office]): Act => {
    const into = new Set(
      old.filter(({ unit }) => unit.district === name).flatMap(({ into: parts }) => parts),
    )
    return {
      act: 'split',
      office,
      into: [...into, centre].sort((a, b) => a - b),
      default: centre,
      rule: 'byPerson',
      mark: 'toBeConfirmed',
      note: 'Nguồn không nêu cơ quan nhận việc của cấp huyện theo từng lĩnh vực.',
    }
  })
}

function former(
  office: Pick<NamedOffice, 'id' | 'parent' | 'name'> & { kind: 'district' | 'commune' },
): NamedOffice {
  const { id, kind, parent, name } = office
  return {
    id,
    kind,
    name: `Ủy ban nhân dân ${name.charAt(0).toLowerCase()}${name.slice(1)}`,
    shortName: name,
    parent,
    agencyCode: `H26.T${id}`,
    isStandIn: true,
    from: LONG_BEFORE,
  }
}

function only(offices: readonly OfficeRow[], kind: OfficeRow['kind']): number {
  return known(offices.find((office) => office.kind === kind)?.id, kind)
}

function known(id: number | undefined, what: string): number {
  if (id === undefined) throw new Error(`no office for ${what}`)
  return id
}
