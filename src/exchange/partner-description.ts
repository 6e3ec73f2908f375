/** The head of the OpenAPI document for the agencies of outside legs, with what this house sends them as its webhook. */
import { SIGNED } from './description.ts'
import { LegAnswer, LegMessage } from './partner-schema.ts'

const json = (schema: object) => ({ content: { 'application/json': { schema } } })

export const PARTNER_DESCRIPTION = {
  openapi: '3.1.0',
  info: {
    title: 'Một Cửa: giao tiếp với cơ quan của chặng liên thông',
    version: '1',
    description: [
      'Cơ quan của một chặng liên thông (Công an, Bảo hiểm xã hội, Thuế) nhận tin mở chặng tại địa chỉ của mình (webhooks.leg)',
      'và báo lại bằng mã trạng thái của chính mình. Mọi yêu cầu hai chiều được ký như giao tiếp với Cổng:',
      '`Authorization: MOTCUA-HMAC-SHA256 keyId=…, timestamp=…, nonce=…, signature=…`.',
      'Mỗi tin báo có số thứ tự trong chặng; gửi lại cùng số và cùng nội dung thì chỉ có tác dụng một lần,',
      'khác nội dung thì bị từ chối (409). Tin đến trước số của mình thì được giữ và chờ.',
    ].join(' '),
  },
  ...SIGNED,
  webhooks: {
    leg: {
      post: {
        summary: 'Hệ thống một cửa báo cho cơ quan của chặng: POST <địa chỉ của cơ quan>/messages',
        requestBody: { required: true, ...json(LegMessage) },
        responses: {
          200: { description: 'Đã nhận, hoặc đã nhận trước đó.', ...json(LegAnswer) },
          422: { description: 'Hiểu và từ chối: {code, detail}; tin chờ người xem.' },
        },
      },
    },
  },
}
