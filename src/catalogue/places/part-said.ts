/**
 * What the list of new communes says of an old one: 'một phần diện tích TN, quy mô dân số của các phường … Đội Cấn',
 * 'Phường Đội Cấn (phần còn lại sau khi sáp nhập vào phường Ba Đình)'. Pure. Its words are quoted, never explained away.
 */
import type { FormerUnit, PartSaid } from './place.ts'
import { partedName } from './place-kinds.ts'
import { nameKeys, wordsOf } from './place-words.ts'

/** One unit that a text names. */
export type Mention = {
  key: string
  district: string
  words: string
  share: PartSaid['share']
}

type Piece = { text: string; brackets: readonly string[] }

/** 'toàn bố' stands in the source. */
const CUE = /một phần|phần còn la?[iị]|toàn b[ộố]/iu
const OF =
  /^(?:sắp xếp )?(.*?(?:của|phường|xã|thị trấn|TN(?= (?:Phường|Xã|Thị trấn))|^các)(?: của)?(?: các)?(?: (?:phường|xã))?) +(?=\p{Lu})/u

/** Every old commune that the text names, in order. */
export function mentionsIn(text: string): Mention[] {
  let cue = { words: '', isPlural: false }
  let waiting = ''
  return pieces(text).flatMap((piece) => {
    const isBare = !/\p{Lu}/u.test(piece.text.replace(/^\p{Lu}/u, '').replace('TN', ''))
    if (isBare) {
      waiting = [waiting, piece.text].filter((part) => part !== '').join(', ')
      return []
    }
    const own = waiting === '' ? piece.text : `${waiting}, ${piece.text}`
    waiting = ''
    if (CUE.test(own)) cue = cueOf(own)
    return [mentionOf(piece, own, cue)]
  })
}

/** What the texts of the new communes say of each part of the divided old ones: 'old number-new number' → the words. */
export function partsSaid(
  former: readonly FormerUnit[],
  texts: ReadonlyMap<string, string>,
): Map<string, PartSaid> {
  const said = new Map<string, PartSaid>()
  const mentions = new Map([...texts].map(([code, text]) => [code, mentionsIn(text)]))
  for (const unit of former.filter(({ becomes }) => becomes.length > 1))
    for (const code of unit.becomes) {
      const found = (mentions.get(code) ?? []).find((mention) => isNamed(unit, mention))
      // A bare name says nothing of the part.
      if (found && keyOf(withoutKind(found.words)) !== found.key)
        said.set(`${unit.number}-${code}`, { words: found.words, share: found.share })
    }
  return said
}

export function isNamed({ name, district }: FormerUnit, mention: Mention): boolean {
  return (
    nameKeys(partedName(name).bare).includes(mention.key) &&
    (mention.district === '' || keyOf(district) === mention.district)
  )
}

function mentionOf(
  { text, brackets }: Piece,
  own: string,
  cue: { words: string; isPlural: boolean },
): Mention {
  const hasOwn = CUE.test(own)
  const rest = brackets.find((words) => /phần còn lại/iu.test(words))
  const district = brackets.find((words) => /^(?:quận|huyện|thị xã) /iu.test(words))
  const bare = withoutKind(text.replace(OF, ''))
  const carried = !hasOwn && cue.isPlural && rest === undefined
  const hasKind = /^(?:phường|xã|thị trấn) /iu.test(text)
  const cueWords = hasKind ? cue.words.replace(/ (?:phường|xã)$/iu, '') : cue.words
  const before = carried ? `${cueWords} ` : ''
  const shown = hasOwn ? own : text
  return {
    key: keyOf(bare),
    district: keyOf(district ?? ''),
    words: `${before}${shown}${rest === undefined ? '' : ` (${rest})`}`.trim(),
    share: rest === undefined ? shareOf(hasOwn ? own : before) : 'rest',
  }
}

/** 'Một phần diện tích, toàn bộ dân số' is neither a part nor the whole: then nothing is claimed. */
function shareOf(words: string): PartSaid['share'] {
  if (/toàn b[ộố]/iu.test(words)) return null
  if (/phần còn lại/iu.test(words)) return 'rest'
  return /một phần/iu.test(words) ? 'part' : null
}

/** 'của các phường' goes on for the names that follow; 'của phường' ends with its one. */
function cueOf(own: string): { words: string; isPlural: boolean } {
  const words = OF.exec(own)?.[1] ?? ''
  return { words, isPlural: / các/u.test(words) }
}

/** The pieces between commas and 'và', with what stands in brackets behind each. */
function pieces(text: string): Piece[] {
  const found: Piece[] = []
  const parts = text.replace(/\s+/g, ' ').split(/(\([^()]*\))/)
  for (const part of parts) {
    if (part.startsWith('(')) {
      const last = found.at(-1)
      if (last)
        found[found.length - 1] = { ...last, brackets: [...last.brackets, part.slice(1, -1)] }
      continue
    }
    for (const each of part.split(/, *| và (?=\p{Lu}|phần|một phần|các |toàn )/u)) {
      const text = each
        .replace(/ sau khi sắp [xX]ếp.*$/u, '')
        .replace(/^(?:và) /u, '')
        .trim()
      if (text !== '' && text !== 'và') found.push({ text, brackets: [] })
    }
  }
  return found
}

function keyOf(text: string): string {
  return wordsOf(text)
    .map(({ key }) => key)
    .join(' ')
}

function withoutKind(text: string): string {
  return text.replace(/^(?:phường|xã|thị trấn) +/iu, '')
}
