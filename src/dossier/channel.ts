import type { Channel } from '../catalogue/procedure.ts'
import type { KindOfFiling } from './events.ts'

/** The channel whose papers and fees count for a dossier that came in this way. */
export function channelOf(kind: KindOfFiling): Channel {
  switch (kind) {
    case 'selfOnline':
    case 'assistedOnline':
      return 'online'
    case 'counter':
      return 'counter'
    case 'post':
      return 'post'
  }
}
