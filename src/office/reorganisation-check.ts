/** Whether a reorganisation fits the offices that there are: everything that has to be mended, in words. Pure. */
import {
  closingsOf,
  lastDayBefore,
  type Act,
  type Closing,
  type KnownOffice,
  type NamedOffice,
  type Plan,
} from './reorganisation.ts'

type Before = {
  offices: readonly KnownOffice[]
  /** What became of offices that closed before: old to new. */
  successors: readonly { from: number; to: number }[]
  /** Agency codes of every office that is or was, with the office. */
  pastCodes: readonly { agencyCode: string; office: number }[]
}

/** Everything that is wrong; empty when the document may be applied. */
export function planFaults(plan: Plan, before: Before): string[] {
  const world = worldOf(plan, before)
  return [
    ...dayFaults(plan),
    ...namedFaults(plan, before),
    ...closingFaults(world),
    ...cycleFaults(world),
    ...orphanFaults(world),
    ...numberFaults(world),
    ...otherFaults(world),
  ]
}

type Office = Omit<KnownOffice, 'to'> & { to: Day }
type Day = KnownOffice['from']
type World = { plan: Plan; before: Before; byId: Map<number, Office>; closings: Closing[] }

const FOR_EVER: Day = '9999-12-31'

function worldOf(plan: Plan, before: Before): World {
  const known = [...before.offices, ...plan.offices.map(asKnown)]
  const byId = new Map<number, Office>()
  for (const office of known)
    if (!byId.has(office.id)) byId.set(office.id, { ...office, to: office.to ?? FOR_EVER })
  return { plan, before, byId, closings: closingsOf(plan) }
}

function asKnown({ id, kind, name, parent, agencyCode, number, from }: NamedOffice): KnownOffice {
  return { id, kind, name, parent, agencyCode, number: number ?? null, from, to: null }
}

function dayFaults({ decidedOn, effectiveOn, offices }: Plan): string[] {
  return [
    ...(decidedOn > effectiveOn ? ['ngày quyết định sau ngày có hiệu lực'] : []),
    ...offices
      .filter(({ from }) => from > effectiveOn)
      .map(({ id }) => `đơn vị ${id} bắt đầu sau ngày có hiệu lực: có khoảng trống`),
  ]
}

/** Ids and agency codes are for ever: neither is given a second time. */
function namedFaults({ offices, acts }: Plan, before: Before): string[] {
  const given = [
    ...before.pastCodes,
    ...offices.map(({ agencyCode, id }) => ({ agencyCode, office: id })),
    ...acts.flatMap((act) =>
      act.act === 'rename' && act.agencyCode !== undefined
        ? [{ agencyCode: act.agencyCode, office: act.office }]
        : [],
    ),
  ]
  const owners = Map.groupBy(given, ({ agencyCode }) => agencyCode)
  const twice = [...owners].filter(([, all]) => new Set(all.map(({ office }) => office)).size > 1)
  const known = new Map(before.offices.map((office) => [office.id, office]))
  return [
    ...twice.map(([code]) => `mã cơ quan ${code} đã thuộc một đơn vị khác`),
    ...twins(offices.map(({ id }) => id)).map((id) => `đơn vị ${id} được nêu hai lần`),
    ...offices
      .filter(({ id, agencyCode }) => known.has(id) && known.get(id)!.agencyCode !== agencyCode)
      .map(({ id }) => `số ${id} đã thuộc một đơn vị khác`),
  ]
}

function closingFaults({ plan, byId, closings }: World): string[] {
  const { effectiveOn } = plan
  const lastDay = lastDayBefore(effectiveOn)
  return [
    ...twins(closings.map(({ office }) => office)).map((id) => `đơn vị ${id} bị đóng hai lần`),
    ...closings.flatMap(({ office, into, default: byDefault, rule }) => {
      const old = byId.get(office)
      if (old === undefined) return [`không có đơn vị ${office}`]
      return [
        ...(old.from > lastDay ? [`đơn vị ${office} chưa hoạt động trước ngày có hiệu lực`] : []),
        ...(old.to < lastDay ? [`đơn vị ${office} đã đóng từ trước`] : []),
        ...(into.length === 0 ? [`đơn vị ${office} không có đơn vị kế tiếp`] : []),
        ...twins(into).map((id) => `đơn vị ${office} nêu ${id} hai lần`),
        ...(rule !== 'whole' && into.length < 2
          ? [`đơn vị ${office} chia ra ít hơn hai đơn vị`]
          : []),
        ...(rule !== 'byPerson' && !into.includes(byDefault)
          ? [`đơn vị ${office}: đơn vị mặc định ${byDefault} không thuộc các đơn vị kế tiếp`]
          : []),
        ...[...new Set([...into, byDefault])].flatMap((id) =>
          successorFaults({ office, id }, byId.get(id), effectiveOn),
        ),
      ]
    }),
  ]
}

