/** `npm run check -- advisories`: known weaknesses of the packages in the lock file. 1: a high or critical one; 0: none, or nobody to ask. */
import { npm } from './npm.ts'

type Weakness = { name: string; severity: string; range: string; fixAvailable: unknown }
type Report = {
  vulnerabilities?: Record<string, Weakness>
  statusCode?: number
  error?: { code?: string }
}

const GRAVE = new Set(['high', 'critical'])

/** What `npm audit --json` printed, judged: exit code and what to say. */
export function judge(printed: string): { code: number; words: string } {
  const report = parsed(printed)
  if (report?.vulnerabilities === undefined) {
    const why = report?.statusCode ?? report?.error?.code ?? 'no answer'
    return {
      code: 0,
      words: `Chưa hỏi được kho gói về lỗ hổng (${why}): chưa biết có hay không, hãy chạy lại khi có mạng. (The registry could not be asked; nothing is known.)`,
    }
  }
  const found = Object.values(report.vulnerabilities)
  const grave = found.filter(({ severity }) => GRAVE.has(severity))
  const lines = found.map(
    ({ name, severity, range, fixAvailable }) =>
      `  ${severity}: ${name} ${range}${fixAvailable ? '' : ' (chưa có bản vá, no fix yet)'}`,
  )
  const summary =
    found.length === 0
      ? 'Không gói nào có lỗ hổng đã biết. (No known weakness.)'
      : `${found.length} gói có lỗ hổng đã biết, ${grave.length} nghiêm trọng. (Known weaknesses: ${found.length}, of which high or critical: ${grave.length}.)`
  return { code: grave.length > 0 ? 1 : 0, words: [summary, ...lines].join('\n') }
}

function parsed(printed: string): Report | undefined {
  try {
    return JSON.parse(printed) as Report
  } catch {
    return undefined
  }
}

if (import.meta.main) {
  const { code, words } = judge(npm('audit', '--json', '--package-lock-only').stdout)
  console.error(words)
  process.exitCode = code
}
