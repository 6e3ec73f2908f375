import { isOpen, type DossierState } from '../dossier/dossier.ts'
import { Note } from '../ui/blocks.tsx'
import { actPath } from './shell.tsx'

export const LINK_WORDS = {
  complaint: 'giải quyết lại theo khiếu nại',
  correction: 'làm lại vì kết quả sai',
  resubmission: 'nộp lại',
} as const

/** Whether it may be a double, from which dossier it follows, and the way to a new one when it has ended. */
export function FollowNote({ opened }: { opened: { row: { id: string }; state: DossierState } }) {
  const { row, state } = opened
  return (
    <>
      {state.duplicateOf ? (
        <Note tone="warn">
          <p>
            <b>Có thể trùng với {state.duplicateOf.map(({ code }) => code).join(', ')}.</b> Chưa
            tiếp nhận được cho đến khi có người xem xét.{' '}
            <a href={actPath(row.id, 'trung')}>Xem xét và ghi kết luận</a>
          </p>
        </Note>
      ) : null}
      {state.follows ? (
        <Note>
          <p>
            Nối tiếp hồ sơ{' '}
            <a href={`/quay/nhan/${state.follows.dossier}`} class="code">
              {state.follows.code}
            </a>
            : {LINK_WORDS[state.follows.why]}.
          </p>
        </Note>
      ) : null}
      {isOpen(state) ? null : (
        <Note>
          <p>
            Hồ sơ đã kết thúc và không mở lại.{' '}
            <a href={actPath(row.id, 'lam-lai')}>Làm hồ sơ mới nối tiếp hồ sơ này</a>
          </p>
        </Note>
      )}
    </>
  )
}
