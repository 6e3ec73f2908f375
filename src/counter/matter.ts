/**
 * By what two dossiers of one procedure may be one matter: who it is about, as name and birth day or personal number, and who applies.
 * Two children of one mother born on one day share some of it: that is for a person to say. Pure but for the hash.
 */
import { askedQuestions, textAnswer, type Answers, type FormDefinition } from '../catalogue/form.ts'
import { sha256Hex } from '../lib/canonical.ts'
import { fold } from '../lib/text.ts'

export type Matter = {
  form: FormDefinition
  answers: Answers
  ownerName: string
  applicantPersonId: number | null
}

/** Hashes, each once; none when nothing is known of whom it is about (erased, or never asked). */
export function matterKeys(matter: Matter): string[] {
  const { ownerName, applicantPersonId } = matter
  const { own, others, birth } = known(matter)
  const name = fold(ownerName)
  const who = [
    ...own.map((number) => ['number', number]),
    ...(name && birth ? [['name and birth', name, birth]] : []),
    ...(birth ? others.map((number) => ['number and birth', number, birth]) : []),
    ...(applicantPersonId === null || name === ''
      ? []
      : [['applicant and name', String(applicantPersonId), name]]),
    ...(applicantPersonId === null || birth === ''
      ? []
      : [['applicant and birth', String(applicantPersonId), birth]]),
  ]
  return [...new Set(who.map((parts) => sha256Hex(JSON.stringify(parts))))]
}

/** The personal numbers and the birth day that the answers give: of whom it is about, and of others but the applicant. */
function known({ form, answers }: Matter): { own: string[]; others: string[]; birth: string } {
  const owner = groupOf(form.owner)
  const questions = askedQuestions(form)
  const numbers = questions.filter(({ kind }) => kind === 'personalNumber')
  const given = (ids: readonly { id: string }[]): string[] =>
    ids.map(({ id }) => textAnswer(answers, id)).filter((number) => number !== '')
  const birth = questions.find(({ id, kind }) => kind === 'date' && groupOf(id) === owner)
  return {
    own: given(numbers.filter(({ id }) => groupOf(id) === owner)),
    others: given(
      numbers.filter(({ id }) => groupOf(id) !== owner && groupOf(id) !== groupOf(form.applicant)),
    ),
    birth: birth ? textAnswer(answers, birth.id) : '',
  }
}

function groupOf(id: string): string {
  return id.split('.')[0]!
}
