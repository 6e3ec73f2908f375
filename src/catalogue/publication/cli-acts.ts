/** `motcua catalogue draft|publish|withdraw`: the acts of publication by two named accounts. */
import { randomUUID } from 'node:crypto'
import type { Db } from '../../db/connect.ts'
import { parseDay } from '../../lib/time.ts'
import { proveByCode } from '../../office/presence.ts'
import { findStaff } from '../../office/store.ts'
import { checkDrafts, createDraft, discardDraft, type Order, type PublicationDeps } from './acts.ts'
import type { CatalogueCli } from './cli.ts'
import { CommandRefused, parsed, readDocument, refusing, type FileDocument } from './cli-files.ts'
import { draftHash, type Draft } from './draft.ts'
import { liveLaw } from './live-law.ts'
import { withdrawalManners } from './publication.ts'
import { releaseDrafts, withdrawVersion } from './release.ts'
import { draftOfVersion } from './store.ts'
import type { Result } from '../../lib/result.ts'

const who = { as: { type: 'string' }, code: { type: 'string' } } as const
const withTests = { ...who, tests: { type: 'string' } } as const

/** Keeps the files as drafts, checked together; all of them or none. */
export async function draftFile(args: string[], cli: CatalogueCli): Promise<number> {
  const given = parsed(args, withTests)
  const account = accountOf(given?.values)
  if (!given || given.positionals.length === 0 || !account) {
    cli.out('Cách dùng: motcua catalogue draft TỆP… --as THƯ --code MÃ-6-SỐ [--tests TỆP]')
    return 2
  }
  return acting(cli, account, async (deps, order) => {
    const documents = given.positionals.map((file) => readDocument(file, given.values.tests))
    const drafts: Draft[] = []
    for (const { kind, body, tests, file } of documents) {
      const origin = { from: 'file', name: file } as const
      const made = await createDraft(deps, { ...order(), kind, body, tests, origin })
      if (!made.ok) {
        for (const { id } of drafts) await discardDraft(deps, { ...order(), id })
        throw new CommandRefused(`${file}: ${made.refusal.message}`)
      }
      drafts.push(made.value)
    }
    const ids = drafts.map(({ id }) => id)
    const { faults } = granted(await checkDrafts(deps, { ...order(), ids }))
    const faulty = faults.filter((each) => each.faults.length > 0)
    for (const each of faulty) {
      cli.out(`${each.kind} ${each.code} v${each.version}:`)
      for (const fault of each.faults) cli.out(`  - ${fault}`)
    }
    if (faulty.length > 0) {
      for (const id of ids) await discardDraft(deps, { ...order(), id })
      throw new CommandRefused('Văn bản còn lỗi nên không lưu bản thảo nào. (Faults above.)')
    }
    cli.out(
      `Đã lưu ${drafts.length} bản thảo, kiểm tra không có lỗi. Người thứ hai chạy: motcua catalogue publish`,
    )
    return 0
  })
}

/** Releases the checked drafts that are word for word the files. */
export async function publishFile(args: string[], cli: CatalogueCli): Promise<number> {
  const given = parsed(args, { ...withTests, shortened: { type: 'boolean' } })
  const account = accountOf(given?.values)
  if (!given || given.positionals.length === 0 || !account) {
    cli.out(
      'Cách dùng: motcua catalogue publish TỆP… --as THƯ --code MÃ-6-SỐ [--tests TỆP] [--shortened]',
    )
    return 2
  }
  return acting(cli, account, async (deps, order) => {
    const ids: string[] = []
    for (const file of given.positionals) {
      const document = readDocument(file, given.values.tests)
      ids.push((await sameDraft(deps.db, document)).id)
    }
    const isShortened = given.values.shortened ?? false
    const released = granted(await releaseDrafts(deps, { ...order(), ids, isShortened }))
    for (const { kind, code, version, validFrom } of released)
      cli.out(`Đã ban hành ${kind} ${code} v${version}, áp dụng từ ${validFrom}.`)
    return 0
  })
}

async function sameDraft(
  db: Db,
  { file, kind, code, version, body, tests }: FileDocument,
): Promise<Draft> {
  const draft = await draftOfVersion(db, { kind, code, version })
  if (draft?.state === 'released')
    throw new CommandRefused(`${kind} ${code} v${version} đã được ban hành.`)
  if (draft && draft.state !== 'discarded' && draft.sha256 === draftHash(body, tests)) return draft
  throw new CommandRefused(
    `Không có bản thảo nào giống hệt tệp ${file}. Người soạn chạy trước: motcua catalogue draft ${file} --as THƯ --code MÃ-6-SỐ`,
  )
}

const withdrawing = {
  ...who,
  version: { type: 'string' },
  from: { type: 'string' },
  manner: { type: 'string' },
  reason: { type: 'string' },
  basis: { type: 'string' },
} as const

export async function withdrawCode(args: string[], cli: CatalogueCli): Promise<number> {
  const given = parsed(args, withdrawing)
  const account = accountOf(given?.values)
  const { version, from = '', reason = '', basis: legalBasis = '' } = given?.values ?? {}
  const on = parseDay(from)
  const manner = withdrawalManners.find((each) => each === given?.values.manner)
  const [code] = given?.positionals ?? []
  if (!account || !code || !on || !manner || !/^[1-9]\d*$/.test(version ?? '')) {
    cli.out(
      'Cách dùng: motcua catalogue withdraw MÃ-THỦ-TỤC --version N --from NĂM-THÁNG-NGÀY --manner abolished|suspended --reason … --basis … --as THƯ --code MÃ-6-SỐ',
    )
    return 2
  }
  return acting(cli, account, async (deps, order) => {
    const what = { code, version: Number(version), on, manner, reason, legalBasis }
    granted(await withdrawVersion(deps, { ...order(), ...what }))
    cli.out(`${code} v${version} không áp dụng nữa từ ${on}. Hồ sơ đang mở vẫn giữ bản của mình.`)
    return 0
  })
}

type Account = { readonly email: string; readonly code: string }

function accountOf(values: { as?: string; code?: string } | undefined): Account | undefined {
  const { as: email, code } = values ?? {}
  return email?.includes('@') && code ? { email, code } : undefined
}

/** Proves who it is, then acts; every act of one command has a key of its own. */
async function acting(
  cli: CatalogueCli,
  { email, code }: Account,
  act: (deps: PublicationDeps, order: () => Order) => Promise<number>,
): Promise<number> {
  return refusing(cli.out, () =>
    cli.withDb(async (db) => {
      const account = await findStaff(db, email)
      if (!account?.isActive) throw new CommandRefused(`Không có cán bộ nào dùng địa chỉ ${email}.`)
      const { personId } = account
      granted(await proveByCode(db, { personId, code, now: cli.now() }))
      const { dataDir, now } = cli
      const law = await liveLaw({ dataDir, db, now, onFault: cli.out, pollMs: 0 })
      return act({ db, law, now }, () => ({ personId, key: randomUUID(), isPresent: true }))
    }),
  )
}

function granted<T>(result: Result<T>): T {
  if (!result.ok) throw new CommandRefused(result.refusal.message)
  return result.value
}
