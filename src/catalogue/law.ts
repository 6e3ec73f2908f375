/**
 * The published law: procedures, forms, workflows, the calendar and the official lists, read once when the program starts
 * and checked as a whole. What is wrong is said by file, with what to mend; the program does not start on half a law.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { loadCalendar, type Calendar } from '../calendar/calendar.ts'
import type { CodeLists } from './code-lists.ts'
import { readCodeLists } from './code-list-files.ts'
import { checkForm } from './form-check.ts'
import type { FormDefinition } from './form.ts'
import { termsFor } from './needs.ts'
import { checkProcedure } from './procedure-check.ts'
import type { Procedure } from './procedure.ts'
import { DocumentFault, twins } from './shape.ts'
import type { Terms } from './terms.ts'
import { checkWorkflow } from './workflow-check.ts'
import type { Workflow } from './workflow.ts'

export type Law = {
  /** Curated procedures in their newest version. */
  procedures(): readonly Procedure[]
  /** The version, or the newest one; undefined when we have none. */
  procedure(code: string, version?: number): Procedure | undefined
  /** Throws when it was never published: a dossier points only to what was. */
  form(id: string, version: number): FormDefinition
  workflow(id: string, version: number): Workflow
  terms(procedureCode: string, caseCode: string, version?: number): Terms
  calendar(): Calendar
  codeLists: CodeLists
}

/** Reads `data/`. Throws DocumentFault naming the file and everything to mend in it. */
export function openLaw(dataDir: string): Law {
  const codeLists = readCodeLists(dataDir)
  const forms = documents(dataDir, 'forms', (json, name) =>
    checkForm(json, name, codeLists.names()),
  )
  const workflows = documents(dataDir, 'workflows', checkWorkflow)
  const published = { form: finder(forms), workflow: finder(workflows) }
  const curated = documents(dataDir, 'curated', (json, name) =>
    checkProcedure(json, name, published),
  )
  const calendar = loadCalendar(readJson(join(dataDir, 'calendars', 'hanoi.json')))
  return lawOf({ forms, workflows, curated, calendar, codeLists })
}

type Documents = {
  forms: readonly FormDefinition[]
  workflows: readonly Workflow[]
  curated: readonly Procedure[]
  calendar: Calendar
  codeLists: CodeLists
}

function lawOf({ forms, workflows, curated, calendar, codeLists }: Documents): Law {
  const formOf = finder(forms)
  const workflowOf = finder(workflows)
  const procedureOf = finder(curated)
  const newest = (code: string) =>
    Math.max(...curated.filter((each) => each.code === code).map((each) => each.version))
  const procedure = (code: string, version?: number) => procedureOf(code, version ?? newest(code))
  return {
    procedures: () => curated.filter((each) => each.version === newest(each.code)),
    procedure,
    form: (id, version) => formOf(id, version) ?? never(`form ${id} v${version}`),
    workflow: (id, version) => workflowOf(id, version) ?? never(`workflow ${id} v${version}`),
    terms: (code, caseCode, version) => {
      const found = procedure(code, version) ?? never(`procedure ${code}`)
      const workflow = workflowOf(found.workflow.id, found.workflow.version)
      return termsFor(found, workflow ?? never(`workflow ${found.workflow.id}`), caseCode)
    },
    calendar: () => calendar,
    codeLists,
  }
}

function never(what: string): never {
  throw new Error(`${what} was never published here`)
}

type Versioned = { id: string; version: number } | { code: string; version: number }

function nameOf(document: Versioned): string {
  return `${'id' in document ? document.id : document.code} v${document.version}`
}

function finder<T extends Versioned>(
  list: readonly T[],
): (id: string, version: number) => T | undefined {
  const byKey = new Map(list.map((each) => [nameOf(each), each]))
  return (id, version) => byKey.get(`${id} v${version}`)
}

/** Every document of a folder, checked, deeply frozen, each version once. */
function documents<T extends Versioned>(
  dataDir: string,
  folder: string,
  check: (json: unknown, name: string) => T,
): T[] {
  const names = readdirSync(join(dataDir, folder))
    .filter((name) => name.endsWith('.json'))
    .sort()
  const list = names.map((name) =>
    frozen(check(readJson(join(dataDir, folder, name)), `data/${folder}/${name}`)),
  )
  const doubled = twins(list.map(nameOf)).map((key) => `${key} is published twice`)
  if (doubled.length > 0) throw new DocumentFault(`data/${folder}`, doubled)
  return list
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as unknown
  } catch (error) {
    throw new DocumentFault(file, [error instanceof Error ? error.message : String(error)])
  }
}

/** Published documents are immutable, in memory too. */
function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    Object.values(value).forEach(frozen)
  }
  return value
}
