/** Which office the portal means, and whether it is one that receives and decides the procedure. */
import { competentCommunes } from '../catalogue/needs.ts'
import type { Answers } from '../catalogue/form.ts'
import type { Procedure } from '../catalogue/procedure.ts'
import { procedureByCode } from '../catalogue/store.ts'
import type { Offices } from '../dossier/events.ts'
import type { Problem } from '../lib/problem.ts'
import { parseDay, type Day } from '../lib/time.ts'
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
    ...('id' in competent
      ? await levelProblems(deps, asked, competent)
      : [at('competentOffice', competent)]),
    ...('id' in receiving ? [] : [at('receivingOffice', receiving)]),
    ...('id' in competent ? await placeProblems(deps, asked, competent) : []),
  ]
  const id = 'id' in competent ? competent.id : 0
  const receivingId = 'id' in receiving ? receiving.id : id
  return { offices: { receiving: receivingId, competent: id, returning: id }, problems }
}

function at(field: string, { code, message }: Problem): Problem {
  return { code, field, message }
}

/** The office of that agency code, or of the commune that the number or the name is now; or why there is none. */
async function named(deps: ExchangeDeps, office: HandedOffice, day: Day): Promise<Named | Problem> {
  if ('agencyCode' in office) return only(await officesNamed(deps.db, { ...office, day }))
  const asOf = office.asOf === undefined ? day : parseDay(office.asOf)
  if (!asOf) return { code: 'date', message: 'Ngày “asOf” không có thật.' }
  const reading = deps.law.codeLists.readCommune(office.commune, asOf)
  if (reading.kind === 'unknown') return UNKNOWN
  if (reading.kind === 'found')
    return only(await officesNamed(deps.db, { commune: reading.code, day }))
  const places = reading.choices.map(({ code }) => deps.law.codeLists.communeName(code) ?? code)
  const list = [...new Set(places)].slice(0, 6).join('; ')
  return reading.kind === 'split'
    ? {
        code: 'officeSplit',
        message: `Xã, phường cũ này đã được chia vào: ${list}. Hãy gửi mã mới.`,
      }
    : { code: 'officeAmbiguous', message: `Có nhiều nơi tên như vậy: ${list}. Hãy gửi mã.` }
}

function only([office, ...others]: readonly Named[]): Named | Problem {
  return office && others.length === 0 ? office : UNKNOWN
}

const UNKNOWN: Problem = {
  code: 'officeUnknown',
  message: 'Không có cơ quan này trong danh mục của thành phố.',
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
