/** Which office decides: by the residence the law names, asked of the person where two are possible. Pure. */
import type { Answers, FormDefinition } from '../catalogue/form.ts'
import { competentCommunes } from '../catalogue/needs.ts'
import type { Procedure } from '../catalogue/procedure.ts'
import { prefixOf } from './held.ts'

export type OfficeOfCommune = { commune: string; id: number; name: string }

/** Communes by which an office may be competent, those the law prefers first. */
export function communesAsked(procedure: Procedure, answers: Answers): string[] {
  return competentCommunes(procedure, answers).map(({ commune }) => commune)
}

/**
 * The offices among which the applicant may choose. Where the applicant merely lives counts only when nobody whom the law
 * names lives in the city (1.001193: residence of the father or the mother, Luật Hộ tịch 60/2014 Đ13).
 */
export function competentOffices(
  { procedure, form, answers }: { procedure: Procedure; form: FormDefinition; answers: Answers },
  known: readonly OfficeOfCommune[],
): OfficeOfCommune[] {
  const own = `${prefixOf(form)}.`
  const places = competentCommunes(procedure, answers)
  const named = places.filter(({ question }) => !question.startsWith(own))
  const found = officesAt(named, known)
  return found.length > 0 ? found : officesAt(places, known)
}

function officesAt(places: readonly { commune: string }[], known: readonly OfficeOfCommune[]) {
  const offices = places.flatMap(({ commune }) => known.filter((each) => each.commune === commune))
  return offices.filter(({ id }, i) => offices.findIndex((each) => each.id === id) === i)
}

/** The office the dossier goes to: the only one, or the one the person chose; undefined while nothing is decided. */
export function chosenOffice(
  offices: readonly OfficeOfCommune[],
  officeId: number | null,
): OfficeOfCommune | undefined {
  return offices.length === 1 ? offices[0] : offices.find(({ id }) => id === officeId)
}
