/** What operators do, in words. */
const ACTS: Readonly<Record<string, string>> = {
  retry: 'Cho thử lại',
  giveUp: 'Thôi không làm nữa',
  note: 'Ghi chú',
  take: 'Nhận xử lý',
  acknowledge: 'Nhận xử lý',
  assign: 'Giao việc',
  recheck: 'Yêu cầu kiểm tra lại',
  rechecked: 'Đã kiểm tra lại',
  reproject: 'Yêu cầu dựng lại từ lịch sử',
  reprojected: 'Đã dựng lại từ lịch sử',
  notReprojected: 'Không dựng lại',
  name: 'Phân công người phụ trách',
}

export function actWords(action: string): string {
  return ACTS[action] ?? action
}

const SUBJECTS: Readonly<Record<string, string>> = {
  parked: 'việc tiếp theo bị kẹt',
  delivery: 'tin nhắn, thư',
  register: 'yêu cầu hộ tịch',
  portal: 'tin gửi Cổng quốc gia',
  leg: 'chặng liên thông',
  subscriber: 'mọi hồ sơ của một bên nghe',
  jobs: 'việc nền hỏng hẳn',
  finding: 'sai lệch',
  duty: 'phân công',
}

/** 'sai lệch 12', 'tin nhắn, thư'. */
export function subjectWords(subject: string): string {
  const [kind = '', one = ''] = subject.split(':')
  const words = SUBJECTS[kind] ?? kind
  return kind === 'finding' || kind === 'subscriber' || kind === 'jobs' ? `${words} ${one}` : words
}
