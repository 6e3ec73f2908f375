/** What a procedure asks of one dossier: its case, its papers, its fee, who decides it, and the terms that it keeps. */
import { PAUSE_CAUSES } from '../calendar/clock-rules.ts'
import type { Problem } from '../lib/problem.ts'
import type { Day } from '../lib/time.ts'
import { holds, type Scope } from './evaluate.ts'
import { addressAnswer, type Answers } from './form.ts'
import type { Case, Channel, Eligibility, Fee, Paper, Procedure } from './procedure.ts'
import type { Words } from './shape.ts'
import type { Terms } from './terms.ts'
import { setsPaper, type Workflow } from './workflow.ts'

export type Moment = { channel: Channel; today: Day }

/** The first case whose condition holds, else the ordinary one. */
export function caseFor(procedure: Procedure, answers: Answers, moment: Moment): Case {
  const scope = scopeOf(answers, moment)
  const special = procedure.cases.find(
    ({ when }) => typeof when !== 'string' && holds(when.condition, scope),
  )
  return special ?? ordinaryCase(procedure)
}

export function ordinaryCase(procedure: Procedure): Case {
  return procedure.cases.find(({ when }) => when === 'otherwise')!
}

/** The limit of a case for dossiers that arrive by this channel, with its words; its value is null where no source gives one. */
export function limitFor(found: Case, channel: Channel): Pick<Case, 'limit' | 'limitText'> {
  return found.byChannel?.find(({ channels }) => channels.includes(channel)) ?? found
}

/** What these answers mean for the right to the procedure; empty when nothing stands against it. */
export function eligibilityFor(
  procedure: Procedure,
  answers: Answers,
  moment: Moment,
): Eligibility[] {
  const scope = scopeOf(answers, moment)
  return procedure.eligibility.filter(({ when }) => holds(when, scope))
}

export type PaperNeed = {
  paper: Paper
  /** oneOf: any paper of the same group is enough. */
  need: 'required' | 'oneOf' | 'notNeeded'
  why: Words
}

/** Every paper of the procedure with whether these answers need it, and why. */
export function requiredPapers(
  procedure: Procedure,
  answers: Answers,
  moment: Moment,
): PaperNeed[] {
  const scope = scopeOf(answers, moment)
  const { code } = caseFor(procedure, answers, moment)
  return procedure.papers.map((paper) => {
    const isNeeded =
      (paper.cases === undefined || paper.cases.includes(code)) &&
      (paper.neededIf === undefined || holds(paper.neededIf, scope))
    if (!isNeeded) return { paper, need: 'notNeeded', why: paper.whyNot ?? paper.why }
    return { paper, need: paper.group === undefined ? 'required' : 'oneOf', why: paper.why }
  })
}

/** What is still to be handed in, as problems on the paper's code. `filed` are codes of papers that have a file. */
export function missingPapers(
  needs: readonly PaperNeed[],
  filed: ReadonlySet<string>,
  lang: keyof Words = 'vi',
): Problem[] {
  const groups = new Set(
    needs
      .filter(({ need, paper }) => need === 'oneOf' && filed.has(paper.code))
      .map(({ paper }) => paper.group),
  )
  const asked = new Set<string>()
  return needs.flatMap(({ need, paper }) => {
    if (need === 'notNeeded' || filed.has(paper.code)) return []
    if (need === 'required') return [missingPaper(paper.code, [paper], lang)]
    if (groups.has(paper.group) || asked.has(paper.group!)) return []
    asked.add(paper.group!)
    const alternatives = needs.filter(
      (other) => other.need === 'oneOf' && other.paper.group === paper.group,
    )
    return [
      missingPaper(
        paper.code,
        alternatives.map((other) => other.paper),
        lang,
      ),
    ]
  })
}

function missingPaper(field: string, papers: readonly Paper[], lang: keyof Words): Problem {
  const or = lang === 'vi' ? ' hoặc ' : ' or '
  const names = papers.map((paper) => `“${paper.name[lang]}”`).join(or)
  const message = lang === 'vi' ? `Hãy nộp ${names}.` : `Hand in ${names}.`
  return { code: 'paperMissing', field, message }
}

/** The area whose own fees count before those of the whole country: this house serves Hà Nội. */
const OWN_LOCALITY = 'H26'

