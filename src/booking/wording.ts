import { showDay, showTime, toLocalMinute, weekday, type Day } from '../lib/time.ts'
import { texts, type Lang } from '../ui/i18n.ts'

export const bookingWording = texts({
  vi: {
    book: 'Đặt lịch đến quầy',
    bookMore: 'Chọn nơi và giờ, không phải chờ lâu.',
    placesTitle: 'Chọn nơi bạn đến',
    placesLead: (procedure: string) =>
      `Bạn đặt lịch làm: ${procedure}. Nơi nào trong danh sách cũng được.`,
    search: 'Tìm phường, xã hoặc địa chỉ',
    searchButton: 'Tìm',
    found: (count: number) => `${count} nơi`,
    noPlace: 'Không có nơi nào khớp. Hãy thử tên phường hoặc xã.',
    noAddress: 'Chưa có địa chỉ',
    timesTitle: 'Chọn ngày và giờ',
    moveTitle: 'Đổi giờ hẹn',
    now: (when: string) => `Giờ hẹn hiện nay: ${when}.`,
    otherDay: 'Chọn ngày khác',
    freeTimes: (count: number) => (count === 0 ? 'đã kín' : `còn ${count} giờ trống`),
    free: (seats: number) => `còn ${seats} chỗ`,
    noTime: 'Ngày này không còn giờ trống. Hãy chọn ngày khác.',
    noDay: 'Nơi này chưa có giờ trống. Hãy chọn nơi khác hoặc quay lại sau.',
    otherPlace: 'Chọn nơi khác',
    share: 'Cho quầy mở tờ khai bạn đã soạn sẵn',
    shareMore: 'Quầy mở được tờ khai khi bạn đến, bạn không phải đọc mã.',
    submit: 'Đặt lịch',
    submitMove: 'Đổi sang giờ này',
    chooseTime: 'Hãy chọn một giờ.',
    notOffered: 'Giờ này không đặt được nữa. Hãy chọn giờ khác.',
    full: 'Giờ này vừa hết chỗ. Hãy chọn giờ khác.',
    tooManyForOthers: (most: number) =>
      `Bạn giữ được nhiều nhất ${most} lịch hẹn cho người khác. Hãy hủy bớt một lịch rồi đặt lại.`,
    nameWrong: 'Họ tên chỉ gồm chữ cái, dài không quá 100 chữ. Hãy ghi như trên giấy tờ tùy thân.',
    nameMissing: 'Hãy ghi họ tên người đến, hoặc bỏ đánh dấu tuổi.',
    another: 'Đặt cho người khác, ví dụ cha mẹ bạn',
    comesName: 'Họ, chữ đệm và tên người đến quầy',
    comesNameMore: 'Để trống nếu chính bạn đến. Quầy gọi theo tên này và xem giấy tờ tùy thân.',
    isOld: (age: number) => `Người đến từ ${age} tuổi trở lên`,
    isOldMore: 'Quầy gọi người cao tuổi trước.',
    bookAnother: 'Đặt lịch cho người khác',
    forWhom: (name: string) => `Lịch hẹn của ${name}`,
    first: 'Người đến là người cao tuổi: quầy gọi trước.',
    tooManyThatDay: (most: number) =>
      `Một ngày bạn đặt được nhiều nhất ${most} lịch hẹn. Hãy chọn ngày khác.`,
    over: 'Lịch hẹn này đã qua hoặc đã kết thúc, không đổi được nữa.',
    title: 'Lịch hẹn của bạn',
    haveOne: 'Bạn đã có lịch hẹn cho thủ tục này. Muốn giờ khác, bạn đổi lịch ở đây.',
    late: (minutes: number) =>
      `Hãy đến đúng giờ. Đến muộn quá ${minutes} phút, quầy có thể gọi người khác.`,
    bring: 'Mang theo giấy tờ tùy thân và giấy tờ gốc.',
    papers: 'Xem giấy tờ cần mang',
    prepare: 'Soạn tờ khai trước khi đến',
    shared: 'Quầy mở được tờ khai bạn đã soạn sẵn.',
    reminder: 'Chúng tôi nhắc bạn một ngày trước.',
    move: 'Đổi giờ',
    cancel: 'Hủy lịch hẹn',
    again: 'Đặt lịch khác',
    states: {
      booked: 'Đã đặt',
      arrived: 'Bạn đã đến quầy.',
      missed: 'Quầy ghi là bạn không đến.',
      cancelled: 'Bạn đã hủy lịch hẹn này.',
      stopped: 'Nơi này tạm ngừng tiếp nhận vào giờ đó, nên lịch hẹn bị hủy. Xin lỗi bạn.',
      lapsed: 'Giờ hẹn đã qua.',
    },
    mine: 'Lịch hẹn',
  },
  en: {
    book: 'Book a time at a counter',
    bookMore: 'Choose place and time and do not wait long.',
    placesTitle: 'Choose where you go',
    placesLead: (procedure: string) =>
      `You are booking: ${procedure}. Any place on the list will do.`,
    search: 'Find a ward, commune or address',
    searchButton: 'Search',
    found: (count: number) => `${count} places`,
    noPlace: 'No place matches. Try the name of a ward or commune.',
    noAddress: 'No address yet',
    timesTitle: 'Choose day and time',
    moveTitle: 'Change the time',
    now: (when: string) => `Your time now: ${when}.`,
    otherDay: 'Choose another day',
    freeTimes: (count: number) => (count === 0 ? 'full' : `${count} times left`),
    free: (seats: number) => `${seats} left`,
    noTime: 'No time is left on this day. Choose another day.',
    noDay: 'This place has no free time yet. Choose another place or come back later.',
    otherPlace: 'Choose another place',
    share: 'Let the counter open the declaration that you have prepared',
    shareMore: 'The counter can open it when you come; you need not read out the code.',
    submit: 'Book',
    submitMove: 'Change to this time',
    chooseTime: 'Choose a time.',
    notOffered: 'This time can no longer be booked. Choose another one.',
    full: 'This time has just been taken. Choose another one.',
    tooManyForOthers: (most: number) =>
      `You can hold at most ${most} bookings for other people. Cancel one and book again.`,
    nameWrong: 'A name has letters only, at most 100. Write it as on the identity card.',
    nameMissing: 'Write the name of whoever comes, or take the mark of their age away.',
    another: 'Book for somebody else, for example a parent',
    comesName: 'Full name of whoever comes to the counter',
    comesNameMore:
      'Leave it empty if you come yourself. The counter calls this name and looks at the identity card.',
    isOld: (age: number) => `They are ${age} or older`,
    isOldMore: 'The counter calls old people first.',
    bookAnother: 'Book for somebody else',
    forWhom: (name: string) => `Booking of ${name}`,
    first: 'Because of age the counter calls this booking first.',
    tooManyThatDay: (most: number) =>
      `You can book at most ${most} times on one day. Choose another day.`,
    over: 'This booking has passed or has ended and can no longer be changed.',
    title: 'Your booking',
    haveOne:
      'You already have a booking for this procedure. To come at another time, change it here.',
    late: (minutes: number) =>
      `Please be on time. After ${minutes} minutes the counter may call somebody else.`,
    bring: 'Bring your identity card and your original papers.',
    papers: 'See which papers to bring',
    prepare: 'Prepare the declaration before you come',
    shared: 'The counter can open the declaration that you have prepared.',
    reminder: 'We remind you one day before.',
    move: 'Change the time',
    cancel: 'Cancel the booking',
    again: 'Book another time',
    states: {
      booked: 'Booked',
      arrived: 'You came to the counter.',
      missed: 'The counter noted that you did not come.',
      cancelled: 'You have cancelled this booking.',
      stopped:
        'The place receives nobody at that time, so the booking was cancelled. We are sorry.',
      lapsed: 'The time has passed.',
    },
    mine: 'Bookings',
  },
})

const WEEKDAYS: Readonly<Record<Lang, readonly string[]>> = {
  vi: ['Thứ Hai', 'Thứ Ba', 'Thứ Tư', 'Thứ Năm', 'Thứ Sáu', 'Thứ Bảy', 'Chủ nhật'],
  en: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
}

/** 'Thứ Ba, 01/12/2026' */
export function dayWords(lang: Lang, day: Day): string {
  return `${WEEKDAYS[lang][weekday(day) - 1]}, ${showDay(day)}`
}

/** '09:00, thứ Ba, 01/12/2026' */
export function timeWords(lang: Lang, at: Date): string {
  const local = toLocalMinute(at)
  const day = dayWords(lang, local.slice(0, 10) as Day)
  return `${showTime(local)}, ${lang === 'vi' ? day.replace('Thứ', 'thứ') : day}`
}
