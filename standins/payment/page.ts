/** The pages of the stand-in gateway: for the payer, and the list of what it remembers. */
import type { GatewayOrder } from './memory.ts'

const STYLE = `body{font:18px/1.5 system-ui,sans-serif;margin:0 auto;padding:16px;max-width:34rem;color:#1b1b1b}
h1{font-size:1.4rem}.big{font-size:1.8rem;font-weight:700}button{font:inherit;min-height:44px;width:100%;margin:6px 0;border-radius:6px;border:1px solid #444;background:#fff}
button.main{background:#0b5;border-color:#063;color:#000;font-weight:700}.note{background:#fff3cd;border-left:4px solid #a60;padding:8px 12px}td,th{text-align:left;padding:4px 12px 4px 0}`

export function payPage(order: GatewayOrder): string {
  const act = (name: string, words: string, look = ''): string =>
    `<button name="act" value="${name}" class="${look}">${words}</button>`
  const buttons =
    order.state === 'pending'
      ? `<form method="post">${act('pay', 'Thanh toán', 'main')}${act('fail', 'Thanh toán không thành')}
${act('late', 'Thanh toán sau khi hết hạn')}${act('close', 'Đóng trang, chưa trả')}</form>`
      : `<p>Giao dịch này ở trạng thái: ${order.state}.</p>
<p><a href="${escaped(order.returnUrl)}">Về trang của hệ thống một cửa</a></p>`
  return framed(
    'Cổng thanh toán thử nghiệm',
    `<h1>Cổng thanh toán thử nghiệm</h1><p class="note">Không có tiền thật, không hỏi thẻ hay tài khoản.</p>
<p>Mã giao dịch ${escaped(order.reference)}<br>Hồ sơ ${escaped(order.dossierCode)}</p>
<p class="big">${order.amount.toLocaleString('vi-VN')} ₫</p>${buttons}`,
  )
}

export function listPage(orders: readonly GatewayOrder[]): string {
  const rows = orders
    .map(
      ({ reference, dossierCode, amount, state, refundId }) =>
        `<tr><td>${escaped(reference)}<td>${escaped(dossierCode)}<td>${amount.toLocaleString('vi-VN')} ₫<td>${refundId ? 'đã hoàn' : state}`,
    )
    .join('')
  return framed(
    'Cổng thanh toán thử nghiệm',
    `<h1>Cổng thanh toán thử nghiệm</h1><p class="note">Mọi giao dịch ở đây đều là thử.</p>
<table><thead><tr><th>Giao dịch<th>Hồ sơ<th>Số tiền<th>Trạng thái</thead><tbody>${rows}</tbody></table>`,
  )
}

function framed(title: string, body: string): string {
  return `<!doctype html><html lang="vi"><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${title}</title><style>${STYLE}</style><main>${body}</main></html>`
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
}
