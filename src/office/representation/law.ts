/** What the law says of acting for another: data with sources and marks (`data/representation/law.json`), checked when it is read. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Type, type Static } from 'typebox'
import { Value } from 'typebox/value'
import { KINDS, type Kind, type Source } from './representation.ts'

const exact = { additionalProperties: false }
const text = Type.String({ minLength: 1 })
const Words = Type.Object({ vi: text, en: text }, exact)
const Mark = Type.Enum(['verified', 'secondHand', 'toBeConfirmed'] as const)
const AnyKind = Type.Enum([...KINDS])

const KindLaw = Type.Object(
  {
    kind: AnyKind,
    represents: Type.Enum(['person', 'organisation'] as const),
    name: Words,
    /** Any one of these suffices. */
    confirmedBy: Type.Array(
      Type.Enum([
        'represented',
        'phoneCode',
        'register',
        'counter',
        'legalRepresentative',
      ] as const),
      { minItems: 1 },
    ),
    /** It is over on that birthday of the represented person. */
    endsAtAge: Type.Optional(Type.Integer({ minimum: 1, maximum: 120 })),
    legalBasis: text,
    mark: Mark,
  },
  exact,
)

const ProcedureLaw = Type.Object(
  {
    code: text,
    kinds: Type.Array(AnyKind, { minItems: 1 }),
    /** byCase: the papers of the procedure say it, by the answers. */
    paper: Type.Enum(['notNeeded', 'byCase', 'notAllowed'] as const),
    /** Only when that question is answered so; absent: always. */
    when: Type.Optional(Type.Object({ question: text, is: text }, exact)),
    words: Words,
    source: text,
    mark: Mark,
  },
  exact,
)

const Law = Type.Object(
  {
    version: Type.Integer({ minimum: 1 }),
    note: text,
    kinds: Type.Array(KindLaw),
    procedures: Type.Array(ProcedureLaw),
  },
  exact,
)

export type KindLaw = Static<typeof KindLaw>
export type ProcedureLaw = Static<typeof ProcedureLaw>
export type RepresentationLaw = Static<typeof Law>

/** Throws one error naming everything to mend. */
export function readRepresentationLaw(dataDir: string): RepresentationLaw {
  const json: unknown = JSON.parse(readFileSync(join(dataDir, 'representation/law.json'), 'utf8'))
  if (!Value.Check(Law, json)) {
    const faults = Value.Errors(Law, json).map((e) => `${e.instancePath} ${e.message}`)
    throw new Error(`representation/law.json: ${faults.join('; ')}`)
  }
  const missing = KINDS.filter((kind) => !json.kinds.some((each) => each.kind === kind))
  if (missing.length > 0) throw new Error(`representation/law.json: no ${missing.join(', ')}`)
  return json
}

export function kindLaw({ kinds }: RepresentationLaw, kind: Kind): KindLaw {
  const found = kinds.find((each) => each.kind === kind)
  if (found === undefined) throw new Error(`no law for ${kind}`)
  return found
}

/** Whether that source suffices for the kind. */
export function mayConfirm(law: RepresentationLaw, kind: Kind, source: Source): boolean {
  return kindLaw(law, kind).confirmedBy.includes(source)
}

/**
 * What is known of that procedure for this kind. Rules whose question is not answered yet count as possible: they are shown
 * before the first question, and decide when it is answered.
 */
export function rulesFor(
  { procedures }: RepresentationLaw,
  asked: { kind: Kind; procedure: string; answers: Readonly<Record<string, unknown>> },
): ProcedureLaw[] {
  return procedures.filter(
    ({ code, kinds, when }) =>
      code === asked.procedure &&
      kinds.includes(asked.kind) &&
      (when === undefined || [when.is, undefined].includes(answerTo(asked.answers, when.question))),
  )
}

/** The rule by which these answers may not be given in another's name; undefined when none stands against it. */
export function forbidding(
  law: RepresentationLaw,
  asked: { kind: Kind; procedure: string; answers: Readonly<Record<string, unknown>> },
): ProcedureLaw | undefined {
  return rulesFor(law, asked).find(
    ({ paper, when }) =>
      paper === 'notAllowed' &&
      (when === undefined || answerTo(asked.answers, when.question) === when.is),
  )
}

function answerTo(
  answers: Readonly<Record<string, unknown>>,
  question: string,
): string | undefined {
  const answer = answers[question]
  return typeof answer === 'string' ? answer : undefined
}
