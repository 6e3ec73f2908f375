import { texts } from '../ui/i18n.ts'

/** Kinds of reasons: all that anybody outside may know of them. */
export const REPLACED_VI: Readonly<Record<string, string>> = {
  typing: 'Lý do: sai sót khi đánh máy hoặc in.',
  content: 'Lý do: nội dung khác với hồ sơ.',
  other: 'Lý do khác.',
}
const REPLACED_EN: Readonly<Record<string, string>> = {
  typing: 'Reason: an error of typing or printing.',
  content: 'Reason: the content differed from the application.',
  other: 'Another reason.',
}
export const REVOKED_VI: Readonly<Record<string, string>> = {
  wronglyGranted: 'Lý do: cấp không đúng quy định.',
  falseDeclaration: 'Lý do: khai không đúng sự thật.',
  court: 'Lý do: theo bản án hoặc quyết định của tòa án.',
  other: 'Lý do khác.',
}
const REVOKED_EN: Readonly<Record<string, string>> = {
  wronglyGranted: 'Reason: it was issued against the rules.',
  falseDeclaration: 'Reason: what was declared was untrue.',
  court: 'Reason: a judgment or decision of a court.',
  other: 'Another reason.',
}

export const verificationWording = texts({
  vi: {
    title: 'Kiểm tra giấy tờ',
    lead: 'Xem một giấy tờ điện tử do hệ thống này cấp có thật, còn nguyên và còn hiệu lực không.',
    home: 'Trang chủ',
    byCode: 'Kiểm tra bằng mã',
    code: 'Mã kiểm tra hoặc địa chỉ dưới mã QR',
    codeHint: 'Quét mã QR trên giấy thì không cần nhập. Mã gồm 32 chữ số và chữ cái từ a đến f.',
    codeWrong:
      'Mã này chưa đúng. Mã gồm 32 chữ số và chữ cái từ a đến f; hãy chép lại địa chỉ in dưới mã QR.',
    codeEmpty: 'Hãy nhập mã kiểm tra hoặc địa chỉ in dưới mã QR.',
    check: 'Kiểm tra',
    byFile: 'Kiểm tra bằng tệp PDF',
    file: 'Tệp PDF cần kiểm tra',
    fileHint: 'Tệp chỉ được đọc để kiểm tra, không được lưu lại. Lớn nhất 10 MB.',
    pickFile: 'Chọn tệp PDF',
    fileMissing: 'Hãy chọn tệp PDF cần kiểm tra.',
    fileOther: 'Tệp này không phải PDF. Hãy chọn tệp PDF đã nhận khi có kết quả.',
    checkFile: 'Kiểm tra tệp này',
    valid: 'Giấy tờ hợp lệ',
    validMore: 'Giấy tờ này do cơ quan dưới đây cấp và còn hiệu lực.',
    validFile: 'Tệp này đúng từng byte với bản đã cấp; cả hai chữ ký số còn nguyên.',
    validCode:
      'Mã chỉ cho biết giấy tờ đã được cấp. Để biết bản bạn có còn nguyên không, hãy kiểm tra cả tệp PDF.',
    revoked: 'Giấy tờ đã bị thu hồi',
    revokedMore: 'Giấy tờ này đã từng được cấp nhưng nay không còn giá trị.',
    revokedOn: 'Ngày thu hồi',
    revokedWhy: (why: string) => REVOKED_VI[why] ?? REVOKED_VI['other']!,
    replaced: 'Giấy tờ đã được thay thế',
    replacedMore:
      'Giấy tờ này đã được đính chính: cơ quan cấp đã phát hành bản mới thay bản này. Hãy dùng bản mới.',
    replacedOn: 'Ngày đính chính',
    replacedWhy: (why: string) => REPLACED_VI[why] ?? REPLACED_VI['other']!,
    altered: 'Giấy tờ đã bị thay đổi',
    alteredMore:
      'Nội dung tệp khác với lúc được ký nên không có giá trị. Hãy xin lại bản gốc từ người giữ hoặc từ cơ quan đã cấp.',
    notYet: 'Giấy tờ chưa có hiệu lực',
    notYetMore:
      'Đây là bản nháp hoặc bản chưa được cơ quan cấp số và đóng dấu. Hãy chờ bản chính thức.',
    unknown: 'Không xác nhận được giấy tờ này',
    noSuchCode: 'Hệ thống không có giấy tờ nào mang mã này. Hãy so lại mã với giấy.',
    unsigned:
      'Tệp này không có chữ ký số nào. Bản in rồi quét hoặc chụp lại không kiểm tra được bằng tệp; hãy dùng mã QR.',
    otherSigner: 'Chữ ký số trong tệp không phải của người hoặc cơ quan mà hệ thống này tin cậy.',
    notRecorded: 'Chữ ký số còn nguyên nhưng hệ thống không ghi nhận đã cấp giấy tờ này.',
    unreadable: 'Không đọc được tệp này. Hãy chọn tệp PDF đã nhận khi có kết quả.',
    development:
      'Giấy tờ thử nghiệm: được ký bằng chứng thư số phát triển, không có giá trị pháp lý.',
    kind: 'Loại giấy tờ',
    number: 'Số',
    office: 'Cơ quan cấp',
    issuedOn: 'Ngày cấp',
    signer: 'Người ký',
    seal: 'Dấu của cơ quan',
    ofOffice: (title: string, office: string) => `${title}, ${office}`,
    signedDigitally: 'đã ký số',
    privacy:
      'Trang này không cho biết tên người được cấp. Hãy so nội dung trên giấy với người cầm giấy.',
    again: 'Kiểm tra giấy tờ khác',
  },
  en: {
    title: 'Check a paper',
    lead: 'See whether an electronic paper issued by this system is genuine, unchanged and in force.',
    home: 'Home',
    byCode: 'Check with the code',
    code: 'Verification code, or the address under the QR code',
    codeHint:
      'If you scan the QR code you need not type anything. The code has 32 digits and letters from a to f.',
    codeWrong:
      'This code is not right. It has 32 digits and letters from a to f; copy the address printed under the QR code.',
    codeEmpty: 'Enter the verification code or the address printed under the QR code.',
    check: 'Check',
    byFile: 'Check with the PDF file',
    file: 'PDF file to check',
    fileHint: 'The file is read for this check only and is not kept. At most 10 MB.',
    pickFile: 'Choose a PDF file',
    fileMissing: 'Choose the PDF file to check.',
    fileOther: 'This file is not a PDF. Choose the PDF file that you received as the result.',
    checkFile: 'Check this file',
    valid: 'The paper is valid',
    validMore: 'This paper was issued by the office below and is in force.',
    validFile:
      'This file is byte for byte the one that was issued; both digital signatures are intact.',
    validCode:
      'The code only tells that a paper was issued. To know whether your copy is unchanged, check the PDF file as well.',
    revoked: 'The paper was revoked',
    revokedMore: 'This paper was once issued but is no longer valid.',
    revokedOn: 'Revoked on',
    revokedWhy: (why) => REVOKED_EN[why] ?? REVOKED_EN['other']!,
    replaced: 'The paper was replaced',
    replacedMore:
      'This paper was corrected: the office has issued a new one in its place. Use the new one.',
    replacedOn: 'Corrected on',
    replacedWhy: (why) => REPLACED_EN[why] ?? REPLACED_EN['other']!,
    altered: 'The paper was altered',
    alteredMore:
      'The content of the file differs from what was signed, so it has no value. Ask its holder or the issuing office for the original.',
    notYet: 'The paper is not yet in force',
    notYetMore:
      'This is a draft, or a copy that the office has not yet numbered and sealed. Wait for the final paper.',
    unknown: 'This paper cannot be confirmed',
    noSuchCode: 'The system has no paper with this code. Compare the code with the paper again.',
    unsigned:
      'This file has no digital signature. A printed and scanned copy cannot be checked as a file; use the QR code.',
    otherSigner:
      'The digital signature in the file is not of a person or an office that this system trusts.',
    notRecorded:
      'The digital signatures are intact, but the system has no record of issuing this paper.',
    unreadable: 'This file cannot be read. Choose the PDF file that you received as the result.',
    development: 'A trial paper: signed with development certificates, without legal value.',
    kind: 'Kind of paper',
    number: 'Number',
    office: 'Issued by',
    issuedOn: 'Issued on',
    signer: 'Signed by',
    seal: 'Seal of the office',
    ofOffice: (title: string, office: string) => `${title}, ${office}`,
    signedDigitally: 'signed digitally',
    privacy:
      'This page does not tell whose paper it is. Compare what the paper says with the person who shows it.',
    again: 'Check another paper',
  },
})
