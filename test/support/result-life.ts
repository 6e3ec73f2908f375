/** Whole lives of dossiers of any procedure: filed by command, and then whatever its workflow asks for next, by whom it waits for. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { startRegister, type RegisterStandIn } from '../../standins/register.ts'
import { civilRegisterAt } from '../../src/adapters/register.ts'
import { openLaw, type Law } from '../../src/catalogue/law.ts'
import type { Terms } from '../../src/catalogue/terms.ts'
import { validateAnswers } from '../../src/catalogue/validate.ts'
import { stepOf, type Task } from '../../src/catalogue/workflow.ts'
import { checkout } from '../../src/checkout.ts'
import type { Command } from '../../src/dossier/commands.ts'
import type { DossierState } from '../../src/dossier/dossier.ts'
import type { DossierDeps, Handled } from '../../src/dossier/handle.ts'
import type { Result } from '../../src/lib/result.ts'
import type { Actor, CitizenActor } from '../../src/office/actor.ts'
import { runRegisterRequests, type ResultJobs } from '../../src/result/jobs.ts'
import { kindOfTemplate } from '../../src/result/kinds.ts'
import { sendDraft, submitForSigning } from '../../src/result/prepare.ts'
import { sealResult } from '../../src/result/seal.ts'
import { signResult } from '../../src/result/sign.ts'
import { accepted, act, citizen, depsFor, fileFor, filing, terms } from './office.ts'
import { resultWorld, stateOf, type ResultWorld } from './results.ts'
import { textOfPdf } from './pdf-text.ts'

export type LivesWorld = {
  world: ResultWorld
  law: Law
  register: RegisterStandIn
  jobs: ResultJobs
  close(): Promise<void>
}

const VERSIONS: Readonly<Record<string, number>> = { '1.013225': 2 }

/** The procedures as they are published; what their sources leave open (times, mostly) is that of a birth. */
function publishedTerms(law: Law, code: string): Terms {
  const { name, form, workflow, result } = law.procedure(code, VERSIONS[code] ?? 1)!
  return {
    ...terms,
    procedureCode: code,
    procedureVersion: VERSIONS[code] ?? 1,
    procedureName: name.vi,
    caseCode: code,
    formId: form.id,
    formVersion: form.version,
    workflow: law.workflow(workflow.id, workflow.version),
    resultCode: result.code ?? '',
    resultName: result.name.vi,
    resultTemplate: result.template ?? '',
  }
}

/** A world in which every published procedure can be filed, and a register that really answers. */
export async function livesWorld(): Promise<LivesWorld> {
  const law = openLaw(join(checkout, 'data'))
  const withLaw = (deps: DossierDeps): DossierDeps => ({
    ...deps,
    law: { ...deps.law, terms: ({ code }) => publishedTerms(law, code) },
    offices: { ...deps.offices, communeOffice: () => undefined },
  })
  const plain = await resultWorld(
    [],
    ({ procedure_code: code }) => kindOfTemplate(publishedTerms(law, code).resultTemplate).kind,
  )
  const deps = {
    ...plain.deps,
    dossier: withLaw(plain.deps.dossier),
    codeLists: () => law.codeLists,
  }
  const folder = await mkdtemp(join(tmpdir(), 'motcua-lives-'))
  const register = await startRegister({ stateDir: folder })
  return {
    world: { ...plain, deps },
    law,
    register,
    jobs: {
      dossier: withLaw(depsFor(plain.database.worker)),
      register: civilRegisterAt({ url: register.url, timeoutMs: 5000 }),
      now: () => new Date(),
    },
    close: async () => {
      await register.stop()
      await plain.close()
      await rm(folder, { recursive: true })
    },
  }
}

export type Life = { id: string; code: string; applicant: CitizenActor; on: LivesWorld }

/** Filed with answers that the published form takes, and accepted. */
export async function begun(
  on: LivesWorld,
  code: string,
  answers: Record<string, unknown>,
): Promise<Life> {
  const { formId, formVersion } = publishedTerms(on.law, code)
  const valid = validateAnswers(on.law.form(formId, formVersion), answers, {
    today: '2026-11-24',
    codeLists: on.law.codeLists,
  })
  assert.deepEqual(valid.problems, [], `${code}: the form takes these answers`)
  return begunWith(on, code, valid.answers)
}

