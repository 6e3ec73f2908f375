/**
 * Between the nights: a run that did not come is itself a finding; named people are told of what is new, once per batch; when nobody
 * has taken it on in time, the second one is told. Silence is never success.
 */
import type { Db, Tx } from '../db/connect.ts'
import { dutiesNow, type Duty } from '../office/duty-store.ts'
import { insertDutyNotices, type DutyMessage } from '../notice/duty-store.ts'
import type { NoticeTemplates } from '../notice/template.ts'
import { newestCheckpoint } from './checkpoint-store.ts'
import {
  keepDifferences,
  markTold,
  mendUnseen,
  unanswered,
  untold,
  type FindingToTell,
} from './finding-store.ts'
import type { Difference } from './invariants/invariant.ts'
import { findingTitle, NIGHT_RUN } from './invariants/all.ts'
import type { IntegrityPolicy } from './policy.ts'
import { countsSince, lastNight } from './run-store.ts'
import { lastVerification } from './verification-store.ts'

export type WatchDeps = {
  /** The worker's database. */
  db: Db
  policy: IntegrityPolicy
  templates: NoticeTemplates
  /** Where the findings stand. */
  findingsUrl: string
  now: () => Date
  /** Said when somebody must hear and nobody is named. */
  alarm(words: string): void
}

const HOUR = 3_600_000
const MOST = 1000

export async function watchIntegrity(deps: WatchDeps): Promise<void> {
  await watchNights(deps)
  await tellFirst(deps)
  await tellSecond(deps)
}

/** Each of the three nightly works, and since when it is missed. */
export async function missedNights(
  db: Db | Tx,
  { now, policy }: { now: Date; policy: IntegrityPolicy },
): Promise<Difference[]> {
  const since = await countsSince(db)
  const works: [string, string, Date | undefined][] = [
    ['invariants', 'kiểm tra toàn vẹn hằng đêm', (await lastNight(db))?.finishedAt ?? undefined],
    ['histories', 'tính lại mọi lịch sử', (await lastVerification(db))?.finishedAt],
    ['checkpoint', 'ký điểm kiểm', (await newestCheckpoint(db))?.at],
  ]
  return works
    .filter(([, , last]) => now.getTime() - (last ?? since).getTime() > policy.overdueHours * HOUR)
    .map(([place, words]) => ({
      place,
      dossierId: null,
      what: `chưa thấy lần ${words} nào xong trong ${policy.overdueHours} giờ qua`,
    }))
}

async function watchNights({ db, policy, now }: WatchDeps): Promise<void> {
  const missed = await missedNights(db, { now: now(), policy })
  const [always, never] = [new Date(now().getTime() + HOUR), new Date(0)]
  if (missed.length > 0)
    await keepDifferences(db, { invariant: NIGHT_RUN, startedAt: never }, missed)
  const seen = missed.map(({ place }) => place)
  await mendUnseen(db, { names: [NIGHT_RUN], dossierId: null, startedAt: always, except: seen })
}

async function tellFirst(deps: WatchDeps): Promise<void> {
  await tell(deps, { place: 1, kind: 'houseFinding', findings: (tx) => untold(tx, MOST) })
}

async function tellSecond(deps: WatchDeps): Promise<void> {
  const toldBefore = new Date(deps.now().getTime() - deps.policy.escalateAfterHours * HOUR)
  await tell(deps, {
    place: 2,
    kind: 'houseUnanswered',
    findings: (tx) => unanswered(tx, { toldBefore, most: MOST }),
  })
}

type Telling = {
  place: Duty['place']
  kind: DutyMessage['kind']
  findings(tx: Tx): Promise<FindingToTell[]>
}

/** Message and mark in one transaction: a second worker finds the rows taken, a crash leaves neither. */
async function tell(deps: WatchDeps, { place, kind, findings }: Telling): Promise<void> {
  const { db, now } = deps
  const unheard = await db.transaction().execute(async (tx) => {
    const news = await findings(tx)
    const last = news.at(-1)
    if (last === undefined) return 0
    const person = (await dutiesNow(tx)).find((each) => each.place === place)
    if (person === undefined) return news.length
    await insertDutyNotices(
      tx,
      { templates: deps.templates, now: now() },
      {
        key: `integrity:${place}:${last.id}`,
        personId: person.personId,
        kind,
        valuesIn: () => ({
          findings: String(news.length),
          kinds: kindsOf(news),
          url: deps.findingsUrl,
        }),
      },
    )
    const ids = news.map(({ id }) => id)
    await markTold(tx, ids, { at: now(), escalated: place === 2 })
    return 0
  })
  if (unheard > 0) deps.alarm(`${unheard} sai lệch mà chưa ai được phân công thứ ${place} để báo`)
}

/** 'Tệp còn trong kho (2), Sổ văn thư liền số (1)'. */
function kindsOf(news: readonly FindingToTell[]): string {
  const groups = Map.groupBy(news, ({ invariant }) => findingTitle(invariant))
  return [...groups].map(([title, { length }]) => `${title} (${length})`).join(', ')
}
