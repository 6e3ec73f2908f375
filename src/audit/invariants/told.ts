/** Nothing that must be told was forgotten, and nothing was told that did not happen. */
import { eventVersions, type EventKind } from '../../dossier/events.ts'
import { isToldToPortal } from '../../exchange/status-message.ts'
import { noticeKindOf } from '../../notice/subscriber.ts'
import { dossierDifference, type DossierInvariant } from './invariant.ts'
import { messagesWithoutEvent, untoldEvents, type Untold } from './told-store.ts'

const ALL = Object.keys(eventVersions) as EventKind[]
/** Whoever received a result knows it: the word about the hand-over is a courtesy, and older hand-overs have none. */
const KNOWN_ANYWAY: ReadonlySet<EventKind> = new Set(['delivered'])
const KINDS = {
  notice: ALL.filter((kind) => noticeKindOf(kind) !== undefined && !KNOWN_ANYWAY.has(kind)),
  portal: ALL.filter(isToldToPortal),
}

const TOLD: Readonly<Record<Untold['subscriber'], string>> = {
  notice: 'người nộp',
  'portal-messages': 'Cổng quốc gia',
  'partner-messages': 'cơ quan liên thông',
}

export const eventsAreTold: DossierInvariant = {
  name: 'events-are-told',
  over: 'dossiers',
  title: 'Việc phải báo đã được báo',
  statement:
    'Mỗi việc phải báo cho người nộp, Cổng quốc gia hoặc cơ quan liên thông đã thành tin, hoặc đang chờ chuyển tiếp, hoặc nằm trong danh sách bị kẹt.',
  mend: 'Việc này đã bị bỏ sót. Báo cho người nộp bằng cách khác; báo nhóm kỹ thuật vì dấu chờ chuyển tiếp đã mất.',
  canReproject: false,
  async look({ tx, ids }) {
    const untold = await untoldEvents(tx, ids, KINDS)
    return untold.map(({ id, seq, subscriber }) =>
      dossierDifference(
        id,
        `dòng ${seq} chưa thành tin cho ${TOLD[subscriber]}`,
        `${subscriber}:${seq}`,
      ),
    )
  },
}

export const messagesHaveEvents: DossierInvariant = {
  name: 'messages-have-events',
  over: 'dossiers',
  title: 'Tin có việc thật',
  statement:
    'Mỗi tin gửi người nộp, Cổng quốc gia hoặc cơ quan liên thông nói về một dòng có thật trong lịch sử hồ sơ.',
  mend: 'So với điểm kiểm giữ ở ngoài: có thể đuôi lịch sử đã bị cắt sau khi tin được gửi.',
  canReproject: false,
  async look({ tx, ids }) {
    const strays = await messagesWithoutEvent(tx, ids)
    return strays.map(({ id, part }) =>
      dossierDifference(id, 'tin nói về một việc không có trong lịch sử', part),
    )
  },
}
