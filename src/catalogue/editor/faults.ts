/** All faults of a draft at once: the shape of every box, every expression, then the rules of the law about the whole. Pure. */
import type { FormDefinition } from '../form.ts'
import { documentSchemas, type DocumentName } from './document-schemas.ts'
import { expressionFaults, expressionsIn, namesFor, readableForm } from './expressions.ts'
import type { Fault } from './fault.ts'
import { isAboutExpression, toldOf } from './rule-words.ts'
import type { JsonObject } from './schema-kind.ts'
import { shapeFaultsOf } from './shape-faults.ts'

export type Documents = Readonly<Record<DocumentName, JsonObject>>

/** `sentences`: what the check before a release says about this document. Nothing it says is left out. */
export function faultsOf(
  name: DocumentName,
  documents: Documents,
  sentences: readonly string[],
): Fault[] {
  const document = documents[name]
  const shape = shapeFaultsOf(documentSchemas[name], document)
  const spoken = spokenFaults(name, document, readableForm(documents.form))
  if (shape.length > 0) return [...shape.map((fault) => ({ document: name, ...fault })), ...spoken]
  const rest = spoken.length > 0 ? sentences.filter((each) => !isAboutExpression(each)) : sentences
  return [...spoken, ...rest.map((sentence) => ruleFault(name, document, sentence))]
}

function spokenFaults(
  name: DocumentName,
  document: JsonObject,
  form: FormDefinition | undefined,
): Fault[] {
  const names = namesFor(name, form)
  return expressionsIn(documentSchemas[name], document).flatMap((placed) =>
    expressionFaults(placed, names).map((message) => ({
      document: name,
      path: placed.path,
      message,
    })),
  )
}

function ruleFault(name: DocumentName, document: JsonObject, sentence: string): Fault {
  const told = toldOf(document, sentence)
  if (told) return { document: name, ...told }
  const pointer = /^(\/[\w/]+): /.exec(sentence)?.[1] ?? ''
  return {
    document: name,
    path: pointer.slice(1).replaceAll('/', '.'),
    message: sentence,
    lang: 'en',
  }
}
