/** Wrong inputs of those who track, verify and sign in, and at the counter. */
import { randomUUID } from 'node:crypto'
import { totpCode } from '../../src/office/totp.ts'
import type { Upload } from '../support/visitor.ts'
import type { Desk, WrongInput } from './table.ts'

const TRACK = '/tra-cuu'
const VERIFY = '/kiem-tra'
const DOOR = '/can-bo/dang-nhap'

function track(typed: (desk: Desk) => Record<string, string>) {
  return async (desk: Desk) =>
    desk.stranger.post(TRACK, { ...(await desk.stranger.formOn(TRACK, TRACK)), ...typed(desk) })
}

const tracking: WrongInput[] = [
  {
    what: 'no code',
    to: `POST ${TRACK}`,
    status: 422,
    says: 'Hãy nhập mã hồ sơ.',
    send: track(() => ({ ma: '', so: '0001' })),
  },
  {
    what: 'a code of 61 characters',
    to: `POST ${TRACK}`,
    status: 422,
    says: 'Mã hồ sơ không dài quá 60 ký tự. Hãy xem lại.',
    send: track(() => ({ ma: 'x'.repeat(61), so: '0001' })),
    keeps: 'X'.repeat(61),
  },
  {
    what: 'letters for the digits',
    to: `POST ${TRACK}`,
    status: 422,
    says: 'Hãy nhập đúng bốn chữ số cuối của số điện thoại.',
    send: track(({ filed }) => ({ ma: filed.code, so: 'abcd' })),
    keeps: 'H26.T101-',
  },
  {
    what: 'wrong digits',
    to: `POST ${TRACK}`,
    status: 404,
    says: 'Không tìm thấy hồ sơ với mã và bốn số này.',
    send: track(({ filed }) => ({ ma: filed.code, so: '9999' })),
  },
  {
    what: 'a code that does not exist',
    to: `POST ${TRACK}`,
    status: 404,
    says: 'Không tìm thấy hồ sơ với mã và bốn số này.',
    send: track(() => ({ ma: 'H26.T101-20261122-9999', so: '0001' })),
  },
  {
    what: 'a code that is SQL',
    to: `POST ${TRACK}`,
    status: 404,
    says: 'Không tìm thấy hồ sơ với mã và bốn số này.',
    send: track(() => ({ ma: "' or '1'='1", so: '0001' })),
  },
]

function verify(bytes?: Buffer) {
  return async ({ stranger }: Desk) => {
    const files: Upload[] = bytes
      ? [{ field: 'tep', filename: 'giay.pdf', type: 'application/pdf', bytes }]
      : []
    return stranger.upload(VERIFY, await stranger.formOn(VERIFY, VERIFY), files)
  }
}

const unsigned = Buffer.from(
  '%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\nxref\n0 1\n0000000000 65535 f \ntrailer\n<< /Size 2 /Root 1 0 R >>\nstartxref\n50\n%%EOF\n',
)

const verification: WrongInput[] = [
  {
    what: 'a verification code of other signs',
    to: `GET ${VERIFY}`,
    status: 422,
    says: 'Mã này chưa đúng. Mã gồm 32 chữ số và chữ cái từ a đến f; hãy chép lại địa chỉ in dưới mã QR.',
    send: ({ stranger }) => stranger.get(`${VERIFY}?ma=xyz`),
    keeps: 'xyz',
  },
  {
    what: 'a verification code that was never given',
    to: `GET ${VERIFY}/:token`,
    status: 404,
    says: 'Hệ thống không có giấy tờ nào mang mã này. Hãy so lại mã với giấy.',
    send: ({ stranger }) => stranger.get(`${VERIFY}/${'0'.repeat(32)}`),
  },
  {
    what: 'no file',
    to: `POST ${VERIFY}`,
    status: 422,
    says: 'Hãy chọn tệp PDF cần kiểm tra.',
    send: verify(),
  },
  {
    what: 'a file that is no PDF',
    to: `POST ${VERIFY}`,
    status: 422,
    says: 'Tệp này không phải PDF. Hãy chọn tệp PDF đã nhận khi có kết quả.',
    send: verify(Buffer.from('xin chào')),
  },
  {
    what: 'a PDF without a page or a signature',
    to: `POST ${VERIFY}`,
    status: 200,
    says: 'Không đọc được tệp này. Hãy chọn tệp PDF đã nhận khi có kết quả.',
    send: verify(unsigned),
  },
  {
    what: 'a PDF of 11 MB',
    to: `POST ${VERIFY}`,
    status: 413,
    says: 'Hãy chọn tệp nhỏ hơn, hoặc gửi ít tệp hơn mỗi lần.',
    send: verify(Buffer.concat([unsigned, Buffer.alloc(11_000_000)])),
  },
]

type Credentials = { email: string; password: string; code: string }

function signIn(typed: (desk: Desk) => Promise<Credentials>) {
  return async (desk: Desk) => {
    const { stranger } = desk
    return stranger.post(DOOR, { ...(await stranger.formOn(DOOR, DOOR)), ...(await typed(desk)) })
  }
}

const codeOf = ({ totpSecret }: { totpSecret: string }) => totpCode(totpSecret, new Date())
const wrongCredentials = 'Thư điện tử, mật khẩu hoặc mã xác thực không đúng.'

