/** One house with everything that citizens open pages about: a draft, dossiers at every point of their way, money, wishes. */
import { randomUUID } from 'node:crypto'
import type { Command } from '../../src/dossier/commands.ts'
import { firstNewDay } from '../../src/dossier/clocks/apology.ts'
import { stateById } from '../../src/dossier/store.ts'
import { inContext } from '../../src/db/context.ts'
import { answerAll, START, birthNotice, PHOTO, upload } from '../support/birth-filing.ts'
import type { StaffActor, SystemActor } from '../../src/office/actor.ts'
import { accepted, act, CITY, register, staff, WARD } from '../support/office.ts'
import { openPaymentDoors, type PaymentDoors } from '../support/payment.ts'
import { fillByExample, validExample } from '../support/example-filing.ts'
import { visitor, type Visitor } from '../support/visitor.ts'
import type { Citizen } from '../support/citizen-doors.ts'

/** Somebody, and what the patterns of the addresses are filled with for them. */
export type Reader = { person: Visitor; params: Readonly<Record<string, string>> }

export type PagesWorld = { doors: PaymentDoors; readers: Readonly<Record<string, Reader>> }

const officer = staff('officer')
const receptionist = staff('receptionist')
const leader = staff('leader')
const clerk = staff('clerk')
const PAPER = Buffer.from('%PDF-1.7\n% a made paper\n%%EOF\n')
const accept: Step = [receptionist, { type: 'accept', originals: [] }]
const why = { reason: 'Ảnh mờ.', legalBasis: 'Nghị định 118/2025/NĐ-CP' }

export async function openPagesWorld(): Promise<PagesWorld> {
  const doors = await openPaymentDoors()
  const of = (person: Visitor, params: Record<string, string>): Reader => ({ person, params })
  const filing = await drafting(doors)
  const dossiers = await filed(doors)
  const prepared = await preparing(doors)
  const supervisor = await doors.house.official('supervisor', CITY)
  const spoken = await speaking(doors, supervisor)
  return {
    doors,
    readers: {
      nobody: of(visitor(doors.house.app), { code: '1.001193', slug: 'sinh-con' }),
      ...filing,
      ...Object.fromEntries(
        Object.entries(dossiers).map(([name, { mother, id }]) => [name, of(mother, { id })]),
      ),
      prepared: of(prepared, { code: PREPARED }),
      asking: await asking(doors),
      petitioning: of(spoken.mother, { petition: spoken.code }),
      officer: of(await doors.house.official('officer', WARD), { id: dossiers['drafted']!.id }),
      supervisor: of(supervisor, { petition: spoken.open }),
    },
  }
}

/** A mother in the middle of a filing, once at each page of her form. */
async function drafting({ house }: PaymentDoors): Promise<Record<string, Reader>> {
  const mother = await house.citizen('Trần Thị Nháp')
  await answerAll(mother)
  await upload(mother, [birthNotice])
  const { body } = await mother.get(START)
  const links = [...body.matchAll(new RegExp(`href="${START}/([\\w-]+)"`, 'g'))].map(
    ([, to]) => to!,
  )
  const topics = [...new Set(links)].filter((to) => to !== 'giay-to' && to !== 'kiem-tra')
  const at = (topic: string): [string, Reader] => [
    `drafting ${topic}`,
    { person: mother, params: { code: '1.001193', topic } },
  ]
  return Object.fromEntries(topics.map(at))
}

/** Two petitions of one mother: one was answered, in public too; the other waits. */
async function speaking({ house }: PaymentDoors, supervisor: Visitor) {
  const mother = await house.citizen('Trần Thị Phản Ánh')
  const said = { topic: 'late', office: String(WARD), words: 'Chờ từ sáng đến trưa.', named: 'no' }
  const picture = { field: 'photo', filename: 'anh.png', type: 'image/png', bytes: PHOTO }
  const send = async (): Promise<string> => {
    const form = await mother.formOn('/phan-anh', '/phan-anh')
    const { headers } = await mother.upload('/phan-anh', { ...form, ...said }, [picture])
    return /xem\/(\w+)/.exec(String(headers.location))?.[1] ?? ''
  }
  const newest = async (): Promise<string> =>
    /giam-sat\/phan-anh\/([0-9a-f-]{36})/.exec(
      (await supervisor.get('/giam-sat/phan-anh')).body,
    )?.[1] ?? ''
  const code = await send()
  const at = `/giam-sat/phan-anh/${await newest()}`
  const answer = {
    ...(await supervisor.formOn(at, at)),
    act: 'answer',
    'words.answer': 'Đã mở thêm một quầy.',
    asked: 'Chờ lâu ở quầy',
    answered: 'Đã mở thêm một quầy.',
  }
  await supervisor.post(at, answer)
  await send()
  return { mother, code, open: await newest() }
}

type Filed = { mother: Citizen; id: string }
type Step = readonly [StaffActor | SystemActor | Citizen['actor'], Command]

