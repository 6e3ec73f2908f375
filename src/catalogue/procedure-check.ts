/** A curated procedure as a whole, together with the form and the workflow that it names. */
import { feeFaults } from './fee-check.ts'
import { conditionFaults, numberFaults, type Names } from './expression-check.ts'
import { formNames } from './form-names.ts'
import { questionOf, type FormDefinition } from './form.ts'
import { openFaults } from './open-check.ts'
import { screeningFaults } from './screening-check.ts'
import { momentNames, Procedure } from './procedure.ts'
import { DocumentFault, shapeFaults, spanFaults, twins } from './shape.ts'
import type { Workflow } from './workflow.ts'
import { budgetsOverLimit } from './workflow-budget.ts'
import { addressAnswers } from './workflow-legs.ts'

export type Published = {
  form(id: string, version: number): FormDefinition | undefined
  workflow(id: string, version: number): Workflow | undefined
}

/** The procedure, when the document is one; throws DocumentFault naming everything to mend. */
export function checkProcedure(document: unknown, name: string, published: Published): Procedure {
  const shape = shapeFaults(Procedure, document)
  if (shape.length > 0) throw new DocumentFault(name, shape)
  const procedure = document as Procedure
  const faults = [
    ...spanFaults(procedure, 'the procedure'),
    ...codeFaults(procedure),
    ...caseFaults(procedure),
    ...feeFaults(procedure),
    ...onlineFaults(procedure),
    ...noteFaults(procedure),
    ...openFaults(procedure, published.workflow(procedure.workflow.id, procedure.workflow.version)),
    ...preparedFaults(procedure),
    ...referenceFaults(procedure, published),
  ]
  if (faults.length > 0) throw new DocumentFault(name, faults)
  return procedure
}

function codeFaults({ cases, papers, eligibility }: Procedure): string[] {
  const lists: [string, string[]][] = [
    ['cases', cases.map((each) => each.code)],
    ['papers', papers.map((paper) => paper.code)],
    ['conditions of eligibility', eligibility.map(({ id }) => id)],
  ]
  return lists.flatMap(([what, codes]) =>
    twins(codes).map((code) => `two ${what} have the code ${code}`),
  )
}

/** Exactly one case applies when no other does; of every case each channel has one limit, each paper names real cases. */
function caseFaults({ code, cases, papers }: Procedure): string[] {
  const ordinary = cases.filter((each) => each.when === 'otherwise').length
  const foreign = cases.filter((each) => each.code.slice(0, code.length) !== code)
  const known = cases.map((each) => each.code)
  return [
    ...(ordinary === 1 ? [] : [`${ordinary} cases apply otherwise; exactly one must`]),
    ...foreign.map((each) => `case ${each.code} does not belong to ${code}`),
    ...cases.flatMap((each) =>
      twins((each.byChannel ?? []).flatMap(({ channels }) => channels)).map(
        (channel) => `case ${each.code}: two limits for the channel ${channel}`,
      ),
    ),
    ...papers.flatMap((paper) =>
      (paper.cases ?? [])
        .filter((each) => !known.includes(each))
        .map((each) => `paper ${paper.code}: there is no case ${each}`),
    ),
  ]
}

/** What is only partly online says why, or that no source gives the reason; a national system is linked to. */
function onlineFaults({
  onlineLevel: { value, reason },
  handledIn,
  deepLink,
}: Procedure): string[] {
  return [
    ...(value === 'full' || reason !== undefined
      ? []
      : [`onlineLevel: ${value} needs its published reason, or null where no source gives one`]),
    ...(value === 'full' && reason ? ['onlineLevel: full has no reason to be less'] : []),
    ...(handledIn === 'nationalSystem' && !deepLink
      ? ['deepLink: a procedure of a national system says where it is filed']
      : []),
  ]
}

/** Whoever prepares a declaration here is told where to take it. */
function preparedFaults({ filing, deepLink, channels = [] }: Procedure): string[] {
  const isAtCounter = channels.length > 0 && channels.every((way) => way === 'counter')
  return filing !== 'prepare' || deepLink || isAtCounter
    ? []
    : ['filing: what is prepared here needs the address (deepLink) where it is filed']
}

