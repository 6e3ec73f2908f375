/** What is lawful when the law changes under an open dossier: it keeps its versions unless a named decision moves it. */
import { wrong, type Handlers } from '../decision.ts'
import type { LawCommand } from './commands.ts'

export const lawHandlers: Handlers<LawCommand> = {
  moveToLaw: () => wrong('Hồ sơ giữ phiên bản pháp luật của ngày tiếp nhận.'),
}
