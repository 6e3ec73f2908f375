/** What people file in a made day: births as families declare them, and the other procedures by their own forms. */
import type { Law } from '../../src/catalogue/law.ts'
import { ordinaryCase } from '../../src/catalogue/needs.ts'
import type { Procedure } from '../../src/catalogue/procedure.ts'
import type { Terms } from '../../src/catalogue/terms.ts'
import { askedQuestions, textAnswer, type Answers } from '../../src/catalogue/form.ts'
import type { Chance } from '../../src/demo/chance.ts'
import { declarationOf, madeFamily, type Names } from '../../src/demo/family.ts'
import type { FileCommand } from '../../src/dossier/commands.ts'
import type { KindOfFiling, Source } from '../../src/dossier/events.ts'
import { newId } from '../../src/lib/ids.ts'
import { sha256Hex } from '../../src/lib/canonical.ts'
import { dayOf, toInstant, type LocalMinute } from '../../src/lib/time.ts'

export type Filing = { command: FileCommand; terms: Terms }
export type Wares = { law: Law; names: Names; procedures: readonly Procedure[] }

const BIRTH = '1.001193'

/** Ways of filing with their shares; everyone's second word is what the figures call it. */
const ways: Readonly<Record<string, { share: number; source: Source; kind: KindOfFiling }>> = {
  portal: { share: 34, source: 'nationalPortal', kind: 'selfOnline' },
  own: { share: 22, source: 'ownPortal', kind: 'selfOnline' },
  assisted: { share: 15, source: 'assisted', kind: 'assistedOnline' },
  counter: { share: 26, source: 'counter', kind: 'counter' },
  post: { share: 3, source: 'post', kind: 'post' },
}
const shares = Object.fromEntries(Object.entries(ways).map(([name, { share }]) => [name, share]))

/** How this one is handed in. */
export function wayOf(chance: Chance): { source: Source; kind: KindOfFiling } {
  return ways[chance.weighted(shares)]!
}

/** Procedures whose dossiers have a limit, so that a clock can run. */
export function fileable(law: Law): Procedure[] {
  return law.procedures().filter((each) => {
    try {
      return Boolean(law.terms(each.code, ordinaryCase(each).code).limit)
    } catch {
      return false
    }
  })
}

export function filingOf(
  { law, names, procedures }: Wares,
  chance: Chance,
  given: {
    at: LocalMinute
    serial: number
    commune: string
    office: number
    personId: number | null
    way: ReturnType<typeof wayOf>
  },
): Filing {
  const { at, serial, commune, office, personId, way } = given
  const procedure =
    procedures.length === 1 || chance.isIn(0.4) ? procedureOf(procedures) : chance.one(procedures)
  const phone = `09${String((serial * 7919) % 100_000_000).padStart(8, '0')}`
  const birth = declarationOf(chance, names, {
    family: madeFamily(chance, names, { serial: serial % 400_000, today: dayOf(at) }),
    commune,
    filedOn: dayOf(at),
    phone,
  })
  const form = law.form(procedure.form.id, procedure.form.version)
  const answers =
    procedure.code === BIRTH ? birth.answers : otherAnswers(birth.answers as Answers, form)
  const paper = procedure.papers[0]?.code ?? 'declaration'
  const file = newId(toInstant(at))
  const command: FileCommand = {
    type: 'file',
    source: way.source,
    kindOfFiling: way.kind,
    offices: { receiving: office, competent: office, returning: office },
    applicantPersonId: personId,
    papers: [
      {
        paper,
        files: [
          {
            id: file,
            sha256: sha256Hex(file),
            size: chance.between(40_000, 900_000),
            mediaType: 'image/jpeg',
          },
        ],
      },
    ],
    result: { manner: birth.manner, copies: birth.copies },
    answers,
    ownerName: textAnswer(birth.answers as Answers, 'child.fullName'),
    applicantName: textAnswer(birth.answers as Answers, 'requester.fullName'),
    phone,
    fileNames: { [file]: `anh-${serial}.jpg` },
  }
  return { command, terms: law.terms(procedure.code, ordinaryCase(procedure).code) }
}

function procedureOf(procedures: readonly Procedure[]): Procedure {
  return procedures.find(({ code }) => code === BIRTH) ?? procedures[0]!
}

/** Answers of a like size under the ids of another form: what weighs is weighed, nobody reads them. */
function otherAnswers(birth: Answers, form: ReturnType<Law['form']>): Record<string, unknown> {
  const values = Object.values(birth)
  return Object.fromEntries(
    askedQuestions(form)
      .slice(0, values.length)
      .map((question, i) => [question.id, values[i % values.length]]),
  )
}
