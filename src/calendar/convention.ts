/** How deadlines are counted, as form 01 prints it, a sentence each. The English text stands in docs/deadlines.md. */
export const CONVENTION: readonly string[] = [
  'Giờ làm việc: thứ Hai đến thứ Sáu, 08:00–12:00 và 13:00–17:00, trừ ngày nghỉ lễ, Tết, cộng những ngày thứ Bảy làm bù.',
  'Hồ sơ nhận ngoài giờ làm việc được tính từ đầu giờ làm việc kế tiếp.',
  'Thời hạn tính theo ngày làm việc không kể ngày nhận hồ sơ và kết thúc lúc hết giờ của ngày làm việc cuối cùng.',
  'Thời hạn tính theo giờ chỉ chạy trong giờ làm việc.',
  'Thời hạn tính theo ngày hoặc tháng mà kết thúc vào ngày nghỉ thì chuyển sang ngày làm việc kế tiếp.',
  'Việc giải quyết trong ngày mà hồ sơ nhận từ 15:00 trở đi thì trả kết quả trong ngày làm việc kế tiếp.',
  'Thời gian chờ bổ sung hồ sơ không tính vào thời hạn giải quyết.',
]

/** Printed beside a date that rests on holidays fixed by law alone. */
export const PROVISIONAL_NOTE =
  'Ngày hẹn trả này là tạm tính vì lịch nghỉ của năm đó chưa được công bố. Chúng tôi sẽ báo lại nếu ngày hẹn thay đổi.'
