/**
 * The morning of 1 July 2025 whole: 526 communes and 30 districts with people and open dossiers become 126 by the state's own
 * mapping; the program that does it is killed in the middle and goes on. Prints what moved, by which rule, and what must hold.
 *
 *   npm run bench -- reorganise [--each 10] [--kills 3]
 */
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { runVerify } from '../src/audit/cli.ts'
import { openDb } from '../src/db/connect.ts'
import { apply, look, preview, rights } from '../src/dossier/reorganisation/apply.ts'
import { countLines, rightsLines } from '../src/dossier/reorganisation/cli-words.ts'
import { plan2025 } from '../src/dossier/reorganisation/plan-2025.ts'
import { closingsOf } from '../src/office/reorganisation.ts'
import { withImportedDatabase, type TestDatabase } from '../test/support/database.ts'
import {
  changed,
  dataDir,
  fileIn,
  julyDeps,
  lookAt,
  oldOffices,
} from '../test/support/july-2025.ts'

const { values } = parseArgs({
  options: {
    each: { type: 'string', default: '10' },
    kills: { type: 'string', default: '3' },
    app: { type: 'string' },
    worker: { type: 'string' },
  },
})

if (values.app !== undefined && values.worker !== undefined) {
  await applyHere({ app: values.app, worker: values.worker })
} else {
  await morning(Number(values.each), Number(values.kills))
}

/** The part that is killed: one line for each office that is done. */
async function applyHere(urls: { app: string; worker: string }): Promise<void> {
  const app = openDb(urls.app, { name: 'bench app', max: 4 })
  const worker = openDb(urls.worker, { name: 'bench worker', max: 4 })
  const deps = await julyDeps({ app, worker })
  const report = await apply(deps, plan2025(dataDir), ({ nth, of }) => console.log(nth, of))
  console.log(report === undefined ? 'busy' : JSON.stringify(report.troubled))
  await Promise.all([app.destroy(), worker.destroy()])
}

async function morning(each: number, kills: number): Promise<void> {
  const database = await withImportedDatabase()
  try {
    const july = await oldOffices(database)
    const { plan, deps } = july
    const closings = closingsOf(plan)
    const began = performance.now()
    await fileIn(
      july,
      closings.map(({ office }) => office),
      each,
    )
    const filed = performance.now() - began
    const before = await lookAt(database.owner, plan)
    say(
      `${closings.length} old offices (${count('byAddress')} communes divided, ${count('byPerson')} districts), ${before.open} open dossiers`,
    )
    const { faults } = await look(deps, plan)
    say(`faults of the plan: ${faults.length}`)
    const counts = await preview(deps, plan)
    say(countLines(counts, (office) => String(office)).at(-1)!)
    const ofCommunes = counts.filter(({ office }) => kindOf(office) === 'byAddress')
    say(
      `of the ${count('byAddress')} divided communes: ${sum(ofCommunes, 'byRule')} by the rule, ${sum(ofCommunes, 'toDecide')} for a person`,
    )
    const people = await rights(deps, plan)
    const names = new Map(
      [...plan.offices, ...deps.offices.all()].map((one) => [one.id, one.shortName]),
    )
    const lines = rightsLines(people, (office) => names.get(office) ?? '')
    say(`rights: ${people.length} people; the first: ${lines.slice(-10, -7).join(' | ')}`)

    let killed = 0
    for (let nth = 1; nth <= kills; nth += 1)
      if (await killedAt(database, Math.ceil(counts.length / (kills + 2)))) killed += 1
    const half = await lookAt(database.owner, plan)
    say(`killed ${killed} times; then ${half.atClosed} dossiers were still at closed offices`)
    const start = performance.now()
    const report = await apply(deps, plan)
    const finished = performance.now() - start
    const now = await lookAt(database.owner, plan)
    say(
      `afterwards: ${now.open} open dossiers, ${now.atClosed} at closed offices, at ${now.offices.length} offices; ${report?.troubled.length} in trouble; ended: ${report?.isEnded}`,
    )
    say(`changed code, deadline or status: ${changed(before, now).length}`)
    await apply(deps, plan)
    const again = await lookAt(database.owner, plan)
    say(
      `a second run wrote ${again.events - now.events} events and ${again.assignments - now.assignments} assignments`,
    )
    say(`rights after it beyond the plan: ${await beyondPlan(database)}`)
    const { law } = deps
    await runVerify([], {
      db: database.worker,
      termsOf: ({ code, caseCode, version }) => law.terms(code, caseCode, version),
      out: say,
    })
    const moved = half.atClosed
    say(
      `moving ${moved} dossiers cost ${(finished / moved / (filed / before.open)).toFixed(2)} of filing as many (each with its acceptance and claim)`,
    )
    function count(rule: string): number {
      return closings.filter((closing) => closing.rule === rule).length
    }
    function kindOf(office: number): string | undefined {
      return closings.find((closing) => closing.office === office)?.rule
    }
    async function beyondPlan({ owner }: TestDatabase): Promise<number> {
      const goes = new Map(closings.map((closing) => [closing.office, closing.default]))
      const held = await owner
        .selectFrom('assignment')
        .innerJoin('person', 'person.id', 'assignment.person_id')
        .select(['person.email', 'assignment.office_id as office'])
        .where('assignment.valid_to', 'is', null)
        .where('person.email', 'like', '%@example.vn')
        .execute()
      return held.filter(
        ({ email, office }) => goes.get(Number(email?.match(/-(\d+)@/)?.[1])) !== office,
      ).length
    }
  } finally {
    await database.close()
  }
}

/** Runs it as a program of its own and ends that with SIGKILL once so many offices are done; false when it was faster. */
function killedAt({ appUrl, workerUrl }: TestDatabase, offices: number): Promise<boolean> {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', fileURLToPath(import.meta.url), '--app', appUrl, '--worker', workerUrl],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  child.stdout.setEncoding('utf8')
  let done = 0
  child.stdout.on('data', (text: string) => {
    done += text.split('\n').filter((line) => /^\d+ \d+$/.test(line)).length
    if (done >= offices) child.kill('SIGKILL')
  })
  return new Promise((resolve) =>
    child.on('exit', (_code, signal) => resolve(signal === 'SIGKILL')),
  )
}

function sum<K extends string>(rows: readonly Record<K, number>[], key: K): number {
  return rows.reduce((all, row) => all + row[key], 0)
}

function say(line: string): void {
  console.log(line)
}
