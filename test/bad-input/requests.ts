/** Requests that no page of ours sends: forged, foreign, replayed, malformed. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { START } from '../support/birth-filing.ts'
import type { Desk, WrongInput } from './table.ts'

const CHILD = `${START}/child`
const SUBMIT = `${START}/nop`
const form = 'application/x-www-form-urlencoded'

type Sent = { fields?: Record<string, string>; headers?: Record<string, string>; leaveOut?: string }

/** The page about the child, sent in a way that it is not meant to be. */
function childPage({ fields = {}, headers = {}, leaveOut = '' }: Sent) {
  return async ({ mother }: Desk) => {
    const hidden: Record<string, string> = {
      ...(await mother.formOn(CHILD, CHILD)),
      'child.fullName': 'Kẻ Gian',
      ...fields,
    }
    delete hidden[leaveOut]
    return mother.post(CHILD, hidden, headers)
  }
}

const gone = 'Bản nháp không còn nữa'

export const wrongRequests: WrongInput[] = [
  {
    what: 'a form without its token',
    to: `POST ${CHILD}`,
    status: 403,
    says: 'Trang này đã mở quá lâu',
    send: childPage({ leaveOut: '_csrf' }),
  },
  {
    what: 'a form with an invented token',
    to: `POST ${CHILD}`,
    status: 403,
    says: 'Trang này đã mở quá lâu',
    send: childPage({ fields: { _csrf: 'abc.def' } }),
  },
  {
    what: 'a form with somebody else’s token',
    to: `POST ${CHILD}`,
    status: 403,
    says: 'Trang này đã mở quá lâu',
    send: async ({ mother, stranger }) => {
      const hidden = await mother.formOn(CHILD, CHILD)
      const { _csrf = '' } = await stranger.formOn(START, START)
      return mother.post(CHILD, { ...hidden, _csrf })
    },
  },
  {
    what: 'a form that another site sends',
    to: `POST ${CHILD}`,
    status: 403,
    says: 'Trang này đã mở quá lâu',
    send: childPage({ headers: { origin: 'https://ke-gian.example' } }),
  },
  {
    what: 'a form that the browser says another site sent',
    to: `POST ${CHILD}`,
    status: 403,
    says: 'Trang này đã mở quá lâu',
    send: childPage({ headers: { 'sec-fetch-site': 'cross-site' } }),
  },
  {
    what: 'a draft that is no id',
    to: `POST ${CHILD}`,
    status: 410,
    says: gone,
    send: childPage({ fields: { _draft: "1' or '1'='1" } }),
  },
  {
    what: 'a draft that does not exist',
    to: `POST ${CHILD}`,
    status: 410,
    says: gone,
    send: childPage({ fields: { _draft: randomUUID() } }),
  },
  {
    what: 'somebody else’s draft',
    to: `POST ${CHILD}`,
    status: 410,
    says: gone,
    send: async ({ stranger, draft }) => {
      const { _csrf = '' } = await stranger.formOn(START, START)
      return stranger.post(CHILD, {
        _csrf,
        _draft: draft,
        _asked: 'child.fullName',
        'child.fullName': 'Kẻ Gian',
      })
    },
  },
  {
    what: 'somebody else’s draft to be filed',
    to: `POST ${SUBMIT}`,
    status: 410,
    says: gone,
    send: async ({ stranger, draft }) => {
      const { _csrf = '' } = await stranger.formOn(START, START)
      return stranger.post(SUBMIT, { _csrf, _draft: draft })
    },
  },
  {
    what: 'a draft that was filed before, replayed',
    to: `POST ${SUBMIT}`,
    status: 303,
    says: '→ /ho-so/:id/da-nop',
    send: async ({ mother, filed }) => {
      const { _csrf = '' } = await mother.formOn(CHILD, CHILD)
      return mother.post(SUBMIT, { _csrf, _draft: filed.draft })
    },
  },
  {
    what: 'a draft with answers still wrong, filed by hand',
    to: `POST ${SUBMIT}`,
    status: 422,
    says: 'Thư điện tử phải có dạng ten@noigui.vn. Hãy xem lại.',
    send: async ({ mother, draft }) => {
      const hidden = await mother.formOn(CHILD, CHILD)
      await mother.post(CHILD, { ...hidden, 'child.fullName': '' })
      return mother.post(SUBMIT, { _csrf: hidden['_csrf']!, _draft: draft })
    },
  },
  {
    what: 'a form of 301 boxes',
    to: `POST ${CHILD}`,
    status: 413,
    says: 'Hãy chọn tệp nhỏ hơn, hoặc gửi ít tệp hơn mỗi lần.',
    send: childPage({
      fields: Object.fromEntries(Array.from({ length: 301 }, (_, n) => [`f${n}`, 'x'])),
    }),
  },
  {
    what: 'a form of more than a megabyte',
    to: `POST ${CHILD}`,
    status: 413,
    says: 'Hãy chọn tệp nhỏ hơn, hoặc gửi ít tệp hơn mỗi lần.',
    send: childPage({ fields: { x: 'x'.repeat(1_100_000) } }),
  },
  ...(['application/json', 'text/plain', 'application/xml'] as const).map((type): WrongInput => ({
    what: `a form that is ${type}`,
    to: `POST ${CHILD}`,
    status: 415,
    says: 'Hãy gửi bằng mẫu trên trang này.',
    send: ({ mother }) =>
      mother.raw({
        method: 'POST',
        url: CHILD,
        payload: '{"child.fullName":"x"}',
        headers: { 'content-type': type },
      }),
  })),
  {
    what: 'a procedure that cannot be filed here',
    to: 'GET /nop/9.999999',
    status: 404,
    says: 'Không tìm thấy nội dung bạn cần.',
    send: ({ mother }) => mother.get('/nop/9.999999'),
  },
  {
    what: 'a procedure that is a path',
    to: 'GET /nop/..%2F..%2Fetc%2Fpasswd',
    status: 404,
    says: 'Không tìm thấy nội dung bạn cần.',
    send: ({ mother }) => mother.get('/nop/..%2F..%2Fetc%2Fpasswd'),
  },
  {
    what: 'a NUL in the address',
    to: 'GET /thu-tuc/1.001193%00',
    status: 404,
    says: 'Không tìm thấy nội dung bạn cần.',
    send: ({ mother }) => mother.get('/thu-tuc/1.001193%00'),
  },
  {
    what: 'a NUL among the search words',
    to: 'GET /tim',
    status: 404,
    says: 'Không tìm thấy nội dung bạn cần.',
    send: ({ mother }) => mother.get('/tim?q=khai%00sinh'),
  },
  {
    what: 'an address with half a character',
    to: 'GET /tim/%E0%A4%A',
    status: 400,
    says: 'Không đọc được địa chỉ này. Hãy kiểm tra lại địa chỉ, hoặc mở trang chủ.',
    send: ({ mother }) => mother.get('/tim/%E0%A4%A'),
  },
  {
    what: 'an address of ten thousand letters',
    to: 'GET /thu-tuc/aaa…',
    status: 400,
    says: 'Không đọc được địa chỉ này. Hãy kiểm tra lại địa chỉ, hoặc mở trang chủ.',
    send: ({ mother }) => mother.get(`/thu-tuc/${'a'.repeat(10_000)}`),
  },
  {
    what: 'an unknown page',
    to: 'GET /quan-tri',
    status: 404,
    says: 'Địa chỉ có thể đã gõ sai, hoặc bạn không có quyền xem nội dung này.',
    send: ({ mother }) => mother.get('/quan-tri'),
  },
  {
    what: 'a method nobody uses',
    to: 'PUT /ho-so',
    status: 404,
    says: 'Địa chỉ có thể đã gõ sai, hoặc bạn không có quyền xem nội dung này.',
    send: ({ mother }) =>
      mother.raw({
        method: 'PUT',
        url: '/ho-so',
        payload: 'x=1',
        headers: { 'content-type': form },
      }),
  },
  {
    what: 'search words that are SQL and HTML',
    to: 'GET /tim',
    status: 200,
    says: `Tìm “&lt;script>alert(1)&lt;/script>' or 1=1; --”`,
    keeps: `value="&lt;script>alert(1)&lt;/script>' or 1=1; --"`,
    send: ({ mother }) =>
      mother.get(`/tim?q=${encodeURIComponent(`<script>alert(1)</script>' or 1=1; --`)}`),
    afterwards: async (_desk, { body }) => {
      assert.doesNotMatch(body, /<script>alert/i)
      assert.match(body, /Chưa tìm thấy thủ tục nào|class="row" href="\/thu-tuc\//)
    },
  },
  {
    what: 'search words given five times',
    to: 'GET /tim',
    status: 200,
    says: 'Tìm “a”',
    send: ({ mother }) => mother.get('/tim?q=a&q=b&q=c&q[]=d&q[x]=e'),
  },
  {
    what: 'a search of 5,000 characters',
    to: 'GET /tim',
    status: 200,
    says: 'Tìm “xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx”',
    send: ({ mother }) => mother.get(`/tim?q=${'x'.repeat(5000)}`),
  },
  {
    what: 'a return address of another site',
    to: 'GET /dang-nhap',
    status: 303,
    says: '→ /ho-so',
    send: ({ mother }) => mother.get('/dang-nhap?next=https://ke-gian.example/'),
  },
  {
    what: 'a return address that looks like a path',
    to: 'GET /dang-nhap',
    status: 303,
    says: '→ /ho-so',
    send: ({ mother }) => mother.get('/dang-nhap?next=%2F%5Cke-gian.example'),
  },
  {
    what: 'an answer of the identity provider that nobody asked for',
    to: 'GET /dang-nhap/xong',
    status: 400,
    says: 'Lượt đăng nhập này đã hết hạn.',
    send: ({ stranger }) => stranger.get('/dang-nhap/xong?code=abc&state=def'),
  },
  ...(
    [
      '',
      '/da-nop',
      '/ban-nhap',
      '/ket-qua',
      '/ket-qua.pdf',
      '/giay-to/submission.pdf',
      '/bo-sung',
      '/rut',
    ] as const
  ).map((page): WrongInput => ({
    what: `somebody else’s dossier: ${page === '' ? 'its page' : page}`,
    to: `GET /ho-so/:id${page}`,
    status: 404,
    says: 'Không tìm thấy nội dung bạn cần.',
    send: ({ stranger, filed }) => stranger.get(`/ho-so/${filed.id}${page}`),
  })),
  {
    what: 'a dossier that is no id',
    to: 'GET /ho-so/:id',
    status: 404,
    says: 'Không tìm thấy nội dung bạn cần.',
    send: ({ mother }) => mother.get("/ho-so/1'%20or%201=1"),
  },
  {
    what: 'somebody else’s file',
    to: 'GET /nop/tep/:draft/:file',
    status: 404,
    says: 'Không tìm thấy nội dung bạn cần.',
    send: ({ stranger, draft }) => stranger.get(`/nop/tep/${draft}/${randomUUID()}`),
  },
]
