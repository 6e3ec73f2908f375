/** How every request is signed, in both directions. */
export const SIGNED = {
  components: {
    securitySchemes: {
      signature: {
        type: 'apiKey' as const,
        in: 'header' as const,
        name: 'Authorization',
        description: 'MOTCUA-HMAC-SHA256 keyId=…, timestamp=…, nonce=…, signature=…',
      },
    },
  },
  security: [{ signature: [] }],
}

/** The head of the OpenAPI document. */
export const DESCRIPTION = {
  openapi: '3.1.0',
  info: {
    title: 'Một Cửa: giao tiếp với Cổng Dịch vụ công quốc gia',
    version: '1',
    description: [
      'Cổng chuyển hồ sơ đến hệ thống một cửa và thay người nộp bổ sung, xác nhận bản nháp, yêu cầu rút.',
      'Mọi yêu cầu được ký: `Authorization: MOTCUA-HMAC-SHA256 keyId=…, timestamp=…, nonce=…, signature=…`,',
      'trong đó signature = HMAC-SHA256 (hex) của các dòng: MOTCUA-HMAC-SHA256, phương thức, đường dẫn kèm truy vấn,',
      'timestamp (giây), nonce, SHA-256 (hex) của nội dung; nối bằng ký tự xuống dòng (LF).',
      'Timestamp lệch không quá 5 phút; nonce dùng một lần cho mỗi lần gửi, kể cả khi gửi lại.',
      'Hồ sơ gửi lại với cùng mã và cùng nội dung trả lời như lần đầu; khác nội dung thì bị từ chối (409).',
    ].join(' '),
  },
  ...SIGNED,
}
