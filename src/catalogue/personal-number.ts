/**
 * Số định danh cá nhân. Only "twelve digits" is a rule here. What the digits are said to mean (three for the province of
 * registration, one for century and sex, two for the year) is from memory and unverified, so it only raises a doubt that an
 * officer settles; it never refuses anybody.
 */
export type Doubt = 'doubtYear' | 'doubtSex' | 'doubtProvince'
export type Holder = {
  /** 'YYYY', 'YYYY-MM' or 'YYYY-MM-DD' */
  birthOn?: string | undefined
  sex?: 'male' | 'female' | undefined
}

/** What of the number does not fit its holder. `provinces` are the known three-digit codes; none known, none doubted. */
export function personalNumberDoubts(
  number: string,
  holder: Holder,
  provinces: ReadonlySet<string>,
): Doubt[] {
  const digit = Number(number[3])
  const century = 1900 + Math.floor(digit / 2) * 100
  const year = century + Number(number.slice(4, 6))
  const sex = digit % 2 === 0 ? 'male' : 'female'
  const doubts: Doubt[] = []
  if (provinces.size > 0 && !provinces.has(number.slice(0, 3))) doubts.push('doubtProvince')
  if (holder.birthOn && Number(holder.birthOn.slice(0, 4)) !== year) doubts.push('doubtYear')
  if (holder.sex && holder.sex !== sex) doubts.push('doubtSex')
  return doubts
}