async function filed(doors: PaymentDoors): Promise<Record<string, Filed>> {
  const { deps } = doors
  const made: Record<string, Filed> = {}
  const file = async (name: string): Promise<Filed> =>
    (made[name] = await doors.owing(`Trần Thị Đã Nộp ${Object.keys(made).length}`))
  const steps = async ({ id }: Filed, commands: readonly Step[]) => {
    for (const [by, command] of commands) accepted(await act(deps.dossier, id, by, command))
  }
  const faults = [{ paper: 'birth-notice', fault: 'Ảnh mờ' }]
  await file('submitted')
  await steps(await file('supplementing'), [
    [receptionist, { type: 'requestSupplement', faults, ...why }],
  ])
  await steps(await file('refused'), [[receptionist, { type: 'refuse', ...why }]])
  const apologised = await file('apologised')
  await steps(apologised, [accept])
  await steps(apologised, [[leader, await apology(doors, apologised.id)]])
  const withdrawing = await file('withdrawing')
  const { actor } = withdrawing.mother
  await steps(withdrawing, [[actor, { type: 'requestWithdrawal', reason: 'Nộp nhầm nơi' }]])
  const examining = [accept, ...(await examined(doors))]
  await steps(await file('drafted'), examining)
  const finished = await file('finished')
  await steps(finished, [...examining, ...(await sealed(doors, finished))])
  await doors.atGateway(
    await doors.owing('Trần Thị Đang Trả').then((each) => (made['paying'] = each)),
  )
  const paid = await doors.owing('Trần Thị Trả Xong')
  made['paid'] = paid
  await doors.gateway.act((await doors.atGateway(paid)).reference, 'pay')
  return made
}

async function examined({ house: { house } }: PaymentDoors): Promise<Step[]> {
  const { sha256 } = await house.files.put(PAPER, 'application/pdf')
  return [
    [officer, { type: 'claim' }],
    [officer, { type: 'examine', checks: [] }],
    [officer, { type: 'sendDraft', documentId: randomUUID(), sha256 }],
  ]
}

async function apology({ deps, house }: PaymentDoors, id: string): Promise<Command> {
  const { sha256 } = await house.house.files.put(PAPER, 'application/pdf')
  const state = await inContext(deps.db, receptionist, (tx) => stateById(tx, id))
  const { clock: running } = state!
  return {
    type: 'apologise',
    to: firstNewDay(deps.dossier.law.calendar(), running!, running!.receivedAt),
    paper: { documentId: randomUUID(), sha256 },
    ...why,
  }
}

/** Confirmed by the mother, registered, signed, sealed. */
async function sealed({ house }: PaymentDoors, { mother }: Filed): Promise<Step[]> {
  const { sha256 } = await house.house.files.put(PAPER, 'application/pdf')
  const documentId = randomUUID()
  const paper = { documentId, certificate: 'c' }
  const entry = {
    register: 'khai-sinh',
    book: '01/2026',
    number: '118',
    registeredOn: '2026-11-20',
  }
  return [
    [mother.actor, { type: 'confirmDraft', by: 'applicant' }],
    [
      register,
      { type: 'recordRegisterEntry', ...entry, reference: 'r', personalNumber: '001326000001' },
    ],
    [officer, { type: 'submitForSigning', documentId, sha256 }],
    [
      leader,
      { type: 'recordSigned', ...paper, documentHash: sha256, signedHash: sha256, capacity: 'C' },
    ],
    [
      clerk,
      {
        type: 'recordSealed',
        ...paper,
        signedHash: sha256,
        sealedHash: sha256,
        number: '128/2026/GKS',
        on: '2026-11-20',
      },
    ],
  ]
}

export const PREPARED = '1.004194'

/** A declaration that is filed elsewhere, finished here under a code. */
async function preparing({ house }: PaymentDoors): Promise<Citizen> {
  const { values } = validExample(house.house.law, house.house.law.procedure(PREPARED)!)
  const person = await house.citizen('Trần Thị Soạn')
  await fillByExample(person, PREPARED, values)
  const press = `/nop/${PREPARED}/soan-xong`
  await person.post(press, await person.formOn(`/nop/${PREPARED}/kiem-tra`, press))
  return person
}

/** Somebody who asks another whether they may act for them. */
async function asking({ house }: PaymentDoors): Promise<Reader> {
  const person = await house.citizen('Trần Thị Nhờ')
  const page = '/toi/dai-dien/moi'
  const sent = await person.post(page, {
    ...(await person.formOn(page, page)),
    kind: 'authorisedFamily',
    may: 'file',
    name: 'Nguyễn Thị Bà',
    number: '001150000123',
    'until.day': '1',
    'until.month': '6',
    'until.year': '2027',
  })
  const id = /dai-dien\/(\d+)/.exec(String(sent.headers.location))?.[1]
  if (id === undefined) throw new Error(`not asked: ${sent.statusCode} ${sent.body}`)
  return { person, params: { id } }
}
