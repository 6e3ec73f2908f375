/** Where a mark lies, in words: for lists, papers and screen readers. */
import type { MarkedPlace, PaperMark } from '../dossier/paper-mark.ts'
import { texts } from '../ui/i18n.ts'
import type { Lang } from '../ui/i18n.ts'
import { partsOf } from './marks.ts'

export const markWording = texts({
  vi: {
    cell: {
      0: 'góc trên bên trái',
      1: 'phía trên, ở giữa',
      2: 'góc trên bên phải',
      3: 'giữa trang, bên trái',
      4: 'chính giữa trang',
      5: 'giữa trang, bên phải',
      6: 'góc dưới bên trái',
      7: 'phía dưới, ở giữa',
      8: 'góc dưới bên phải',
    },
    range: (from: string, to: string) => `từ ${from} đến ${to}`,
    page: (page: number) => `trang ${page}`,
    seen: 'Cán bộ đánh dấu trên ảnh bạn đã gửi',
    picture: (name: string) => `Ảnh ${name}, có chỗ đánh dấu. Các chỗ được kể bằng chữ bên dưới.`,
    pageTitle: (name: string, page: number) => `${name}, trang ${page}`,
    whole: 'Xem ảnh lớn',
    wholeOf: (name: string) => `ảnh lớn của ${name}`,
  },
  en: {
    cell: {
      0: 'top left corner',
      1: 'top, in the middle',
      2: 'top right corner',
      3: 'left edge, halfway down',
      4: 'middle of the page',
      5: 'right edge, halfway down',
      6: 'bottom left corner',
      7: 'bottom, in the middle',
      8: 'bottom right corner',
    },
    range: (from, to) => `from the ${from} to the ${to}`,
    page: (page) => `page ${page}`,
    seen: 'What the officer has marked on the picture you sent',
    picture: (name) => `Picture of ${name} with marks. The list below says where they are.`,
    pageTitle: (name, page) => `${name}, page ${page}`,
    whole: 'See it large',
    wholeOf: (name) => `large picture of ${name}`,
  },
})

/** 'trang 2, góc trên bên trái'; the page is left out where there is only one. */
export function placeInWords(
  place: MarkedPlace,
  { lang, isOnePage }: { lang: Lang; isOnePage: boolean },
): string {
  const t = markWording(lang)
  const [first, last] = partsOf(place).map((cell) => t.cell[cell])
  const where = last === undefined ? first! : t.range(first!, last)
  return isOnePage ? where : `${t.page(place.page)}, ${where}`
}

/** ' Chỗ đánh dấu: mờ (trang 1, góc trên bên trái).', for a paper that is printed; nothing without marks. */
export function marksInWords(marks: readonly PaperMark[] = []): string {
  if (marks.length === 0) return ''
  const places = marks.map(
    (mark) => `${mark.words} (${placeInWords(mark, { lang: 'vi', isOnePage: false })})`,
  )
  return ` Chỗ đánh dấu: ${places.join('; ')}.`
}
