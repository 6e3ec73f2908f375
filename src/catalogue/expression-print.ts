/** The tree written as an expression again: reading it gives the same tree. */
import type { Expression, Literal } from './expression.ts'

/** How strongly a part holds together; a weaker part inside a stronger one needs brackets. */
type Strength = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7

export function printExpression(expression: Expression): string {
  return printed(expression, 0)
}

function printed(expression: Expression, least: Strength): string {
  const text = bare(expression)
  return strengthOf(expression) < least ? `(${text})` : text
}

function bare(part: Expression): string {
  switch (part.kind) {
    case 'literal':
      return printLiteral(part)
    case 'name':
      return part.name
    case 'today':
      return 'today'
    case 'call':
      return `${part.name}(${part.parts.map((each) => printed(each, 0)).join(', ')})`
    case 'or':
      return `${printed(part.left, 0)} or ${printed(part.right, 1)}`
    case 'and':
      return `${printed(part.left, 1)} and ${printed(part.right, 2)}`
    case 'not':
      return `not ${printed(part.part, 2)}`
    case 'compare':
      return `${printed(part.left, 4)} ${part.by} ${printed(part.right, 4)}`
    case 'in':
      return `${printed(part.part, 4)} in (${part.among.map(printLiteral).join(', ')})`
    case 'has':
      return `${printLiteral(part.part)} in ${part.list.name}`
    case 'minus':
      return `-${printed(part.part, 6)}`
    case 'calculate':
      return part.by === '*'
        ? `${printed(part.left, 5)} * ${printed(part.right, 6)}`
        : `${printed(part.left, 4)} ${part.by} ${printed(part.right, 5)}`
  }
}

function printLiteral({ type, value }: Literal): string {
  return type === 'text' ? `'${value}'` : String(value)
}

function strengthOf(part: Expression): Strength {
  switch (part.kind) {
    case 'or':
      return 0
    case 'and':
      return 1
    case 'not':
      return 2
    case 'compare':
    case 'in':
    case 'has':
      return 3
    case 'calculate':
      return part.by === '*' ? 5 : 4
    case 'minus':
      return 6
    case 'literal':
    case 'name':
    case 'today':
    case 'call':
      return 7
  }
}
