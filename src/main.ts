/** The command line. Each command loads only what it needs, so that `due` and `--help` answer at once. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { checkout } from './checkout.ts'
import type { Law } from './catalogue/law.ts'
import type { Db } from './db/connect.ts'
import { Unstartable } from './db/unstartable.ts'

type Command = {
  /** what follows the command's name */
  usage: string
  vi: string
  en: string
  /** resolves with the exit code */
  run(args: string[]): Promise<number>
}

const log = {
  info: (words: string): void => console.error(words),
  error: (words: string): void => console.error(words),
}

const commands: Record<string, Command> = {
  start: {
    usage: '[--demo] [--only web|worker]',
    vi: 'chạy hệ thống và in địa chỉ; --demo thêm người và hồ sơ dựng sẵn',
    en: 'run the system and print its address; --demo adds made people and dossiers',
    run: async (args) => (await import('./start.ts')).runStart(args),
  },
  migrate: {
    usage: '',
    vi: 'cập nhật cấu trúc cơ sở dữ liệu',
    en: 'bring the database up to date',
    run: async (args) => {
      noOptions('migrate', args)
      const [{ loadConfig }, { runMigrate }] = await Promise.all([
        import('./config.ts'),
        import('./db/cli.ts'),
      ])
      return runMigrate(loadConfig(), log)
    },
  },
  import: {
    usage:
      '[--force] [--report TỆP.json] | catalogue TỆP… [--taken-on NĂM-THÁNG-NGÀY] [--report TỆP.json]',
    vi: 'nạp đơn vị, lịch, danh mục và thủ tục hành chính; chạy lại không đổi gì; catalogue: đọc các lần chụp khác của Cổng Dịch vụ công quốc gia và nêu chỗ khác nhau',
    en: 'load offices, calendar, lists and procedures; a second run changes nothing; catalogue: read other snapshots of the National Portal and say what differs',
    run: (args) => (args[0] === 'catalogue' ? importSnapshots(args.slice(1)) : runImport(args)),
  },
  catalogue: {
    usage: 'check [TỆP…] | draft | publish | withdraw | export | compare | list',
    vi: 'kiểm tra, soạn, ban hành (hai người), thu hồi, xuất, so với Cổng Dịch vụ công quốc gia; docs/publication.md',
    en: 'check, draft, publish (two people), withdraw, export, compare with the National Portal; docs/publication.md',
    run: async (args) => {
      const { runCatalogue } = await import('./catalogue/publication/cli.ts')
      const withDb = (act: (db: Db) => Promise<number>) => withDatabase('app', act)
      const dataDir = join(checkout, 'data')
      return runCatalogue(args, { dataDir, now: () => new Date(), out, withDb })
    },
  },
  law: {
    usage:
      'preview QUYẾT-ĐỊNH.json | draft QUYẾT-ĐỊNH.json --as A --code MÃ | apply QUYẾT-ĐỊNH.json --as B --code MÃ',
    vi: 'chuyển hồ sơ đang mở sang phiên bản luật khác: xem trước từng hồ sơ, người thứ hai ban hành và thực hiện; docs/law-changes.md',
    en: 'move open dossiers to another version of the law: preview each, release by a second person, carry out',
    run: async (args) => {
      const { runLaw } = await import('./desk/laws/cli.ts')
      return withDatabase('worker', async (db) => {
        const { openDirectory } = await import('./office/directory.ts')
        const [law, offices] = [await lawNow(db), await openDirectory(db)]
        const withApp = (act: (app: Db) => Promise<number>) => withDatabase('app', act)
        return runLaw(args, { db, law, offices, withApp, now: () => new Date(), out })
      })
    },
  },
  due: {
    usage: '<thời điểm nhận> <số> <đơn vị> | --jsonl',
    vi: 'tính ngày hẹn trả; không cần cơ sở dữ liệu',
    en: 'compute a due date; needs no database',
    run: async (args) => {
      const { runDue } = await import('./calendar/cli.ts')
      return runDue(args, process.stdin, process.stdout, process.stderr)
    },
  },
  calendar: {
    usage: 'show | preview TỆP.json [--all] | apply TỆP.json --reason "…"',
    vi: 'lịch làm việc: xem trước những thời hạn đang mở sẽ đổi, rồi công bố và tính lại; bị ngắt thì chạy lại',
    en: 'the working calendar: see which open deadlines would move, then release it and count them anew; run again after a stop',
    run: async (args) => {
      const { runCalendar } = await import('./dossier/clocks/calendar-cli.ts')
      return runCalendar(args, {
        withDb: withDatabase,
        lawNow,
        now: () => new Date(),
        out,
        ...(process.stderr.isTTY && {
          progress: (line: string) => process.stderr.write(`\r${line}\u001b[K`),
        }),
      })
    },
  },
  place: {
    usage: '"phường Hàng Bạc, quận Hoàn Kiếm" [--on YYYY-MM-DD]',
    vi: 'đọc một địa danh hoặc mã, cũ hay mới, và in ra JSON; không cần cơ sở dữ liệu',
    en: 'read a place name or number, old or new, and print JSON; needs no database',
    run: async (args) => {
      const { runPlace } = await import('./catalogue/places/place-cli.ts')
      return runPlace(args, { dataDir: join(checkout, 'data'), now: () => new Date(), out, log })
    },
  },
  verify: {
    usage:
      '[MÃ-HỒ-SƠ | --since-checkpoint | --against ĐIỂM-KIỂM [--key TỆP.pem] | --file LỊCH-SỬ.jsonl] [--threads N]',
    vi: 'kiểm tra lịch sử của một hoặc mọi hồ sơ, nêu dòng sai đầu tiên; --against so với điểm kiểm đã đưa ra ngoài; --file không cần cơ sở dữ liệu',
    en: 'verify the history of one dossier or of all, naming the first bad row; --against a checkpoint kept outside; --file needs no database',
    run: async (args) => {
      const { runVerify, runVerifyFile } = await import('./audit/cli.ts')
      if (args[0] === '--file' && args[1] !== undefined && args.length === 2) {
        if (!existsSync(args[1])) throw new WrongUse(`Không có tệp ${args[1]}. (No such file.)`)
        return runVerifyFile(args[1], out)
      }
      return withDatabase('worker', async (db, url) => {
        const law = await lawNow(db)
        return runVerify(args, {
          db,
          url,
          termsOf: ({ code, caseCode, version }) => law.terms(code, caseCode, version),
          out,
          ...(process.stderr.isTTY && {
            progress: (line) => process.stderr.write(`\r${line}\u001b[K`),
          }),
        })
      })
    },
  },
  invariants: {
    usage: '[--only TÊN] [--dossier MÃ-HỒ-SƠ] | --list',
    vi: 'tính lại mọi điều phải đúng (trạng thái, quyền xem, mã, tệp, sổ, tin), ghi sai lệch cho người phụ trách',
    en: 'count anew everything that must hold (state, scopes, codes, files, books, messages); differences become findings',
    run: async (args) => {
      const [{ runInvariants }, { factsNow }] = await Promise.all([
        import('./audit/invariants-cli.ts'),
        import('./checkpoints.ts'),
      ])
      return withDatabase('worker', async (db) => {
        const facts = await factsNow(db, await lawNow(db))
        return runInvariants(args, {
          db,
          facts,
          out,
          ...(process.stderr.isTTY && {
            progress: (line) => process.stderr.write(`\r${line}\u001b[K`),
          }),
        })
      })
    },
  },
  duty: {
    usage: '[--first A@…] [--second B@…]',
    vi: 'phân công người được báo khi hệ thống có sai lệch, và người được báo tiếp',
    en: 'name who is told when the house differs from what must hold, and who is told next',
    run: async (args) => {
      const { runDuty } = await import('./office/duty-cli.ts')
      return withDatabase('app', (db) => runDuty(args, { db, out }))
    },
  },
  checkpoint: {
    usage: '[--out THƯ-MỤC]',
    vi: 'ký điểm kiểm: gốc Merkle trên đầu mọi lịch sử, để đưa ra ngoài giữ',
    en: 'sign a checkpoint: the Merkle root over the heads of all histories, to be kept outside',
    run: async (args) => {
      const folder = folderOf(args)
      const [{ runCheckpoint }, { checkpointDeps }, { loadConfig }] = await Promise.all([
        import('./audit/cli.ts'),
        import('./checkpoints.ts'),
        import('./config.ts'),
      ])
      return withDatabase('worker', (db) =>
        runCheckpoint(checkpointDeps(loadConfig(), db, folder), out),
      )
    },
  },
  history: {
    usage: 'MÃ-HỒ-SƠ|--all --out TỆP.jsonl',
    vi: 'ghi lịch sử ra tệp để bên thứ ba tự kiểm tra; không có câu trả lời, không có tên',
    en: 'write histories to a file for a third party to verify; without answers and names',
    run: async (args) => {
      const { runHistory } = await import('./audit/cli.ts')
      return withDatabase('worker', (db) => runHistory(args, { db, out }))
    },
  },
  retell: {
    usage: 'TÊN [MÃ-HỒ-SƠ …]',
    vi: 'kể lại lịch sử cho một bên nghe bên trong (mọi hồ sơ, hoặc theo mã); bị ngắt thì lần sau làm tiếp',
    en: 'tell a subscriber inside the house of all histories again (or of some, by code); an interrupted run goes on',
    run: async ([name, ...codes]) => {
      const { runRetell } = await import('./retell.ts')
      if (name === undefined)
        throw new WrongUse('Cách dùng: motcua retell TÊN [MÃ-HỒ-SƠ …]. (See motcua --help.)')
      const progress = (line: string): void =>
        void (process.stderr.isTTY && process.stderr.write(`\r${line}\u001b[K`))
      return withDatabase('worker', async (db) =>
        runRetell({ db, law: await lawNow(db), name, codes, out, progress }),
      )
    },
  },
  replay: {
    usage: 'NHẬT-KÝ.csv[.gz] [--cases TỆP.csv] [--limit "30 workingDay"] [--state THƯ-MỤC] …',
    vi: 'phát lại một nhật ký sự kiện của nơi khác qua chính bộ máy hồ sơ, trong cơ sở dữ liệu riêng; docs/replay.md',
    en: 'replay an event log of elsewhere through the dossier engine itself, in a database of its own; docs/replay.md',
    run: async (args) => {
      const { runReplay } = await import('./replay/cli.ts')
      return runReplay(args, {
        out,
        ...(process.stderr.isTTY && {
          progress: (line) => process.stderr.write(`\r${line}\u001b[K`),
        }),
      })
    },
  },
  reorganise: {
    usage: 'PHƯƠNG-ÁN.json [--preview | --rights | --apply] | plan-2025',
    vi: 'sắp xếp đơn vị theo một văn bản (sáp nhập, chia, đổi tên, chuyển thẩm quyền): xem trước, xem quyền trước và sau, thực hiện; docs/reorganisation.md',
    en: 'reorganise offices by a document (merge, split, rename, move competence): preview, rights before and after, apply; docs/reorganisation.md',
    run: async (args) => {
      const [{ runReorganise }, { withHouse }, { toDay }] = await Promise.all([
        import('./dossier/reorganisation/cli.ts'),
        import('./reorganise.ts'),
        import('./lib/time.ts'),
      ])
      const dataDir = join(checkout, 'data')
      return runReorganise(args, {
        dataDir,
        out,
        read: (file) => readFileSync(file, 'utf8'),
        progress: (line) =>
          void (process.stderr.isTTY && process.stderr.write(`\r${line}\u001b[K`)),
        today: () => toDay(new Date()),
        within: (act) => withHouse({ dataDir, log }, act),
      })
    },
  },
  backup: {
    usage:
      '--to THƯ-MỤC [--keep NGÀY] | follow --to THƯ-MỤC [--every GIÂY] | check --to THƯ-MỤC [--hours GIỜ]',
    vi: 'sao lưu cơ sở dữ liệu bên ngoài, tệp, khóa; follow: nhận nhật ký không ngừng; check: xem có khôi phục được không',
    en: 'back up an outside database, files, keys; follow: receive the log without pause; check: could it be restored',
    run: async (args) => {
      const [{ runBackup }, { backupSource }, { loadConfig }] = await Promise.all([
        import('./backup/cli.ts'),
        import('./backups.ts'),
        import('./config.ts'),
      ])
      const stopping = new AbortController()
      for (const signal of ['SIGINT', 'SIGTERM'] as const)
        process.on(signal, () => stopping.abort())
      const config = loadConfig()
      const source = () => backupSource(config)
      return runBackup(args, { source, pgBin: config.pgBin, out, signal: stopping.signal })
    },
  },
  restore: {
    usage: '--from THƯ-MỤC --into THƯ-MỤC-TRỐNG [--until 2026-11-28T10:15+07:00]',
    vi: 'khôi phục vào một thư mục trống, đến một thời điểm, rồi kiểm tra lịch sử và từng tệp',
    en: 'restore into an empty folder, up to a moment, then verify histories and every file',
    run: async (args) => {
      const [{ runRestore }, { verifyRestored }, { loadConfig }] = await Promise.all([
        import('./backup/cli.ts'),
        import('./backups.ts'),
        import('./config.ts'),
      ])
      const verify = (what: string[], ownerUrl: string) =>
        verifyRestored(what, { ownerUrl, lawOf: lawNow, out })
      return runRestore(args, { verify, pgBin: loadConfig().pgBin, out })
    },
  },
  demo: {
    usage: '[--out TỆP.pdf] [--url ĐỊA-CHỈ [--portal ĐỊA-CHỈ]]',
    vi: 'diễn lại trọn vòng đời một hồ sơ khai sinh qua các trang và in từng bước; không có --url thì chạy trên một hệ thống tạm',
    en: 'play the whole life of a birth registration through the pages; without --url on a system of its own',
    run: async (args) => (await import('./demo/cli.ts')).runDemo(args),
  },
  staff: {
    usage:
      '--email A --name "Họ và tên" --office ID --role R --title "Chức danh" | --email A --reset',
    vi: 'thêm một công chức, hoặc cấp lại mật khẩu và mã xác thực',
    en: 'add an official, or give one a new password and TOTP secret',
    run: async (args) => {
      const { runStaff } = await import('./office/cli.ts')
      return withDatabase('app', (db) => runStaff(args, { db, now: () => new Date(), out }))
    },
  },
}

