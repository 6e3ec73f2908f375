/** Whether the same matter has been filed before: the same person by name and birth date, or by a shared personal number. */
import { askedQuestions, type Answers, type FormDefinition } from '../catalogue/form.ts'
import type { Tx } from '../db/connect.ts'
import { answersOf } from '../dossier/store.ts'
import { dossiersAbout, type Twin } from './queue-store.ts'

export type Duplicate = Twin & { why: string }

/** Further back than this a second dossier of the same name is another matter. */
const DAYS_BACK = 365

type Search = {
  form: FormDefinition
  answers: Answers
  officeId: number
  now: Date
  except: string | null
}

export async function duplicatesOf(tx: Tx, search: Search): Promise<Duplicate[]> {
  const ownerName = search.answers[search.form.owner]
  if (typeof ownerName !== 'string') return []
  const since = new Date(search.now.getTime() - DAYS_BACK * 86_400_000)
  const twins = await dossiersAbout(tx, search.officeId, { ...search, ownerName, since })
  const found: Duplicate[] = []
  for (const twin of twins) {
    const why = sameMatter(search.form, search.answers, (await answersOf(tx, twin.id)) as Answers)
    if (why !== null) found.push({ ...twin, why })
  }
  return found
}

/** In words why two declarations about a person of one name look like one matter; null when they do not. Pure. */
export function sameMatter(form: FormDefinition, a: Answers, b: Answers): string | null {
  const owner = form.owner.split('.')[0]
  const questions = askedQuestions(form)
  const isBorn = ({ id, kind }: (typeof questions)[number]) =>
    kind === 'date' && id.startsWith(`${owner}.`)
  const [birth] = questions.filter(isBorn)
  const sameDay = birth !== undefined && equal(a[birth.id], b[birth.id])
  const ofOthers = questions.filter(
    ({ id, kind }) => kind === 'personalNumber' && !id.startsWith(form.applicant.split('.')[0]!),
  )
  const shared = ofOthers.find(({ id }) => equal(a[id], b[id]))
  const whose = shared ? lowerFirst(shared.label.vi) : ''
  if (sameDay && shared) return `cùng tên, cùng ngày sinh, cùng ${whose}`
  if (sameDay) return 'cùng tên, cùng ngày sinh'
  return shared ? `cùng tên, cùng ${whose}` : null
}

/** 'Số định danh cá nhân của mẹ' → 'số định danh cá nhân của mẹ'. */
function lowerFirst(label: string): string {
  return label.charAt(0).toLowerCase() + label.slice(1)
}

function equal(a: unknown, b: unknown): boolean {
  return a !== undefined && a === b
}
