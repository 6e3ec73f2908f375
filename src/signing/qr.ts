import QRCode from 'qrcode'

/**
 * The QR code of a text as rows of '1' (dark) and '0', without the quiet zone. Error correction M: a crease in the
 * paper must not hide it. Papers and pages draw it as a path.
 */
export function qrMatrix(text: string): string[] {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' })
  return Array.from({ length: modules.size }, (_, row) =>
    Array.from({ length: modules.size }, (_, column) =>
      modules.get(row, column) ? '1' : '0',
    ).join(''),
  )
}
