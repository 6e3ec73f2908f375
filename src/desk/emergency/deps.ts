import type { FileStore } from '../../paper/files.ts'
import type { DeskDeps } from '../deps.ts'
import type { EmergencyPolicy } from './policy.ts'

/** What emergency access asks of the world. */
export type EmergencyDeps = DeskDeps & { policy: EmergencyPolicy; files: Pick<FileStore, 'read'> }
