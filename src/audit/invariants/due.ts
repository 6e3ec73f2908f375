/** The promised moment, counted anew from limit and pauses on today's calendar. */
import { reprojectClock } from '../../calendar/clock.ts'
import { dossierDifference, type DossierInvariant } from './invariant.ts'

export const dueFollowsLedger: DossierInvariant = {
  name: 'due-follows-ledger',
  over: 'dossiers',
  title: 'Ngày hẹn trả theo sổ thời hạn',
  statement:
    'Ngày hẹn trả của hồ sơ đang giải quyết đúng bằng thời hạn và các lần tạm dừng đếm lại trên lịch làm việc hiện hành.',
  mend: 'Nếu lịch làm việc vừa đổi: tính lại thời hạn các hồ sơ đang mở. Nếu không: báo nhóm kỹ thuật, đừng sửa ngày bằng tay.',
  canReproject: false,
  look: ({ states }, { calendar }) =>
    [...states].flatMap(([id, { clock }]) => {
      if (clock === null || clock.stoppedAt !== undefined) return []
      const anew = reprojectClock(calendar(), clock)
      if (!anew.ok) return [dossierDifference(id, `không đếm lại được: ${anew.refusal.code}`)]
      const { dueAt, provisional } = anew.value
      return dueAt === clock.dueAt && provisional === clock.provisional
        ? []
        : [dossierDifference(id, `đang ghi ${clock.dueAt}, đếm lại được ${dueAt}`)]
    }),
}
