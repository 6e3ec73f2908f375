/** What stands in `data/` is published by the system when it is imported: at installation, or with a new release of the program. */
import type { Tx } from '../../db/connect.ts'
import { canonical, sha256Hex } from '../../lib/canonical.ts'
import type { Day } from '../../lib/time.ts'
import type { TableCount } from '../import-report.ts'
import { readDocuments, readExamples, type Documents } from '../law.ts'
import { DocumentFault } from '../shape.ts'
import {
  alteredDocuments,
  isAnythingPinned,
  publishAll,
  sharedBeginnings,
  type FileDocument,
} from './files-store.ts'
import { lockPublication } from './store.ts'
import { toStored, WORKFLOWS_FROM } from './stored.ts'

/**
 * A published version never changes once something was filed under the law, and never when a controller released it; before that
 * the system may correct its own. Throws DocumentFault naming every clash.
 */
export async function publishFiles(tx: Tx, dataDir: string): Promise<TableCount> {
  await lockPublication(tx)
  const examples = new Map([...readExamples(dataDir), ...readExamples(dataDir, 'workflows')])
  const documents = fileDocuments(readDocuments(dataDir), examples)
  const altered = await alteredDocuments(tx, documents)
  const mayCorrect = altered.length === 0 || !(await isAnythingPinned(tx))
  const refused = altered.filter(({ isReleased }) => isReleased || !mayCorrect)
  const faults = [
    ...refused.map(
      ({ name }) =>
        `${name} is already published with other content; publish a new version instead`,
    ),
    ...(await sharedBeginnings(tx, documents)),
  ]
  if (faults.length > 0) throw new DocumentFault('data/', faults)
  return publishAll(tx, documents)
}

function fileDocuments(
  { versions, forms, workflows, calendar }: Documents,
  examples: ReadonlyMap<string, unknown>,
): FileDocument[] {
  const { document } = calendar
  return [
    ...versions.map(({ procedure }) => ({
      ...file('procedure', toStored('procedure', procedure), procedure),
      tests: examples.get(`${procedure.code} v${procedure.version}`) ?? null,
    })),
    ...forms.map((form) => file('form', toStored('form', form), form)),
    ...workflows.map(({ id, version, ...rest }) => ({
      ...file('workflow', toStored('workflow', { id, version, ...rest }), {
        id,
        version,
        validFrom: WORKFLOWS_FROM,
        validTo: null,
      }),
      tests: examples.get(`${id} v${version}`) ?? null,
    })),
    file(
      'calendar',
      { ...document, id: document.calendar },
      { ...document, id: document.calendar },
    ),
  ]
}

type Days = { version: number; validFrom: string; validTo: string | null }

function file(
  kind: FileDocument['kind'],
  body: Readonly<Record<string, unknown>>,
  { version, validFrom, validTo, ...named }: Days & ({ id: string } | { code: string }),
): FileDocument {
  return {
    kind,
    code: 'code' in named ? named.code : named.id,
    version,
    valid_from: validFrom as Day,
    valid_to: validTo as Day | null,
    sha256: sha256Hex(canonical(body)),
    body,
    tests: null,
  }
}