/** Fee rows that apply, one per fee, the city's own first; empty when no row is known, which is not the same as free. */
export function feesFor(procedure: Procedure, answers: Answers, moment: Moment): Fee[] {
  const scope = scopeOf(answers, moment)
  const open = feesOn(procedure, moment).filter(
    (fee) => fee.neededIf === undefined || holds(fee.neededIf, scope),
  )
  return ownFirst(open)
}

/** Of rows of one fee the city's own alone. */
export function ownFirst(fees: readonly Fee[]): Fee[] {
  const own = new Set(fees.filter(({ locality }) => locality === OWN_LOCALITY).map(({ id }) => id))
  return fees.filter(({ id, locality }) => locality === OWN_LOCALITY || !own.has(id))
}

/** Fee rows in force here on that day for that channel, whatever the answers are. */
export function feesOn({ fees }: Procedure, { channel, today }: Moment): Fee[] {
  return fees.filter(
    (fee) =>
      (fee.locality === 'VN' || fee.locality === OWN_LOCALITY) &&
      fee.channels.includes(channel) &&
      fee.validFrom <= today &&
      (fee.validTo === null || today <= fee.validTo),
  )
}

/** Communes by whose residence the procedure may be decided, in the order the procedure prefers, each once. */
export function competentCommunes(
  procedure: Procedure,
  answers: Answers,
): { question: string; commune: string }[] {
  const { by, onlyIf = [] } = procedure.competence
  // Where a dossier goes never depends on the day: publication refuses such a condition.
  const scope: Scope = { answers, today: '1000-01-01' }
  const counted = by.filter((id) =>
    onlyIf.every(({ question, when }) => question !== id || holds(when, scope)),
  )
  const places = counted.flatMap((question) => {
    const commune = addressAnswer(answers[question])?.commune
    return commune === undefined ? [] : [{ question, commune }]
  })
  return places.filter(
    ({ commune }, i) => places.findIndex((place) => place.commune === commune) === i,
  )
}

/**
 * What the dossier keeps from the law of the day. Throws when the procedure has no such case, or when it is not known well
 * enough to promise anything: publication opens no such procedure.
 */
export function termsFor(procedure: Procedure, workflow: Workflow, caseCode: string): Terms {
  const { limit } = procedure.cases.find((each) => each.code === caseCode) ?? {}
  const { draftSilence, result } = procedure
  if (!limit) throw new Error(`${procedure.code} v${procedure.version} has no case ${caseCode}`)
  const isShown = workflow.steps.some(({ task }) => task === 'confirm')
  const isSilent = isShown && !draftSilence.value
  const lacksPaper = !result.template && setsPaper(workflow)
  if (!limit.value || isSilent || !result.code || lacksPaper)
    throw new Error(`${procedure.code} v${procedure.version} cannot be promised: it is not open`)
  return {
    procedureCode: procedure.code,
    procedureVersion: procedure.version,
    procedureName: procedure.name.vi,
    caseCode,
    formId: procedure.form.id,
    formVersion: procedure.form.version,
    workflow,
    limit: limit.value,
    clockPolicy: procedure.clockPolicy.value,
    ...clockTerms(procedure),
    draftSilence: draftSilence.value,
    supplementRoundsWithoutGround: procedure.supplementRoundsWithoutGround.value,
    supplementLimit: procedure.supplementLimit.value,
    resultCode: result.code,
    resultName: result.name.vi,
    resultTemplate: result.template ?? '',
  }
}

function clockTerms({ internalLimit, clockRules }: Procedure): Partial<Terms> {
  const policies = PAUSE_CAUSES.flatMap((cause) => {
    const own = clockRules?.[cause]
    return own === undefined ? [] : [[cause, own.value] as const]
  })
  return {
    ...(internalLimit && { internalLimit: internalLimit.value }),
    ...(policies.length > 0 && { pausePolicies: Object.fromEntries(policies) }),
    ...(clockRules?.apologyRounds && { apologyRounds: clockRules.apologyRounds.value }),
  }
}

/** The answers with the names of the moment, as expressions see them. */
export function scopeOf(answers: Answers, { channel, today }: Moment): Scope {
  return { answers: { ...answers, channel }, today }
}
