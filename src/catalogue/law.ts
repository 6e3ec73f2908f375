/**
 * The published law: procedures, forms, workflows, the calendar and the official lists, checked as a whole. `openLaw` reads the files;
 * `liveLaw` (publication/) adds what was released in the database and follows it. What is wrong is said by document, with what to
 * mend; the program does not start on half a law.
 */
import { existsSync, globSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { loadCalendar, type Calendar } from '../calendar/calendar.ts'
import { toDay, type Day } from '../lib/time.ts'
import type { CodeLists } from './code-lists.ts'
import { readCodeLists } from './code-list-files.ts'
import { checkForm } from './form-check.ts'
import type { FormDefinition } from './form.ts'
import { termsFor } from './needs.ts'
import { checkProcedure } from './procedure-check.ts'
import type { Procedure } from './procedure.ts'
import { covers, spansOf, type Span, type Version } from './publication/in-force.ts'
import type { Withdrawal } from './publication/stored.ts'
import { DocumentFault, twins } from './shape.ts'
import type { Terms } from './terms.ts'
import { checkWorkflow, checkWorkflowWithTests } from './workflow-check.ts'
import type { Workflow } from './workflow.ts'

/** One published version of a procedure, with what its publication says about it. */
export type PublishedVersion = Version & {
  readonly procedure: Procedure
  readonly withdrawal: Withdrawal | null
  /** The moment of release; null for a file that was imported. */
  readonly postedAt: Date | null
  readonly isShortened: boolean
}

export type Law = {
  /** The procedures in force today (Hà Nội's day). */
  procedures(): readonly Procedure[]
  /** That version, whatever became of it; without one: what is in force today. Undefined when there is none. */
  procedure(code: string, version?: number): Procedure | undefined
  procedureOn(code: string, day: Day): Procedure | undefined
  /** Every code that was ever published here, in ascending order. */
  codes(): readonly string[]
  /** Every published version, lowest number first. */
  versionsOf(code: string): readonly PublishedVersion[]
  /** The days of each version that is ever in force, earliest first. */
  spansOf(code: string): readonly Span<PublishedVersion>[]
  /** Throws when it was never published: a dossier points only to what was. */
  form(id: string, version: number): FormDefinition
  workflow(id: string, version: number): Workflow
  terms(procedureCode: string, caseCode: string, version?: number): Terms
  calendar(): Calendar
  codeLists: CodeLists
}

export type Documents = {
  readonly forms: readonly FormDefinition[]
  readonly workflows: readonly Workflow[]
  readonly versions: readonly PublishedVersion[]
  readonly calendar: Calendar
  readonly codeLists: CodeLists
}

/** Reads `data/`. Throws DocumentFault naming the file and everything to mend in it. */
export function openLaw(dataDir: string, now: () => Date = () => new Date()): Law {
  const law = lawOf(readDocuments(dataDir))
  return onDays(() => law, now)
}

/** What was read last from each folder, and the files as they were then. */
const known = new Map<string, { files: string; documents: Documents }>()
const READ = ['codelists', 'units', 'forms', 'workflows', 'workflows/tests', 'curated', 'calendars']

/**
 * The documents of `data/`, checked. Throws DocumentFault. They never change in memory, so whoever asks again in one process (the
 * first start does so four times) gets the same ones until a file is another.
 */
export function readDocuments(dataDir: string): Documents {
  const files = fileStamps(dataDir)
  const before = known.get(dataDir)
  if (before?.files === files) return before.documents
  const documents = freshDocuments(dataDir)
  known.set(dataDir, { files, documents })
  return documents
}

/** Name, size and times of every file that is read: cheaper by far than reading them. */
function fileStamps(dataDir: string): string {
  const names = globSync(
    READ.map((folder) => `${folder}/*`),
    { cwd: dataDir },
  ).sort()
  return names
    .map((name) => {
      const { size, ino, mtimeMs, ctimeMs } = statSync(join(dataDir, name))
      return [name, size, ino, mtimeMs, ctimeMs].join()
    })
    .join('\n')
}

function freshDocuments(dataDir: string): Documents {
  const codeLists = readCodeLists(dataDir)
  const forms = documents(dataDir, 'forms', (json, name) =>
    checkForm(json, name, codeLists.names()),
  )
  const workflows = documents(dataDir, 'workflows', checkWorkflow)
  const published = { form: finder(forms), workflow: finder(workflows) }
  const curated = documents(dataDir, 'curated', (json, name) =>
    checkProcedure(json, name, published),
  )
  const begins = twins(curated.map(({ code, validFrom }) => `${code} begins on ${validFrom}`))
  if (begins.length > 0)
    throw new DocumentFault(
      'data/curated',
      begins.map((each) => `two versions of ${each}`),
    )
  const examples = readExamples(dataDir, 'workflows')
  for (const workflow of workflows) {
    const key = nameOf(workflow)
    checkWorkflowWithTests(workflow, `data/workflows, ${key}`, examples.get(key))
  }
  const calendar = loadCalendar(readJson(join(dataDir, 'calendars', 'hanoi.json')))
  return { forms, workflows, versions: curated.map(fromFile), calendar, codeLists }
}

function fromFile(procedure: Procedure): PublishedVersion {
  return publishedVersion(procedure, {
    withdrawnOn: null,
    withdrawal: null,
    postedAt: null,
    isShortened: false,
  })
}

export function publishedVersion(
  procedure: Procedure,
  publication: Pick<PublishedVersion, 'withdrawnOn' | 'withdrawal' | 'postedAt' | 'isShortened'>,
): PublishedVersion {
  const { version } = procedure
  const validFrom = procedure.validFrom as Day
  const validTo = procedure.validTo as Day | null
  return { version, validFrom, validTo, procedure, ...publication }
}

/** The law as a whole at one moment: everything in it belongs together and never changes. */
export type Snapshot = Omit<Law, 'procedures' | 'procedure' | 'terms'> & {
  proceduresOn(day: Day): readonly Procedure[]
  version(code: string, version: number): Procedure | undefined
}

export function lawOf({ forms, workflows, versions, calendar, codeLists }: Documents): Snapshot {
  const formOf = finder(forms)
  const workflowOf = finder(workflows)
  const byCode = Map.groupBy(versions, ({ procedure }) => procedure.code)
  const spans = new Map([...byCode].map(([code, own]) => [code, spansOf(own)]))
  const procedureOn = (code: string, day: Day) =>
    spans.get(code)?.find((span) => covers(span, day))?.of.procedure
  let known: { day: Day; procedures: readonly Procedure[] } | undefined
  return {
    proceduresOn: (day) => {
      if (known?.day !== day)
        known = {
          day,
          procedures: [...spans.keys()].flatMap((code) => procedureOn(code, day) ?? []),
        }
      return known.procedures
    },
    version: (code, version) =>
      byCode.get(code)?.find((each) => each.version === version)?.procedure,
    procedureOn,
    codes: () => [...byCode.keys()].toSorted((a, b) => (a < b ? -1 : 1)),
    versionsOf: (code) => (byCode.get(code) ?? []).toSorted((a, b) => a.version - b.version),
    spansOf: (code) => spans.get(code) ?? [],
    form: (id, version) => formOf(id, version) ?? never(`form ${id} v${version}`),
    workflow: (id, version) => workflowOf(id, version) ?? never(`workflow ${id} v${version}`),
    calendar: () => calendar,
    codeLists,
  }
}

/** The law of today: each call answers from one whole snapshot, the newest there is. */
export function onDays(current: () => Snapshot, now: () => Date): Law {
  const procedure = (code: string, version?: number) =>
    version === undefined
      ? current().procedureOn(code, toDay(now()))
      : current().version(code, version)
  return {
    procedures: () => current().proceduresOn(toDay(now())),
    procedure,
    procedureOn: (code, day) => current().procedureOn(code, day),
    codes: () => current().codes(),
    versionsOf: (code) => current().versionsOf(code),
    spansOf: (code) => current().spansOf(code),
    form: (id, version) => current().form(id, version),
    workflow: (id, version) => current().workflow(id, version),
    terms: (code, caseCode, version) => {
      const found = procedure(code, version) ?? never(`procedure ${code}`)
      const { id, version: flow } = found.workflow
      return termsFor(found, current().workflow(id, flow), caseCode)
    },
    calendar: () => current().calendar(),
    get codeLists() {
      return current().codeLists
    },
  }
}

function never(what: string): never {
  throw new Error(`${what} was never published here`)
}

type Versioned = { id: string; version: number } | { code: string; version: number }

function nameOf(document: Versioned): string {
  return `${'id' in document ? document.id : document.code} v${document.version}`
}

export function finder<T extends Versioned>(
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

/**
 * The examples of the files, by 'code vN'. Those of the procedures are run at publication and in the tests, not when the program
 * starts; those of the workflows are few and quick, and are run each time that the law is read.
 */
export function readExamples(
  dataDir: string,
  of: 'curated' | 'workflows' = 'curated',
): ReadonlyMap<string, unknown> {
  const folder = join(dataDir, of, 'tests')
  const names = existsSync(folder)
    ? readdirSync(folder).filter((name) => name.endsWith('.json'))
    : []
  return new Map(
    names.map((name) => {
      const tests = readJson(join(folder, name)) as Readonly<Record<string, unknown>>
      return [
        `${String(tests['procedure'] ?? tests['workflow'])} v${String(tests['version'])}`,
        tests,
      ]
    }),
  )
}

export function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as unknown
  } catch (error) {
    throw new DocumentFault(file, [error instanceof Error ? error.message : String(error)])
  }
}

/** Published documents are immutable, in memory too. */
export function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    Object.values(value).forEach(frozen)
  }
  return value
}
