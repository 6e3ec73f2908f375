/**
 * `motcua catalogue …`: check, draft, publish, withdraw, export, compare, list. Two people hold here too: who drafts a file is not who
 * publishes it, and each proves with a one-time code of their own account.
 */
import type { Db } from '../../db/connect.ts'
import { checkFiles } from './cli-check.ts'
import { draftFile, publishFile, withdrawCode } from './cli-acts.ts'
import { compareFile, exportProcedures, listProcedures } from './cli-reports.ts'

export type CatalogueCli = {
  readonly dataDir: string
  readonly now: () => Date
  readonly out: (line: string) => void
  /** Opens the database of this installation for one command. */
  readonly withDb: (act: (db: Db) => Promise<number>) => Promise<number>
}

export const CATALOGUE_USAGE =
  'check [TỆP…] | draft TỆP --as A --code MÃ | publish TỆP… --as B --code MÃ [--shortened] | withdraw MÃ-THỦ-TỤC --version N --from NGÀY --manner abolished|suspended --reason … --basis … --as A --code MÃ | export [--code MÃ-THỦ-TỤC]… --as json|portal --out TỆP | compare TỆP [--taken-on NGÀY] | list'

/** The exit code: 0 done, 1 a lawful no or a fault with its sentence, 2 written wrongly. */
export async function runCatalogue(
  [verb = '', ...args]: string[],
  cli: CatalogueCli,
): Promise<number> {
  switch (verb) {
    case 'check':
      return checkFiles(args, cli)
    case 'draft':
      return draftFile(args, cli)
    case 'publish':
      return publishFile(args, cli)
    case 'withdraw':
      return withdrawCode(args, cli)
    case 'export':
      return exportProcedures(args, cli)
    case 'compare':
      return compareFile(args, cli)
    case 'list':
      return listProcedures(args, cli)
    default:
      cli.out(`Cách dùng: motcua catalogue ${CATALOGUE_USAGE}`)
      return 2
  }
}
