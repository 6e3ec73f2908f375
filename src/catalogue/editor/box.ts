/** The boxes of one page of the editor: what stands on the page, with exactly what a browser would send back. Pure. */

type Common = {
  /** 'cases.0.limit.value': the place in the document and the name in the form. */
  path: string
  /** The same without numbers and variants, for labels: 'cases.limit.value'. */
  place: string
  optional: boolean
}

export type Box = Common &
  (
    | { kind: 'text' | 'day' | 'number'; value: string }
    /** value: 'yes', 'no' or '' */
    | { kind: 'flag'; value: string }
    | { kind: 'code'; codes: readonly string[]; value: string }
    | { kind: 'words'; vi: string; en: string }
    | Ticks
    | { kind: 'lines'; value: string; was: string }
    | { kind: 'object'; members: readonly Box[]; sourced: boolean }
    | { kind: 'nullable'; isNull: boolean; inner: Box }
    | { kind: 'variant'; keys: readonly string[]; chosen: string; inner: Box | null }
    | { kind: 'list'; items: readonly Item[]; was: string }
  )

/** `none`: whether it is ticked that nothing is meant; absent where an empty list says no more than no list. */
export type Ticks = {
  kind: 'ticks'
  codes: readonly string[]
  ticked: readonly string[]
  was: string
  none?: boolean
}

/** `from`: which one it was in the stored document; '' for a new one. */
export type Item = { from: string; box: Box }

/** Nothing stands in it: a member that may be left out is left out. */
export function isBlank(box: Box): boolean {
  switch (box.kind) {
    case 'text':
    case 'day':
    case 'number':
    case 'flag':
    case 'code':
    case 'lines':
      return box.value === ''
    case 'words':
      return box.vi === '' && box.en === ''
    case 'ticks':
      return box.ticked.length === 0 && box.none !== true
    case 'object':
      return box.members.every(isBlank)
    case 'nullable':
      return !box.isNull && isBlank(box.inner)
    case 'variant':
      return box.chosen === ''
    case 'list':
      return box.items.length === 0
  }
}

export type Sent = readonly [name: string, value: string]

/** Every field of the box, as a browser sends it when nothing is touched. */
export function sentBy(box: Box): Sent[] {
  const { path } = box
  switch (box.kind) {
    case 'text':
    case 'day':
    case 'number':
    case 'flag':
    case 'code':
      return [[path, box.value]]
    case 'words':
      return [
        [`${path}.vi`, box.vi],
        [`${path}.en`, box.en],
      ]
    case 'ticks':
      return [
        [`${path}.~was`, box.was],
        ...box.ticked.map((code): Sent => [path, code]),
        ...(box.none ? [[`${path}.~none`, 'yes'] as const] : []),
      ]
    case 'lines':
      return [
        [`${path}.~was`, box.was],
        [path, box.value],
      ]
    case 'object':
      return box.members.flatMap(sentBy)
    case 'nullable':
      return [...(box.isNull ? [[`${path}.~null`, 'yes'] as const] : []), ...sentBy(box.inner)]
    case 'variant':
      return [[`${path}.~kind`, box.chosen], ...(box.inner ? sentBy(box.inner) : [])]
    case 'list':
      return [
        [`${path}.~was`, box.was],
        ...box.items.flatMap(({ from, box: inner }): Sent[] => [
          [`${path}.~from`, from],
          ...sentBy(inner),
        ]),
      ]
  }
}
