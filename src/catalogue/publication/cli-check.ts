/** `motcua catalogue check [FILE…]`: the check of publication, on files, without a database. */
import { openLaw, readDocuments, readExamples } from '../law.ts'
import { DocumentFault } from '../shape.ts'
import { packageFaults, type Written } from './check.ts'
import type { CatalogueCli } from './cli.ts'
import { parsed, readDocument, refusing } from './cli-files.ts'

/** Without files everything in `data/`; with files these, with `data/` around them. */
export async function checkFiles(
  args: string[],
  { dataDir, out, now }: CatalogueCli,
): Promise<number> {
  const given = parsed(args, { tests: { type: 'string' } })
  if (!given) {
    out('Cách dùng: motcua catalogue check [TỆP…] [--tests TỆP]')
    return 2
  }
  return refusing(out, () => {
    try {
      const documents =
        given.positionals.length === 0
          ? documentsOf(dataDir)
          : given.positionals.map((file) => readDocument(file, given.values.tests))
      return say(packageFaults(documents, openLaw(dataDir, now)), out)
    } catch (error) {
      if (!(error instanceof DocumentFault)) throw error
      out(error.message)
      return 1
    }
  })
}

function documentsOf(dataDir: string): Written[] {
  const { versions, forms, workflows } = readDocuments(dataDir)
  const examples = readExamples(dataDir)
  const acts = readExamples(dataDir, 'workflows')
  return [
    ...versions.map(({ procedure }) => ({
      kind: 'procedure' as const,
      code: procedure.code,
      version: procedure.version,
      body: procedure,
      tests: examples.get(`${procedure.code} v${procedure.version}`) ?? null,
    })),
    ...forms.map((body) => ({ kind: 'form' as const, ...identity(body), body, tests: null })),
    ...workflows.map((body) => ({
      kind: 'workflow' as const,
      ...identity(body),
      body,
      tests: acts.get(`${body.id} v${body.version}`) ?? null,
    })),
  ]
}

function identity({ id, version }: { id: string; version: number }) {
  return { code: id, version }
}

function say(found: ReturnType<typeof packageFaults>, out: CatalogueCli['out']): number {
  const faulty = found.filter(({ faults }) => faults.length > 0)
  for (const { kind, code, version, faults } of faulty) {
    out(`${kind} ${code} v${version}:`)
    for (const fault of faults) out(`  - ${fault}`)
  }
  if (faulty.length === 0) {
    out(`${found.length} văn bản, không có lỗi. (No fault.)`)
    return 0
  }
  out(`${faulty.length} trong ${found.length} văn bản còn lỗi, chưa ban hành được. (Faults above.)`)
  return 1
}
