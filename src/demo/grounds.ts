/** What the made offices write when they ask for more, refuse, stop or are asked to give a dossier back. */
export const GROUNDS = {
  supplement: {
    /** `marks`: where on the made picture it is seen. */
    faults: [
      {
        fault: 'Ảnh chụp giấy chứng sinh bị mờ, không đọc được số và ngày cấp.',
        marks: [{ x: 0.1, y: 0.1, width: 0.7, height: 0.1, words: 'mờ, không đọc được số' }],
      },
      { fault: 'Thiếu mặt sau của giấy chứng sinh.', marks: [] },
      {
        fault: 'Giấy chứng sinh chưa có dấu của cơ sở y tế.',
        marks: [
          { x: 0.55, y: 0.72, width: 0.3, height: 0.21, words: 'không phải dấu của cơ sở y tế' },
        ],
      },
    ],
    reason: 'Giấy chứng sinh chưa đủ căn cứ để đối chiếu.',
    legalBasis: 'Nghị định 118/2025/NĐ-CP, Điều 17',
  },
  refusal: {
    reason:
      'Cha và mẹ đều không cư trú tại phường. Đề nghị nộp hồ sơ tại Ủy ban nhân dân phường, xã nơi cha hoặc mẹ cư trú.',
    legalBasis: 'Luật Hộ tịch 60/2014/QH13, Điều 13',
  },
  withdrawal: 'Gia đình nộp nhầm hai hồ sơ cho cùng một bé.',
  stop: {
    reason: 'Qua tra cứu, bé đã được đăng ký khai sinh tại nơi khác.',
    legalBasis: 'Nghị định 61/2018/NĐ-CP, Điều 19',
  },
} as const
