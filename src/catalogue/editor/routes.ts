/** The editors' pages of drafts: `/bien-tap/ban-thao`. */
import type { FastifyInstance } from 'fastify'
import { actRoutes } from './act-routes.ts'
import type { EditorDeps } from './deps.ts'
import { draftRoutes } from './draft-routes.ts'
import { exampleRoutes } from './example-routes.ts'
import { previewRoutes } from './preview-routes.ts'
import { sectionRoutes } from './section-routes.ts'

export async function editorRoutes(app: FastifyInstance, deps: EditorDeps): Promise<void> {
  await draftRoutes(app, deps)
  await sectionRoutes(app, deps)
  await exampleRoutes(app, deps)
  await previewRoutes(app, deps)
  await actRoutes(app, deps)
}
