/** Somebody fills in any published procedure by one of its examples (`data/curated/tests`), page by page, without scripts. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { formValues } from '../../src/catalogue/form-body.ts'
import type { FormDefinition } from '../../src/catalogue/form.ts'
import type { Law } from '../../src/catalogue/law.ts'
import { answersOf } from '../../src/catalogue/procedure-tests.ts'
import type { Example, ProcedureExamples } from '../../src/catalogue/procedure-examples.ts'
import type { Procedure } from '../../src/catalogue/procedure.ts'
import { checkout } from '../../src/checkout.ts'
import { prefixOf } from '../../src/filing/held.ts'
import { parseDay } from '../../src/lib/time.ts'
import { PHOTO } from './birth-filing.ts'
import type { Citizen, Identified } from './citizen-doors.ts'

/** More pages than any form has, questions that come up later included. */
const MOST_PAGES = 60

/** `who`: what the example says of the one who files, as their identity says it. */
export type Given = { example: Example; values: Record<string, string>; who: Identified }

/** The first example, online where there is one, without an error and without anything that stands against it. */
export function validExample(law: Law, procedure: Procedure): Given {
  const { code, version, form: named } = procedure
  const document = examplesOf(code, version)
  const valid = document.examples.filter(
    ({ expect }) => !expect.problems?.length && !expect.eligibility?.length,
  )
  const example = valid.find(({ channel }) => channel === 'online') ?? valid[0]
  if (!example) throw new Error(`${code} has no valid example`)
  const form: FormDefinition = law.form(named.id, named.version)
  const answers = answersOf({ document, example })
  const own = (name: string) => answers[`${prefixOf(form)}.${name}`]
  const number = own('personalNumber')
  const birthOn = parseDay(String(own('birthOn')))
  const who = {
    ...(typeof number === 'string' && { personalNumber: number }),
    ...(birthOn !== undefined && { birthOn }),
  }
  return { example, values: formValues(form, answers), who }
}

function examplesOf(code: string, version: number): ProcedureExamples {
  for (const name of [`${code}.json`, `${code}.v${version}.json`])
    try {
      const text = readFileSync(join(checkout, 'data/curated/tests', name), 'utf8')
      return JSON.parse(text) as ProcedureExamples
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    }
  throw new Error(`${code} has no examples`)
}

/** Begins, answers what each page asks, and stops at the last look; the addresses of the pages on the way. */
export async function fillByExample(
  person: Citizen,
  code: string,
  values: Given['values'],
): Promise<string[]> {
  const start = `/nop/${code}`
  const begun = await person.post(start, await person.formOn(start, start))
  const pages: string[] = []
  let page = pathOf(begun.headers.location)
  while (page !== `${start}/kiem-tra`) {
    if (pages.push(page) > MOST_PAGES) throw new Error(`${code} never ends: ${pages.join(' ')}`)
    page = await onward(person, page, values)
  }
  return pages
}

async function onward(person: Citizen, page: string, values: Given['values']): Promise<string> {
  const { body } = await person.get(page)
  const hidden = await person.formOn(page, page)
  if (page.endsWith('/giay-to')) return handIn(person, page, { ...hidden, _go: 'yes' })
  const office = /name="office"[^>]*value="(\d+)"/.exec(body)?.[1]
  const shown = Object.entries(values).filter(([name]) => body.includes(`name="${name}"`))
  const sent = await person.post(page, {
    ...hidden,
    ...Object.fromEntries(shown),
    ...(office === undefined ? {} : { office }),
  })
  if (sent.statusCode === 303) return pathOf(sent.headers.location)
  const said = [...sent.body.matchAll(/href="#f-[^"]*">([^<]*)</g)].map(([, words]) => words)
  throw new Error(`${page}: ${sent.statusCode} ${said.join('; ')}`)
}

/** A photograph of everything that the page asks for. */
async function handIn(person: Citizen, page: string, fields: Record<string, string>) {
  const { body } = await person.get(page)
  const boxes = [...body.matchAll(/<input[^>]*type="file"[^>]*>/g)].map(String)
  const names = boxes.map((box) => /name="([^"]+)"/.exec(box)![1]!)
  const files = [...new Set(names)].map((field) => ({
    field,
    filename: `${field}.png`,
    type: 'image/png',
    bytes: PHOTO,
  }))
  const sent = await person.upload(page, fields, files)
  if (sent.statusCode !== 303) throw new Error(`${page}: ${sent.statusCode} ${sent.body}`)
  return pathOf(sent.headers.location)
}

function pathOf(location: unknown): string {
  return String(location).split(/[?#]/)[0]!
}
