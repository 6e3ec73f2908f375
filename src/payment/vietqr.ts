/** A transfer as a QR code that every Vietnamese bank reads (VietQR over EMVCo, with CRC). */
import { QRPay } from 'vietnam-qr-pay'

/** The treasury's account: configuration of the installation, never made up by the program. */
export type Treasury = {
  /** Six digits of the bank (Napas BIN). */
  bank: string
  account: string
  /** As the bank prints it, without diacritics. */
  holder: string
}

/** The text of the QR code: account, amount and the order's reference as the transfer's words. */
export function vietQrOf(
  { bank, account }: Treasury,
  { amount, reference }: { amount: number; reference: string },
): string {
  return QRPay.initVietQR({
    bankBin: bank,
    bankNumber: account,
    amount: String(amount),
    purpose: reference,
  }).build()
}
