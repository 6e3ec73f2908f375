/** Every regular expression of the program, out of its own sources and out of the law that it reads. */
import { parse } from 'acorn'
import { transformSync } from 'esbuild'
import { readTree, isTest } from './source-tree.ts'
import { checkout } from '../../src/checkout.ts'

export type Found = { source: string; flags: string; at: string }

type Node = { type: string; regex?: { pattern: string; flags: string } } & Record<string, unknown>

/** Literals; what is put together at run time stands in `made`, by the file that makes it. */
export function regexesOf(folders: readonly string[]): { literals: Found[]; made: string[] } {
  const literals = new Map<string, Found>()
  const made: string[] = []
  for (const [path, text] of readTree(checkout, [...folders])) {
    if (isTest(path) || path.endsWith('.d.ts') || !/\.tsx?$/.test(path)) continue
    const loader = path.endsWith('x') ? 'tsx' : 'ts'
    const { code } = transformSync(text, { loader, jsx: 'automatic', target: 'esnext' })
    const program = parse(code, { ecmaVersion: 'latest', sourceType: 'module' })
    visit(program, (node) => {
      if (node.type === 'Literal' && node.regex) {
        const { pattern, flags } = node.regex
        literals.set(`/${pattern}/${flags}`, { source: pattern, flags, at: path })
      }
      const callee = node['callee'] as { name?: string } | undefined
      if (callee?.name === 'RegExp') made.push(path)
    })
  }
  return { literals: [...literals.values()], made }
}

function visit(node: unknown, see: (node: Node) => void): void {
  if (Array.isArray(node)) return node.forEach((each) => visit(each, see))
  if (typeof node !== 'object' || node === null) return
  see(node as Node)
  for (const [name, value] of Object.entries(node)) if (name !== 'type') visit(value, see)
}
