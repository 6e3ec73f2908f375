import { texts } from '../../ui/i18n.ts'

/** What the page says on which one authorises an agent. */
export const agentWording = texts({
  vi: {
    none: 'Hiện chưa có đại lý nào được công nhận.',
    agentMissing: 'Hãy chọn đại lý.',
    coversMissing: 'Hãy chọn ủy quyền cho việc gì.',
    untilWrong: 'Hãy ghi ngày cuối cùng, từ hôm nay trở đi.',
  },
  en: {
    none: 'No agent is accredited at present.',
    agentMissing: 'Choose an agent.',
    coversMissing: 'Choose what the agent may do.',
    untilWrong: 'Give the last day, today or later.',
  },
})
