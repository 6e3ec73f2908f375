/** The whole house with people of every role and dossiers on every step of the way, reached as their own pages reach them. */
import { randomUUID } from 'node:crypto'
import type { LightMyRequestResponse } from 'fastify'
import { openCounterLibrary } from '../../src/counter/library.ts'
import { formsOf, type PageForm } from '../../src/demo/page-form.ts'
import { handle } from '../../src/dossier/handle.ts'
import { dataDir } from '../../src/house.ts'
import { answerAll, birthNotice, fileIt, fillIn, START, upload } from '../support/birth-filing.ts'
import type { Citizen } from '../support/citizen-doors.ts'
import { watchRoutes, type EveryRoute } from '../support/every-route.ts'
import { register } from '../support/office.ts'
import type { Fields, Visitor } from '../support/visitor.ts'
import { openWholeHouse, type HiredOfficial, type WholeHouse } from '../support/whole-house.ts'
import { EXTRA } from './extras.ts'

export const WARD = 101

export const STAGES = [
  'submitted',
  'accepted',
  'claimed',
  'drafted',
  'confirmed',
  'forSigning',
  'signed',
  'sealed',
] as const
/** `asked`: the counter has asked for more, and waits. */
export type Stage = (typeof STAGES)[number] | 'asked'

export type People = Record<
  'receptionist' | 'officer' | 'leader' | 'clerk' | 'supervisor' | 'controller' | 'admin',
  HiredOfficial
> & { mother: Citizen; stranger: Citizen; anybody: Visitor }

export type AbuseWorld = {
  house: WholeHouse
  routes: readonly EveryRoute[]
  people: People
  /** One dossier of the mother at each of these steps. */
  dossiers: Record<Stage, string>
  /** One that was sealed although every form on its way carried boxes that no form has; or why it was not. */
  polluted: string | Error
  /** The mother's open draft of another filing. */
  draft: string
  /** A file in that draft, and one of the submitted dossier. */
  draftFile: string
  file: string
  /** A draft of the editors, with the sections that it has. */
  editing: { id: string; section: string }
  code: string
  close(): Promise<void>
}

/** What is put into every form besides its own fields. */
export type Extra = Record<string, string>

export async function openAbuseWorld(): Promise<AbuseWorld> {
  const watch = watchRoutes()
  const house = await openWholeHouse()
  watch.stop()
  try {
    return await furnished(house, watch.routes)
  } catch (error) {
    await house.close()
    throw error
  }
}

async function furnished(house: WholeHouse, routes: readonly EveryRoute[]): Promise<AbuseWorld> {
  const people: People = {
    mother: await house.citizen('Trần Thị Thu Hà'),
    stranger: await house.citizen('Nguyễn Văn Lạ'),
    anybody: await house.citizen('Không Ai'),
    receptionist: await house.official('receptionist', WARD),
    admin: await house.official('admin', 1),
    officer: await house.official('officer', WARD),
    leader: await house.official('leader', WARD),
    clerk: await house.official('clerk', WARD),
    supervisor: await house.official('supervisor', 1),
    controller: await house.official('controller', 1),
  }
  people.anybody.cookies.clear()
  const dossiers: Partial<Record<Stage, string>> = {}
  for (const stage of [
    'submitted',
    'claimed',
    'drafted',
    'forSigning',
    'signed',
    'sealed',
  ] as const)
    dossiers[stage] = await live({ house, people }, stage)
  const receipt = await people.mother.get(`/ho-so/${dossiers.submitted}/da-nop`)
  const code = /[A-Z0-9.]+-\d{8}-\d{4,}/.exec(receipt.body)?.[0] ?? ''
  const polluted = await live({ house, people }, 'sealed', EXTRA).catch((error: Error) => error)
  dossiers.asked = await live({ house, people }, 'submitted')
  await press(
    people.receptionist,
    `/quay/${dossiers.asked}/bo-sung`,
    `/quay/${dossiers.asked}/bo-sung`,
    ASKED,
  )
  await answerAll(people.mother)
  await upload(people.mother, [birthNotice])
  const drafted = await people.mother.get(`${START}/giay-to`)
  const check = await people.receptionist.get(`/quay/nhan/${dossiers.submitted}`)
  const page = `${START}/situation`
  return {
    house,
    routes,
    polluted,
    people,
    dossiers: { accepted: dossiers.claimed!, confirmed: dossiers.drafted!, ...dossiers } as Record<
      Stage,
      string
    >,
    file: fileIn(check.body, `/tep/${dossiers.submitted}/`),
    draftFile: fileIn(drafted.body, '/nop/tep/[0-9a-f-]{36}/'),
    draft: (await people.mother.formOn(page, page))['_draft'] ?? '',
    editing: await beginEditing(people.controller),
    code,
    close: () => house.close(),
  }
}

function fileIn(html: string, path: string): string {
  const id = new RegExp(`${path}([0-9a-f-]{36})`).exec(html)?.[1]
  if (id === undefined) throw new Error(`no file under ${path}`)
  return id
}

