/** What officers read of the civil register: while it is asked, when it says no, and when it does not answer (degraded mode). */
import type { RegisterFailure } from './register.ts'

const REFUSALS: Readonly<Record<string, string>> = {
  unknownMother:
    'Cơ sở dữ liệu hộ tịch không có số định danh của mẹ. Hãy yêu cầu bổ sung để sửa số này.',
  unknownFather:
    'Cơ sở dữ liệu hộ tịch không có số định danh của cha. Hãy yêu cầu bổ sung để sửa số này.',
  otherMother:
    'Số định danh của mẹ thuộc về người có họ tên hoặc năm sinh khác. Hãy yêu cầu bổ sung.',
  otherFather:
    'Số định danh của cha thuộc về người có họ tên hoặc năm sinh khác. Hãy yêu cầu bổ sung.',
  alreadyRegistered: 'Trẻ này đã được đăng ký khai sinh. Hãy kiểm tra trước khi giải quyết tiếp.',
  unknownDeceased:
    'Cơ sở dữ liệu hộ tịch không có số định danh của người đã chết. Hãy yêu cầu bổ sung để sửa số này.',
  otherDeceased:
    'Số định danh của người đã chết thuộc về người có họ tên hoặc năm sinh khác. Hãy yêu cầu bổ sung.',
  alreadyDead:
    'Cơ sở dữ liệu hộ tịch đã có đăng ký khai tử của người này. Hãy kiểm tra trước khi giải quyết tiếp.',
  unknownWoman:
    'Cơ sở dữ liệu hộ tịch không có số định danh của bên nữ. Hãy yêu cầu bổ sung để sửa số này.',
  unknownMan:
    'Cơ sở dữ liệu hộ tịch không có số định danh của bên nam. Hãy yêu cầu bổ sung để sửa số này.',
  otherWoman:
    'Số định danh của bên nữ thuộc về người có họ tên hoặc năm sinh khác. Hãy yêu cầu bổ sung.',
  otherMan:
    'Số định danh của bên nam thuộc về người có họ tên hoặc năm sinh khác. Hãy yêu cầu bổ sung.',
  marriedWoman:
    'Theo cơ sở dữ liệu hộ tịch, bên nữ đang có chồng. Hãy yêu cầu giấy tờ ly hôn, chứng tử hoặc dừng xử lý.',
  marriedMan:
    'Theo cơ sở dữ liệu hộ tịch, bên nam đang có vợ. Hãy yêu cầu giấy tờ ly hôn, chứng tử hoặc dừng xử lý.',
  deadWoman:
    'Theo cơ sở dữ liệu hộ tịch, bên nữ đã được đăng ký khai tử. Hãy kiểm tra lại người nộp.',
  deadMan:
    'Theo cơ sở dữ liệu hộ tịch, bên nam đã được đăng ký khai tử. Hãy kiểm tra lại người nộp.',
  unknownEntry:
    'Cơ sở dữ liệu hộ tịch không có việc hộ tịch này. Hãy yêu cầu bổ sung nơi, ngày hoặc số đăng ký, hoặc tra sổ giấy.',
  otherAct:
    'Cơ sở dữ liệu hộ tịch không trả lời về loại việc này. Hãy tra sổ giấy, rồi trả lời người nộp bằng cách khác.',
  severalEntries:
    'Cơ sở dữ liệu hộ tịch có nhiều việc hộ tịch phù hợp. Hãy yêu cầu bổ sung số, quyển hoặc ngày đăng ký.',
  unknownPerson:
    'Cơ sở dữ liệu hộ tịch không có người này. Hãy xác minh nơi cư trú, hoặc yêu cầu bổ sung số định danh.',
  severalPeople:
    'Cơ sở dữ liệu hộ tịch có nhiều người trùng họ tên, ngày sinh. Hãy yêu cầu bổ sung số định danh.',
  otherStatus:
    'Cơ sở dữ liệu hộ tịch cho biết tình trạng hôn nhân khác với tờ khai. Hãy yêu cầu bổ sung hoặc dừng xử lý.',
  answersMissing: 'Tờ khai thiếu thông tin mà cơ sở dữ liệu hộ tịch cần. Hãy yêu cầu bổ sung.',
}

const FAILURES: Readonly<Record<RegisterFailure, string>> = {
  timeout: 'cơ sở dữ liệu hộ tịch không trả lời kịp',
  unreachable: 'không kết nối được với cơ sở dữ liệu hộ tịch',
  serverError: 'cơ sở dữ liệu hộ tịch đang có sự cố',
  malformed: 'cơ sở dữ liệu hộ tịch trả lời không đúng quy cách',
  keyReused: 'cơ sở dữ liệu hộ tịch báo yêu cầu này trùng khóa với một yêu cầu khác',
}

/** What the officer reads while the register is asked, and when it does not answer (degraded mode). */
export function registerSentence(standing: {
  state: 'waiting' | 'stuck' | 'entered' | 'refused' | 'dropped'
  attempts: number
  lastError: string | null
}): string {
  const { state, attempts, lastError } = standing
  const because = FAILURES[lastError as RegisterFailure] ?? 'chưa rõ lý do'
  switch (state) {
    case 'waiting':
      return attempts === 0 || lastError === null
        ? 'Đang hỏi cơ sở dữ liệu hộ tịch.'
        : `Đã thử ${attempts} lần: ${because}. Hệ thống tự thử lại; ông/bà không cần làm gì.`
    case 'stuck':
      return lastError === 'keyReused' || lastError === 'entryWithoutDossier'
        ? 'Yêu cầu gửi cơ sở dữ liệu hộ tịch cần người kiểm tra: hãy báo quản trị đối chiếu với cơ sở dữ liệu hộ tịch.'
        : `Chưa có trả lời sau ${attempts} lần: ${because}. Hệ thống thử lại mỗi giờ; hãy báo quản trị nếu đến hạn trả.`
    case 'refused':
      return (
        REFUSALS[lastError ?? ''] ??
        'Cơ sở dữ liệu hộ tịch từ chối. Hãy kiểm tra thông tin trong tờ khai.'
      )
    case 'entered':
      return 'Cơ sở dữ liệu hộ tịch đã trả lời.'
    case 'dropped':
      return 'Hồ sơ đã kết thúc nên không hỏi cơ sở dữ liệu hộ tịch nữa.'
  }
}
