import { Details } from '../ui/blocks.tsx'
import { markField, type MarkableQuestion } from './supplement-request.ts'

/** Boxes beside the fault of the declaration: the applicant then mends only what is ticked. */
export function QuestionMarks(props: {
  questions: readonly MarkableQuestion[]
  values: Readonly<Record<string, string>>
}) {
  const { questions, values } = props
  const isMarked = ({ id }: MarkableQuestion) => values[markField(id)] === 'yes'
  return (
    <Details
      summary="Câu phải sửa. Không đánh dấu câu nào thì người nộp được sửa mọi câu."
      open={questions.some(isMarked)}
    >
      {questions.map((question) => (
        <label class="choice">
          <input
            type="checkbox"
            name={markField(question.id)}
            value="yes"
            checked={isMarked(question)}
          />
          <span>{question.label}</span>
        </label>
      ))}
    </Details>
  )
}
