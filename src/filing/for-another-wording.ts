import { texts } from '../ui/i18n.ts'

/** What the pages of filing say when one files for somebody else. */
export const actingWording = texts({
  vi: {
    banner: (name: string) => `Bạn đang nộp thay cho ${name}.`,
    bannerMore: 'Hồ sơ đứng tên người này. Họ xem được và thu hồi được quyền của bạn.',
    filedFor: (name: string) => `Bạn đã nộp thay cho ${name}. Hồ sơ đứng tên người này.`,
    question: 'Bạn nộp cho ai?',
    oneself: 'Cho chính mình',
    other: 'Nộp cho người khác hoặc tổ chức',
    another: 'Đổi người được nộp thay',
    ask: 'Xin làm đại diện cho người khác hoặc tổ chức',
    choose: 'Hãy chọn bạn nộp cho ai.',
    over: 'Bạn không còn được nộp thay cho người này. Bản nháp vẫn được giữ.',
    otherOwner: (name: string) =>
      `Bạn đang nộp thay cho ${name}. Hãy khai đúng tên và số của người này.`,
  },
  en: {
    banner: (name: string) => `You are filing for ${name}.`,
    bannerMore: 'The application is in their name. They can see it and end your right to act.',
    filedFor: (name: string) => `You filed for ${name}. The application is in their name.`,
    question: 'Who are you filing for?',
    oneself: 'For myself',
    other: 'File for another person or an organisation',
    another: 'File for somebody else',
    ask: 'Ask to act for another person or an organisation',
    choose: 'Choose who you are filing for.',
    over: 'You may no longer file for this person. The draft is kept.',
    otherOwner: (name: string) =>
      `You are filing for ${name}. Give the name and number of this person.`,
  },
})
