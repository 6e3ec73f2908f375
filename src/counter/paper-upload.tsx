import type { Problem } from '../lib/problem.ts'
import { ErrorLine, fieldClass, fieldId, problemOf } from '../ui/fields.tsx'
import { FILE_FIELD, KEPT_FIELD, type KeptFile } from './kept-files.ts'
import { sizeInWords } from './dossier-parts.tsx'

export type PaperUploadProps = {
  code: string
  name: string
  hint?: string
  /** Files that are in the store already, each with its proof. */
  kept: readonly { file: KeptFile; token: string }[]
  isOriginalHere: boolean
  problems: readonly Problem[]
}

/** One paper at the counter: scans of it, and whether the original was handed over. */
export function PaperUpload(props: PaperUploadProps) {
  const { code, name, hint, kept, problems } = props
  const field = `${FILE_FIELD}${code}`
  const id = fieldId(field)
  const error = problemOf(problems, field)
  return (
    <div class={fieldClass({ error })}>
      <label for={id}>{name}</label>
      {hint === undefined ? null : (
        <p class="hint" id={`${id}-h`}>
          {hint}
        </p>
      )}
      <ErrorLine error={error} id={`${id}-e`} />
      {kept
        .filter(({ file }) => file.paper === code)
        .map(({ file, token }) => (
          <p class="meta">
            <input type="hidden" name={KEPT_FIELD} value={token} />
            Đã nhận tệp {file.name}, {sizeInWords(file.size)}
          </p>
        ))}
      <input
        type="file"
        id={id}
        name={field}
        multiple
        accept="image/*,application/pdf"
        aria-describedby={
          [hint && `${id}-h`, error && `${id}-e`].filter(Boolean).join(' ') || undefined
        }
      />
      <label class="choice">
        <input type="checkbox" name="original" value={code} checked={props.isOriginalHere} />
        <span>
          Đã nhận bản giấy<span class="vh"> ({name})</span>
        </span>
      </label>
    </div>
  )
}