function out(line: string): void {
  process.stdout.write(`${line}\n`)
}

async function importSnapshots(args: string[]): Promise<number> {
  const { catalogueArgs, importCatalogue } = await import('./catalogue/national/cli.ts')
  const asked = catalogueArgs(args)
  if (asked === undefined)
    throw new WrongUse(
      'Cách dùng: motcua import catalogue TỆP… [--taken-on NĂM-THÁNG-NGÀY] [--report TỆP.json]. (Usage; see motcua --help.)',
    )
  const dataDir = join(checkout, 'data')
  return withDatabase('owner', (db) =>
    importCatalogue(asked, { db, dataDir, now: () => new Date(), out }),
  )
}

type ImportFlags = { force: boolean; report: string | undefined }

async function runImport(args: string[]): Promise<number> {
  const flags = importFlags(args)
  return withDatabase('owner', (db) => importLaw(db, flags))
}

function importFlags(args: string[]): ImportFlags {
  try {
    const { values } = parseArgs({
      args,
      options: { force: { type: 'boolean', default: false }, report: { type: 'string' } },
      strict: true,
    })
    return { force: values.force, report: values.report }
  } catch {
    throw new WrongUse(
      `motcua import không nhận "${args.join(' ')}"; xem motcua --help. (It takes no such argument.)`,
    )
  }
}

