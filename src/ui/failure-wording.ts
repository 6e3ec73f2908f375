import { texts } from './i18n.ts'

/** What happened, whether the work is safe, what to do now (screens.md C20). */
export const failureWording = texts({
  vi: {
    title: {
      invalid: 'Thông tin chưa đúng',
      badRequest: 'Không đọc được yêu cầu',
      forbidden: 'Bạn không làm được việc này',
      formExpired: 'Trang này đã mở quá lâu',
      notFound: 'Không có trang này',
      conflict: 'Người khác vừa làm việc này',
      tooLarge: 'Dữ liệu gửi lên quá lớn',
      unsupportedBody: 'Không nhận kiểu dữ liệu này',
      tooManyRequests: 'Bạn thao tác quá nhanh',
      starting: 'Hệ thống đang khởi động',
      upgrading: 'Hệ thống đang nâng cấp',
      full: 'Hệ thống tạm chưa nhận thêm',
      unavailable: 'Hệ thống tạm thời chưa lưu được',
      failed: 'Hệ thống gặp lỗi',
    },
    remedy: {
      invalid: 'Hãy quay lại, sửa những điều dưới đây rồi gửi lần nữa.',
      badRequest: 'Hãy quay lại trang trước và thử lần nữa.',
      forbidden: 'Nếu bạn cho rằng có nhầm lẫn, hãy gọi 1022.',
      formExpired: 'Hãy quay lại, tải lại trang rồi gửi lần nữa.',
      notFound: 'Địa chỉ có thể đã gõ sai, hoặc bạn không có quyền xem nội dung này.',
      conflict: 'Hãy tải lại trang để xem tình trạng mới nhất.',
      tooLarge: 'Hãy chọn tệp nhỏ hơn, hoặc gửi ít tệp hơn mỗi lần.',
      unsupportedBody: 'Hãy gửi bằng mẫu trên trang này.',
      tooManyRequests: 'Hãy đợi một phút rồi thử lại.',
      starting: 'Hãy mở lại sau vài giây.',
      upgrading:
        'Hồ sơ này vừa được bản mới của hệ thống xử lý. Hồ sơ vẫn còn nguyên. Hãy thử lại sau vài phút.',
      full: 'Máy chủ đã hết chỗ lưu. Hồ sơ đã nộp vẫn còn và vẫn xem được. Hãy gửi lại sau; nếu việc gấp, hãy đến Bộ phận Một cửa hoặc gọi 1022.',
      unavailable:
        'Nơi lưu dữ liệu đang bận hoặc đang khởi động lại. Hãy đợi vài giây rồi thử lại. Nếu vẫn lỗi, hãy gọi 1022 và đọc mã sự cố dưới đây.',
      failed: 'Hãy thử lại sau ít phút. Nếu vẫn lỗi, hãy gọi 1022 và đọc mã sự cố dưới đây.',
    },
    work: {
      nothingSent: 'Bạn chưa gửi gì nên không mất gì.',
      received:
        'Điều bạn vừa gửi chưa được lưu. Bạn gửi lại được: hệ thống không tạo thêm hồ sơ thứ hai.',
      saved: 'Điều bạn vừa gửi đã được lưu. Bạn không cần gửi lại.',
    },
    unsure:
      'Chưa chắc điều bạn vừa gửi đã được lưu. Hãy gửi lại: hệ thống không tạo thêm hồ sơ thứ hai.',
    fileLimit: (size: string) => `Mỗi tệp không được lớn hơn ${size}.`,
    incident: 'Mã sự cố',
    home: 'Về trang chủ',
    back: 'Quay lại trang trước',
  },
  en: {
    title: {
      invalid: 'Some answers need correcting',
      badRequest: 'The request could not be read',
      forbidden: 'You cannot do this',
      formExpired: 'This page was open for too long',
      notFound: 'This page does not exist',
      conflict: 'Someone else has just done this',
      tooLarge: 'What you sent is too large',
      unsupportedBody: 'This kind of data is not accepted',
      tooManyRequests: 'Too many requests',
      starting: 'The system is starting',
      upgrading: 'The system is being upgraded',
      full: 'Nothing more can be taken in right now',
      unavailable: 'The system cannot save anything right now',
      failed: 'Something went wrong',
    },
    remedy: {
      invalid: 'Go back, correct what is listed below, and send it again.',
      badRequest: 'Go back to the previous page and try again.',
      forbidden: 'If you think this is a mistake, call 1022.',
      formExpired: 'Go back, reload the page, and send it again.',
      notFound: 'The address may be mistyped, or you may not be allowed to see this page.',
      conflict: 'Reload the page to see the latest state.',
      tooLarge: 'Choose a smaller file, or send fewer files at a time.',
      unsupportedBody: 'Please use the form on this page.',
      tooManyRequests: 'Wait a minute and try again.',
      starting: 'Open it again in a few seconds.',
      upgrading:
        'This dossier has just been handled by the new version of the system. Nothing of it is lost. Try again in a few minutes.',
      full: 'The server has run out of space. Applications already filed are safe and can be read. Send this again later; if it is urgent, go to the one-stop counter or call 1022.',
      unavailable:
        'The place where data is kept is busy or restarting. Wait a few seconds and try again. If it still fails, call 1022 and give the code below.',
      failed: 'Try again in a few minutes. If it still fails, call 1022 and give the code below.',
    },
    work: {
      nothingSent: 'You had not sent anything, so nothing is lost.',
      received:
        'What you just sent has not been saved. You can send it again: no second application will be made.',
      saved: 'What you just sent has been saved. You do not need to send it again.',
    },
    unsure:
      'It is not certain that what you just sent was saved. Send it again: no second application will be made.',
    fileLimit: (size: string) => `Each file may have at most ${size}.`,
    incident: 'Incident code',
    home: 'Go to the home page',
    back: 'Back to the previous page',
  },
})
