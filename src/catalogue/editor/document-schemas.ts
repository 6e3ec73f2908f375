/** The documents that a draft holds, each with the schema that the editor follows. Pure. */
import { Type } from 'typebox'
import { FormHead } from '../form-check.ts'
import { writtenKinds } from '../form-bundles.ts'
import { TopicHead } from '../form-kinds.ts'
import { Procedure } from '../procedure.ts'
import { exact, list } from '../shape.ts'
import { WorkflowShape } from '../workflow-check.ts'
import { schemaOf, type Schema } from './schema-kind.ts'

export const documentNames = ['procedure', 'form', 'workflow'] as const
export type DocumentName = (typeof documentNames)[number]

const Topic = exact({ ...TopicHead, questions: list(Type.Union(Object.values(writtenKinds)), 1) })
const Form = exact({ ...FormHead.properties, topics: list(Topic, 1) })

export const documentSchemas: Readonly<Record<DocumentName, Schema>> = {
  procedure: schemaOf(Procedure),
  form: schemaOf(Form),
  workflow: schemaOf(WorkflowShape),
}
