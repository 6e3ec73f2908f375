import { texts } from '../../ui/i18n.ts'

/** What the pages on privacy and on accessibility say. */
export const publicWording = texts({
  vi: {
    privacy: {
      title: 'Quyền riêng tư',
      lead: 'Hệ thống Một Cửa giữ gì về bạn, để làm gì, và ai xem được.',
      who: 'Ai xem được dữ liệu của bạn',
      whoMore:
        'Chỉ cơ quan đang giải quyết hồ sơ của bạn xem được hồ sơ đó. Mỗi lần mở được ghi lại, và bạn đọc được trong trang hồ sơ.',
      others:
        'Người làm thay bạn chỉ xem được khi quyền còn hiệu lực. Bạn thu hồi được bất cứ lúc nào.',
      cookies: 'Trình duyệt của bạn lưu gì',
      cookiesMore:
        'Chỉ những mục cần để trang chạy: phiên đăng nhập, ngôn ngữ, chống giả mạo, bạn nộp cho ai. Không có quảng cáo và không có bên thứ ba theo dõi.',
      held: 'Dữ liệu, mục đích và thời hạn giữ',
      rights: 'Bạn có quyền gì',
      rightsMore: 'Xem và tải bản sao, rút đồng ý, yêu cầu sửa, xóa hoặc phản đối.',
      answer: (value: number) => `Có trả lời bước đầu trong ${value} ngày làm việc.`,
      term: (name: string, value: number) => `${name}: giải quyết xong trong ${value} ngày.`,
      secondHand: 'Các thời hạn này đọc qua nguồn thứ cấp, chưa kiểm tra lại với văn bản gốc.',
      mine: 'Mở Dữ liệu của tôi',
      contact: 'Cần hỏi thêm, gọi 1022.',
    },
    access: {
      title: 'Trợ năng',
      lead: 'Ai cũng phải dùng được trang này, kể cả người khuyết tật và người lớn tuổi.',
      standard: (name: string, day: string) =>
        `Chuẩn áp dụng: ${name}. Kiểm tra lần cuối ngày ${day}.`,
      done: 'Đã làm được',
      faults: 'Lỗi đã biết, chưa sửa',
      help: 'Không dùng được trang này?',
      helpMore:
        'Gọi 1022. Bạn cũng có thể đến Bộ phận Một cửa bất kỳ, hoặc nhờ người thân làm thay.',
      relatives: 'Nhờ người thân làm thay',
      report: 'Thấy lỗi khác, xin gọi 1022 và nói trang nào, đang làm gì.',
    },
    why: 'Để làm gì',
    kept: 'Giữ bao lâu',
    ground: 'Căn cứ',
    unchecked: 'Chưa kiểm tra lại với văn bản gốc.',
  },
  en: {
    privacy: {
      title: 'Privacy',
      lead: 'What the one-stop system holds about you, why, and who can see it.',
      who: 'Who can see your data',
      whoMore:
        'Only the office that handles your application can see it. Each opening is recorded, and you can read the record on the page of the application.',
      others:
        'People who act for you see only while their right lives. You can end it at any time.',
      cookies: 'What your browser stores',
      cookiesMore:
        'Only what the pages need: the session, the language, protection against forgery, who you file for. No advertising, and no third party follows you.',
      held: 'Data, purpose and how long it is kept',
      rights: 'What you may ask for',
      rightsMore: 'See and download a copy, withdraw consents, ask to correct, erase or object.',
      answer: (value: number) => `You get a first answer within ${value} working days.`,
      term: (name: string, value: number) => `${name}: settled within ${value} days.`,
      secondHand:
        'These terms come from second-hand sources and were not checked against the originals.',
      mine: 'Open My data',
      contact: 'For questions call 1022.',
    },
    access: {
      title: 'Accessibility',
      lead: 'Everybody must be able to use these pages, with disabilities and at any age.',
      standard: (name: string, day: string) => `Standard: ${name}. Last checked on ${day}.`,
      done: 'What works',
      faults: 'Known faults, not yet mended',
      help: 'You cannot use these pages?',
      helpMore:
        'Call 1022. You can also go to any one-stop counter, or let a relative act for you.',
      relatives: 'Let a relative act for you',
      report: 'If you find another fault, call 1022 and say on which page and doing what.',
    },
    why: 'What for',
    kept: 'How long',
    ground: 'Legal ground',
    unchecked: 'Not yet checked against the original.',
  },
})
