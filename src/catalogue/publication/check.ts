/** The check before a release: shape, references, expressions and examples of every document of a package, all faults at once. */
import { checkForm } from '../form-check.ts'
import type { FormDefinition } from '../form.ts'
import type { Law } from '../law.ts'
import { checkProcedure, type Published } from '../procedure-check.ts'
import { ProcedureExamples } from '../procedure-examples.ts'
import { runProcedureTests } from '../procedure-tests.ts'
import type { Procedure } from '../procedure.ts'
import { DocumentFault, shapeFaults } from '../shape.ts'
import { untestedParts } from '../untested.ts'
import { checkWorkflowWithTests } from '../workflow-check.ts'
import type { Workflow } from '../workflow.ts'
import type { DocumentFaults } from './draft.ts'
import type { DocumentKind } from './publication.ts'
import { identityOf, startOf } from './stored.ts'

export type Written = {
  readonly kind: DocumentKind
  readonly code: string
  readonly version: number
  readonly body: unknown
  readonly tests: unknown
}

/** What is published already, which the package may refer to. */
export type Around = Pick<Law, 'form' | 'workflow' | 'codeLists'>

/** Every document with its faults, in the order given. A form or workflow of the package counts as published for its procedures. */
export function packageFaults(documents: readonly Written[], law: Around): DocumentFaults[] {
  const forms = new Map<string, FormDefinition>()
  const workflows = new Map<string, Workflow>()
  const published: Published = {
    form: (id, version) => forms.get(keyOf(id, version)) ?? orNone(() => law.form(id, version)),
    workflow: (id, version) =>
      workflows.get(keyOf(id, version)) ?? orNone(() => law.workflow(id, version)),
  }
  const faultsOf = ({ kind, code, version, body, tests }: Written): string[] => {
    const name = `${kind} ${code} v${version}`
    switch (kind) {
      case 'form':
        return caught(() => {
          forms.set(keyOf(code, version), checkForm(body, name, law.codeLists.names()))
        })
      case 'workflow':
        return caught(() => {
          workflows.set(keyOf(code, version), checkWorkflowWithTests(body, name, tests))
        })
      case 'procedure':
        return caught(() =>
          testFaults(checkProcedure(body, name, published), tests, { published, law }),
        )
    }
  }
  const order: DocumentKind[] = ['form', 'workflow', 'procedure']
  const found = new Map(
    documents
      .toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind))
      .map((each) => [each, [...identityFaults(each), ...faultsOf(each)]]),
  )
  return documents.map((each) => {
    const { kind, code, version } = each
    return { kind, code, version, faults: found.get(each) ?? [] }
  })
}

/** The draft is filed under the code and version that its body says. */
function identityFaults({ kind, code, version, body }: Written): string[] {
  const own = identityOf(kind, body)
  const isSame = own?.code === code && own.version === version
  const start = startOf(kind, body)
  return [
    ...(isSame ? [] : [`the document does not say that it is ${code} v${version}`]),
    ...(start === undefined ? ['validFrom: there is no day from which it applies'] : []),
  ]
}

/** Every example comes out as the law says, and no part of the procedure is published untried. */
function testFaults(
  procedure: Procedure,
  tests: unknown,
  { published, law }: { published: Published; law: Around },
): string[] {
  if (tests === null || tests === undefined)
    return ['tests: there are none; a procedure is published with its examples']
  const form = published.form(procedure.form.id, procedure.form.version)!
  const against = { form, codeLists: law.codeLists }
  const faults = runProcedureTests(procedure, against, tests)
  if (faults.length > 0 || shapeFaults(ProcedureExamples, tests).length > 0) return faults
  return untestedParts(procedure, against, tests as ProcedureExamples)
}

function caught(check: () => string[] | void): string[] {
  try {
    return check() ?? []
  } catch (error) {
    if (error instanceof DocumentFault) return [...error.faults]
    throw error
  }
}

function orNone<T>(find: () => T): T | undefined {
  try {
    return find()
  } catch {
    return undefined
  }
}

function keyOf(id: string, version: number): string {
  return `${id} v${version}`
}
