/** What this house and the agency of an outside leg say to each other, version 1. These schemas are the contract. */
import { Type, type Static } from 'typebox'
import { CODE_PATTERN, exact, MessageId, text } from './schema.ts'

const Sha256 = Type.String({ pattern: '^[0-9a-f]{64}$' })
const Moment = Type.String({ format: 'date-time', maxLength: 35 })

const Dossier = Type.String({
  pattern: CODE_PATTERN,
  maxLength: 60,
  description: 'Mã hồ sơ của hệ thống một cửa.',
})
const Leg = Type.String({
  pattern: '^[A-Za-z][A-Za-z0-9-]{0,40}$',
  description: 'Chặng của thủ tục liên thông, như trong tin mở chặng.',
})

// ── what the agency tells ──────────────────────────────────────────────────

const ResultFile = exact(
  {
    name: text(255, 'Tên tệp.'),
    mediaType: Type.Enum(['application/pdf', 'image/jpeg', 'image/png', 'image/heic']),
    sha256: Type.String({ pattern: '^[0-9a-f]{64}$', description: 'SHA-256 của nội dung.' }),
    content: Type.String({
      minLength: 4,
      maxLength: 14_000_000,
      description: 'Nội dung tệp, base64, không xuống dòng.',
    }),
  },
  'Tệp kết quả của chặng.',
)

export const LegStatus = exact(
  {
    messageId: MessageId,
    dossier: Dossier,
    leg: Leg,
    number: Type.Integer({
      minimum: 1,
      maximum: 9999,
      description: 'Số thứ tự của tin trong chặng này, từ 1, tăng dần từng số một.',
    }),
    status: Type.String({
      pattern: '^[0-9A-Z]{1,10}$',
      description: 'Mã trạng thái của cơ quan gửi (DVCLT); không phải mã 1–10 của hồ sơ.',
    }),
    at: Type.String({
      format: 'date-time',
      maxLength: 35,
      description: 'Thời điểm việc xảy ra tại cơ quan gửi, có múi giờ.',
    }),
    reference: Type.Optional(text(100, 'Số tiếp nhận của cơ quan gửi.')),
    missing: Type.Optional(
      Type.Array(
        exact({
          paper: text(61, 'Mã thành phần hồ sơ.'),
          fault: text(500, 'Thiếu hoặc sai điều gì.'),
        }),
        {
          minItems: 1,
          maxItems: 20,
          description: 'Giấy tờ cần bổ sung; bắt buộc khi yêu cầu bổ sung.',
        },
      ),
    ),
    reason: Type.Optional(text(2000, 'Lý do; bắt buộc khi yêu cầu bổ sung hoặc từ chối.')),
    legalBasis: Type.Optional(text(300, 'Căn cứ; bắt buộc khi yêu cầu bổ sung hoặc từ chối.')),
    note: Type.Optional(text(2000, 'Lời nhắn cho cơ quan chủ trì.')),
    manner: Type.Optional(
      Type.Enum(['electronic', 'counter', 'post'], {
        description: 'Cách đã trả kết quả; bắt buộc khi báo đã trả kết quả.',
      }),
    ),
    result: Type.Optional(
      exact(
        {
          name: text(200, 'Tên giấy tờ.'),
          number: Type.Union([text(60, 'Số giấy tờ.'), Type.Null()]),
          on: Type.String({ format: 'date', maxLength: 10, description: 'Ngày cấp.' }),
          file: Type.Optional(ResultFile),
        },
        'Kết quả của chặng; bắt buộc khi báo hoàn thành.',
      ),
    ),
  },
  'Tin của cơ quan ở chặng liên thông về việc của mình.',
)
export type LegStatus = Static<typeof LegStatus>
export type ResultFile = Static<typeof ResultFile>

export const Taken = exact({
  messageId: Type.String({ format: 'uuid' }),
  number: Type.Integer(),
  state: Type.Enum(['waiting', 'applied', 'codeUnknown', 'declined'], {
    description:
      'applied: đã ghi; waiting: chờ tin có số nhỏ hơn; codeUnknown: giữ lại, mã trạng thái chưa có trong bảng; declined: giữ lại, không hợp với tình trạng chặng. Mọi trường hợp đều không cần gửi lại.',
  }),
  reason: Type.Union([Type.String(), Type.Null()]),
})
export type Taken = Static<typeof Taken>

export const FileParams = exact({ code: Dossier, leg: Leg, sha256: Sha256 })

// ── what the agency is told ────────────────────────────────────────────────

const SharedFile = exact({ sha256: Sha256, size: Type.Integer(), mediaType: Type.String() })
const SharedPaper = exact({ paper: Type.String(), files: Type.Array(SharedFile) })

export const LegMessage = exact(
  {
    messageId: Type.String({
      format: 'uuid',
      description: 'Cùng mã là cùng một tin: gửi lại thì chỉ nhận một lần.',
    }),
    kind: Type.Enum(['legOpened', 'legAnswered', 'legStopped']),
    number: Type.Integer({ description: 'Tăng dần trong một hồ sơ; không liền nhau.' }),
    dossier: Dossier,
    procedure: exact({ code: Type.String(), name: Type.String() }),
    leg: Leg,
    office: exact({ agencyCode: Type.String(), name: Type.String() }, 'Cơ quan chủ trì.'),
    at: Moment,
    acknowledgeBy: Type.Union([Moment, Type.Null()]),
    answers: Type.Record(Type.String(), Type.Unknown(), {
      description: 'Chỉ những câu trả lời mà chặng này cần.',
    }),
    papers: Type.Array(SharedPaper, {
      description: 'Tệp lấy bằng SHA-256; không gửi kèm nội dung.',
    }),
    ownResult: Type.Union([
      exact({ name: Type.String(), number: Type.String(), on: Type.String(), sha256: Sha256 }),
      Type.Null(),
    ]),
    note: Type.Union([Type.String(), Type.Null()]),
    outcome: Type.Union([Type.Enum(['refused', 'stopped']), Type.Null()]),
  },
  'Tin gửi cơ quan của chặng: mở chặng, giấy tờ người dân bổ sung, hoặc chặng dừng.',
)
export type LegMessage = Static<typeof LegMessage>

export const LegAnswer = exact(
  { messageId: Type.String({ format: 'uuid' }), result: Type.Enum(['taken', 'known']) },
  'Trả lời của cơ quan nhận: đã nhận, hoặc đã nhận trước đó.',
)
