// `npm run check -- advisories`: known weaknesses of the packages in the lock file. 1: a high or critical one; 0: none, or nobody to ask.
import { say } from './install.mjs'
import { npm } from './npm.mjs'

const GRAVE = new Set(['high', 'critical'])

/** What `npm audit --json` printed, judged: exit code and what to say. */
export function judge(printed) {
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
  const words = [
    found.length === 0
      ? 'Không gói nào có lỗ hổng đã biết. (No known weakness.)'
      : `${found.length} gói có lỗ hổng đã biết, ${grave.length} nghiêm trọng. (Known weaknesses: ${found.length}, of which high or critical: ${grave.length}.)`,
    ...lines,
  ].join('\n')
  return { code: grave.length > 0 ? 1 : 0, words }
}

function parsed(printed) {
  try {
    return JSON.parse(printed)
  } catch {
    return undefined
  }
}

if (import.meta.main) {
  const { code, words } = judge(npm('audit', '--json', '--package-lock-only').stdout)
  say(words)
  process.exitCode = code
}
