/** The whole life of two births, as people live it: one filed on our pages, one handed over by the stand-in portal. */
import type { FormDefinition } from '../catalogue/form.ts'
import { verificationWording } from '../result/wording.ts'
import { openBrowser, Unexpected, type Browser, type Page } from './browser.ts'
import { formsOf, headingOf, textOf, type PageForm } from './page-form.ts'
import {
  allTicked,
  fileOnline,
  signInCitizen,
  signInOfficial,
  waitForForm,
} from './people-at-work.ts'
import type { Cast, MadeOfficial } from './staff.ts'

export type Stage = {
  /** The running one-stop system. */
  url: string
  /** The stand-in of the National Portal; without it only our own pages are played. */
  portalUrl: string | undefined
  cast: Cast
  form: FormDefinition
  /** Makes a declaration of a birth that has never been declared. */
  declaration(): { answers: Record<string, unknown>; scan: Uint8Array }
  /** One line for whoever watches. */
  say(line: string): void
}

export type Ending = { pdf: Uint8Array; isVerified: boolean }

type Birth = { id: string; code: string; isOwn: boolean }

const WARD = 101
const MOTHER = 'thu-nghiem-01'

export async function playLife(stage: Stage): Promise<Ending> {
  const mother = await signInCitizen(stage.url, MOTHER)
  const own = await motherFiles(stage, mother)
  const handed =
    stage.portalUrl === undefined ? [] : [await portalHandsOver(stage, stage.portalUrl)]
  const births = [own, ...handed]
  await receptionAccepts(stage, births)
  await officerExamines(stage, births)
  await motherConfirms(stage, { mother, own, handed })
  await officerSubmits(stage, births)
  await leaderSigns(stage, births)
  await clerkSeals(stage, births)
  const pdf = await resultsReturned(stage, { mother, own, handed })
  await showMessages(stage, own)
  await supervisorLooks(stage)
  return { pdf, isVerified: await anyoneVerifies(stage, { mother, own, pdf }) }
}

async function motherFiles(
  { url, form, declaration, say }: Stage,
  mother: Browser,
): Promise<Birth> {
  const id = await fileOnline(mother, { form, ...declaration() })
  const receipt = await mother.open(`/ho-so/${id}`)
  const code = codeOn(receipt)
  say(`Chị Trần Thị Thu Hà đăng nhập bằng định danh thử nghiệm, khai và nộp hồ sơ ${code}.`)
  say(`  ${url}/ho-so/${id}`)
  return { id, code, isOwn: true }
}

async function portalHandsOver({ say }: Stage, portalUrl: string): Promise<Birth> {
  const response = await fetch(`${portalUrl}/nop`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  })
  const { code, answer } = (await response.json()) as { code: string; answer: { id?: string } }
  if (answer.id === undefined)
    throw new Error(`the portal’s dossier was refused: ${JSON.stringify(answer)}`)
  say(`Cổng thử nghiệm chuyển hồ sơ ${code} của cùng gia đình (bé thứ hai).`)
  return { id: answer.id, code, isOwn: false }
}

async function receptionAccepts(stage: Stage, births: readonly Birth[]): Promise<void> {
  const { who, browser } = await official(stage, 'receptionist')
  for (const { id, code } of births) {
    const action = `/quay/${id}/tiep-nhan`
    const page = await notDouble(stage, browser, id)
    await browser.send(page, action, { seen: allTicked(page, action, 'seen') })
    stage.say(`${who.name} (${who.title}) kiểm tra giấy tờ và tiếp nhận ${code}.`)
  }
}

/** Another child of the same mother, born on the same day by chance, looks like a double: the receptionist says that it is none. */
async function notDouble({ say }: Stage, browser: Browser, id: string): Promise<Page> {
  const path = `/quay/nhan/${id}`
  const page = await browser.open(path)
  const double = `/quay/${id}/trung`
  if (!page.html.includes(`href="${double}"`)) return page
  const reason = 'Hai con khác nhau của một mẹ.'
  await browser.send(await browser.open(double), double, { reason })
  say('  Hệ thống nghi trùng; người tiếp nhận ghi: hai con khác nhau.')
  return browser.open(path)
}

async function officerExamines(stage: Stage, births: readonly Birth[]): Promise<void> {
  const { who, browser } = await official(stage, 'officer')
  for (const { id, code } of births) {
    const at = (act: string) => `/viec/${id}/${act}`
    const claimed = await browser.send(await browser.open(`/viec/${id}`), at('nhan'))
    const check = allTicked(claimed, at('tham-tra'), 'check')
    const examined = await browser.send(claimed, at('tham-tra'), { check })
    await browser.send(examined, at('ban-nhap'))
    stage.say(`${who.name} (${who.title}) thẩm tra ${code} và gửi bản nháp giấy khai sinh.`)
  }
}