/** A source without a mark would pass for decided law, a mark without a source for a rumour. */
function noteFaults({ notes, legalBasis }: Procedure): string[] {
  const sourced = [
    ...notes.map((note, i) => ({ ...note, where: `note ${i + 1}` })),
    ...legalBasis.map((text) => ({ ...text, where: `legal basis ${text.number}` })),
  ]
  return sourced
    .filter(({ source, mark }) => (source === undefined) !== (mark === undefined))
    .map(({ where }) => `${where}: a source and its mark stand together or not at all`)
}

function referenceFaults(procedure: Procedure, published: Published): string[] {
  const { form, workflow } = procedure
  const definition = published.form(form.id, form.version)
  const flow = published.workflow(workflow.id, workflow.version)
  return [
    ...(flow
      ? budgetsOverLimit(flow, procedure.cases)
      : [`there is no workflow ${workflow.id} v${workflow.version}`]),
    ...(definition
      ? [...formFaults(procedure, definition), ...(flow ? stepFaults(flow, definition) : [])]
      : [`there is no form ${form.id} v${form.version}`]),
  ]
}

function formFaults(procedure: Procedure, form: FormDefinition): string[] {
  const names = formNames(form, momentNames)
  const addresses = procedure.competence.by.filter((id) => questionOf(form, id)?.kind !== 'address')
  const counts = procedure.fees.filter(
    ({ count }) => count !== undefined && questionOf(form, count)?.kind !== 'integer',
  )
  return [
    ...addresses.map((id) => `competence: ${id} is not an address of the form`),
    ...routingFaults(procedure, formNames(form)),
    ...screeningFaults(procedure, form),
    ...filesNowhere(procedure, form),
    ...counts.map(({ id, count }) => `fee ${id}: ${count} is not a number of the form`),
    ...conditionsOf(procedure).flatMap(({ where, text }) => placed(where, text, names)),
    ...procedure.fees.flatMap(({ id, amountFrom }) =>
      amountFrom ? numberFaults(amountFrom.value, names).map((fault) => `fee ${id}: ${fault}`) : [],
    ),
  ]
}

/** A place in the form that speaks of a paper leads to one that the procedure has. */
function filesNowhere({ papers }: Procedure, { topics }: FormDefinition): string[] {
  return topics
    .flatMap(({ questions }) => questions)
    .flatMap((each) => (each.kind === 'file' ? [each] : []))
    .filter(({ paper }) => !papers.some(({ code }) => code === paper))
    .map(
      ({ id, paper }) =>
        `form: ${id} leads to the paper ${paper}, which the procedure does not have`,
    )
}

/** Whether a step is needed is decided by the answers, and the day, of the filing. */
function stepFaults(workflow: Workflow, form: FormDefinition): string[] {
  const names = formNames(form)
  const { id, steps } = workflow
  return [
    ...steps.flatMap((step) =>
      step.when ? placed(`workflow ${id}, step ${step.id}`, step.when, names) : [],
    ),
    ...addressAnswers(workflow)
      .filter((answer) => questionOf(form, answer)?.kind !== 'address')
      .map((answer) => `workflow ${id}: ${answer} names an office, but is no address of the form`),
  ]
}

/** Where a dossier goes follows from the answers alone. */
function routingFaults({ competence: { by, onlyIf = [] } }: Procedure, names: Names): string[] {
  return onlyIf.flatMap(({ question, when }) => [
    ...(by.includes(question) ? [] : [`competence: ${question} is not among the addresses`]),
    ...(/\btoday\b/.test(when) ? [`competence ${question}: may not depend on the day`] : []),
    ...placed(`competence ${question}`, when, names),
  ])
}

function placed(where: string, text: string, names: Names): string[] {
  return conditionFaults(text, names).map((fault) => `${where}: ${fault}`)
}

function conditionsOf(procedure: Procedure): { where: string; text: string }[] {
  const { cases, papers, fees, eligibility } = procedure
  return [
    ...cases.flatMap(({ code, when }) =>
      typeof when === 'string' ? [] : [{ where: `case ${code}`, text: when.condition }],
    ),
    ...[
      ...papers.map(({ code, neededIf }) => ({ where: `paper ${code}`, text: neededIf })),
      ...fees.map(({ id, neededIf }) => ({ where: `fee ${id}`, text: neededIf })),
      ...eligibility.map(({ id, when }) => ({ where: `eligibility ${id}`, text: when })),
    ].flatMap(({ where, text }) => (text === undefined ? [] : [{ where, text }])),
  ]
}
