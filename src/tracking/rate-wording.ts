import { texts } from '../ui/i18n.ts'

/** What the page says on which a dossier is rated by its code. */
export const rateWording = texts({
  vi: {
    title: 'Đánh giá không cần đăng nhập',
    lead: 'Dùng mã hồ sơ trên tin nhắn hoặc giấy tiếp nhận. Mỗi hồ sơ đánh giá một lần, sau khi đã trả kết quả.',
    secret: 'Không cán bộ nào biết ai đã đánh giá. Đánh giá gửi ở đây không sửa được.',
    send: 'Gửi đánh giá',
    kept: 'Cảm ơn bạn. Đánh giá đã được ghi.',
    rated: 'Hồ sơ này đã có đánh giá. Mỗi hồ sơ chỉ đánh giá một lần.',
    notReturned: 'Hồ sơ này chưa trả kết quả. Hãy đánh giá sau khi bạn nhận kết quả.',
    follow: 'Xem tiến độ hồ sơ',
    signIn: 'Đăng nhập để nói thêm về hồ sơ của bạn',
  },
  en: {
    title: 'Rate without signing in',
    lead: 'Use the code in your text message or on your receipt. Each application is rated once, after its result was handed over.',
    secret: 'No official knows who gave which rating. A rating sent here cannot be changed.',
    send: 'Send the rating',
    kept: 'Thank you. Your rating is kept.',
    rated: 'This application has a rating already. Each is rated once.',
    notReturned:
      'The result of this application was not handed over yet. Rate it once you have it.',
    follow: 'See the progress of an application',
    signIn: 'Sign in to say more about your application',
  },
})