function successorFaults(
  { office, id }: { office: number; id: number },
  successor: Office | undefined,
  effectiveOn: Day,
): string[] {
  if (id === office) return [`đơn vị ${office} kế tiếp chính nó`]
  if (successor === undefined) return [`đơn vị kế tiếp ${id} của ${office} không tồn tại`]
  if (successor.from > effectiveOn)
    return [`đơn vị kế tiếp ${id} của ${office} bắt đầu muộn: có khoảng trống`]
  return successor.to < effectiveOn
    ? [`đơn vị kế tiếp ${id} của ${office} đã đóng vào ngày có hiệu lực`]
    : []
}

/** Following what became of an office never comes back to it, and ends at one that is open. */
function cycleFaults({ before, closings }: World): string[] {
  const edges = [
    ...before.successors.map(({ from, to }) => [from, to] as const),
    ...closings.flatMap(({ office, into, default: byDefault }) =>
      [...new Set([...into, byDefault])].map((to) => [office, to] as const),
    ),
  ]
  const next = Map.groupBy(edges, ([from]) => from)
  const closed = new Set(closings.map(({ office }) => office))
  const onTheWay = new Set<number>()
  const done = new Set<number>()
  const cyclic = new Set<number>()
  const walk = (office: number): void => {
    if (done.has(office)) return
    if (onTheWay.has(office)) return void cyclic.add(office)
    onTheWay.add(office)
    for (const [, to] of next.get(office) ?? []) walk(to)
    onTheWay.delete(office)
    done.add(office)
  }
  for (const [from] of edges) walk(from)
  return [
    ...[...cyclic].map((id) => `đơn vị ${id} kế tiếp vòng tròn`),
    ...closings
      .flatMap(({ office, into }) => into.filter((id) => closed.has(id)).map((id) => [office, id]))
      .map(([office, id]) => `đơn vị ${office} chuyển sang ${id}, cũng bị đóng trong văn bản này`),
  ]
}

/** Nobody stands below an office that is no longer there. */
function orphanFaults({ byId, closings, plan }: World): string[] {
  const closed = new Set(closings.map(({ office }) => office))
  return [...byId.values()]
    .filter(
      ({ id, parent, to }) => !closed.has(id) && to >= plan.effectiveOn && closed.has(parent!),
    )
    .map(({ id, parent }) => `đơn vị ${id} còn trực thuộc ${parent}, là đơn vị bị đóng`)
}

/** A number means one office on one day. */
function numberFaults({ byId, closings, plan }: World): string[] {
  const closed = new Set(closings.map(({ office }) => office))
  const on = (office: Office, day: Day) => office.from <= day && day <= office.to
  const numbered = [...byId.values()].filter(
    (office) => office.number !== null && office.number !== '',
  )
  const clashes = (day: Day, offices: readonly Office[]) =>
    twins(offices.filter((office) => on(office, day)).map(({ number }) => number!)).map(
      (number) => `mã đơn vị ${number} thuộc hai đơn vị cùng ngày ${day}`,
    )
  return [
    ...clashes(
      lastDayBefore(plan.effectiveOn),
      numbered.filter(({ from }) => from < plan.effectiveOn),
    ),
    ...clashes(
      plan.effectiveOn,
      numbered.filter(({ id }) => !closed.has(id)),
    ),
  ]
}

function otherFaults({ plan, byId, closings }: World): string[] {
  const into = new Map(closings.map((each) => [each.office, new Set([...each.into, each.default])]))
  const isOpen = (id: number) =>
    byId.has(id) && !into.has(id) && byId.get(id)!.to >= plan.effectiveOn
  const faults = (act: Act): string[] => {
    switch (act.act) {
      case 'merge':
      case 'split':
        return []
      case 'rename':
        return isOpen(act.office) ? [] : [`đổi tên đơn vị ${act.office}, không mở vào ngày đó`]
      case 'moveCompetence':
        return [
          ...[act.from, act.to]
            .filter((id) => !isOpen(id))
            .map((id) => `lĩnh vực “${act.field}”: đơn vị ${id} không mở vào ngày đó`),
          ...(act.from === act.to ? [`lĩnh vực “${act.field}” không đổi đơn vị`] : []),
        ]
      case 'person':
        return !into.has(act.from)
          ? [`người ${act.person}: đơn vị ${act.from} không bị đóng`]
          : act.to !== null && !into.get(act.from)!.has(act.to)
            ? [`người ${act.person}: ${act.to} không kế tiếp ${act.from}`]
            : []
    }
  }
  return [
    ...plan.acts.flatMap(faults),
    ...twins(
      plan.acts.flatMap((act) =>
        act.act === 'moveCompetence' ? [`${act.from} ${act.field}`] : [],
      ),
    ).map((twice) => `lĩnh vực được chuyển hai lần: ${twice}`),
  ]
}

function twins<T>(all: readonly T[]): T[] {
  return [...new Set(all.filter((each, nth) => all.indexOf(each) !== nth))]
}
