/** What a printer would put on paper of a page: what the style sheet hides in print is left out. */

const VOID = /^(?:area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr)$/

/** The selectors that the style sheet takes off the paper: one or two simple ones each. */
export function hiddenInPrint(css: string): string[] {
  return printBlocks(css).flatMap((block) =>
    [...block.matchAll(/([^{}]+)\{[^{}]*display:\s*none[^{}]*\}/g)].flatMap(([, selectors]) =>
      selectors!.split(',').map((each) => each.trim()),
    ),
  )
}

function printBlocks(css: string): string[] {
  return css.split('@media print').slice(1).map(firstBlock)
}

function firstBlock(css: string): string {
  let depth = 0
  for (let at = css.indexOf('{'); at < css.length; at++) {
    depth += css[at] === '{' ? 1 : css[at] === '}' ? -1 : 0
    if (depth === 0) return css.slice(css.indexOf('{') + 1, at)
  }
  return css
}

type Open = { name: string; classes: string[]; isHidden: boolean }

/** Every element on the paper that only a screen can use: links of a navigation, buttons, fields, footers. */
export function uselessOnPaper(html: string, hidden: readonly string[]): string[] {
  const open: Open[] = []
  const left: string[] = []
  for (const [tag, slash, name = '', rest = ''] of html.matchAll(
    /<(\/?)([a-z][\w-]*)\b([^>]*)>/g,
  )) {
    if (slash === '/') {
      const at = open.findLastIndex((each) => each.name === name)
      if (at >= 0) open.length = at
      continue
    }
    const classes = (/class="([^"]*)"/.exec(rest)?.[1] ?? '').split(' ')
    const own: Open = { name, classes, isHidden: open.at(-1)?.isHidden ?? false }
    own.isHidden ||= hidden.some((selector) => fits(selector, [...open, own]))
    const isForScreens =
      /^(?:button|select|textarea|footer)$/.test(name) ||
      (name === 'a' && open.some((each) => each.name === 'nav')) ||
      (name === 'input' && !/type="hidden"/.test(rest)) ||
      classes.includes('btn')
    if (isForScreens && !own.isHidden) left.push(tag)
    if (!VOID.test(name) && !rest.endsWith('/')) open.push(own)
  }
  return left
}

/** `.top nav`: the last part is the element itself, the one before it somebody above. */
function fits(selector: string, path: readonly Open[]): boolean {
  const parts = selector.split(' ')
  const is = (element: Open, part: string): boolean =>
    part.startsWith('.') ? element.classes.includes(part.slice(1)) : element.name === part
  if (!is(path.at(-1)!, parts.at(-1)!)) return false
  return parts.length === 1 || path.slice(0, -1).some((element) => is(element, parts[0]!))
}
