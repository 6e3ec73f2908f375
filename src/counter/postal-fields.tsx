import type { Problem } from '../lib/problem.ts'
import { Panel } from '../ui/blocks.tsx'
import { DateBoxes, dateTyped } from '../ui/choices.tsx'
import { problemOf } from '../ui/fields.tsx'
import { TextInput } from '../ui/inputs.tsx'

/** When the postman handed it over: from that minute its limit counts. */
export function PostalFields(props: {
  values: Readonly<Record<string, string>>
  problems: readonly Problem[]
}) {
  const { values, problems } = props
  return (
    <Panel title="Biên bản giao nhận với bưu chính">
      <DateBoxes
        name="postal"
        label="Ngày ký"
        hint="Thời hạn tính từ lúc ký, không tính từ ngày gửi."
        value={dateTyped('postal', values)}
        error={problemOf(problems, 'postal')}
      />
      <TextInput
        name="postalTime"
        label="Giờ ký"
        hint="Ví dụ 09:40"
        size={4}
        maxlength={5}
        value={values['postalTime'] ?? ''}
        error={problemOf(problems, 'postalTime')}
      />
      <TextInput
        name="postalReason"
        label="Lý do, nếu ký trước khi nhập hồ sơ vào hệ thống"
        optional
        maxlength={300}
        value={values['postalReason'] ?? ''}
        error={problemOf(problems, 'postalReason')}
      />
    </Panel>
  )
}
