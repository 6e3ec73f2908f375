/**
 * `motcua demo`: plays the whole life of a birth registration through HTTP, page by page, and prints each step. Starts a system
 * of its own on free ports with a folder that is thrown away, or plays on a running `motcua start --demo`.
 */
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { handOverOf } from '../../standins/portal/mother.ts'
import { openLaw } from '../catalogue/law.ts'
import { Unstartable } from '../db/unstartable.ts'
import { dataDir } from '../house.ts'
import { start } from '../start.ts'
import { playLife } from './life.ts'
import { readCast } from './staff.ts'

const USAGE =
  'Cách dùng: motcua demo [--out TỆP.pdf] [--url http://… [--portal http://…]]. (Usage; see motcua --help.)'

/** Exit code 0 only when the certificate was issued and every verification said what it must. */
export async function runDemo(argv: string[]): Promise<number> {
  const { url, portal, out } = optionsOf(argv)
  const say = (line: string): void => void process.stdout.write(`${line}\n`)
  if (url !== undefined) return play({ url, portalUrl: portal, out, say })
  const own = await startOwn(say)
  try {
    return await play({ ...own, out, say })
  } finally {
    await own.stop()
  }
}

function optionsOf(args: string[]) {
  const text = { type: 'string' } as const
  try {
    const { values } = parseArgs({
      args,
      options: { url: text, portal: text, out: text },
      strict: true,
    })
    const { url, portal } = values
    const isAddress = [url, portal].every((each) => each === undefined || URL.canParse(each))
    if (isAddress && (portal === undefined || url !== undefined)) return values
  } catch {
    // said below
  }
  throw new Unstartable(USAGE)
}

type Playing = {
  url: string
  portalUrl: string | undefined
  out: string | undefined
  say(line: string): void
}

async function play({ url, portalUrl, out, say }: Playing): Promise<number> {
  const law = openLaw(dataDir)
  const { form: used } = law.procedure('1.001193')!
  const { pdf, isVerified } = await playLife({
    url,
    portalUrl,
    cast: readCast(dataDir),
    form: law.form(used.id, used.version),
    declaration,
    say,
  })
  const file = resolve(out ?? join(tmpdir(), 'motcua-giay-khai-sinh.pdf'))
  await writeFile(file, pdf)
  say(`Giấy khai sinh đã ký số, đóng dấu: ${file}`)
  say(isVerified ? 'Đạt: mọi lần kiểm tra đều đúng.' : 'Chưa đạt: có lần kiểm tra cho kết quả sai.')
  return isVerified ? 0 : 1
}

/** Another child every time: the register enters nobody twice. */
function declaration() {
  const now = new Date()
  const handed = handOverOf(`demo ${now.toISOString()}`, now)
  const { 'copies.count': _copies, ...answers } = handed.answers
  const scan = Buffer.from(handed.files[0]!.content, 'base64')
  return { answers: { ...answers, 'result.manner': 'electronic', 'copies.wanted': false }, scan }
}

/** Nothing of the settings with which somebody runs their own installation: no database, carrier or portal of theirs. */
const NOTHING_OF_THEIRS = {
  HOST: '127.0.0.1',
  PORT: '0',
  PUBLIC_URL: '',
  DATABASE_URL: '',
  DATABASE_APP_URL: '',
  DATABASE_WORKER_URL: '',
  MOTCUA_SECRET: '',
  SMPP_URL: '',
  SMTP_URL: '',
  OIDC_ISSUER: '',
  PORTAL_KEYS: '',
  PORTAL_URL: '',
  REGISTER_URL: '',
}

async function startOwn(say: Playing['say']) {
  const folder = await mkdtemp(join(tmpdir(), 'motcua-demo-'))
  // The database server runs as another user when we are root: the folder must let it pass.
  if (process.getuid?.() === 0) await chmod(folder, 0o711)
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true })
  try {
    const running = await start(
      { demo: true, only: undefined },
      { ...NOTHING_OF_THEIRS, MOTCUA_STATE_DIR: folder },
    )
    say(`Hệ thống một cửa thử nghiệm: ${running.url} (đang nạp dữ liệu thật và hồ sơ dùng thử…)`)
    const stop = async (): Promise<void> => {
      await running.stop()
      await remove()
    }
    const ready = await running.isReady.catch(async (error: unknown) => {
      await stop()
      throw error
    })
    return { url: running.url, portalUrl: ready.trialPortalUrl, stop }
  } catch (error) {
    await remove()
    throw error
  }
}
