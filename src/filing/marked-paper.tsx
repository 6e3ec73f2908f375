import { markWording, placeInWords } from '../counter/mark-words.ts'
import type { PaperMark } from '../dossier/paper-mark.ts'
import { MarkedPicture } from '../ui/marked.tsx'
import { useLang } from '../ui/page-context.ts'
import { markedPicturePath } from './marked-picture.ts'

type Numbered = PaperMark & { number: number }

/** The pages of a paper on which something is marked: the picture with numbered frames, then the same as a list of words. */
export function MarkedPaper(props: {
  dossierId: string
  name: string
  marks: readonly PaperMark[]
}) {
  const { marks } = props
  const t = markWording(useLang())
  if (marks.length === 0) return null
  const numbered = marks.map((mark, index) => ({ ...mark, number: index + 1 }))
  const pages = Map.groupBy(numbered, ({ file, page }) => `${file} ${page}`)
  return (
    <>
      <p class="meta m0">{t.seen}</p>
      {[...pages.values()].map((here) => (
        <MarkedPage {...props} here={here} isOnePage={pages.size === 1 && here[0]?.page === 1} />
      ))}
    </>
  )
}

function MarkedPage(props: {
  dossierId: string
  name: string
  here: readonly Numbered[]
  isOnePage: boolean
}) {
  const { here, name, isOnePage, dossierId } = props
  const lang = useLang()
  const t = markWording(lang)
  const [first] = here
  if (first === undefined) return null
  const title = isOnePage ? name : t.pageTitle(name, first.page)
  const src = markedPicturePath(dossierId, first)
  return (
    <figure class="marks">
      <div class="marked">
        <MarkedPicture src={src} alt={t.picture(title)} frames={here} />
      </div>
      <figcaption>
        <ol>
          {here.map((mark) => (
            <li value={mark.number}>
              <b lang="vi">{mark.words}</b>{' '}
              <span class="meta">({placeInWords(mark, { lang, isOnePage })})</span>
            </li>
          ))}
        </ol>
        <a class="btn btn--2 btn--s" href={`${src}&co=lon`}>
          {t.whole}
          <span class="vh">: {t.wholeOf(title)}</span>
        </a>
      </figcaption>
    </figure>
  )
}
