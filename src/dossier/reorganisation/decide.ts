/** What is lawful when offices change under an open dossier: its deadline stays as it is. */
import { refuse } from '../../lib/result.ts'
import { one, type Handlers } from '../decision.ts'
import type { ReorganisationCommand } from './commands.ts'

export const reorganisationHandlers: Handlers<ReorganisationCommand> = {
  changeOffices: ({ offices: from }, { reorganisation, to }) =>
    from.receiving === to.receiving &&
    from.competent === to.competent &&
    from.returning === to.returning
      ? refuse('sameOffices', 'Hồ sơ đã ở đúng các đơn vị mới.')
      : one({ kind: 'officesChanged', body: { reorganisation, from, to } }),
}
