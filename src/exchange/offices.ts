/** Which office the portal means, and whether it is one that receives and decides the procedure. */
import { competentCommunes } from '../catalogue/needs.ts'
import type { Answers } from '../catalogue/form.ts'
import type { Procedure } from '../catalogue/procedure.ts'
import { procedureByCode } from '../catalogue/store.ts'
import type { Offices } from '../dossier/events.ts'
import type { Problem } from '../lib/problem.ts'
import { receiptAt } from '../interruption/in-force.ts'
import { parseDay, type Day } from '../lib/time.ts'
import type { ExchangeDeps } from './deps.ts'
import type { HandOver, HandedOffice } from './schema.ts'
import { officesNamed, type NamedOffice } from './store.ts'

export type Asked = { body: HandOver; procedure: Procedure; answers: Answers; day: Day }

/** The three offices of the dossier, or what is wrong with them; another level than the procedure's is refused. */
export async function officesFor(
  deps: ExchangeDeps,
  asked: Asked,
): Promise<{ offices: Offices; problems: Problem[] }> {
  const { body, procedure, answers, day } = asked
  const meant = [body.competentOffice, body.receivingOffice ?? body.competentOffice].map((office) =>
    meantBy(deps, office, day),
  )
  const residences = competentCommunes(procedure, answers).map(({ commune }) => commune)
  const named = await officesNamed(deps.db, {
    agencyCodes: meant.flatMap((one) => ('agencyCode' in one ? one.agencyCode : [])),
    communes: [...meant.flatMap((one) => ('commune' in one ? one.commune : [])), ...residences],
    day,
  })
  const [competent, receiving] = meant.map((one) => only(one, named)) as [Found, Found]
  const problems = [
    ...('id' in competent
      ? await levelProblems(deps, asked, competent)
      : [at('competentOffice', competent)]),
    ...('id' in receiving || !body.receivingOffice ? [] : [at('receivingOffice', receiving)]),
    ...('id' in competent ? placeProblems(asked, { competent, residences }) : []),
  ]
  const id = 'id' in competent ? competent.id : 0
  const meantToReceive = 'id' in receiving ? receiving.id : id
  // Whoever stands in is asked for an office that we have only: otherwise the problems are the answer.
  const receivingId =
    problems.length > 0 ? meantToReceive : (await receiptAt(deps, meantToReceive)).officeId
  return { offices: { receiving: receivingId, competent: id, returning: id }, problems }
}

function at(field: string, { code, message }: Problem): Problem {
  return { code, field, message }
}

type Meant = { agencyCode: string } | { commune: string } | Problem
type Found = NamedOffice | Problem

/** The agency code, or the number that the commune has now; or why there is none. */
function meantBy(deps: ExchangeDeps, office: HandedOffice, day: Day): Meant {
  if ('agencyCode' in office) return { agencyCode: office.agencyCode }
  const asOf = office.asOf === undefined ? day : parseDay(office.asOf)
  if (!asOf) return { code: 'date', message: 'Ngày “asOf” không có thật.' }
  const reading = deps.law.codeLists.readCommune(office.commune, asOf)
  if (reading.kind === 'unknown') return UNKNOWN
  if (reading.kind === 'found') return { commune: reading.code }
  const places = reading.choices.map(({ code }) => deps.law.codeLists.communeName(code) ?? code)
  const list = [...new Set(places)].slice(0, 6).join('; ')
  return reading.kind === 'split'
    ? {
        code: 'officeSplit',
        message: `Xã, phường cũ này đã được chia vào: ${list}. Hãy gửi mã mới.`,
      }
    : { code: 'officeAmbiguous', message: `Có nhiều nơi tên như vậy: ${list}. Hãy gửi mã.` }
}

function only(meant: Meant, named: readonly NamedOffice[]): Found {
  if ('message' in meant) return meant
  const [office, ...others] = named.filter(({ agencyCode, communes }) =>
    'commune' in meant ? communes.includes(meant.commune) : agencyCode === meant.agencyCode,
  )
  return office && others.length === 0 ? office : UNKNOWN
}

const UNKNOWN: Problem = {
  code: 'officeUnknown',
  message: 'Không có cơ quan này trong danh mục của thành phố.',
}

/** Which kinds of offices receive a procedure changes with an import of the catalogue; it is known for as long as the law is. */
const KNOWN_MS = 2000
const known = new WeakMap<object, Map<string, { kinds: readonly string[]; until: number }>>()

async function receivedBy(db: ExchangeDeps['db'], code: string): Promise<readonly string[]> {
  const ofHouse = known.get(db) ?? new Map<string, { kinds: readonly string[]; until: number }>()
  known.set(db, ofHouse)
  const kept = ofHouse.get(code)
  if (kept && performance.now() < kept.until) return kept.kinds
  const kinds = (await procedureByCode(db, code))?.receivedBy ?? []
  ofHouse.set(code, { kinds, until: performance.now() + KNOWN_MS })
  return kinds
}

async function levelProblems(
  { db }: ExchangeDeps,
  { procedure }: Asked,
  competent: NamedOffice,
): Promise<Problem[]> {
  const kinds = await receivedBy(db, procedure.code)
  if (kinds.some((kind) => kind === competent.kind)) return []
  const message = 'Cơ quan này không tiếp nhận thủ tục này.'
  return [{ code: 'notReceivedHere', field: 'competentOffice', message }]
}

/** By the residence that the law names (1.001193: of the father or the mother); silent while no residence can be read. */
function placeProblems(
  { procedure }: Asked,
  { competent, residences }: { competent: NamedOffice; residences: readonly string[] },
): Problem[] {
  if (residences.length === 0) return []
  if (residences.some((commune) => competent.communes.includes(commune))) return []
  const message = `Cơ quan này không có thẩm quyền: ${procedure.competence.rule.value.vi}.`
  return [{ code: 'notCompetent', field: 'competentOffice', message }]
}
