/** A citizen goes through the pages of the made form, sending what a browser would. */
import type { FormDefinition } from '../../src/catalogue/form.ts'
import { START } from './birth-filing.ts'
import type { Citizen } from './citizen-doors.ts'
import { mainOf } from './page-checks.ts'

/** What a browser would send from the page, with `changes` typed over it. */
export async function sendPage(
  citizen: Citizen,
  topic: string,
  changes: Record<string, string | string[]>,
) {
  const { body } = await citizen.get(`${START}/${topic}`)
  const fields: Record<string, string | string[]> = {}
  for (const [tag] of mainOf(body).matchAll(/<input[^>]*>/g)) {
    const [, name = ''] = /name="([^"]*)"/.exec(tag) ?? []
    const [, value = ''] = /value="([^"]*)"/.exec(tag) ?? []
    if (name !== '' && !/type="(radio|checkbox)"/.test(tag)) fields[name] = value
  }
  return citizen.post(`${START}/${topic}`, { ...fields, ...changes })
}
/** Every page with everything; a page that brings up questions is sent twice. */
export async function fillEverything(
  citizen: Citizen,
  form: FormDefinition,
  typed: Readonly<Record<string, string>>,
): Promise<void> {
  for (const { id } of form.topics) {
    const several: Record<string, string[]> = {}
    for (const name of ['one.wishes', 'one.languages', 'household.members.1.tasks'])
      several[name] = (typed[name] ?? '').split(',')
    const fields = { ...typed, ...several, 'household.members.rows': '2' }
    const first = await sendPage(citizen, id, fields)
    if (first.statusCode === 303) await sendPage(citizen, id, fields)
  }
}
