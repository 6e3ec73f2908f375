/** Every minute the clocks follow the register. */
import type { CronItem, TaskList } from 'graphile-worker'
import { runEffects, type EffectDeps } from './effects.ts'

export function interruptionTasks(deps: EffectDeps & { isClockEven(): boolean }): TaskList {
  return {
    followInterruptions: async () => {
      if (deps.isClockEven()) await runEffects(deps)
    },
  }
}

export const INTERRUPTION_TIMETABLE: readonly CronItem[] = [
  {
    task: 'followInterruptions',
    match: '* * * * *',
    options: { backfillPeriod: 0, maxAttempts: 1 },
  },
]
