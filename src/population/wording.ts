import { texts } from '../ui/i18n.ts'
import type { InquiryOutcome, Relation } from './inquiry.ts'

/** Who asked the population register about me. */
export const populationWording = texts({
  vi: {
    title: 'Ai đã tra cứu dữ liệu dân cư của bạn',
    lead: 'Mỗi lần trang này hỏi Cơ sở dữ liệu quốc gia về dân cư về bạn đều được ghi ở đây.',
    none: 'Chưa có lần tra cứu nào.',
    noNumber: 'Tài khoản của bạn chưa có số định danh cá nhân, nên chưa ai tra cứu được.',
    by: {
      self: 'Chính bạn, khi làm tờ khai',
      spouse: 'Vợ hoặc chồng bạn, khi làm tờ khai có ghi bạn',
      declared: 'Cơ quan giải quyết, khi đối chiếu hồ sơ có ghi bạn',
      other: 'Người khác đăng nhập bằng số định danh của bạn',
    } satisfies Record<Relation | 'other', string>,
    procedure: 'Thủ tục',
    ground: 'Căn cứ',
    outcome: 'Kết quả',
    outcomes: {
      asked: 'Đã hỏi, chưa có trả lời',
      found: 'Đã nhận dữ liệu',
      notFound: 'Không có dữ liệu',
      mismatch: 'Không khớp, không nhận dữ liệu',
      unavailable: 'Nơi giữ dữ liệu không trả lời',
      notAsked: 'Không hỏi, vì nơi giữ dữ liệu đang gián đoạn',
    } satisfies Record<InquiryOutcome, string>,
    wrong: 'Thấy lần tra cứu nào lạ? Hãy gọi 1022.',
  },
  en: {
    title: 'Who looked up your population data',
    lead: 'Every question that this site asks the national population database about you is written here.',
    none: 'Nobody has looked you up yet.',
    noNumber: 'Your account has no personal number, so nobody could look you up.',
    by: {
      self: 'You, while filling in a form',
      spouse: 'Your husband or wife, while filling in a form that names you',
      declared: 'The deciding office, while checking an application that names you',
      other: 'Somebody else who signed in with your personal number',
    },
    procedure: 'Procedure',
    ground: 'Legal ground',
    outcome: 'Outcome',
    outcomes: {
      asked: 'Asked, no answer yet',
      found: 'Data received',
      notFound: 'No data there',
      mismatch: 'Did not match, no data received',
      unavailable: 'The database did not answer',
      notAsked: 'Not asked, because the database is interrupted',
    },
    wrong: 'Something looks strange? Call 1022.',
  },
})