/** With answers that no form has seen, as after a lawful erasure. */
export async function begunWith(
  on: LivesWorld,
  code: string,
  answers: Record<string, unknown>,
): Promise<Life> {
  const { dossier } = on.world.deps
  const applicant = citizen()
  const command = filing(applicant, { answers, result: { manner: 'counter', copies: 0 } })
  const procedure = { code, version: VERSIONS[code] ?? 1, caseCode: code }
  const { id } = await fileFor(dossier, applicant, { command, procedure })
  const life = { id, code, applicant, on }
  await done(life, on.world.receptionist, { type: 'accept', originals: [] })
  await done(life, on.world.officer, { type: 'claim' })
  return life
}

export async function done({ id, on }: Life, by: Actor, command: Command): Promise<Handled> {
  return accepted(await act(on.world.deps.dossier, id, by, command))
}

export function stateIn({ id, on }: Life): Promise<DossierState> {
  return stateOf(on.world, id)
}

/** One act for each kind of step. */
const DEEDS: Partial<Record<Task, (life: Life) => Promise<unknown>>> = {
  examine: (life) => done(life, life.on.world.officer, { type: 'examine', checks: [] }),
  draft: async (life) => accepted(await draft(life)),
  confirm: (life) => done(life, life.applicant, { type: 'confirmDraft', by: 'applicant' }),
  register: (life) => askRegister(life),
  submit: async (life) => accepted(await submit(life)),
  sign: async (life) => accepted(await sign(life)),
  seal: async (life) =>
    accepted(await sealResult(life.on.world.deps, orderOf(life, life.on.world.clerk))),
}

/** Does what is next until the dossier stands at a step of that task; throws when it cannot get there. */
export async function until(life: Life, task: Task): Promise<DossierState> {
  for (let turn = 0; turn < 12; turn += 1) {
    const state = await stateIn(life)
    const { workflow } = publishedTerms(life.on.law, life.code)
    const step = stepOf(workflow, state.active[0]!)
    if (step.task === task) return state
    const deed = DEEDS[step.task]
    assert.ok(deed, `nobody here does the step ${step.id}`)
    await deed(life)
  }
  throw new Error(`dossier ${life.id} never came to ${task}`)
}

/** The subscriber hands the question on, and the worker asks. */
export async function askRegister({ on, id }: Life): Promise<RegisterStanding> {
  await on.world.project()
  await sql`update register_request set next_try_at = now() where dossier_id = ${id}::uuid and next_try_at is not null`.execute(
    on.world.database.owner,
  )
  await runRegisterRequests(on.jobs)
  return requestIn(on, id)
}

export type RegisterStanding = { state: string; last_error: string | null; is_look_up: boolean }

export async function requestIn({ world }: LivesWorld, id: string): Promise<RegisterStanding> {
  const { rows } = await sql<RegisterStanding>`
    select state, last_error, is_look_up from register_request where dossier_id = ${id}::uuid`.execute(
    world.database.owner,
  )
  return rows[0]!
}

export function draft(life: Life): Promise<Result<Handled>> {
  return sendDraft(life.on.world.deps, orderOf(life, life.on.world.officer))
}

export function submit(life: Life): Promise<Result<Handled>> {
  return submitForSigning(life.on.world.deps, orderOf(life, life.on.world.officer))
}

async function sign(life: Life): Promise<Result<Handled>> {
  const { result } = await stateIn(life)
  const order = { ...orderOf(life, life.on.world.leader), seenHash: result!.documentHash }
  return signResult(life.on.world.deps, order)
}

function orderOf<By extends Actor>({ id }: Life, by: By) {
  return { dossierId: id, by, key: randomUUID() }
}

/** The words of a paper in the store, on one line. */
export async function wordsOf({ on }: Life, sha256: string | null | undefined): Promise<string> {
  const pdf = await on.world.deps.files.read(sha256 ?? '')
  assert.ok(pdf, 'the paper is in the store')
  return textOfPdf(pdf).replace(/\s+/g, ' ')
}
