/** `motcua reorganise`: looks at a plan, shows what it would move and whose rights it changes, applies it. Exit code 0, 1 or 2. */
import { parseArgs } from 'node:util'
import { readPlan } from '../../office/reorganisation-document.ts'
import type { Plan } from '../../office/reorganisation.ts'
import type { Day } from '../../lib/time.ts'
import { showDay } from '../../lib/time.ts'
import { apply, isTooEarly, look, preview, rights, type ReorganiseDeps } from './apply.ts'
import { countLines, faultLines, reportLines, rightsLines } from './cli-words.ts'
import { plan2025 } from './plan-2025.ts'

export const REORGANISE_USAGE = 'PHƯƠNG-ÁN.json [--preview | --rights | --apply] | plan-2025'

export type ReorganiseCommand = {
  dataDir: string
  read(file: string): string
  out(line: string): void
  progress(line: string): void
  today(): Day
  /** The house over which the plan is looked at or applied. */
  within(act: (house: ReorganiseDeps & Names) => Promise<number>): Promise<number>
}
type Names = { officeName(id: number): string }

const OPTIONS = {
  preview: { type: 'boolean' },
  rights: { type: 'boolean' },
  apply: { type: 'boolean' },
} as const

export async function runReorganise(args: string[], deps: ReorganiseCommand): Promise<number> {
  const asked = askedIn(args)
  if (asked === undefined) {
    deps.out(`Cách dùng: motcua reorganise ${REORGANISE_USAGE}`)
    return 2
  }
  if (asked.file === 'plan-2025') {
    deps.out(JSON.stringify(plan2025(deps.dataDir), null, 1))
    return 0
  }
  const plan = planIn(asked.file, deps)
  if (plan === undefined) return 1
  return deps.within((house) => act(asked.what, plan, { ...deps, ...house }))
}

type What = 'preview' | 'rights' | 'apply'

function askedIn(args: string[]): { file: string; what: What } | undefined {
  try {
    const { values, positionals } = parseArgs({
      args,
      options: OPTIONS,
      allowPositionals: true,
      strict: true,
    })
    const chosen = (['preview', 'rights', 'apply'] as const).filter((name) => values[name])
    const [file] = positionals
    if (file === undefined || positionals.length > 1 || chosen.length > 1) return undefined
    return { file, what: chosen[0] ?? 'preview' }
  } catch {
    return undefined
  }
}

function planIn(file: string, { read, out }: ReorganiseCommand): Plan | undefined {
  let text: string
  try {
    text = read(file)
  } catch {
    out(`Không đọc được tệp ${file}.`)
    return undefined
  }
  const plan = readPlan(text)
  if ('plan' in plan) return plan.plan
  for (const line of faultLines(plan.faults)) out(line)
  return undefined
}

type Acting = ReorganiseCommand & ReorganiseDeps & Names

async function act(what: What, plan: Plan, deps: Acting): Promise<number> {
  const start = await look(deps, plan)
  if (start.faults.length > 0) {
    for (const line of faultLines(start.faults)) deps.out(line)
    return 1
  }
  deps.out(`${plan.number}: ${plan.title}. Có hiệu lực từ ${showDay(plan.effectiveOn)}.`)
  switch (what) {
    case 'rights':
      for (const line of rightsLines(await rights(deps, plan), nameFrom(plan, deps))) deps.out(line)
      return 0
    case 'preview':
      return show(plan, deps)
    case 'apply':
      return carryOut(plan, deps)
  }
}

function onProgress({ progress }: Acting) {
  return ({ nth, of }: { nth: number; of: number }): void => progress(`đơn vị ${nth} / ${of}`)
}

async function show(plan: Plan, deps: Acting): Promise<number> {
  const counts = await preview(deps, plan, onProgress(deps))
  for (const line of countLines(counts, nameFrom(plan, deps))) deps.out(line)
  deps.out('Chưa đổi gì. Thêm --rights để xem quyền trước và sau, --apply để thực hiện.')
  return 0
}

async function carryOut(plan: Plan, deps: Acting): Promise<number> {
  if (isTooEarly(plan, deps.today())) {
    deps.out(`Chưa đến ngày: phương án có hiệu lực từ ${showDay(plan.effectiveOn)}.`)
    return 1
  }
  const report = await apply(deps, plan, onProgress(deps))
  if (report === undefined) {
    deps.out('Một lần sắp xếp khác đang chạy. Hãy chờ lần đó xong.')
    return 1
  }
  for (const line of reportLines(report, nameFrom(plan, deps))) deps.out(line)
  return report.isEnded ? 0 : 1
}

/** Also those that only the plan knows yet. */
function nameFrom({ offices }: Plan, { officeName }: Names): (id: number) => string {
  const named = new Map(offices.map(({ id, shortName }) => [id, shortName]))
  return (id) => named.get(id) ?? officeName(id)
}
