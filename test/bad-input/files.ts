/** Files that are no papers. */
import { PHOTO, START } from '../support/birth-filing.ts'
import { photograph } from '../support/photograph.ts'
import type { Upload } from '../support/visitor.ts'
import type { Desk, WrongInput } from './table.ts'

const PAGE = `${START}/giay-to`

const jpeg = Buffer.concat([
  Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex'),
  Buffer.alloc(200, 0x11),
  Buffer.from('ffd9', 'hex'),
])
const pdf = Buffer.from(
  '%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\nxref\n0 1\n0000000000 65535 f \ntrailer\n<< /Size 2 /Root 1 0 R >>\nstartxref\n50\n%%EOF\n',
)
const zip = Buffer.concat([
  Buffer.from('PK\x03\x04', 'latin1'),
  Buffer.alloc(30),
  Buffer.from('PK\x01\x02', 'latin1'),
  Buffer.alloc(42),
  Buffer.from('PK\x05\x06\0\0\0\0\x01\0\x01\0', 'latin1'),
  Buffer.alloc(10),
])
const gif = Buffer.concat([Buffer.from('GIF89a\x01\0\x01\0\x80\0\0', 'latin1'), Buffer.alloc(30)])

function fileOf(bytes: Uint8Array, over: Partial<Upload> = {}): Upload {
  return { field: 'birth-notice', filename: 'chung-sinh.jpg', type: 'image/jpeg', bytes, ...over }
}

function send(files: Upload[], fields: Record<string, string> = {}) {
  return async ({ mother }: Desk) =>
    mother.upload(PAGE, { ...(await mother.formOn(PAGE, PAGE)), ...fields }, files)
}

type Row = { what: string; says: string; files: Upload[]; status?: number }

function refused({ what, says, files, status = 422 }: Row): WrongInput {
  return { what, says, to: `POST ${PAGE}`, status, send: send(files) }
}

