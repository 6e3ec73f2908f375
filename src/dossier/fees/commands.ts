/** What may be told of fees: the payment slice tells what has been paid, whoever took it. */
import type { Rule } from '../access.ts'
import type { FeePaid } from './events.ts'

export type FeeCommand = { type: 'recordPaid' } & Omit<FeePaid, 'currency'>

export const feeRules = {
  recordPaid: { staff: [], systems: ['payment'] },
} satisfies Record<FeeCommand['type'], Rule>
