import { texts } from '../ui/i18n.ts'

/** What the row of a paper says about its files. */
export const papersWording = texts({
  vi: {
    remarks: {
      blurred: 'Ảnh có vẻ mờ, có thể không đọc được chữ. Hãy giữ chắc tay và chụp lại ở chỗ sáng.',
      empty: 'Không thấy chữ nào trong ảnh này. Hãy chụp lại để tờ giấy nằm gọn trong khung.',
      dark: 'Ảnh quá tối, có thể không đọc được chữ. Hãy bật đèn và chụp lại.',
      small: 'Ảnh quá nhỏ nên không đọc được chữ. Hãy chụp lại bằng máy ảnh của điện thoại.',
    },
    ask: (paper: string, remark: string) => `“${paper}”: ${remark}`,
    keep: 'Gửi vẫn như vậy',
    keepFor: (name: string) => `Gửi vẫn như vậy tệp ${name}`,
    kept: 'Bạn vẫn gửi ảnh này như vậy.',
    turn: 'Xoay',
    turnFor: (name: string) => `Xoay tệp ${name} sang phải`,
    pictureOf: (name: string) => `Ảnh nhỏ của tệp ${name}`,
    look: 'Cần xem lại',
    scanning: 'Đang quét mã độc',
    scanningMore: 'Tệp này đang chờ quét mã độc. Việc này thường xong trong vài phút.',
    scanningAsk: (paper: string) =>
      `“${paper}” có tệp đang chờ quét mã độc. Hãy đợi vài phút rồi bấm lại. Bản nháp đã được lưu.`,
    virus: 'Tệp này có mã độc nên đã bị xóa. Hãy bấm “Bỏ” rồi chụp lại giấy tờ.',
    virusAsk: (paper: string) =>
      `“${paper}” có một tệp chứa mã độc, đã bị xóa. Hãy bỏ tệp đó rồi chụp lại giấy tờ.`,
    none: 'Bạn chưa chọn tệp nào. Hãy chọn ảnh hoặc tệp PDF rồi bấm “Gửi tệp”.',
    held: 'Bạn đã có giấy này trong kho.',
    heldFrom: (procedure: string, day: string) => `Từ hồ sơ “${procedure}”, ngày ${day}.`,
    heldOf: (owner: string) => `Hồ sơ đó của ${owner}.`,
    inStore: 'Có trong kho',
    heldPage: (name: string) => `Ảnh nhỏ của ${name}`,
    lookFor: (name: string) => `Xem ${name} trong kho`,
    heldResult: (procedure: string, day: string) => `Kết quả của “${procedure}”, ngày ${day}.`,
    reuse: 'Đồng ý dùng lại',
    reuseFor: (paper: string) => `Đồng ý dùng lại giấy đã có cho: ${paper}`,
    reused: 'Dùng lại từ kho giấy tờ',
    consent: 'Bấm “Đồng ý dùng lại” là bạn cho phép dùng giấy đã có cho hồ sơ này.',
    gone: 'Giấy này không còn trong kho của bạn. Hãy chụp giấy tờ rồi gửi.',
    pieces: {
      sending: 'Đang gửi: ',
      waiting: 'Mất mạng. Tự gửi tiếp khi có mạng, không phải gửi lại từ đầu.',
      failed: 'Tệp chưa gửi được. Hãy chọn lại tệp đó, phần đã gửi vẫn còn.',
    },
  },
  en: {
    remarks: {
      blurred:
        'The photo looks blurred and may be unreadable. Hold the phone still in good light and take it again.',
      empty:
        'Nothing can be read in this photo. Take it again with the whole sheet inside the frame.',
      dark: 'The photo is very dark and may be unreadable. Turn on a light and take it again.',
      small: 'The picture is too small to be read. Take it again with the camera of your phone.',
    },
    ask: (paper, remark) => `“${paper}”: ${remark}`,
    keep: 'Send it as it is',
    keepFor: (name) => `Send the file ${name} as it is`,
    kept: 'You are sending this photo as it is.',
    turn: 'Turn',
    turnFor: (name) => `Turn the file ${name} to the right`,
    pictureOf: (name) => `Small picture of the file ${name}`,
    look: 'Look again',
    scanning: 'Being checked for viruses',
    scanningMore: 'This file waits to be checked for viruses. It usually takes a few minutes.',
    scanningAsk: (paper) =>
      `“${paper}” has a file that waits to be checked for viruses. Wait a few minutes and press again. Your draft is saved.`,
    virus: 'This file contained a virus and was deleted. Press “Remove” and photograph the paper.',
    virusAsk: (paper) =>
      `“${paper}” has a file that contained a virus and was deleted. Remove it and photograph the paper.`,
    none: 'No file was chosen. Choose a photograph or a PDF, then press “Send file”.',
    held: 'You already have this paper in your store.',
    heldFrom: (procedure, day) => `From your application “${procedure}” of ${day}.`,
    heldOf: (owner) => `That application is for ${owner}.`,
    inStore: 'In your store',
    heldPage: (name) => `Small picture of ${name}`,
    lookFor: (name) => `View ${name} in your store`,
    heldResult: (procedure, day) => `Result of “${procedure}” of ${day}.`,
    reuse: 'I agree, use it again',
    reuseFor: (paper) => `I agree to use the paper I already have for: ${paper}`,
    reused: 'Used again from your store of papers',
    consent: 'By pressing “I agree, use it again” you allow this application to use that paper.',
    gone: 'This paper is no longer in your store. Photograph the paper and send it.',
    pieces: {
      sending: 'Sending: ',
      waiting: 'No network. It goes on by itself when the network is back.',
      failed: 'The file was not sent. Choose it again; what was sent already is kept.',
    },
  },
})
