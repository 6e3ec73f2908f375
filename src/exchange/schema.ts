/** What the National Portal and this house say to each other, version 1. These schemas are the contract: OpenAPI is made of them. */
import { Type, type Static, type TSchema } from 'typebox'
import { Compile, type Validator } from 'typebox/compile'
import { Value } from 'typebox/value'
import { Invalid, type Problem } from '../lib/problem.ts'

export const text = (maxLength: number, description: string) =>
  Type.String({ minLength: 1, maxLength, description })

export function exact<T extends Record<string, TSchema>>(members: T, description?: string) {
  return Type.Object(members, { additionalProperties: false, ...(description && { description }) })
}

/** Agency code of at most 35 characters (QĐ 20/2020 Đ4), day, number in the day: their width is the portal's affair. */
export const CODE_PATTERN = '^[0-9A-Z.]{1,35}-\\d{8}-\\d{1,12}$'
export const MOST_FILES = 20

const Code = Type.String({
  pattern: CODE_PATTERN,
  maxLength: 60,
  description: 'Mã hồ sơ (MaHoSo) do Cổng cấp; được giữ nguyên và không bao giờ dùng lại.',
})
export const MessageId = Type.String({
  format: 'uuid',
  pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$',
  description: 'Mã thông điệp; gửi lại cùng mã và cùng nội dung thì không có tác dụng lần hai.',
})
const Answers = Type.Record(Type.String({ maxLength: 80 }), Type.Unknown(), {
  maxProperties: 300,
  description: 'Các câu trả lời của tờ khai điện tử, theo mã câu hỏi của biểu mẫu đã công bố.',
})
const File = exact(
  {
    paper: text(61, 'Mã thành phần hồ sơ (MaThanhPhanHoSo) của thủ tục.'),
    name: text(255, 'Tên tệp (TenTepDinhKem) do người nộp đặt.'),
    mediaType: Type.Enum(['application/pdf', 'image/jpeg', 'image/png', 'image/heic']),
    sha256: Type.String({
      pattern: '^[0-9a-f]{64}$',
      description: 'SHA-256 của nội dung (HashTepTin).',
    }),
    content: Type.String({
      minLength: 4,
      maxLength: 14_000_000,
      description: 'Nội dung tệp, base64, không xuống dòng.',
    }),
  },
  'Một tệp kèm theo hồ sơ (TaiLieuNop).',
)
const Files = Type.Array(File, { maxItems: MOST_FILES })

const Applicant = exact(
  {
    kind: Type.Enum(['citizen', 'business', 'agency', 'other'], {
      description: 'Loại đối tượng (LoaiDoiTuong): 1 công dân, 2 doanh nghiệp, 3 cơ quan, 4 khác.',
    }),
    fullName: text(200, 'Họ và tên người nộp.'),
    personalNumber: Type.Optional(
      Type.String({ pattern: '^\\d{12}$', description: 'Số định danh cá nhân.' }),
    ),
    phone: Type.Optional(
      Type.String({ pattern: '^0\\d{9,10}$', description: 'Số điện thoại nhận thông báo.' }),
    ),
    email: Type.Optional(
      Type.String({ pattern: '^[^\\s@]{1,64}@[^\\s@]{1,189}$', description: 'Thư điện tử.' }),
    ),
  },
  'Người nộp hồ sơ, đã được Cổng xác thực.',
)

const Office = Type.Union(
  [
    exact({ agencyCode: Type.String({ pattern: '^[0-9A-Z.]{1,35}$' }) }),
    exact({
      commune: Type.String({
        minLength: 2,
        maxLength: 200,
        description: 'Mã đơn vị hành chính, hoặc tên mới hay cũ của xã, phường.',
      }),
      asOf: Type.Optional(
        Type.String({
          format: 'date',
          maxLength: 10,
          description:
            'Ngày mà mã hoặc tên ấy được dùng; không gửi là ngày nộp. Mã cũ được dùng lại từ 01/7/2025.',
        }),
      ),
    }),
  ],
  {
    description:
      'Cơ quan: theo mã định danh (QĐ 20/2020), hoặc theo mã hay tên của xã, phường vào một ngày. Xã cũ đã bị chia thì bị từ chối (officeSplit).',
  },
)

export const HandOver = exact(
  {
    code: Code,
    procedure: Type.String({ pattern: '^\\d\\.\\d{6}$', description: 'Mã thủ tục (MaTTHC).' }),
    submittedAt: Type.String({
      format: 'date-time',
      maxLength: 35,
      description: 'Thời điểm người dân nộp trên Cổng (NgayNopHoSo), có múi giờ.',
    }),
    applicant: Applicant,
    competentOffice: Office,
    receivingOffice: Type.Optional(Office),
    answers: Answers,
    files: Files,
    language: Type.Optional(Type.Enum(['vi', 'en'])),
  },
  'Hồ sơ do Cổng Dịch vụ công quốc gia chuyển đến.',
)
export type HandOver = Static<typeof HandOver>
export type HandedFile = Static<typeof File>
export type HandedOffice = Static<typeof Office>

