/** Why a dossier stands still, or who has it, in one sentence each. Pure. */
import { showMoney } from '../catalogue/fee-lines.ts'
import { paperName } from '../counter/paper-facts.ts'
import { showDue, toInstant } from '../lib/time.ts'
import { registerSentence } from '../result/register-words.ts'
import { whoWords } from './happenings.ts'
import type { DossierView } from './dossier-view.ts'
import type { NoteTone } from '../ui/blocks.tsx'

export type Situation = { tone: NoteTone; text: string }

export function situations(view: DossierView): Situation[] {
  return [...holderOf(view), ...withdrawalOf(view), ...waitingOf(view), ...declinedOf(view)]
}

function holderOf({ opened, me, waiting }: DossierView): Situation[] {
  // Whoever has been given a step of their own need not hold the dossier.
  const isGiven = waiting.some(({ mine }) => mine !== null)
  const { state, names } = opened
  if (state.phase.at !== 'processing' || isGiven) return []
  if (state.holder === null)
    return [{ tone: 'info', text: 'Hồ sơ chưa có người giữ. Hãy nhận xử lý để bắt đầu thẩm tra.' }]
  if (state.holder === me.personId) return handedTo(opened, me.personId)
  const isSubstitute = me.standsIn?.some(({ person }) => person === state.holder)
  const name = names.get(state.holder) ?? 'một cán bộ khác'
  return isSubstitute
    ? [{ tone: 'info', text: `Ông/bà đang làm thay ${name}, người giữ hồ sơ này đang vắng mặt.` }]
    : [{ tone: 'info', text: `${name} đang giữ hồ sơ này. Ông/bà xem được, không xử lý được.` }]
}

/** Whoever got it is told from whom and why, until they have done something with it. */
function handedTo({ history, names }: DossierView['opened'], me: number): Situation[] {
  const last = history.at(-1)
  if (last?.kind !== 'holderChanged' || last.body.to !== me) return []
  const reason = last.private?.reason ?? 'lý do không còn được lưu'
  return [
    { tone: 'info', text: `${whoWords(last.actor, names)} giao hồ sơ này cho ông/bà: ${reason}` },
  ]
}

function withdrawalOf({ opened: { state } }: DossierView): Situation[] {
  return state.isWithdrawalAsked && state.phase.at !== 'withdrawn'
    ? [
        {
          tone: 'warn',
          text: 'Người nộp đã yêu cầu rút hồ sơ. Bộ phận một cửa xác nhận trước khi xử lý tiếp.',
        },
      ]
    : []
}

function waitingOf(view: DossierView): Situation[] {
  const { state, row } = view.opened
  switch (state.phase.at) {
    case 'awaitingSupplement': {
      const papers = state.phase.papers.map((code) => paperName(view.opened, code)).join(', ')
      const until = state.phase.answerBy ? `, đến ${showDue(toInstant(state.phase.answerBy))}` : ''
      return [{ tone: 'info', text: `Đang chờ người dân bổ sung: ${papers}${until}.` }]
    }
    case 'awaitingFee':
      return [
        {
          tone: 'info',
          text: `Đang chờ người dân nộp ${showMoney(state.phase.amount)}. Thời hạn tạm dừng.`,
        },
      ]
    case 'processing':
      if (row.register && row.waits_for === 'civilRegister')
        return [
          {
            tone: row.register.state === 'waiting' ? 'info' : 'warn',
            text: registerSentence(row.register),
          },
        ]
      if (state.draft && !state.draft.isConfirmed && row.waits_for === 'applicant')
        return [
          {
            tone: 'info',
            text: `Bản nháp đang ở chỗ người dân đến ${showDue(toInstant(state.draft.answerBy))}. Không trả lời được coi là đồng ý.`,
          },
        ]
      return []
    case 'submitted':
      return [{ tone: 'info', text: 'Hồ sơ chưa được bộ phận một cửa tiếp nhận.' }]
    case 'finished':
      return [{ tone: 'ok', text: 'Đã có kết quả. Bộ phận một cửa trả cho người dân.' }]
    case 'delivered':
    case 'refused':
    case 'withdrawn':
    case 'stopped':
      return [{ tone: 'info', text: 'Hồ sơ đã kết thúc.' }]
  }
}

/** The leader sent it back, or the applicant found a fault in the draft: the newest of the two, until it is done again. */
function declinedOf({ opened }: DossierView): Situation[] {
  const { history, names } = opened
  const last = history.findLast(({ kind }) => DONE_AGAIN.has(kind))
  if (last?.kind === 'signingDeclined')
    return [
      {
        tone: 'warn',
        text: `${whoWords(last.actor, names)} trả lại, chưa ký: ${last.private?.reason ?? 'lý do không còn được lưu'}`,
      },
    ]
  if (last?.kind === 'draftReturned')
    return [
      {
        tone: 'warn',
        text: `Người dân báo bản nháp có chỗ sai: ${last.private?.note ?? 'nội dung không còn được lưu'}`,
      },
    ]
  return []
}

const DONE_AGAIN: ReadonlySet<string> = new Set([
  'signingDeclined',
  'draftReturned',
  'draftSent',
  'submittedForSigning',
  'stopped',
  'withdrawalConfirmed',
])
