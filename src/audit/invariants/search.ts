/** What is found by searching is what the dossier is called, for those who may read it. */
import { searchWords } from '../../dossier/search-words.ts'
import type { RawDossier } from '../store.ts'
import { dossierDifference, type DossierInvariant } from './invariant.ts'
import { storedWords } from './search-store.ts'

export const searchFollowsWords: DossierInvariant = {
  name: 'search-follows-words',
  over: 'dossiers',
  title: 'Bảng tìm kiếm theo hồ sơ',
  statement: 'Bảng tìm kiếm giữ đúng mã, tên và phạm vi xem của hồ sơ, không thừa, không thiếu.',
  mend: 'Dựng lại hồ sơ từ lịch sử bằng nút trên trang của sai lệch này.',
  canReproject: true,
  async look({ tx, ids, raws }) {
    const stored = await storedWords(tx, ids)
    return raws.flatMap((raw) => {
      if (raw.row === null) return []
      const kept = stored.get(raw.dossier_id)
      if (kept === undefined)
        return [dossierDifference(raw.dossier_id, 'không có trong bảng tìm kiếm')]
      const [have, want] = [new Set(kept), new Set(wordsOf(raw))]
      const isSame = have.size === want.size && [...want].every((word) => have.has(word))
      return isSame ? [] : [dossierDifference(raw.dossier_id, 'từ tìm kiếm khác với hồ sơ')]
    })
  },
}

/** As when it was filed. */
export function wordsOf({ row }: RawDossier): string[] {
  const { code, owner_name: owner, applicant_name: applicant, scopes } = row!
  return searchWords(code as string, [owner as string, applicant as string], scopes as number[])
}
