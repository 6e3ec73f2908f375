import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { h } from 'preact'
import { Conflict, type Problem } from '../../lib/problem.ts'
import { toDay } from '../../lib/time.ts'
import type { StaffActor } from '../../office/actor.ts'
import { readForm } from '../../ui/form.ts'
import { editDraft } from '../publication/acts.ts'
import type { EditorDeps } from './deps.ts'
import { answered, requireController } from './door.ts'
import {
  checkedExample,
  dayTyped,
  EMPTY_EXAMPLE,
  EXPECTED,
  proposed,
  readExample,
  readHead,
  type ExampleTyped,
} from './example.ts'
import { ExamplePage } from './example-page.tsx'
import { ExamplesPage } from './examples-page.tsx'
import { afterAct, readListAct } from './list-acts.ts'
import { openPackage, type Package } from './package.ts'
import { editorPaths } from './paths.ts'
import { isObject, type Json } from './schema-kind.ts'
import { accepting, lawToRun } from './test-run.ts'

type OnDraft = FastifyRequest<{ Params: { id: string } }>
const MOST_BOXES = 3000

export async function exampleRoutes(app: FastifyInstance, deps: EditorDeps): Promise<void> {
  app.get(editorPaths.tests(':id'), async (req: OnDraft, reply) => {
    const me = requireController(req)
    const { xong } = req.query as { xong?: string }
    const done = DONE[xong ?? '']
    return reply.page(h(ExamplesPage, { me, pack: await openPackage(deps, req.params.id), done }))
  })
  app.post(editorPaths.tests(':id'), (req: OnDraft, reply) => change(deps, req, reply))
  app.get(editorPaths.newTest(':id'), async (req: OnDraft, reply) => {
    const me = requireController(req)
    const pack = await openPackage(deps, req.params.id)
    return reply.page(h(ExamplePage, pageOf(deps, { me, pack, typed: EMPTY_EXAMPLE })))
  })
  app.post(editorPaths.newTest(':id'), (req: OnDraft, reply) => add(deps, req, reply))
}

const DONE: Readonly<Record<string, string>> = {
  giu: 'Đã giữ thử nghiệm.',
  bo: 'Đã bỏ thử nghiệm.',
  nhan: 'Đã đổi mong đợi của thử nghiệm.',
}

type Shown = {
  me: StaffActor
  pack: Package
  typed: ExampleTyped
  problems?: readonly Problem[]
  openAt?: string
  idempotencyKey?: string
}

function pageOf(deps: EditorDeps, shown: Shown) {
  const { pack, typed } = shown
  const law = lawToRun(pack.documents)
  const today = dayTyped(typed) ?? toDay(deps.now())
  const { codeLists } = deps.law
  const questions =
    law && deps.questions({ form: law.form, values: typed.values, codeLists, today })
  return { ...shown, questions }
}

async function add(deps: EditorDeps, req: OnDraft, reply: FastifyReply) {
  const me = requireController(req)
  const form = await readForm(req, { maxFields: MOST_BOXES })
  const idempotencyKey = form.key()
  const pack = await openPackage(deps, req.params.id)
  const typed = readExample(form)
  const show = (more: Partial<Shown>, status = 200) =>
    reply.page(h(ExamplePage, pageOf(deps, { me, pack, typed, idempotencyKey, ...more })), status)
  const law = lawToRun(pack.documents)
  const pressed = form.raw('_do')
  if (!law || pressed === 'ask') return show({})
  const { problems, head } = readHead(typed)
  if (!head) return show({ problems }, 422)
  const given = { law, codeLists: deps.law.codeLists, head }
  if (pressed === 'run') return show({ typed: { ...typed, expect: proposed(typed, given) } })
  if (pressed !== 'keep') return show(redrawn(typed, pressed))
  const checked = checkedExample(typed, given)
  if (checked.example === undefined) return show({ problems: checked.problems }, 422)
  await keep(deps, pack, { me, key: idempotencyKey, example: checked.example })
  req.work = 'saved'
  return reply.redirect(`${editorPaths.tests(pack.id)}?xong=giu`, 303)
}

/** After a button of a list among the expectations. */
function redrawn(typed: ExampleTyped, pressed: string): Partial<Shown> {
  const act = readListAct(pressed)
  if (!act || !typed.expect) return {}
  const after = afterAct({ [EXPECTED]: typed.expect }, act)
  const expect = after.document[EXPECTED]
  return { typed: { ...typed, expect: isObject(expect) ? expect : typed.expect }, openAt: after.at }
}

type Keeping = { me: StaffActor; key: string; example: Json }

async function keep(deps: EditorDeps, pack: Package, { me, key, example }: Keeping): Promise<void> {
  const { code, version, procedure } = pack
  const document = pack.tests.document ?? { procedure: code, version, given: {}, examples: [] }
  const examples = [...document.examples, example]
  await write(deps, pack, {
    me,
    key,
    tests: { ...document, examples },
    revision: procedure.revision,
  })
}

type Writing = { me: StaffActor; key: string; tests: unknown; revision: number }

async function write(deps: EditorDeps, { procedure, isOpen }: Package, writing: Writing) {
  if (!isOpen) throw new Conflict('Bản thảo đã đóng. Hãy mở lại trang.', 'closed')
  const { me, key, tests, revision } = writing
  const { id, body } = procedure
  answered(await editDraft(deps, { personId: me.personId, key, id, body, tests, revision }))
}

/** The buttons beside an example: away with it, or what the draft gives is right. */
async function change(deps: EditorDeps, req: OnDraft, reply: FastifyReply) {
  const me = requireController(req)
  const form = await readForm(req)
  const key = form.key()
  const pack = await openPackage(deps, req.params.id)
  const isAccepted = form.has('_accept')
  const tests = changed(pack, Number(form.raw(isAccepted ? '_accept' : '_remove')), isAccepted)
  await write(deps, pack, { me, key, tests, revision: Number(form.raw('_revision')) })
  req.work = 'saved'
  return reply.redirect(`${editorPaths.tests(pack.id)}?xong=${isAccepted ? 'nhan' : 'bo'}`, 303)
}

function changed({ tests }: Package, index: number, isAccepted: boolean): unknown {
  const { document, runs } = tests
  const run = runs[index]
  if (!document) return null
  const examples = document.examples.flatMap((example, place) => {
    if (place !== index) return [example]
    return isAccepted && run ? [accepting(run)] : []
  })
  return examples.length > 0 ? { ...document, examples } : null
}
