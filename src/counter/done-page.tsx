import { showDue, showMoment } from '../lib/time.ts'
import type { StaffActor } from '../office/actor.ts'
import { hasRole } from '../office/actor.ts'
import { Note, Panel } from '../ui/blocks.tsx'
import { ButtonLink } from '../ui/buttons.tsx'
import { Dock } from '../ui/tables.tsx'
import { PAPER_TITLES } from './check-page.tsx'
import { DossierHead } from './dossier-parts.tsx'
import type { OpenDossier } from './open-dossier.ts'
import type { PaperKind } from './papers.ts'
import { CounterPage, dossierPath, paperPath } from './shell.tsx'

type Outcome = { title: string; next: string; paper: PaperKind | null }

/** What has just been done, the paper to print, and what comes now. Safe to reload and to bookmark. */
export function DonePage({ me, opened }: { me: StaffActor; opened: OpenDossier }) {
  const { title, next, paper } = outcomeOf(opened)
  const { row, state } = opened
  return (
    <CounterPage me={me} title={title}>
      <DossierHead opened={opened} title={title} />
      <Note tone="ok">
        <p>
          <b>{row.owner_name}</b>, mã hồ sơ <span class="code">{row.code}</span>
        </p>
        {state.phase.at === 'processing' && state.clock ? (
          <p>
            Hẹn trả: <b>{showDue(state.clock.dueAt)}</b>
            {state.clock.provisional ? ' (tạm tính)' : ''}
          </p>
        ) : null}
      </Note>
      <Panel title="Việc tiếp theo">
        <p>{next}</p>
        {paper === null ? null : (
          <p>
            In hai bản {PAPER_TITLES[paper]}: một bản giao người nộp, một bản lưu có chữ ký của
            người nộp.
          </p>
        )}
      </Panel>
      <Dock>
        {paper === null ? null : (
          <ButtonLink href={paperPath(row.id, paper)} icon="print" keys="P">
            In {PAPER_TITLES[paper]}
          </ButtonLink>
        )}
        {hasRole(me, 'receptionist') ? (
          <ButtonLink look="second" href="/quay" keys="Q">
            Về hàng chờ
          </ButtonLink>
        ) : (
          <ButtonLink look="second" href="/viec">
            Về việc của tôi
          </ButtonLink>
        )}
        {hasRole(me, 'receptionist') ? (
          <ButtonLink look="link" href={dossierPath(row.id)}>
            Xem hồ sơ
          </ButtonLink>
        ) : null}
      </Dock>
    </CounterPage>
  )
}

function outcomeOf({ state, events }: OpenDossier): Outcome {
  switch (state.phase.at) {
    case 'submitted':
      return {
        title: state.isWithdrawalAsked
          ? 'Đã ghi nhận xin rút hồ sơ'
          : 'Đã nhận hồ sơ, chờ tiếp nhận',
        next: state.isWithdrawalAsked
          ? 'Trả lại bản chính nếu có, rồi xác nhận việc rút hồ sơ.'
          : 'Kiểm tra giấy tờ rồi tiếp nhận, yêu cầu bổ sung hoặc từ chối.',
        paper: 'submission',
      }
    case 'processing':
      return processingOutcome(state.isWithdrawalAsked, events.at(-1)?.kind ?? 'accepted')
    case 'awaitingSupplement':
      return {
        title: 'Đã yêu cầu bổ sung',
        next: `Người nộp được báo tin và bổ sung trên trang hồ sơ hoặc tại quầy${
          state.phase.answerBy ? `, chậm nhất ${showMoment(state.phase.answerBy)}` : ''
        }.`,
        paper: 'form02',
      }
    case 'awaitingFee':
      return {
        title: 'Đang chờ người nộp nộp phí',
        next: 'Thời hạn tạm dừng đến khi đã nộp phí.',
        paper: null,
      }
    case 'refused':
      return {
        title: 'Đã từ chối tiếp nhận',
        next: 'Người nộp được báo tin. Trả lại giấy tờ đã nhận, nếu có.',
        paper: 'form03',
      }
    case 'withdrawn':
      return { title: 'Hồ sơ đã được rút', next: 'Người nộp được báo tin.', paper: null }
    case 'finished':
      return { title: 'Hồ sơ đã có kết quả', next: 'Trả kết quả cho người nộp.', paper: null }
    case 'delivered':
      return {
        title: 'Đã trả kết quả',
        next: 'Hồ sơ đã kết thúc. Người nộp có thể đánh giá tại trang theo dõi hồ sơ.',
        paper: null,
      }
    case 'stopped':
      return { title: 'Hồ sơ đã dừng', next: 'Người nộp được báo tin.', paper: null }
  }
}

function processingOutcome(isWithdrawalAsked: boolean, last: string): Outcome {
  if (isWithdrawalAsked)
    return {
      title: 'Đã ghi nhận xin rút hồ sơ',
      next: 'Trả lại bản chính nếu có, rồi xác nhận việc rút hồ sơ.',
      paper: null,
    }
  switch (last) {
    case 'draftConfirmed':
      return {
        title: 'Đã ghi nhận: đồng ý với bản nháp',
        next: 'Hồ sơ tiếp tục được ghi vào sổ hộ tịch.',
        paper: null,
      }
    case 'draftReturned':
      return {
        title: 'Đã ghi nhận: bản nháp có chỗ sai',
        next: 'Hồ sơ về người thụ lý để sửa bản nháp.',
        paper: null,
      }
    case 'supplemented':
      return {
        title: 'Đã nhận bổ sung',
        next: 'Hồ sơ về người thụ lý; thời hạn được tính lại từ lúc hồ sơ đủ.',
        paper: null,
      }
    default:
      return {
        title: 'Đã tiếp nhận hồ sơ',
        next: 'Hồ sơ đã ở hàng chờ của người thụ lý. Bản chính giữ tại quầy được chuyển cùng phiếu.',
        paper: 'form01',
      }
  }
}
