/** What a folded list item is called: the first of its members that says it. Pure. */
import type { Box } from './box.ts'

const NAMES = ['shortName', 'name', 'title', 'label', 'who', 'id', 'code', 'number', 'vi', 'source']

/** '' when nothing is filled in yet. */
export function titleOfItem(box: Box): string {
  const inner = box.kind === 'variant' ? box.inner : box
  if (!inner) return ''
  if (inner.kind === 'words') return inner.vi
  if (inner.kind !== 'object') return 'value' in inner ? inner.value : ''
  const texts = NAMES.map((name) =>
    textOf(inner.members.find(({ place }) => place.endsWith(`.${name}`))),
  )
  return texts.find((text) => text !== '') ?? ''
}

function textOf(box: Box | undefined): string {
  if (box?.kind === 'words') return box.vi
  if (box?.kind === 'nullable') return textOf(box.inner)
  return box !== undefined && 'value' in box ? box.value : ''
}
