import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { h } from 'preact'
import { NotFound, type Problem } from '../../lib/problem.ts'
import type { StaffActor } from '../../office/actor.ts'
import { readForm } from '../../ui/form.ts'
import type { CodeLists } from '../code-lists.ts'
import type { EditorDeps } from './deps.ts'
import { requireController } from './door.ts'
import { afterAct, at, put, readListAct } from './list-acts.ts'
import { openPackage, type Package } from './package.ts'
import { draftOwnDocument } from './own-document.ts'
import { editorPaths } from './paths.ts'
import { saveSection, typedPart } from './save-section.ts'
import { isObject, type JsonObject } from './schema-kind.ts'
import { sectionOfFault } from './section-faults.ts'
import { Boxes, SectionPage, type SectionPageProps } from './section-page.tsx'
import { isEditable, sectionBox, sectionView, seenHash, storedPart } from './section-view.ts'
import { FORM, WORKFLOW, type Section } from './sections.ts'

type OnSection = FastifyRequest<{ Params: { id: string; section: string } }>

/** A question has about a dozen boxes, a page of a form about a dozen questions; the largest known page has some 500. */
const MOST_BOXES = 5000

export async function sectionRoutes(app: FastifyInstance, deps: EditorDeps): Promise<void> {
  const path = editorPaths.section(':id', ':section')
  app.get(path, (req: OnSection, reply) => showSection(deps, req, reply))
  app.post(path, (req: OnSection, reply) => postSection(deps, req, reply))
  for (const document of ['form', 'workflow'] as const)
    app.post(
      editorPaths.own(':id', document),
      async (req: FastifyRequest<{ Params: { id: string } }>, reply) => {
        const me = requireController(req)
        const key = (await readForm(req)).key()
        const pack = await openPackage(deps, req.params.id)
        await draftOwnDocument(deps, pack, { me, key, document })
        req.work = 'saved'
        const slug = document === 'form' ? FORM : WORKFLOW
        return reply.redirect(`${editorPaths.section(pack.id, slug)}?xong=soan`, 303)
      },
    )
}

const DONE: Readonly<Record<string, string>> = {
  luu: 'Đã lưu.',
  soan: 'Đã tạo phiên bản mới. Ngày bắt đầu áp dụng còn để trống.',
}

async function showSection(deps: EditorDeps, req: OnSection, reply: FastifyReply) {
  const me = requireController(req)
  const pack = await openPackage(deps, req.params.id)
  const section = sectionAt(pack, req.params.section)
  const { xong } = req.query as { xong?: string }
  const { codeLists } = deps.law
  const page = { ...pageOf({ me, pack, section, codeLists }), done: DONE[xong ?? ''] }
  return reply.page(h(SectionPage, page))
}

function sectionAt({ sections }: Package, slug: string): Section {
  const found = sections.find((each) => each.slug === slug)
  if (!found) throw new NotFound()
  return found
}

type Here = { me: StaffActor; pack: Package; section: Section; codeLists: CodeLists }

/** The section as it is stored; or, with `typed`, as it was typed and not yet saved. */
function pageOf(
  { me, pack, section, codeLists }: Here,
  typed?: { part: JsonObject; openAt: string },
): SectionPageProps {
  const stored = storedPart(pack, section)
  const part = typed?.part ?? stored
  return {
    me,
    pack,
    section,
    box: sectionBox(section, part),
    view: sectionView({
      pack,
      section,
      part,
      codeLists,
      ...(typed ? { openAt: typed.openAt } : {}),
    }),
    seen: seenHash(stored),
    isEditable: isEditable(pack, section),
  }
}

async function postSection(deps: EditorDeps, req: OnSection, reply: FastifyReply) {
  const me = requireController(req)
  const form = await readForm(req, { maxFields: MOST_BOXES })
  const key = form.key()
  const pack = await openPackage(deps, req.params.id)
  const section = sectionAt(pack, req.params.section)
  const typed = typedPart(section, form)
  const { codeLists } = deps.law
  const seen = form.raw('_seen')
  if (form.has('_do')) {
    const shown = {
      ...pageOf({ me, pack, section, codeLists }, redrawn(section, typed, form.raw('_do'))),
      seen,
    }
    return req.headers['hx-request'] === 'true'
      ? reply.fragment(h(Boxes, shown))
      : reply.page(h(SectionPage, shown))
  }
  const saved = await saveSection(deps, pack, { me, key, section, typed, seen })
  if ('overtaken' in saved) {
    const page = pageOf({ me, pack, section, codeLists }, { part: typed, openAt: '' })
    return reply.page(h(SectionPage, { ...page, overtaken: saved.overtaken }), 409)
  }
  req.work = 'saved'
  const here = { me, codeLists, ...saved }
  const problems = problemsOf(saved.pack, saved.section)
  if (problems.length === 0)
    return reply.redirect(`${editorPaths.section(pack.id, section.slug)}?xong=luu`, 303)
  const done = 'Đã lưu. Phần này còn ô phải sửa trước khi ban hành.'
  return reply.page(h(SectionPage, { ...pageOf(here), problems, done }), 422)
}

/** What is typed, after the button of a list; any other button only draws the boxes anew. */
function redrawn(
  section: Section,
  typed: JsonObject,
  pressed: string,
): { part: JsonObject; openAt: string } {
  const act = readListAct(pressed)
  if (!act) return { part: typed, openAt: '' }
  const { root } = section.part
  const path = root === '' ? [] : root.split('.')
  const whole = path.length === 0 ? typed : put({}, path, typed)
  const after = afterAct(whole, act)
  const part = at(after.document, path)
  return { part: isObject(part) ? part : typed, openAt: after.at }
}

function problemsOf(pack: Package, section: Section): Problem[] {
  return pack.faults
    .filter((fault) => sectionOfFault(pack, fault) === section.slug)
    .map(({ path, message }) => ({
      code: 'fault',
      message,
      ...(path === '' ? {} : { field: path }),
    }))
}
