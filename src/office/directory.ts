/** The offices, in memory: a few hundred rows that every request needs and that change by a reorganisation only. */
import type { Db } from '../db/connect.ts'
import { Conflict } from '../lib/problem.ts'
import type { Day } from '../lib/time.ts'
import { allCommuneNumbers, allOffices, type CommuneNumber } from './store.ts'

export type Office = {
  readonly id: number
  /** `district`: offices of the level that ended on 30/6/2025; none of them works any more. */
  readonly kind: 'city' | 'centre' | 'department' | 'district' | 'commune' | 'agent'
  readonly name: string
  readonly shortName: string
  readonly parentId: number | null
  readonly address: string | null
  readonly agencyCode: string
  /** Printed as "mã tạm, chưa công bố". */
  readonly agencyCodeIsStandIn: boolean
  /** Its last day, and the office that takes what it leaves; absent while it works. */
  readonly closed?: {
    readonly lastDay: Day
    readonly successorId: number | null
    /** Only a part of it is at that successor. */
    readonly isDivided: boolean
  }
}

export type Directory = {
  find(id: number): Office | undefined
  /** Throws for an id that is no office: ids come from our own rows. */
  get(id: number): Office
  all(): readonly Office[]
  /** Offices above this one, nearest first. */
  ancestorsOf(id: number): readonly number[]
  agencyCodeOf(id: number): string
  /** Our office of the commune with that number on that day (numbers are reused); undefined where we have none. */
  communeOffice(number: string, on: Day): number | undefined
  /** The closed office and whoever stands in its place; null when it works on that day. */
  closedOn(id: number, day: Day): { name: string; successor: string | null } | null
  /** Reads the offices again, after an import or a reorganisation. */
  reload(): Promise<void>
}

export async function openDirectory(db: Db): Promise<Directory> {
  let byId = new Map<number, Office>()
  let byNumber = new Map<string, CommuneNumber[]>()
  const get = (id: number): Office => {
    const office = byId.get(id)
    if (!office) throw new Error(`no office ${id}`)
    return office
  }
  const ancestorsOf = (id: number): number[] => {
    // A process that has not heard of a new office yet would let its dossiers be seen by too few.
    if (!byId.has(id))
      throw new Conflict(
        'Danh mục đơn vị vừa thay đổi. Hãy tải lại trang sau vài giây rồi thử lại.',
        'officesChanging',
      )
    const above: number[] = []
    for (
      let at = byId.get(id)?.parentId ?? null;
      at !== null;
      at = byId.get(at)?.parentId ?? null
    ) {
      if (above.includes(at)) throw new Error(`office ${id} stands above itself`)
      above.push(at)
    }
    return above
  }
  const reload = async (): Promise<void> => {
    byId = new Map((await allOffices(db)).map((office) => [office.id, office]))
    byNumber = Map.groupBy(await allCommuneNumbers(db), ({ number }) => number)
  }
  const closedOn: Directory['closedOn'] = (id, day) => {
    const office = byId.get(id)
    if (office?.closed === undefined || day <= office.closed.lastDay) return null
    const { successorId } = office.closed
    const successor = successorId === null ? undefined : byId.get(successorId)
    return { name: office.shortName, successor: successor?.shortName ?? null }
  }
  await reload()
  return {
    find: (id) => byId.get(id),
    get,
    all: () => [...byId.values()],
    ancestorsOf,
    agencyCodeOf: (id) => get(id).agencyCode,
    communeOffice: (number, on) =>
      byNumber.get(number)?.find(({ from, to }) => from <= on && (to === null || on <= to))?.office,
    closedOn,
    reload,
  }
}
