import { texts } from '../ui/i18n.ts'

/** What the page of a supplement says beside the words of filing. */
export const supplementWording = texts({
  vi: {
    left: (words: string) => `Bạn ${words} để gửi.`,
    done: (done: number, of: number) => `Đã trả lời ${done} trong ${of} điều.`,
    kept: 'Những gì bạn đã gửi được giữ lại. Bạn có thể dừng và quay lại sau.',
    onlyMarked: 'Chỉ những câu cán bộ đánh dấu mới sửa được. Các câu khác giữ nguyên.',
    unchanged: 'Hãy sửa câu này, hoặc viết ở ô lời nhắn vì sao giữ nguyên.',
    overdue: 'Đã quá hạn gửi bổ sung.',
    overdueMore: 'Bạn vẫn gửi được cho đến khi cơ quan dừng hồ sơ. Hãy gửi ngay hoặc gọi 1022.',
    again: (round: number) => `Đây là lần yêu cầu bổ sung thứ ${round}.`,
    againMore: 'Cơ quan chỉ được yêu cầu thêm khi có căn cứ, và phải chịu tính là trễ hạn.',
    ground: 'Căn cứ cho phép',
    save: 'Lưu, gửi sau',
  },
  en: {
    left: (words) => `You have ${words}.`,
    done: (done, of) => `${done} of ${of} points answered.`,
    kept: 'What you have sent is kept. You may stop and come back later.',
    onlyMarked: 'Only what the officer has marked can be changed. The rest stays as it is.',
    unchanged: 'Change this answer, or say in the message why it stays.',
    overdue: 'The day for sending it has passed.',
    overdueMore:
      'You can still send it until the office stops the application. Send it now, or call 1022.',
    again: (round) => `This is request number ${round} for more papers.`,
    againMore: 'The office may ask again only on a legal ground, and it counts as late for it.',
    ground: 'Ground',
    save: 'Save, send later',
  },
})
