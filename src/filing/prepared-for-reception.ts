/** Prepared declarations for the counter that takes them in: opened with their code, and used once. */
import type { BroughtDeclarations } from '../counter/brought.ts'
import type { Db } from '../db/connect.ts'
import { inContext } from '../db/context.ts'
import { openPrepared } from './prepared.ts'
import { readCode, showCode } from './prepared-code.ts'
import { useOfPreparation, usingPreparation } from './prepared-store.ts'

export function broughtDeclarations(deps: { db: Db; now: () => Date }): BroughtDeclarations {
  const useOf: BroughtDeclarations['useOf'] = (by, typed) =>
    inContext(deps.db, by, (tx) => useOfPreparation(tx, readCode(typed) ?? ''))
  return {
    useOf,
    open: async (by, typed) => {
      const code = readCode(typed)
      const found = await openPrepared(deps, { typed, by })
      if (code === undefined || found === undefined) return undefined
      const { procedureCode, formId, formVersion, answers, preparedAt } = found
      return {
        code,
        shownCode: showCode(code),
        procedureCode,
        form: { id: formId, version: formVersion },
        answers,
        preparedAt,
        use: (await useOf(by, code)) ?? null,
      }
    },
    using: ({ officeId, personId }, use) =>
      usingPreparation({ ...use, officeId, by: personId, now: deps.now() }),
  }
}
