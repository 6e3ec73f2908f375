/** A mother fills in a birth registration, page by page, as a browser without scripts would. */
import type { Citizen } from './citizen-doors.ts'
import { BA_DINH } from './citizen-doors.ts'
import { photograph } from './photograph.ts'
import type { Fields, Upload } from './visitor.ts'

export const START = '/nop/1.001193'

/** A photograph on which something can be read. */
export const PHOTO: Uint8Array = photograph()

export const birthNotice: Upload = {
  field: 'birth-notice',
  filename: 'giấy chứng sinh.png',
  type: 'image/png',
  bytes: PHOTO,
}

type Pages = readonly (readonly [topic: string, answers: Record<string, string>])[]

/** What a married mother of Ba Đình answers, topic by topic. */
export const MOTHERS_ANSWERS: Pages = [
  // The second answer brings up the third question: the page is shown again with it.
  ['situation', { 'situation.kind': 'ordinary', 'situation.parents': 'both' }],
  [
    'situation',
    { 'situation.kind': 'ordinary', 'situation.parents': 'both', 'situation.married': 'yes' },
  ],
  ['requester', { 'requester.relation': 'mother' }],
  [
    'contact',
    { 'requester.residence.commune': BA_DINH, 'requester.residence.detail': 'số 5 phố Thử' },
  ],
  [
    'child',
    {
      'child.fullName': 'Nguyễn Hoàng Minh Anh',
      'child.birthOn.day': '19',
      'child.birthOn.month': '10',
      'child.birthOn.year': '2026',
      'child.sex': 'female',
      'child.ethnicity': '01',
      'child.nationality': 'VN',
    },
  ],
  [
    'birth',
    {
      'child.birthPlace.commune': BA_DINH,
      'child.birthPlace.detail': 'Bệnh viện Thử nghiệm',
      'child.homeTown': 'phường Ba Đình, thành phố Hà Nội',
    },
  ],
  ['mother', { 'mother.ethnicity': '01', 'mother.nationality': 'VN' }],
  [
    'father',
    {
      'father.fullName': 'Nguyễn Minh Đức',
      'father.birthOn.year': '1993',
      'father.ethnicity': '01',
      'father.nationality': 'VN',
      'father.residence.commune': BA_DINH,
    },
  ],
  ['marriage', { 'marriage.place': 'Ủy ban nhân dân phường Một' }],
  ['result', { 'result.manner': 'electronic', 'copies.wanted': 'no' }],
]

/** Begins a draft, or goes on with the one that is open. */
export async function begin(mother: Citizen): Promise<void> {
  const { body } = await mother.get(START)
  if (!body.includes(`action="${START}"`)) return
  await mother.post(START, await mother.formOn(START, START))
}

/** Sends one page; the questions it shows are told by the page itself. */
export async function answer(mother: Citizen, topic: string, answers: Fields) {
  const page = `${START}/${topic}`
  return mother.post(page, { ...(await mother.formOn(page, page)), ...answers })
}

/** Every page but the papers. */
export async function answerAll(
  mother: Citizen,
  over: Record<string, Record<string, string>> = {},
) {
  await begin(mother)
  for (const [topic, answers] of MOTHERS_ANSWERS) {
    const sent = await answer(mother, topic, { ...answers, ...over[topic] })
    if (sent.statusCode !== 303) throw new Error(`${topic}: ${sent.statusCode} ${sent.body}`)
  }
}

export async function upload(mother: Citizen, files: readonly Upload[], more: Fields = {}) {
  const page = `${START}/giay-to`
  return mother.upload(page, { ...(await mother.formOn(page, page)), ...more }, files)
}

/** Up to the last look: answers and one paper. */
export async function fillIn(mother: Citizen, over: Record<string, Record<string, string>> = {}) {
  await answerAll(mother, over)
  const sent = await upload(mother, [birthNotice])
  if (sent.statusCode !== 303) throw new Error(`not uploaded: ${sent.statusCode} ${sent.body}`)
}

/** Presses the last button; answers the id of the dossier. */
export async function fileIt(mother: Citizen): Promise<string> {
  const look = await mother.get(`${START}/kiem-tra`)
  if (look.statusCode !== 200) throw new Error(`no last look: ${look.statusCode} ${look.body}`)
  const form = await mother.formOn(`${START}/kiem-tra`, `${START}/nop`)
  const sent = await mother.post(`${START}/nop`, form)
  const id = /^\/ho-so\/([0-9a-f-]{36})\/da-nop$/.exec(String(sent.headers.location))?.[1]
  if (id === undefined) throw new Error(`not filed: ${sent.statusCode} ${sent.body}`)
  return id
}