const ASKED = {
  'own.birth-notice': 'Ảnh mờ, không đọc được',
  reason: 'Không đọc được giấy chứng sinh',
  basis: openCounterLibrary(dataDir).supplementBases[0]!.id,
  step: 'send',
}

async function beginEditing(controller: HiredOfficial): Promise<AbuseWorld['editing']> {
  const list = '/bien-tap/ban-thao'
  const begun = await press(controller, list, list, { code: '1.001193', from: 'published' })
  const at = String(begun.headers.location)
  const opened = await controller.get(at)
  const first = (opened.headers.location ?? '') + opened.body
  const section = /\/muc\/([\w-]+)/.exec(first)?.[1]
  if (section === undefined) throw new Error(`no section on ${at}: ${first.slice(0, 2000)}`)
  return { id: at.split('/').at(-1)!, section }
}

/** Files a birth and brings it to that step, form by form; every form carries `extra` besides what stands on its page. */
export async function live(
  { house, people }: Pick<AbuseWorld, 'house' | 'people'>,
  stage: (typeof STAGES)[number],
  extra: Extra = {},
): Promise<string> {
  const with_ = (fields: Fields = {}): Fields => ({ ...extra, ...fields })
  const mother = withExtra(people.mother, extra)
  await fillIn(mother)
  const id = await fileIt(mother)
  const { receptionist, officer, leader, clerk } = people
  const steps: (() => Promise<unknown>)[] = [
    () => press(receptionist, `/quay/nhan/${id}`, `/quay/${id}/tiep-nhan`, with_(), ['seen']),
    () => press(officer, `/viec/${id}`, `/viec/${id}/nhan`, with_()),
    async () => {
      await press(officer, `/viec/${id}`, `/viec/${id}/tham-tra`, with_(), ['check'])
      await press(officer, `/viec/${id}`, `/viec/${id}/ban-nhap`, with_())
    },
    () => press(mother, `/ho-so/${id}/ban-nhap`, `/ho-so/${id}/ban-nhap`, with_({ _act: 'agree' })),
    async () => {
      await enterInRegister(house, id)
      await press(officer, `/viec/${id}`, `/viec/${id}/trinh-ky`, with_())
    },
    () => press(leader, `/ky/${id}`, `/ky/${id}/ky`, with_()),
    () => press(clerk, `/van-thu/${id}`, `/van-thu/${id}/dong-dau`, with_()),
  ]
  for (const step of steps.slice(0, STAGES.indexOf(stage))) await step()
  return id
}

/** The same browser, which adds something to every form that it sends. */
export function withExtra(browser: Citizen, extra: Extra): Citizen {
  return {
    ...browser,
    post: (url, fields, headers) => browser.post(url, { ...extra, ...fields }, headers),
    // The library refuses the names of prototypes in a form of several parts (400): the fuzz sends them.
    upload: (url, fields, files) => browser.upload(url, { ...ordinary(extra), ...fields }, files),
  }
}

function ordinary(extra: Extra): Extra {
  return Object.fromEntries(
    Object.entries(extra).filter(([name]) => !/__proto__|constructor/.test(name)),
  )
}

/** Opens a page, fills in its form that posts to `action`, ticks all boxes of those names, and sends it. */
export async function press(
  browser: Visitor,
  page: string,
  action: string,
  fields: Fields,
  ticked: readonly string[] = [],
): Promise<LightMyRequestResponse> {
  const { body, statusCode } = await browser.get(page)
  const form = formsOf(body).find((one) => one.action === action)
  if (!form) throw new Error(`${page} (${statusCode}) has no form that posts to ${action}`)
  const boxes = ticked.map((name) => [name, valuesOf(form, name)] as const)
  const sent = await browser.post(action, {
    ...filledIn(form),
    ...Object.fromEntries(boxes),
    ...fields,
  })
  if (sent.statusCode !== 303)
    throw new Error(`${action}: ${sent.statusCode} ${sent.body.replace(/<[^>]*>/g, ' ')}`)
  return sent
}

const valuesOf = ({ boxes }: PageForm, name: string): string[] =>
  boxes.filter((box) => box.name === name).map(({ value }) => value)

export function filledIn({ filled }: PageForm): Record<string, string[]> {
  const fields: Record<string, string[]> = {}
  for (const [name, value] of filled) fields[name] = [...(fields[name] ?? []), value]
  return fields
}

/** What the civil register answers; its own door is tested elsewhere. */
async function enterInRegister({ house }: WholeHouse, id: string): Promise<void> {
  const outcome = await handle(house.dossier(house.app), {
    id,
    by: { ...register, scopes: [WARD] },
    key: randomUUID(),
    command: {
      type: 'recordRegisterEntry',
      register: 'hộ tịch',
      book: '01/2026',
      number: '318',
      registeredOn: '2026-11-23',
      reference: randomUUID(),
      personalNumber: '001326000123',
    },
  })
  if (!outcome.ok) throw new Error(outcome.refusal.message)
}
