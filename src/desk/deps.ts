import type { Law } from '../catalogue/law.ts'
import type { CounterLibrary } from '../counter/library.ts'
import type { Directory } from '../office/directory.ts'
import type { Presence } from '../office/presence.ts'
import type { Pictures } from '../paper/pictures.ts'
import type { ResultDeps } from '../result/deps.ts'

/** What the desks of officer, leader and clerk ask of the world. */
export type DeskDeps = {
  /** The dossier's door, files, papers, keys and clock: results are made with them. */
  result: ResultDeps
  law: Pick<Law, 'calendar' | 'codeLists' | 'form' | 'procedure' | 'procedures'>
  /** Texts of faults and grounds: the same that the counter picks from. */
  library: CounterLibrary
  directory: Pick<Directory, 'find'>
  presence: Presence
  /** Shows pages of files, so that faults are marked on them; where it is absent, faults are named in words alone. */
  pictures?: Pictures
}
