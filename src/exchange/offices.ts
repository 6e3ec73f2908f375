/** Which office the portal means, and whether it is one that receives and decides the procedure. */
import { competentCommunes } from '../catalogue/needs.ts'
import type { Answers } from '../catalogue/form.ts'
import type { Procedure } from '../catalogue/procedure.ts'
import { procedureByCode } from '../catalogue/store.ts'
import type { Offices } from '../dossier/events.ts'
import type { Problem } from '../lib/problem.ts'
import type { Day } from '../lib/time.ts'
import type { ExchangeDeps } from './deps.ts'
import type { HandOver, HandedOffice } from './schema.ts'
import { officesNamed } from './store.ts'

export type Asked = { body: HandOver; procedure: Procedure; answers: Answers; day: Day }
type Named = { id: number; kind: string }

/** The three offices of the dossier, or what is wrong with them; another level than the procedure's is refused. */
export async function officesFor(
  deps: ExchangeDeps,
  asked: Asked,
): Promise<{ offices: Offices; problems: Problem[] }> {
  const { body, day } = asked
  const competent = await named(deps, body.competentOffice, day)
  const receiving = body.receivingOffice ? await named(deps, body.receivingOffice, day) : competent
  const problems = [
    ...(competent ? await levelProblems(deps, asked, competent) : [unknown('competentOffice')]),
    ...(receiving ? [] : [unknown('receivingOffice')]),
    ...(competent ? await placeProblems(deps, asked, competent) : []),
  ]
  const id = competent?.id ?? 0
  return { offices: { receiving: receiving?.id ?? id, competent: id, returning: id }, problems }
}

async function named({ db }: ExchangeDeps, office: HandedOffice, day: Day): Promise<Named | null> {
  const found = await officesNamed(db, { ...office, day })
  return found.length === 1 ? found[0]! : null
}

function unknown(field: string): Problem {
  return {
    code: 'officeUnknown',
    field,
    message: 'Không có cơ quan này trong danh mục của thành phố.',
  }
}

async function levelProblems(
  { db }: ExchangeDeps,
  { procedure }: Asked,
  competent: Named,
): Promise<Problem[]> {
  const listed = await procedureByCode(db, procedure.code)
  if (listed?.receivedBy.some((kind) => kind === competent.kind)) return []
  const message = 'Cơ quan này không tiếp nhận thủ tục này.'
  return [{ code: 'notReceivedHere', field: 'competentOffice', message }]
}

/** By the residence that the law names (1.001193: of the father or the mother); silent while no residence can be read. */
async function placeProblems(
  { db }: ExchangeDeps,
  { procedure, answers, day }: Asked,
  competent: Named,
): Promise<Problem[]> {
  const communes = competentCommunes(procedure, answers)
  if (communes.length === 0) return []
  const found = await Promise.all(communes.map(({ commune }) => officesNamed(db, { commune, day })))
  if (found.flat().some(({ id }) => id === competent.id)) return []
  const message = `Cơ quan này không có thẩm quyền: ${procedure.competence.rule.value.vi}.`
  return [{ code: 'notCompetent', field: 'competentOffice', message }]
}