async function motherConfirms(
  stage: Stage,
  { mother, own, handed }: { mother: Browser; own: Birth; handed: readonly Birth[] },
): Promise<void> {
  const path = `/ho-so/${own.id}/ban-nhap`
  await mother.send(await mother.open(path), path, { _act: 'agree' })
  stage.say(`Chị Hà xem bản nháp và đồng ý (${own.code}).`)
  for (const { code } of handed) {
    const response = await fetch(`${stage.portalUrl}/ho-so/${code}/dong-y`, { method: 'POST' })
    const said = textOf(/<p role="status">([^]*?)<\/p>/.exec(await response.text())?.[1] ?? '')
    if (!said.startsWith('Đã gửi')) throw new Error(`the portal’s confirmation of ${code}: ${said}`)
    stage.say(`Trên cổng thử nghiệm, chị Hà đồng ý bản nháp của ${code}.`)
  }
}

async function officerSubmits(stage: Stage, births: readonly Birth[]): Promise<void> {
  const { who, browser } = await official(stage, 'officer')
  for (const { id, code } of births) {
    const action = `/viec/${id}/trinh-ky`
    const page = await waitForForm(browser, `/viec/${id}`, action)
    stage.say(`Cơ sở dữ liệu hộ tịch thử nghiệm đã cho số của ${code}.`)
    await browser.send(page, action)
    stage.say(`${who.name} trình ký ${code}.`)
  }
}

async function leaderSigns(stage: Stage, births: readonly Birth[]): Promise<void> {
  const { who, browser } = await official(stage, 'leader')
  for (const { id, code } of births) {
    await browser.send(await browser.open(`/ky/${id}`), `/ky/${id}/ky`)
    stage.say(`${who.title} ${who.name} xem và ký số giấy khai sinh của ${code}.`)
  }
}

async function clerkSeals(stage: Stage, births: readonly Birth[]): Promise<void> {
  const { who, browser } = await official(stage, 'clerk')
  for (const { id, code } of births) {
    await browser.send(await browser.open(`/van-thu/${id}`), `/van-thu/${id}/dong-dau`)
    stage.say(`${who.title} ${who.name} kiểm tra chữ ký, lấy số và đóng dấu ${code}.`)
  }
}

async function resultsReturned(
  stage: Stage,
  { mother, own, handed }: { mother: Browser; own: Birth; handed: readonly Birth[] },
): Promise<Uint8Array> {
  const path = `/ho-so/${own.id}/ket-qua`
  await mother.send(await mother.open(path), path)
  stage.say(`Chị Hà nhận giấy khai sinh điện tử (${own.code}).`)
  const { who, browser } = await official(stage, 'receptionist')
  for (const { id, code } of handed) {
    await feesTaken(stage, browser, { id, code })
    const action = `/tra-ket-qua/${id}`
    await browser.send(await browser.open(action), action, {
      receiver: 'applicant',
      receiverName: 'Trần Thị Thu Hà',
      identityPaper: 'identityCard',
      identityDigits: '9000',
    })
    stage.say(`${who.name} trả kết quả ${code} tại quầy.`)
    await portalKnows(stage, code)
  }
  return mother.save(`/ho-so/${own.id}/ket-qua.pdf`)
}

/** Copies on paper cost: whoever asked for some pays at the counter before anything is handed out. */
async function feesTaken(
  { say }: Stage,
  browser: Browser,
  { id, code }: Pick<Birth, 'id' | 'code'>,
): Promise<void> {
  const action = `/quay/${id}/thu-phi`
  const page = await browser.open(action)
  const due = formsOf(page.html).some((form) => sends(form, 'cash'))
  if (!due) return
  const slip = await browser.send(page, (form) => sends(form, 'cash'))
  const confirming = formsOf(slip.html).find((form) => sends(form, 'confirm'))
  const paper = [...(confirming?.names ?? [])].find((name) => name.startsWith('paper.'))
  if (paper === undefined) throw new Unexpected(slip, 'không có chỗ ghi số biên lai')
  await browser.send(slip, (form) => sends(form, 'confirm'), { [paper]: `BL-${code.slice(-6)}` })
  say(`Thu phí bản sao của ${code} tại quầy, bằng tiền mặt.`)
}

function sends(form: PageForm, act: string): boolean {
  return form.filled.some(([name, value]) => name === 'act' && value === act)
}

