import type { Problem } from '../lib/problem.ts'
import { problemOf } from '../ui/fields.tsx'
import { TextInput } from '../ui/inputs.tsx'
import { useLang } from '../ui/page-context.ts'
import { trackingWording } from './wording.ts'

/** The code of a dossier and the four digits that go with it; the digits are typed anew each time. */
export function LookUpBoxes({ code, problems }: { code: string; problems: readonly Problem[] }) {
  const t = trackingWording(useLang()).lookUp
  return (
    <>
      <TextInput
        name="ma"
        label={t.code}
        hint={t.codeHint}
        value={code}
        error={problemOf(problems, 'ma')}
      />
      <TextInput
        name="so"
        label={t.digits}
        hint={t.digitsHint}
        inputmode="numeric"
        size={4}
        value=""
        error={problemOf(problems, 'so')}
      />
    </>
  )
}