export const Supplement = exact({
  messageId: MessageId,
  answers: Type.Optional(Answers),
  files: Files,
  note: Type.Optional(text(2000, 'Lời của người nộp.')),
})
export type Supplement = Static<typeof Supplement>

export const Confirmation = exact({
  messageId: MessageId,
  draftSha256: Type.String({
    pattern: '^[0-9a-f]{64}$',
    description: 'SHA-256 của bản nháp mà người nộp đã xem.',
  }),
  answer: Type.Enum(['agree', 'return']),
  note: Type.Optional(text(2000, 'Điều cần sửa; bắt buộc khi trả lại bản nháp.')),
})
export type Confirmation = Static<typeof Confirmation>

export const Withdrawal = exact({
  messageId: MessageId,
  reason: text(2000, 'Lý do rút hồ sơ.'),
})
export type Withdrawal = Static<typeof Withdrawal>

export const CodeParams = exact({ code: Code })

const Moment = Type.Union([Type.String({ format: 'date-time' }), Type.Null()])
const Sha256 = Type.String({ pattern: '^[0-9a-f]{64}$' })
const Status = {
  status: Type.Integer({
    minimum: 1,
    maximum: 10,
    description: 'Trạng thái hồ sơ (TrangThaiHoSo).',
  }),
  statusName: Type.String(),
}

export const Received = exact({
  id: Type.String({ format: 'uuid', description: 'Mã của hồ sơ trong hệ thống một cửa.' }),
  code: Type.String(),
  ...Status,
  receivedAt: Type.String({ format: 'date-time' }),
})
export type Received = Static<typeof Received>

export const Standing = exact({
  id: Type.String({ format: 'uuid' }),
  code: Type.String(),
  ...Status,
  submittedAt: Type.String({ format: 'date-time' }),
  acceptedAt: Moment,
  dueAt: Moment,
  finishedAt: Moment,
  returnedAt: Moment,
  supplement: Type.Union([
    exact({
      papers: Type.Array(exact({ paper: Type.String(), fault: Type.String() })),
      reason: Type.String(),
      answerBy: Moment,
    }),
    Type.Null(),
  ]),
  draft: Type.Union([exact({ sha256: Sha256, answerBy: Type.String() }), Type.Null()]),
  result: Type.Union([
    exact({
      number: Type.String(),
      issuedOn: Type.String(),
      sha256: Sha256,
      verifyUrl: Type.String(),
    }),
    Type.Null(),
  ]),
})
export type Standing = Static<typeof Standing>

export const Changed = exact({ code: Type.String(), ...Status, seq: Type.Integer() })
export type Changed = Static<typeof Changed>

/** RFC 9457, as every refusal of this programming interface. */
export const ProblemDocument = Type.Object(
  {
    type: Type.String(),
    title: Type.String(),
    status: Type.Integer(),
    code: Type.String(),
    detail: Type.Optional(Type.String()),
    reason: Type.Optional(Type.String()),
    instance: Type.Optional(Type.String()),
    problems: Type.Optional(
      Type.Array(
        Type.Object({
          code: Type.String(),
          field: Type.Optional(Type.String()),
          message: Type.String(),
        }),
      ),
    ),
  },
  { description: 'Lời từ chối theo RFC 9457, nêu mọi điều cần sửa.' },
)

const MOST_PROBLEMS = 50

/** A schema is compiled once; checked as it stands, it costs more than the rest of reading a request. */
const validators = new WeakMap<TSchema, Validator>()

function validatorOf(schema: TSchema): Validator {
  const known = validators.get(schema)
  if (known) return known
  const made = Compile(schema)
  validators.set(schema, made)
  return made
}

/** Throws `Invalid` with every member that does not fit, named by its path ('files.0.sha256'). */
export function demandShape(schema: TSchema, value: unknown): void {
  if (validatorOf(schema).Check(value)) return
  const problems = Value.Errors(schema, value).map(
    ({ instancePath, keyword, message }): Problem => {
      const field = instancePath.slice(1).replaceAll('/', '.')
      return {
        code: 'shape',
        ...(field && { field: field.slice(0, 120) }),
        message: `Nội dung gửi đến sai mẫu${field && ` tại ${field.slice(0, 120)}`}: ${keyword} (${message}).`,
      }
    },
  )
  throw new Invalid(problems.slice(0, MOST_PROBLEMS))
}