const DELIVERED = 10

/** The portal hears of the end within seconds; a minute is more than enough. */
async function portalKnows({ portalUrl, say }: Stage, code: string): Promise<void> {
  for (const until = Date.now() + 60_000; Date.now() < until;) {
    const response = await fetch(`${portalUrl}/ho-so.json`)
    const { dossiers } = (await response.json()) as { dossiers: { code: string; status: number }[] }
    if (dossiers.some((one) => one.code === code && one.status === DELIVERED))
      return say(`Cổng thử nghiệm đã nhận đủ tiến trình của ${code}: Đã trả kết quả.`)
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
  throw new Error(`the portal did not hear of the end of ${code}`)
}

/** What the house has told the mother; with a real carrier there is no such page. */
async function showMessages({ url, say }: Stage, { code }: Birth): Promise<void> {
  const page = await openBrowser(url).open(`/hop-thu-di?ma=${encodeURIComponent(code)}`)
  if (page.status !== 200) return say('Tin nhắn đã được giao cho nhà mạng.')
  const messages = [...page.html.matchAll(/<section class="card[^>]*>([^]*?)<\/section>/g)]
    .map(([, message = '']) => textOf(message))
    .filter((message) => message.startsWith('Tin nhắn'))
    .toReversed()
  say(`Tin nhắn cho chị Hà về ${code} (hộp thư đi của bản thử):`)
  for (const message of messages) say(`  • ${message}`)
}

async function supervisorLooks(stage: Stage): Promise<void> {
  const { who, browser } = await official(stage, 'supervisor', 1)
  const page = await browser.open('/giam-sat')
  if (page.status !== 200) throw new Unexpected(page, 'không mở được trang giám sát')
  stage.say(`${who.name} xem trang giám sát “${page.heading}”.`)
}

async function anyoneVerifies(
  { url, say }: Stage,
  { mother, own, pdf }: { mother: Browser; own: Birth; pdf: Uint8Array },
): Promise<boolean> {
  const anyone = openBrowser(url)
  const t = verificationWording('vi')
  const result = await mother.open(`/ho-so/${own.id}/ket-qua`)
  const token = /\/kiem-tra\/([0-9a-f-]{32,36})/.exec(result.html)?.[1]
  if (token === undefined) throw new Unexpected(result, 'không thấy mã kiểm tra')
  const altered = Uint8Array.from(pdf)
  const middle = Math.floor(altered.length / 2)
  altered[middle] = altered[middle]! ^ 1
  const checks: [string, Page, string][] = [
    ['Mã kiểm tra trên giấy', await anyone.open(`/kiem-tra/${token}`), t.valid],
    ['Tệp PDF đã nhận', await upload(anyone, pdf), t.valid],
    ['Tệp PDF bị đổi một bit', await upload(anyone, altered), t.altered],
  ]
  for (const [what, { html }, wanted] of checks)
    say(`${what}: ${headingOf(html)}${headingOf(html) === wanted ? '' : ` (phải là “${wanted}”)`}.`)
  return checks.every(([, { html }, wanted]) => headingOf(html) === wanted)
}

async function upload(browser: Browser, bytes: Uint8Array): Promise<Page> {
  const page = await browser.open('/kiem-tra')
  const file = { field: 'tep', name: 'giay-khai-sinh.pdf', type: 'application/pdf', bytes }
  return browser.send(page, '/kiem-tra', {}, [file])
}

// ── who they are ───────────────────────────────────────────────────────────

type AtWork = { who: MadeOfficial; browser: Browser }
const atWork = new WeakMap<Stage, Map<string, AtWork>>()

/** The ward's first official of that role, signed in once: a one-time code counts only once. */
async function official(
  stage: Stage,
  role: MadeOfficial['role'],
  office: number = WARD,
): Promise<AtWork> {
  const known = atWork.get(stage) ?? new Map<string, AtWork>()
  atWork.set(stage, known)
  const before = known.get(role)
  if (before) return before
  const who = stage.cast.staff.find((one) => one.role === role && one.office === office)
  if (!who) throw new Error(`the demo has no ${role} at ${office}`)
  const made = { who, browser: await signInOfficial(stage.url, who, stage.cast.password) }
  known.set(role, made)
  return made
}

function codeOn(page: Page): string {
  const code = /\b[0-9A-Z.]+-\d{8}-\d{4,}\b/.exec(textOf(page.html))?.[0]
  if (code === undefined) throw new Unexpected(page, 'không thấy mã hồ sơ')
  return code
}
