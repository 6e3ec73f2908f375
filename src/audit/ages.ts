/** '40 giây', '12 phút', '3 giờ', '4 ngày'. */
export function ageWords(seconds: number): string {
  if (seconds < 60) return `${Math.max(0, Math.floor(seconds))} giây`
  if (seconds < 3600) return `${Math.floor(seconds / 60)} phút`
  if (seconds < 2 * 86_400) return `${Math.floor(seconds / 3600)} giờ`
  return `${Math.floor(seconds / 86_400)} ngày`
}

export function ageOf(since: Date, now: Date): string {
  return ageWords((now.getTime() - since.getTime()) / 1000)
}
