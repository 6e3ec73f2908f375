/** The one page of the stand-in agencies. It looks like nothing official, on purpose. */
import type { Act, Case } from './memory.ts'

const STATUS: Readonly<Record<string, string>> = {
  '0': 'Mới đến',
  '1': 'Đã nhận',
  '2': 'Chờ bổ sung',
  '3': 'Đang xử lý',
  '4': 'Hoàn thành',
  '5': 'Đã trả kết quả',
  '6': 'Từ chối',
}
const AGENCIES: Readonly<Record<string, string>> = {
  police: 'Công an',
  insurance: 'Bảo hiểm xã hội',
  tax: 'Thuế',
  merit: 'Người có công',
}
const BUTTONS: readonly [Act, string][] = [
  ['receive', 'Xác nhận đã nhận'],
  ['start', 'Tiếp nhận'],
  ['ask', 'Yêu cầu bổ sung'],
  ['finish', 'Hoàn thành'],
  ['return', 'Đã trả kết quả'],
  ['refuse', 'Từ chối'],
]
const TITLE = 'Cơ quan liên thông thử nghiệm – không phải cơ quan thật'

export function pageOf(cases: readonly Case[], said: string): string {
  return `<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>${TITLE}</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><style>${CSS}</style></head><body>
<header><strong>${TITLE}</strong><p>Người và hồ sơ ở đây được dựng lên để thử.</p></header><main>
${said === '' ? '' : `<p role="status">${escaped(said)}</p>`}
<h1>Chặng đã chuyển đến</h1>
${cases.length === 0 ? '<p>Chưa có chặng nào.</p>' : cases.map(section).join('')}</main></body></html>`
}

function section(of: Case): string {
  const state = of.isStopped ? 'Đã dừng' : (STATUS[of.status] ?? `mã ${of.status}`)
  const buttons = BUTTONS.map(
    ([act, words]) => `<button name="act" value="${act}">${words}</button>`,
  ).join(' ')
  const hidden = (['agency', 'dossier', 'leg'] as const)
    .map((name) => `<input type="hidden" name="${name}" value="${escaped(of[name])}">`)
    .join('')
  return `<section><h2>${escaped(AGENCIES[of.agency] ?? of.agency)}: ${escaped(of.dossier)} (${escaped(of.leg)})</h2>
<p>${escaped(of.procedure)}. Số tiếp nhận ${escaped(of.reference)}. ${state}; ${of.papers.length} tệp.</p>
<form method="post" action="/viec">${hidden}${buttons}</form></section>`
}

function escaped(text: string): string {
  const signs: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
  return text.replace(/[&<>"]/g, (sign) => signs[sign]!)
}

const CSS = `body{font:16px/1.5 sans-serif;max-width:44rem;margin:0 auto;padding:1rem}
header{border-left:6px solid #7a4b00;padding-left:1rem}button{font:inherit;padding:.5rem 1rem;margin:.2rem 0}
h2{font-size:1.1rem;overflow-wrap:anywhere}section{border-top:1px solid #777;margin-top:1rem}`