async function importLaw(owner: Db, { force, report: file }: ImportFlags): Promise<number> {
  const { importAll } = await import('./catalogue/import.ts')
  const report = await importAll(owner, {
    dataDir: join(checkout, 'data'),
    force,
    progress: ({ name, count }) => log.info(`  ${name}: ${count}`),
  })
  if (file !== undefined) {
    const { writeReportFile } = await import('./catalogue/national/report-file.ts')
    await writeReportFile(owner, file, report)
  }
  const seconds = (report.milliseconds / 1000).toFixed(1)
  out(
    report.isUnchanged
      ? 'Dữ liệu đã đầy đủ, không dòng nào thay đổi. (Nothing changed.)'
      : `Đã nạp, ${report.changedRows} dòng thay đổi trong ${seconds} giây. (Rows changed: ${report.changedRows}.)`,
  )
  return 0
}

/** Runs a command on the database of this installation, beside a program that may be running on it. */
async function withDatabase(
  login: 'owner' | 'app' | 'worker',
  act: (db: Db, url: string) => Promise<number>,
): Promise<number> {
  const [{ loadConfig }, { openServer }, { openDb }] = await Promise.all([
    import('./config.ts'),
    import('./db/server.ts'),
    import('./db/connect.ts'),
  ])
  const config = loadConfig()
  const server = await openServer(config, { log, attach: true })
  const url = { owner: server.ownerUrl, app: server.appUrl, worker: server.workerUrl }[login]
  const db = openDb(url, { name: 'command', max: 4, namedStatements: config.namedStatements })
  try {
    return await act(db, url)
  } finally {
    await db.destroy()
    await server.stop()
  }
}

