/** What is lawful with paper originals: each lies in one place, and whoever has it hands it on. */
import { one, wrong, type Handlers } from '../decision.ts'
import type { CustodyCommand } from './commands.ts'

export const custodyHandlers: Handlers<CustodyCommand> = {
  moveOriginals: ({ custody = {} }, { type: _type, note, ...body }) => {
    const elsewhere = body.papers.filter((paper) => (custody[paper]?.at ?? null) !== body.from)
    if (elsewhere.length > 0) return wrong('Có bản chính không nằm ở nơi bàn giao.')
    return one({ kind: 'originalsMoved', body, ...(note ? { private: { note } } : {}) })
  },
}
