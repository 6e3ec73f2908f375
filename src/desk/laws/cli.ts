/** `motcua law preview|draft|apply`: the same decision as on the pages, from a file; two accounts, each with a one-time code. */
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import type { Law } from '../../catalogue/law.ts'
import { CommandRefused, refusing } from '../../catalogue/publication/cli-files.ts'
import type { Db } from '../../db/connect.ts'
import type { DossierDeps } from '../../dossier/handle.ts'
import type { Result } from '../../lib/result.ts'
import { showDay, showDue, type Day, type LocalMinute } from '../../lib/time.ts'
import { proveByCode } from '../../office/presence.ts'
import { findStaff } from '../../office/store.ts'
import { decisionHash, draftDecision, releaseDecision } from './acts.ts'
import { applyWhole } from './apply.ts'
import {
  decisionById,
  outcomesOf,
  planFailuresAgain,
  rootOffice,
  type MoveRow,
  type Outcomes,
} from './decision-store.ts'
import { checkDecision, type LawDecision } from './decision.ts'
import { previewOf, type PreviewLine } from './preview.ts'

export type LawCli = {
  /** The worker's database, which sees every dossier. */
  db: Db
  law: Law
  offices: DossierDeps['offices']
  /** The application role's, for the acts of the two persons. */
  withApp(act: (app: Db) => Promise<number>): Promise<number>
  now(): Date
  out(line: string): void
}

const USAGE =
  'Cách dùng: motcua law preview TỆP.json | draft TỆP.json --as THƯ --code MÃ-6-SỐ | apply TỆP.json --as THƯ --code MÃ-6-SỐ'

/** The exit code: 0 done, 1 a lawful no or a fault with its sentence, 2 written wrongly. */
export async function runLaw(args: string[], cli: LawCli): Promise<number> {
  const given = readArgs(args)
  if (!given) {
    cli.out(USAGE)
    return 2
  }
  return refusing(cli.out, async () => {
    const decision = readDecisionFile(given.file, cli.law)
    if (given.verb === 'preview') return preview(cli, decision)
    const { as: email, code } = given
    if (!email || !code) throw new CommandRefused(USAGE)
    const account = { email, code }
    return given.verb === 'draft' ? draft(cli, decision, account) : apply(cli, decision, account)
  })
}

const VERBS = ['preview', 'draft', 'apply'] as const
type Given = { verb: (typeof VERBS)[number]; file: string; as?: string; code?: string }

function readArgs(args: string[]): Given | undefined {
  try {
    const options = { as: { type: 'string' }, code: { type: 'string' } } as const
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true })
    const [word, file, ...more] = positionals
    const verb = VERBS.find((each) => each === word)
    return verb && file && more.length === 0 ? { verb, file, ...values } : undefined
  } catch {
    return undefined
  }
}

function readDecisionFile(file: string, law: Law): LawDecision {
  const checked = checkDecision(readJson(file), law)
  if (checked.ok) return checked.decision
  throw new CommandRefused(
    [`Tệp ${file} còn phải sửa:`, ...checked.faults.map((fault) => `- ${fault}`)].join('\n'),
  )
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as unknown
  } catch (error) {
    const isSyntax = error instanceof SyntaxError
    throw new CommandRefused(
      isSyntax ? `Tệp ${file} không phải là JSON hợp lệ.` : `Không đọc được tệp ${file}.`,
    )
  }
}

/** Before anybody has drafted it: over the whole city. */
async function preview(cli: LawCli, decision: LawDecision): Promise<number> {
  const { db, law, now, out } = cli
  const kept = await decisionById(db, decision.id)
  const officeId = kept?.officeId ?? (await rootOffice(db))
  const given = { law: lawOf(law), now }
  const seen = await db
    .transaction()
    .execute((tx) => previewOf(tx, given, { decision, officeId, most: Number.POSITIVE_INFINITY }))
  const { total, counts, lines } = seen
  for (const line of lines) out(previewLine(line))
  out(
    `${total} hồ sơ: chuyển ${counts.moves} (sớm hơn ${counts.earlier}, muộn hơn ${counts.later}, đến hạn ngay ${counts.atOnce}), giữ nguyên ${counts.stays}. Chưa hồ sơ nào thay đổi. (Preview only.)`,
  )
  return 0
}

const due = (minute: LocalMinute | null): string => (minute === null ? 'chưa có' : showDue(minute))

function previewLine({ code, outlook }: PreviewLine): string {
  if (outlook.will === 'stay') return `${code}: giữ nguyên. ${outlook.refusal.message}`
  const { dueBefore, dueAfter, isAtOnce } = outlook
  return `${code}: ${due(dueBefore)} → ${due(dueAfter)}${isAtOnce ? ' (đến hạn ngay)' : ''}`
}

type Account = { email: string; code: string }

async function draft(cli: LawCli, decision: LawDecision, account: Account): Promise<number> {
  return cli.withApp(async (app) => {
    const personId = await proved(cli, app, account)
    granted(await draftDecision({ db: app, now: cli.now }, decision, personId))
    cli.out(`Đã lưu quyết định ${decision.number}. Người thứ hai chạy: motcua law apply`)
    return 0
  })
}

/** Releases it when nobody has, and carries it out to the end; a second run goes on, and tries again what failed. */
async function apply(cli: LawCli, decision: LawDecision, account: Account): Promise<number> {
  const released = await cli.withApp(async (app) => {
    const personId = await proved(cli, app, account)
    const seen = decisionHash(decision)
    granted(await releaseDecision({ db: app, now: cli.now }, { id: decision.id, personId, seen }))
    return 0
  })
  if (released !== 0) return released
  const { db, law, offices, now, out } = cli
  await planFailuresAgain(db, decision.id)
  const row = (await decisionById(db, decision.id))!
  const dossier: DossierDeps = { db, law: lawOf(law), offices, poke: () => undefined }
  const outcomes = await applyWhole({ db, dossier, now }, row, (sofar) => out(countsLine(sofar)))
  for (const line of await outcomesOf(db, decision.id, 100_000)) out(outcomeLine(line))
  out(countsLine(outcomes))
  if ((await decisionById(db, decision.id))?.finishedAt === null)
    out(
      `Quyết định có hiệu lực từ ${showDay(decision.effectOn as Day)}: hệ thống thực hiện khi đến ngày.`,
    )
  return outcomes.failed > 0 ? 1 : 0
}

function countsLine({ moved, refused, failed, planned }: Outcomes): string {
  return `Đã chuyển ${moved}, giữ nguyên ${refused}, lỗi ${failed}, còn chờ ${planned}.`
}

function outcomeLine({ code, outcome, words, from, to }: MoveRow): string {
  return `${code}: ${outcome} (${from} → ${to})${words === null ? '' : ` ${words}`}`
}

async function proved(cli: LawCli, app: Db, { email, code }: Account): Promise<number> {
  const account = await findStaff(app, email)
  if (!account?.isActive) throw new CommandRefused(`Không có cán bộ nào dùng địa chỉ ${email}.`)
  granted(await proveByCode(app, { personId: account.personId, code, now: cli.now() }))
  return account.personId
}

function lawOf(law: Law): DossierDeps['law'] {
  return {
    calendar: () => law.calendar(),
    terms: ({ code, caseCode, version }) => law.terms(code, caseCode, version),
  }
}

function granted<T>(result: Result<T>): T {
  if (!result.ok) throw new CommandRefused(result.refusal.message)
  return result.value
}
