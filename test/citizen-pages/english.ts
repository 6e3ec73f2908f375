/** Vietnamese words left on an English page: in its text and in what is read aloud or shown on hovering. */

const LETTERS =
  /[\p{L}\p{M}]*[àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ][\p{L}\p{M}]*/giu
const VOID = /^(?:area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr|use|path)$/
/** Not sentences of the page: names chosen from lists; scripts and styles are not read. */
const UNREAD = /^(?:script|style|datalist|option)$/
const SPOKEN =
  /\s(?:aria-label|alt|title|placeholder|data-sending|data-saved|data-unsaved|data-ended|data-offline)="([^"]*)"/g

type Open = { name: string; isSaid: boolean }

/** Everything that an English reader meets and that is not marked as Vietnamese, in order. */
export function saidInEnglish(html: string): string[] {
  const said: string[] = []
  const open: Open[] = [{ name: '', isSaid: true }]
  for (const [part] of html.matchAll(/<!--[^]*?-->|<[^>]*>|[^<]+/g)) {
    const { isSaid } = open.at(-1)!
    if (!part.startsWith('<')) {
      if (isSaid) said.push(part)
      continue
    }
    const [, slash, name] = /^<(\/?)([\w-]+)/.exec(part) ?? []
    if (name === undefined) continue
    if (slash === '/') close(open, name)
    else {
      const lang = /\slang="(\w+)"/.exec(part)?.[1]
      const isNowSaid = (lang === undefined ? isSaid : lang === 'en') && !UNREAD.test(name)
      if (isNowSaid) said.push(...[...part.matchAll(SPOKEN)].map(([, words]) => words!))
      if (!VOID.test(name) && !part.endsWith('/>')) open.push({ name, isSaid: isNowSaid })
    }
  }
  return said
}

function close(open: Open[], name: string): void {
  const at = open.findLastIndex((each) => each.name === name)
  if (at > 0) open.length = at
}

/** Each piece with a Vietnamese word that is none of these names (people, places, what was typed). */
export function vietnameseLeft(html: string, names: RegExp): string[] {
  return saidInEnglish(html).flatMap((piece) => {
    const words = piece.replace(names, '').match(LETTERS)
    return words === null ? [] : [piece.trim()]
  })
}
