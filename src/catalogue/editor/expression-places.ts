/** Members whose text is an expression of the law, and what it has to give. Pure. */
const flags = new Set(['neededIf', 'visibleIf', 'requiredIf', 'condition', 'must', 'when'])

/** 'flag' or 'number' when the member at this place holds an expression. */
export function expressionAt(place: string): 'flag' | 'number' | undefined {
  if (/(?:amountFrom|questions|columns)\.value$/.test(place)) return 'number'
  const name = place.slice(place.lastIndexOf('.') + 1)
  return flags.has(name) ? 'flag' : undefined
}