const doors: WrongInput[] = [
  {
    what: 'a wrong password',
    to: `POST ${DOOR}`,
    status: 422,
    says: wrongCredentials,
    send: signIn(async ({ leader }) => ({
      email: leader.email,
      password: 'sai mật khẩu rồi',
      code: await codeOf(leader),
    })),
  },
  {
    what: 'an account that does not exist',
    to: `POST ${DOOR}`,
    status: 422,
    says: wrongCredentials,
    send: signIn(async ({ leader }) => ({
      email: 'khong.co@thu.example',
      password: leader.password,
      code: '123456',
    })),
  },
  {
    what: 'a wrong one-time code',
    to: `POST ${DOOR}`,
    status: 422,
    says: wrongCredentials,
    send: signIn(async ({ leader }) => ({
      email: leader.email,
      password: leader.password,
      code: '000000',
    })),
  },
  {
    what: 'a mail address that is SQL',
    to: `POST ${DOOR}`,
    status: 422,
    says: wrongCredentials,
    send: signIn(async ({ leader }) => ({
      email: "' or 1=1 --",
      password: leader.password,
      code: '123456',
    })),
  },
]

const ACCEPT = '/quay/:id/tiep-nhan'

function accept(over: Record<string, string>, leaveOut = '') {
  return async ({ receptionist, filed }: Desk) => {
    const action = `/quay/${filed.id}/tiep-nhan`
    const fields: Record<string, string> = {
      ...(await receptionist.formOn(`/quay/nhan/${filed.id}`, action)),
      seen: 'birth-notice',
      ...over,
    }
    delete fields[leaveOut]
    return receptionist.post(action, fields)
  }
}

const counter: WrongInput[] = [
  {
    what: 'a citizen at the counter’s page',
    to: 'GET /quay',
    status: 303,
    says: '→ /can-bo/dang-nhap?next=%2Fquay',
    send: ({ mother }) => mother.get('/quay'),
  },
  {
    what: 'a receptionist at the leader’s page',
    to: 'GET /ky',
    status: 403,
    says: 'Vai trò của bạn không làm việc này.',
    send: ({ receptionist }) => receptionist.get('/ky'),
  },
  {
    what: 'a leader who sends the counter’s form',
    to: `POST ${ACCEPT}`,
    status: 403,
    says: 'Vai trò của bạn không làm việc này.',
    send: async ({ leader, filed }) =>
      leader.post(`/quay/${filed.id}/tiep-nhan`, {
        ...(await leader.formOn('/ky', '/dang-xuat')),
        _key: randomUUID(),
        seen: 'birth-notice',
      }),
  },
  ...(
    [
      '/quay/nhan/:id',
      '/viec/:id',
      '/quay/:id/giay-to/submission.pdf',
      '/quay/:id/tu-choi',
      '/tra-ket-qua/:id',
    ] as const
  ).map((page): WrongInput => ({
    what: `a dossier of another ward: ${page}`,
    to: `GET ${page}`,
    status: 404,
    says: 'Không tìm thấy nội dung bạn cần.',
    send: ({ otherReceptionist, filed }) => otherReceptionist.get(page.replace(':id', filed.id)),
  })),
  {
    what: 'a dossier of another ward, accepted by hand',
    to: `POST ${ACCEPT}`,
    status: 404,
    says: 'Không tìm thấy nội dung bạn cần.',
    send: async ({ otherReceptionist, filed }) =>
      otherReceptionist.post(`/quay/${filed.id}/tiep-nhan`, {
        ...(await otherReceptionist.formOn('/quay', '/dang-xuat')),
        _key: randomUUID(),
        seen: 'birth-notice',
      }),
  },
  {
    what: 'a dossier that is no id',
    to: 'GET /quay/nhan/:id',
    status: 404,
    says: 'Không tìm thấy nội dung bạn cần.',
    send: ({ receptionist }) => receptionist.get('/quay/nhan/1%27%20or%201=1'),
  },
  {
    what: 'no submission key',
    to: `POST ${ACCEPT}`,
    status: 422,
    says: 'Hãy quay lại, sửa những điều dưới đây rồi gửi lần nữa.',
    send: accept({}, '_key'),
  },
  {
    what: 'a submission key that is SQL',
    to: `POST ${ACCEPT}`,
    status: 422,
    says: 'Hãy quay lại, sửa những điều dưới đây rồi gửi lần nữa.',
    send: accept({ _key: '1; drop table dossier' }),
  },
  {
    what: 'a paper that nobody looked at',
    to: `POST ${ACCEPT}`,
    status: 422,
    says: 'Hãy xem “Giấy chứng sinh” và đánh dấu đạt.',
    send: accept({}, 'seen'),
  },
  {
    what: 'a search of the queue that is SQL',
    to: 'GET /quay',
    status: 200,
    says: 'Quầy tiếp nhận',
    send: ({ receptionist }) => receptionist.get(`/quay?q=${encodeURIComponent("' or 1=1; --")}`),
  },
  {
    what: 'a page of the queue that is nowhere',
    to: 'GET /quay',
    status: 200,
    says: 'Chờ tiếp nhận – Một',
    send: ({ receptionist }) => receptionist.get('/quay?hang=khong-co&sau=9999999999999999999999'),
  },
  {
    what: 'a refusal without its reason',
    to: 'POST /quay/:id/tu-choi',
    status: 422,
    says: 'Hãy chọn lý do từ chối.',
    send: async ({ receptionist, filed }) => {
      const page = `/quay/${filed.id}/tu-choi`
      return receptionist.post(page, { ...(await receptionist.formOn(page, page)), step: 'send' })
    },
  },
]

export const wrongAtOffices: WrongInput[] = [...tracking, ...verification, ...doors, ...counter]
