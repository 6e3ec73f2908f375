/** The offices, in memory: a few hundred rows that every request needs and that change by a reorganisation only. */
import type { Db } from '../db/connect.ts'
import type { Day } from '../lib/time.ts'
import { allCommuneNumbers, allOffices, type CommuneNumber } from './store.ts'

export type Office = {
  readonly id: number
  readonly kind: 'city' | 'centre' | 'department' | 'commune' | 'agent'
  readonly name: string
  readonly shortName: string
  readonly parentId: number | null
  readonly address: string | null
  readonly agencyCode: string
  /** Printed as "mã tạm, chưa công bố". */
  readonly agencyCodeIsStandIn: boolean
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
  await reload()
  return {
    find: (id) => byId.get(id),
    get,
    all: () => [...byId.values()],
    ancestorsOf,
    agencyCodeOf: (id) => get(id).agencyCode,
    communeOffice: (number, on) =>
      byNumber.get(number)?.find(({ from, to }) => from <= on && (to === null || on <= to))?.office,
    reload,
  }
}
