/** Where a dossier goes and how its limit counts, in the words of the counter (screens Q4: phi địa giới routing). Pure. */
import type { DossierState } from '../dossier/dossier.ts'
import { showDue, showMoment } from '../lib/time.ts'

export type RoutingFacts = {
  /** Where it is looked at. */
  officeId: number
  isOwnCounter: boolean
  receiving: string
  competent: string
}

/** Sentences; none when it was received where it is decided. */
export function routingOf(
  { phase, offices, crossOffice, clock }: DossierState,
  { officeId, isOwnCounter, receiving, competent }: RoutingFacts,
): string[] {
  if (offices.receiving === offices.competent) return []
  if (isOwnCounter)
    return phase.at === 'submitted'
      ? [`Quầy này tiếp nhận cho ${competent}: thời hạn tính từ lúc tiếp nhận tại đây.`]
      : []
  if (phase.at !== 'submitted') {
    return clock === null || crossOffice === undefined
      ? []
      : [`Do ${receiving} nhận hộ; thời hạn tính từ ${showMoment(clock.receivedAt)}.`]
  }
  if (crossOffice === undefined)
    return officeId === offices.competent
      ? [`Hồ sơ nộp qua ${receiving}. Thời hạn tính từ lúc tiếp nhận tại đây.`]
      : [
          `Hồ sơ thuộc thẩm quyền của ${competent}. Nơi đó tiếp nhận; thời hạn tính từ lúc nơi đó nhận hồ sơ.`,
        ]
  const { handedAt, arrivedAt, handOverBy } = crossOffice
  if (handedAt === undefined)
    return [
      `${receiving} đã nhận hộ và phải chuyển đến ${competent}, chậm nhất ${showDue(handOverBy)}.`,
      'Thời hạn giải quyết chưa tính.',
    ]
  if (arrivedAt === undefined)
    return [
      `Đã chuyển từ ${receiving} lúc ${showMoment(handedAt)}. Thời hạn tính từ lúc ${competent} nhận được.`,
    ]
  return [`${competent} đã nhận được lúc ${showMoment(arrivedAt)}: thời hạn tính từ lúc đó.`]
}
