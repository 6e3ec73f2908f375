/** What the citizen's door says, in both languages. */
import { texts } from '../ui/i18n.ts'

export const doorWording = texts({
  vi: {
    title: 'Đăng nhập để nộp hồ sơ',
    lead: 'Dùng VNeID, bạn không phải khai lại những gì nhà nước đã biết.',
    go: 'Tiếp tục với VNeID',
    goAgain: 'Thử lại với VNeID',
    standIn:
      'Bản này chưa nối với VNeID. Bạn sẽ chọn một người được dựng lên để thử, ở một hệ thống định danh thử nghiệm.',
    back: 'Bản nháp đã lưu không mất. Đăng nhập xong, bạn về đúng chỗ đang làm dở.',
    trouble: 'Không đăng nhập được?',
    noAccount: 'Tôi chưa có VNeID',
    noAccountMore: 'Đến công an phường, xã nơi bạn ở để làm',
    counter: 'Nộp hồ sơ tại quầy',
    counterMore: 'Tìm điểm phục vụ gần bạn',
    track: 'Tôi chỉ muốn tra cứu',
    trackMore: 'Cần mã hồ sơ và bốn số cuối điện thoại, không cần đăng nhập',
    staff: 'Cán bộ đăng nhập ở đây',
    cancelled: 'Bạn đã dừng đăng nhập.',
    cancelledMore: 'Chưa có gì thay đổi. Bạn có thể đăng nhập lại bất cứ lúc nào.',
    expired: 'Lượt đăng nhập này đã hết hạn.',
    expiredMore: 'Mỗi lượt đăng nhập dùng được một lần, trong mười phút. Hãy đăng nhập lại.',
    untrusted: 'Không xác nhận được kết quả đăng nhập.',
    untrustedMore:
      'Vì an toàn, chúng tôi không cho vào với kết quả này. Hãy đăng nhập lại từ trang này.',
    unreachable: 'VNeID đang không trả lời.',
    unreachableMore:
      'Bản nháp của bạn vẫn còn. Hãy thử lại sau ít phút, hoặc nộp hồ sơ tại điểm phục vụ gần bạn.',
    closed: 'Tài khoản này đã bị khóa.',
    closedMore: 'Hãy gọi 1022 để được hướng dẫn.',
  },
  en: {
    title: 'Sign in to file',
    lead: 'With VNeID you do not have to repeat what the state already knows.',
    go: 'Continue with VNeID',
    goAgain: 'Try again with VNeID',
    standIn:
      'This installation is not connected to VNeID. You will choose a made-up person at a test identity system.',
    back: 'Drafts that were saved are not lost. After signing in you return to where you were.',
    trouble: 'Cannot sign in?',
    noAccount: 'I have no VNeID account',
    noAccountMore: 'Go to the police station of the ward or commune where you live',
    counter: 'File at a counter',
    counterMore: 'Find a service point near you',
    track: 'I only want to track a file',
    trackMore: 'You need its code and the last four digits of your phone; no sign-in',
    staff: 'Officials sign in here',
    cancelled: 'You stopped signing in.',
    cancelledMore: 'Nothing has changed. You can sign in again at any time.',
    expired: 'This sign-in has expired.',
    expiredMore: 'Each sign-in works once, within ten minutes. Please sign in again.',
    untrusted: 'The result of the sign-in could not be confirmed.',
    untrustedMore: 'For your safety we do not let it in. Please sign in again from this page.',
    unreachable: 'VNeID is not answering.',
    unreachableMore:
      'Your draft is still there. Try again in a few minutes, or file at a service point near you.',
    closed: 'This account has been closed.',
    closedMore: 'Please call 1022.',
  },
})

export type DoorTrouble = 'cancelled' | 'expired' | 'untrusted' | 'unreachable' | 'closed'