/** A command written wrongly: one sentence, exit code 2. */
class WrongUse extends Error {}

/** The law as it is published now, for a command that does not follow it. */
async function lawNow(db: Db): Promise<Law> {
  const { liveLaw } = await import('./catalogue/publication/live-law.ts')
  const now = (): Date => new Date()
  return liveLaw({ dataDir: join(checkout, 'data'), db, now, onFault: log.error, pollMs: 0 })
}

function folderOf(args: string[]): string | undefined {
  try {
    return parseArgs({ args, options: { out: { type: 'string' } }, strict: true }).values.out
  } catch {
    throw new WrongUse('Cách dùng: motcua checkpoint [--out THƯ-MỤC]. (See motcua --help.)')
  }
}

function noOptions(name: string, args: string[]): void {
  try {
    parseArgs({ args, options: {}, strict: true })
  } catch {
    throw new WrongUse(
      `motcua ${name} không nhận "${args.join(' ')}"; xem motcua --help. (It takes no such argument.)`,
    )
  }
}

function help(): string {
  const lines = Object.entries(commands).map(
    ([name, { usage, vi, en }]) => `  ${`${name} ${usage}`.trim()}\n      ${vi}\n      ${en}`,
  )
  return `Một Cửa – hệ thống một cửa điện tử giải quyết thủ tục hành chính
The electronic one-stop system for administrative procedures of a city.

Cách dùng (usage): npm run -s motcua -- <lệnh> [tham số]

${lines.join('\n')}
  --help, --version
      hướng dẫn này; số phiên bản
      this help; the version

Cài đặt bằng biến môi trường: PORT, HOST, PUBLIC_URL, DATABASE_URL, MOTCUA_STATE_DIR …
Settings are environment variables; docs/operations.md explains every one.
`
}

function version(): string {
  const manifest = JSON.parse(readFileSync(join(checkout, 'package.json'), 'utf8')) as {
    version: string
  }
  return manifest.version
}

async function main([name = '--help', ...args]: string[]): Promise<number> {
  if (['--help', '-h', 'help'].includes(name)) {
    process.stdout.write(help())
    return 0
  }
  if (name === '--version') {
    process.stdout.write(`${version()}\n`)
    return 0
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (command === undefined) {
    throw new WrongUse(`Không có lệnh "${name}"; xem motcua --help. (There is no such command.)`)
  }
  return command.run(args)
}

try {
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  process.exitCode = error instanceof WrongUse ? 2 : 1
  // an Unstartable or a WrongUse is a sentence for people; anything else is a fault and shows where it happened
  const isSentence = error instanceof WrongUse || error instanceof Unstartable
  console.error(isSentence ? error.message : error)
}
