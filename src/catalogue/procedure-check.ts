/** A curated procedure as a whole, together with the form and the workflow that it names. */
import { conditionFaults, type Names } from './expression-check.ts'
import { formNames } from './form-check.ts'
import { questionOf, type FormDefinition } from './form.ts'
import { momentNames, Procedure } from './procedure.ts'
import { DocumentFault, shapeFaults, spanFaults, twins } from './shape.ts'
import type { Workflow } from './workflow.ts'

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
    ...procedure.fees.flatMap((fee) => spanFaults(fee, `fee ${fee.id}`)),
    ...codeFaults(procedure),
    ...caseFaults(procedure),
    ...referenceFaults(procedure, published),
  ]
  if (faults.length > 0) throw new DocumentFault(name, faults)
  return procedure
}

function codeFaults({ cases, papers, fees }: Procedure): string[] {
  const lists: [string, string[]][] = [
    ['cases', cases.map((each) => each.code)],
    ['papers', papers.map((paper) => paper.code)],
    ['fees', fees.map((fee) => fee.id)],
  ]
  return lists.flatMap(([what, codes]) =>
    twins(codes).map((code) => `two ${what} have the code ${code}`),
  )
}

/** Exactly one case applies when no other does, so that every dossier has a limit. */
function caseFaults({ code, cases }: Procedure): string[] {
  const ordinary = cases.filter((each) => each.when === 'otherwise').length
  const foreign = cases.filter((each) => each.code !== code && !each.code.startsWith(`${code}.`))
  return [
    ...(ordinary === 1 ? [] : [`${ordinary} cases apply otherwise; exactly one must`]),
    ...foreign.map((each) => `case ${each.code} does not belong to ${code}`),
  ]
}

function referenceFaults(procedure: Procedure, published: Published): string[] {
  const { form, workflow } = procedure
  const definition = published.form(form.id, form.version)
  const flow = published.workflow(workflow.id, workflow.version)
  return [
    ...(flow ? [] : [`there is no workflow ${workflow.id} v${workflow.version}`]),
    ...(definition
      ? formFaults(procedure, definition)
      : [`there is no form ${form.id} v${form.version}`]),
  ]
}

function formFaults(procedure: Procedure, form: FormDefinition): string[] {
  const names = formNames(form, momentNames)
  const addresses = procedure.competence.by.filter((id) => questionOf(form, id)?.kind !== 'address')
  return [
    ...addresses.map((id) => `competence: ${id} is not an address of the form`),
    ...conditionsOf(procedure).flatMap(({ where, text }) => placed(where, text, names)),
  ]
}

function placed(where: string, text: string, names: Names): string[] {
  return conditionFaults(text, names).map((fault) => `${where}: ${fault}`)
}

function conditionsOf({ cases, papers, fees }: Procedure): { where: string; text: string }[] {
  return [
    ...cases.flatMap(({ code, when }) =>
      typeof when === 'string' ? [] : [{ where: `case ${code}`, text: when.condition }],
    ),
    ...papers.flatMap(({ code, neededIf }) =>
      neededIf ? [{ where: `paper ${code}`, text: neededIf }] : [],
    ),
    ...fees.flatMap(({ id, neededIf }) =>
      neededIf ? [{ where: `fee ${id}`, text: neededIf }] : [],
    ),
  ]
}
