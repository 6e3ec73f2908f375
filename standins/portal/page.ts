/** The one page of the stand-in portal. It looks like nothing official, on purpose. */
import { stepsOf, type Remembered } from './memory.ts'

const STATUS = [
  '',
  'Mới đăng ký',
  'Được tiếp nhận',
  'Không được tiếp nhận',
  'Đang xử lý',
  'Yêu cầu bổ sung giấy tờ',
  'Yêu cầu thực hiện nghĩa vụ tài chính',
  'Công dân yêu cầu rút hồ sơ',
  'Dừng xử lý',
  'Đã xử lý xong',
  'Đã trả kết quả',
]
const TITLE = 'Cổng thử nghiệm – không phải Cổng Dịch vụ công quốc gia'

export function pageOf(dossiers: readonly Remembered[], said: string): string {
  return `<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>${TITLE}</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><style>${CSS}</style></head><body>
<header><strong>${TITLE}</strong><p>Người và hồ sơ ở đây được dựng lên để thử.</p></header><main>
${said === '' ? '' : `<p role="status">${escaped(said)}</p>`}
<form method="post" action="/nop"><button>Nộp hồ sơ khai sinh mới của chị Trần Thị Thu Hà</button></form>
<h1>Hồ sơ đã chuyển đến hệ thống một cửa</h1>
${dossiers.length === 0 ? '<p>Chưa có hồ sơ nào.</p>' : dossiers.map(section).join('')}</main></body></html>`
}

function section(dossier: Remembered): string {
  const steps = stepsOf(dossier).map(
    ({ what, at, by, office }) =>
      `<li>${escaped(what)} <small>${escaped([shownMoment(at), by, office].filter(Boolean).join(' · '))}</small></li>`,
  )
  const due = dossier.dueAt === '' ? '' : `<p>Hẹn trả: ${shownMoment(dossier.dueAt)}</p>`
  return `<section><h2>${escaped(dossier.code)}: ${STATUS[dossier.status] ?? dossier.status}</h2>${due}
<ol>${steps.join('')}</ol>
<form method="post" action="/ho-so/${encodeURIComponent(dossier.code)}/dong-y"><button>Đồng ý bản nháp</button></form>
<form method="post" action="/ho-so/${encodeURIComponent(dossier.code)}/rut"><button>Yêu cầu rút</button></form></section>`
}

/** '20261122153000' → '15:30 22/11/2026'. */
function shownMoment(moment: string): string {
  const [, year, month, day, hour, minute] = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)/.exec(moment) ?? []
  return year === undefined ? '' : `${hour}:${minute} ${day}/${month}/${year}`
}

function escaped(text: string): string {
  const signs: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
  return text.replace(/[&<>"]/g, (sign) => signs[sign]!)
}

const CSS = `body{font:16px/1.5 sans-serif;max-width:44rem;margin:0 auto;padding:1rem}
header{border-left:6px solid #7a4b00;padding-left:1rem}button{font:inherit;padding:.5rem 1rem}
section{border-top:1px solid #777;margin-top:1rem}section form{display:inline}small{color:#444}`
