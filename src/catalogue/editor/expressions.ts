/** Every expression of a document with its place: checked against the form, and said in Vietnamese. Pure. */
import { checkExpression, type Names } from '../expression-check.ts'
import { parseExpression } from '../expression.ts'
import { unfolded } from '../form-bundles.ts'
import { formNames, rowNames } from '../form-names.ts'
import type { Column, FormDefinition } from '../form.ts'
import { momentNames } from '../procedure.ts'
import { documentSchemas, type DocumentName } from './document-schemas.ts'
import { expressionAt } from './expression-places.ts'
import { shapeFaultsOf } from './shape-faults.ts'
import {
  isObject,
  kindOf,
  variantOf,
  type Json,
  type JsonObject,
  type Schema,
} from './schema-kind.ts'

/** `row`: the columns of the table in whose row it stands. */
export type Placed = {
  path: string
  text: string
  gives: 'flag' | 'number'
  row?: readonly Column[]
}

/** The expressions that stand in a value, in the order of the schema. */
export function expressionsIn(
  schema: Schema,
  value: Json | undefined,
  at = { path: '', place: '' },
): Placed[] {
  const kind = kindOf(schema)
  switch (kind.kind) {
    case 'text': {
      const gives = expressionAt(at.place)
      return gives && typeof value === 'string' && value !== ''
        ? [{ path: at.path, text: value, gives }]
        : []
    }
    case 'object': {
      const held = isObject(value) ? value : {}
      return kind.members.flatMap(({ name, schema }) =>
        expressionsIn(schema, held[name], {
          path: dotted(at.path, name),
          place: dotted(at.place, name),
        }).map((placed) => within(held, name, placed)),
      )
    }
    case 'list':
      return (Array.isArray(value) ? value : []).flatMap((item, index) =>
        expressionsIn(kind.each, item, { path: `${at.path}.${index}`, place: at.place }),
      )
    case 'nullable':
      return expressionsIn(kind.of, value, at)
    case 'variant':
      return value === undefined
        ? []
        : expressionsIn(variantOf(kind.variants, value).schema, value, at)
    case 'day':
    case 'number':
    case 'flag':
    case 'constant':
    case 'code':
    case 'words':
    case 'ticks':
    case 'lines':
      return []
  }
}

/** What the object around an expression says of it: a calculation of yes and no, a row of a table. */
function within(held: JsonObject, name: string, placed: Placed): Placed {
  const { kind, gives, columns } = held
  if (kind === 'computed' && name === 'value' && gives === 'flag') return { ...placed, gives }
  return kind === 'table' && name === 'columns' && placed.row === undefined
    ? { ...placed, row: columns as unknown as Column[] }
    : placed
}

function dotted(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`
}

/** The form, when it has the shape of one: only then its questions are names of the language. Its days may be open still. */
export function readableForm(form: JsonObject): FormDefinition | undefined {
  return shapeFaultsOf(documentSchemas.form, form).every(isAboutDays) ? unfolded(form) : undefined
}

/** When a draft begins is often the last thing to be decided; it can be read and tried before. */
export function isAboutDays({ path }: { path: string }): boolean {
  return path === 'validFrom' || path === 'validTo'
}

/** The names that expressions of the document may use; undefined while the form cannot be read. */
export function namesFor(
  document: DocumentName,
  form: FormDefinition | undefined,
): Names | undefined {
  return form && formNames(form, document === 'procedure' ? momentNames : new Map())
}

/** Each fault with the letter at which it stands; while the names are not known only the grammar is looked at. */
export function expressionFaults({ text, gives, row }: Placed, names: Names | undefined): string[] {
  if (!names) {
    const parsed = parseExpression(text)
    return parsed.ok ? [] : said(checkExpression(text, new Map(), { gives, lang: 'vi' }))
  }
  const known = row ? rowNames({ columns: [...row] }, names) : names
  return said(checkExpression(text, known, { gives, lang: 'vi' }))
}

function said(faults: readonly { at: number; reason: string }[]): string[] {
  return faults.map(({ at, reason }) => `Ký tự thứ ${at}: ${reason}.`)
}
