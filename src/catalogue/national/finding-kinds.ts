/** Everything that an editor may have to look at, with its name for people. */
import type { Words } from '../shape.ts'

const names = (vi: string, en: string): Words => ({ vi, en })

export const FOUND_KINDS = {
  limitWithoutUnit: names('Thời hạn thiếu đơn vị', 'Time limit without a unit'),
  limitZero: names('Thời hạn bằng 0', 'Time limit of zero'),
  limitInWords: names('Thời hạn ghi bằng lời', 'Time limit written as a sentence'),
  feeBelowThousand: names('Mức phí dưới 1.000 đ', 'Fee below 1,000 VND'),
  suspiciousCount: names('Số bản giấy tờ đáng ngờ', 'Doubtful number of copies'),
  malformedResultCode: names('Mã kết quả sai dạng', 'Malformed code of a result'),
  unreadableLegalCode: names(
    'Không đọc được số văn bản căn cứ',
    'Unreadable number of a legal text',
  ),
  twinCase: names('Hai trường hợp cùng mã', 'Two cases with one code'),
  channelsUnread: names('Bảng cách thức chưa tách được', 'Table of channels not taken apart'),
  otherProcedure: names(
    'Chi tiết của thủ tục khác dưới mã này',
    'Detail record of another procedure',
  ),
  notInList: names('Có chi tiết, không có trong danh mục', 'Has details, is not in the list'),
  sharedCode: names('Hai thủ tục khác nhau cùng một mã', 'Two different procedures share one code'),
  malformedCode: names(
    'Mã thủ tục không đúng dạng d.dddddd',
    'Procedure code not of the form d.dddddd',
  ),
  noPerformer: names(
    'Không ghi cơ quan và cấp thực hiện: chưa nơi nào nhận',
    'Neither agency nor level given: nobody receives it yet',
  ),
  unclearReceiver: names(
    'Không rõ nơi nhận từ tên cơ quan thực hiện',
    'The performing agencies do not tell who receives it',
  ),
} as const satisfies Record<string, Words>
export type FoundKind = keyof typeof FOUND_KINDS

export function isFoundKind(text: string): text is FoundKind {
  return Object.hasOwn(FOUND_KINDS, text)
}