export const wrongFiles: WrongInput[] = [
  refused({
    what: 'a file without bytes',
    files: [fileOf(Buffer.alloc(0))],
    says: 'Tệp này trống. Hãy chọn lại tệp hoặc chụp lại giấy tờ.',
  }),
  refused({
    what: 'text called .jpg',
    files: [fileOf(Buffer.from('giấy chứng sinh'))],
    says: 'Tệp này không phải ảnh JPEG, PNG, HEIC hay tệp PDF. Hãy chụp ảnh giấy tờ hoặc lưu lại thành PDF.',
  }),
  refused({
    what: 'a GIF',
    files: [fileOf(gif)],
    says: 'Tệp này không phải ảnh JPEG, PNG, HEIC hay tệp PDF. Hãy chụp ảnh giấy tờ hoặc lưu lại thành PDF.',
  }),
  refused({
    what: 'a program called .pdf',
    files: [
      fileOf(Buffer.from('4d5a90000300000004000000ffff0000', 'hex'), { filename: 'giay.pdf' }),
    ],
    says: 'Tệp này không phải ảnh JPEG, PNG, HEIC hay tệp PDF. Hãy chụp ảnh giấy tờ hoặc lưu lại thành PDF.',
  }),
  refused({
    what: 'a ZIP called .pdf',
    files: [fileOf(zip, { filename: 'giay.pdf' })],
    says: 'Tệp này không phải ảnh JPEG, PNG, HEIC hay tệp PDF. Hãy chụp ảnh giấy tờ hoặc lưu lại thành PDF.',
  }),
  refused({
    what: 'an SVG with a script',
    files: [fileOf(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'))],
    says: 'Tệp này chứa mã của trang web nên không nhận được. Hãy chụp ảnh giấy tờ rồi gửi ảnh đó.',
  }),
  refused({
    what: 'a PDF that is also a web page',
    files: [
      fileOf(
        Buffer.concat([Buffer.from('%PDF-1.7\n<html><script>alert(1)</script></html>\n'), pdf]),
      ),
    ],
    says: 'Tệp này chứa mã của trang web nên không nhận được. Hãy chụp ảnh giấy tờ rồi gửi ảnh đó.',
  }),
  refused({
    what: 'a GIF that is also a script',
    files: [fileOf(Buffer.from('GIF89a/*<script>*/=1;alert(1)//'))],
    says: 'Tệp này chứa mã của trang web nên không nhận được. Hãy chụp ảnh giấy tờ rồi gửi ảnh đó.',
  }),
  refused({
    what: 'a PDF with a ZIP behind it',
    files: [fileOf(Buffer.concat([pdf, zip]))],
    says: 'Tệp này có một tệp nén giấu bên trong nên không nhận được. Hãy chụp ảnh hoặc quét lại giấy tờ.',
  }),
  refused({
    what: 'a photograph with a PDF behind it',
    files: [fileOf(Buffer.concat([jpeg, pdf]))],
    says: 'Ảnh này có một tệp PDF giấu bên trong nên không nhận được. Hãy chụp lại giấy tờ.',
  }),
  refused({
    what: 'a PDF with a password',
    files: [
      fileOf(
        Buffer.from(pdf.toString('latin1').replace('/Root', '/Encrypt 9 0 R /Root'), 'latin1'),
      ),
    ],
    says: 'Tệp PDF này bị khóa hoặc có mật khẩu. Hãy lưu lại một bản không khóa rồi gửi bản đó.',
  }),
  refused({
    what: 'a photograph cut short',
    files: [fileOf(jpeg.subarray(0, 100))],
    says: 'Tệp này bị hỏng hoặc thiếu phần cuối. Hãy mở thử trên máy của bạn rồi gửi lại.',
  }),
  refused({
    what: 'a file of 50 MB',
    status: 413,
    files: [fileOf(Buffer.concat([jpeg, Buffer.alloc(50_000_000)]))],
    says: 'Tệp vừa gửi lớn hơn 10 MB. Hãy chụp lại ở cỡ ảnh nhỏ hơn hoặc chia thành nhiều tệp.',
  }),
  refused({
    what: 'eleven files at once',
    status: 413,
    files: Array.from({ length: 11 }, () => fileOf(PHOTO)),
    says: 'Mỗi lần gửi nhiều nhất 10 tệp. Hãy gửi làm nhiều lần.',
  }),
  refused({
    what: 'a paper that nobody asked for',
    status: 303,
    files: [fileOf(jpeg, { field: 'ho-chieu-cua-toi' })],
    says: `→ ${PAGE}`,
  }),
  {
    what: 'a name that leads out of the folder and hides its ending',
    to: `POST ${PAGE}`,
    status: 303,
    says: `→ ${PAGE}`,
    changes: ['filing_draft_file', 'files'],
    send: send([
      fileOf(photograph(9), { filename: '../../etc/passwd\u202Egpj.exe', type: 'text/html' }),
    ]),
    afterwards: async ({ mother }) => {
      const { body } = await mother.get(PAGE)
      if (/\.\.\/|\u202E|\.exe/.test(body)) throw new Error('the name was kept as it came')
    },
  },
  {
    what: 'a form whose token stands after the file',
    to: `POST ${PAGE}`,
    status: 403,
    says: 'Trang này đã mở quá lâu',
    send: async ({ mother }) => {
      const { _csrf = '' } = await mother.formOn(PAGE, PAGE)
      const body = [
        '--b\r\ncontent-disposition: form-data; name="birth-notice"; filename="a.jpg"\r\ncontent-type: image/jpeg\r\n\r\nx\r\n',
        `--b\r\ncontent-disposition: form-data; name="_csrf"\r\n\r\n${_csrf}\r\n--b--\r\n`,
      ].join('')
      return mother.raw({
        method: 'POST',
        url: PAGE,
        payload: body,
        headers: { 'content-type': 'multipart/form-data; boundary=b' },
      })
    },
  },
  {
    what: 'a form of several parts that breaks off',
    to: `POST ${PAGE}`,
    status: 400,
    says: 'Tệp chưa gửi được vì mạng bị ngắt giữa chừng. Hãy chọn lại tệp và gửi lần nữa.',
    send: async ({ mother }) => {
      const { _csrf = '' } = await mother.formOn(PAGE, PAGE)
      const payload = `--b\r\ncontent-disposition: form-data; name="_csrf"\r\n\r\n${_csrf}\r\n--b\r\ncontent-disposition: form-data; name="birth-notice"; filename="a.jpg"\r\n\r\nhalf`
      return mother.raw({
        method: 'POST',
        url: PAGE,
        payload,
        headers: { 'content-type': 'multipart/form-data; boundary=b' },
      })
    },
  },
]
