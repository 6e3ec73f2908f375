/** What a draft changes: every box of both documents in words, side by side where they differ. Pure. */
import type { Box } from './box.ts'
import { boxOf } from './boxes.ts'
import { codeWord, noneWord, nullWord, variantWord } from './code-words.ts'
import { titleOfItem } from './item-title.ts'
import { labelOf } from './labels.ts'
import type { JsonObject, Schema } from './schema-kind.ts'

/** `before` undefined: new; `after` undefined: gone. */
export type Change = {
  /** 'Phí, lệ phí › Lệ phí quá hạn › Mức thu' */
  where: string
  /** Place in the newer document, for a link. */
  path: string
  before: string | undefined
  after: string | undefined
}

type Row = { key: string; where: string; path: string; text: string }

/** In the order of the newer document; what is gone stands at the end. */
export function changesOf(schema: Schema, before: JsonObject, after: JsonObject): Change[] {
  const [old, now] = [rowsOf(schema, before), rowsOf(schema, after)]
  const oldText = new Map(old.map((row) => [row.key, row]))
  const kept = new Set(now.map(({ key }) => key))
  return [
    ...now
      .filter(({ key, text }) => oldText.get(key)?.text !== text)
      .map(({ key, where, path, text }) => ({
        where,
        path,
        before: oldText.get(key)?.text,
        after: text,
      })),
    ...old
      .filter(({ key }) => !kept.has(key))
      .map(({ where, path, text }) => ({ where, path, before: text, after: undefined })),
  ]
}

function rowsOf(schema: Schema, document: JsonObject): Row[] {
  const box = boxOf(schema, document, { path: '', place: '', optional: false })
  return rows(box, { key: '', where: [] }).filter(({ text }) => text !== '')
}

type Above = { key: string; where: readonly string[] }

function rows(box: Box, above: Above): Row[] {
  const name = box.place === '' ? [] : [labelOf(box.place).name]
  const where = [...above.where, ...name]
  const key = `${above.key}/${box.place.slice(box.place.lastIndexOf('.') + 1)}`
  const row = (text: string, of = ''): Row[] => [
    { key: `${key}${of}`, where: where.join(' › '), path: box.path, text },
  ]
  switch (box.kind) {
    case 'text':
    case 'day':
    case 'number':
      return row(box.value)
    case 'flag':
      return row(box.value === 'yes' ? 'có' : box.value === 'no' ? 'không' : box.value)
    case 'code':
      return row(box.value === '' ? '' : codeWord(box.place, box.value))
    case 'words':
      return [
        ...row(box.vi),
        ...row(box.en, '.en').map((each) => ({ ...each, where: `${each.where}, tiếng Anh` })),
      ]
    case 'ticks':
      return row(
        box.none
          ? noneWord(box.place)
          : box.ticked.map((code) => codeWord(box.place, code)).join(', '),
      )
    case 'lines':
      return row(box.value.replaceAll('\n', ', '))
    case 'object':
      return box.members.flatMap((member) => rows(member, { key, where }))
    case 'nullable':
      return box.isNull ? row(nullWord(box.place)) : rows(box.inner, above)
    case 'variant':
      return [
        ...row(box.chosen === '' ? '' : variantWord(box.chosen), '~kind'),
        ...(box.inner ? insideOf(box.inner, { key, where }) : []),
      ]
    case 'list':
      return itemRows(box, { key, where })
  }
}

/** The members of an object whose own name was said already. */
function insideOf(box: Box, above: Above): Row[] {
  return box.kind === 'object'
    ? box.members.flatMap((member) => rows(member, above))
    : rows(box, { key: above.key, where: above.where.slice(0, -1) })
}

/** Items are the same item when they carry the same code, however they moved; without one, by their place. */
function itemRows(list: Extract<Box, { kind: 'list' }>, { key, where }: Above): Row[] {
  const seen = new Map<string, number>()
  return list.items.flatMap(({ box }, index) => {
    const own = codeOf(box) ?? String(index)
    const count = (seen.get(own) ?? 0) + 1
    seen.set(own, count)
    const title = titleOfItem(box) || `mục ${index + 1}`
    const inner = { key: `${key}/${own}~${count}`, where: [...where, title] }
    if (box.kind === 'words') return wordRows(box, inner)
    if (box.kind === 'variant' && box.inner) return insideOf(box.inner, inner)
    return insideOf(box, inner)
  })
}

function wordRows(box: Extract<Box, { kind: 'words' }>, { key, where }: Above): Row[] {
  const place = where.slice(0, -1).join(' › ')
  return [
    { key, where: place, path: `${box.path}.vi`, text: box.vi },
    { key: `${key}.en`, where: `${place}, tiếng Anh`, path: `${box.path}.en`, text: box.en },
  ]
}

function codeOf(box: Box): string | undefined {
  const inner = box.kind === 'variant' ? box.inner : box
  if (inner?.kind !== 'object') return undefined
  const own = inner.members.find(({ place }) => /\.(id|code|number)$/.test(place))
  return own && 'value' in own && own.value !== '' ? own.value : undefined
}
