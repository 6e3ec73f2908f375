import { texts, type Lang } from '../ui/i18n.ts'

/** What the pages say around tables, calculated answers and papers of a form. */
export const tableWording = texts({
  vi: {
    add: 'Thêm dòng',
    drop: 'Bỏ dòng',
    row: (name: string, number: number) => `${name} ${number}`,
    most: (rows: number) => `Đã đủ ${rows} dòng, không thêm được nữa.`,
    noRows: 'Chưa có dòng nào.',
    dong: 'Số tiền bằng đồng, ví dụ 1.500.000.',
    several: 'Bạn có thể chọn nhiều.',
    severalMost: (most: number) => `Bạn chọn được nhiều nhất ${most}.`,
    chooseAmong: (count: number) => `Chọn trong ${count} mục`,
    chosen: (labels: string) => `Đã chọn: ${labels}`,
    notYet: 'Chưa tính được',
    attached: (count: number) => `Đã gửi ${count} tệp.`,
    attachLater: 'Bạn gửi giấy này ở bước “Gửi giấy tờ”.',
    toPapers: 'Mở bước Gửi giấy tờ',
    allOfTopic: 'Xem mọi câu của phần này',
    print: 'Xem tờ khai dạng PDF',
  },
  en: {
    add: 'Add a row',
    drop: 'Remove the row',
    row: (name, number) => `${name} ${number}`,
    most: (rows) => `All ${rows} rows are in use; no more can be added.`,
    noRows: 'No rows yet.',
    dong: 'An amount in đồng, for example 1.500.000.',
    several: 'You may choose several.',
    severalMost: (most) => `You may choose at most ${most}.`,
    chooseAmong: (count) => `Choose among ${count}`,
    chosen: (labels) => `Chosen: ${labels}`,
    notYet: 'Cannot be calculated yet',
    attached: (count) => (count === 1 ? 'One file sent.' : `${count} files sent.`),
    attachLater: 'You send this paper in the step “Send papers”.',
    toPapers: 'Open the step for papers',
    allOfTopic: 'See every question of this part',
    print: 'See the declaration as a PDF',
  },
})

/** How the browser writes a figure while one types: as `shownAnswer` does. */
export function figureWords(lang: Lang) {
  const { notYet } = tableWording(lang)
  return lang === 'vi'
    ? { none: notYet, yes: 'Có', no: 'Không', numbers: 'vi-VN' }
    : { none: notYet, yes: 'Yes', no: 'No', numbers: 'en' }
}
