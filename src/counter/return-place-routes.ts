import type { FastifyInstance } from 'fastify'
import { h } from 'preact'
import type { StaffActor } from '../office/actor.ts'
import { requireStaff } from '../office/session.ts'
import { doAct, received, type OnDossier } from './act.ts'
import type { CounterDeps } from './deps.ts'
import { openDossier, type OpenDossier } from './open-dossier.ts'
import { ReturnPlacePage } from './return-place-page.tsx'
import { returnPlaces } from './return-places.ts'

export async function returnPlaceRoutes(app: FastifyInstance, deps: CounterDeps): Promise<void> {
  app.get('/quay/:id/noi-tra', async (req: OnDossier, reply) => {
    const me = requireStaff(req, 'receptionist')
    const opened = await openDossier(deps, me, { ...req.params, purpose: 'đổi nơi trả kết quả' })
    return reply.page(h(ReturnPlacePage, pageOf(deps, me, opened)))
  })
  app.post('/quay/:id/noi-tra', async (req: OnDossier, reply) => {
    const { me, form, key, id, opened } = await received(deps, req, {
      purpose: 'đổi nơi trả kết quả',
    })
    const to = Number(form.text('to'))
    if (!returnPlaces(deps.directory).some((place) => place.id === to)) {
      const message = 'Hãy chọn nơi trả kết quả trong danh sách.'
      const problems = [{ code: 'returning', field: 'to', message }]
      const page = { ...pageOf(deps, me, opened), problems, idempotencyKey: key }
      return reply.page(h(ReturnPlacePage, page), 422)
    }
    return doAct(deps, req, reply, { id, me, key, command: { type: 'changeReturnPlace', to } })
  })
}

function pageOf({ directory }: CounterDeps, me: StaffActor, opened: OpenDossier) {
  const { returning } = opened.state.offices
  const now = directory.get(returning).name
  return { me, opened, places: returnPlaces(directory), now, chosen: returning }
}
