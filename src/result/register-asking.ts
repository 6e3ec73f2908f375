/** One question to the civil register, and its answer as the command that the dossier takes. */
import type { Command } from '../dossier/commands.ts'
import type { CivilRegister, FoundEntry, FoundStatus, RegisterFound } from './register.ts'
import { doubtOf, type RegisterQuestion } from './register-questions.ts'

type Recording = Extract<Command, { type: 'recordRegisterEntry' }>
export type Asking = { question: RegisterQuestion; answers: Record<string, unknown> }
export type Answered = { kind: 'given'; command: Recording } | { kind: 'refused'; code: string }

/** Throws `RegisterFailed` when there is no answer. */
export async function answerOf(
  register: CivilRegister,
  { question, answers }: Asking,
): Promise<Answered> {
  const { name } = register
  if (question.is === 'act') {
    const answer = await register.enter(question.request)
    if (answer.kind === 'refused') return answer
    const { personalNumber, ...entry } = answer.entry
    const command = { type: 'recordRegisterEntry' as const, register: name, ...entry }
    return {
      kind: 'given',
      command: personalNumber === undefined ? command : { ...command, personalNumber },
    }
  }
  const { about } = question.request
  const answer = await register.lookUp(question.request)
  if (answer.kind !== 'answered') return { kind: 'refused', code: CODES[about][answer.kind] }
  const doubt = doubtOf(answers, answer.found)
  return doubt === null
    ? { kind: 'given', command: recording(name, answer.found) }
    : { kind: 'refused', code: doubt }
}

const CODES = {
  entry: { unknown: 'unknownEntry', several: 'severalEntries' },
  maritalStatus: { unknown: 'unknownPerson', several: 'severalPeople' },
} as const

/** A status has no book and number of its own; the day is that of the answer. */
function recording(register: string, found: RegisterFound): Recording {
  const { reference } = found
  const { book, number, registeredOn } = found.about === 'entry' ? inBook(found) : status(found)
  return {
    type: 'recordRegisterEntry',
    register,
    reference,
    book,
    number,
    registeredOn,
    found: { about: found.about, content: { ...found } },
  }
}

function inBook({ book, number, registeredOn }: FoundEntry) {
  return { book, number, registeredOn }
}

function status({ answeredOn }: FoundStatus) {
  return { book: '', number: '', registeredOn: answeredOn }
}
