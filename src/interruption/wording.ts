/** The words of the register. */
import { texts } from '../ui/i18n.ts'
import type { Standing, Stop } from './interruption.ts'
import type { Change } from './store.ts'

export const REGISTER_PATH = '/giam-sat/gian-doan'
export const DECLARE_PATH = `${REGISTER_PATH}/moi`
export const PUBLIC_PATH = '/gian-doan'

export const STOP_NAMES: Readonly<Record<Stop, string>> = {
  receiving: 'Tiếp nhận hồ sơ',
  returning: 'Trả kết quả',
  processing: 'Giải quyết hồ sơ',
}

export const STANDING_NAMES: Readonly<Record<Standing, string>> = {
  upcoming: 'Đã báo trước',
  running: 'Đang gián đoạn',
  over: 'Đã kết thúc',
  withdrawn: 'Đã rút lại',
}

export const CHANGE_NAMES: Readonly<Record<Change['kind'], string>> = {
  declared: 'Khai gián đoạn',
  extended: 'Gia hạn',
  endedEarly: 'Kết thúc sớm',
  withdrawn: 'Rút lại',
  substituteNamed: 'Chọn nơi đến thay',
}

export const interruptionWording = texts({
  vi: {
    title: 'Nơi đang tạm dừng',
    lead: 'Các cơ quan và điểm phục vụ đang tạm dừng hoặc đã báo sẽ tạm dừng, và nơi bạn có thể đến thay.',
    none: 'Hiện không có nơi nào tạm dừng hoặc báo sẽ tạm dừng.',
    home: 'Trang chủ',
    until: (what: string, moment: string) => `Tạm dừng ${what} đến ${moment}.`,
    from: (what: string, from: string, to: string) => `Sẽ tạm dừng ${what} từ ${from} đến ${to}.`,
    instead: (place: string) => `Trong thời gian đó hãy đến ${place}.`,
    noPlace: 'Chưa có nơi đến thay; hãy gọi 1022 để được hướng dẫn.',
    rerouted: (office: string, moment: string, place: string) =>
      `${office} tạm dừng tiếp nhận đến ${moment}. Hồ sơ này được tiếp nhận tại ${place}; cơ quan giải quyết không thay đổi.`,
    receiving: 'tiếp nhận hồ sơ',
    returning: 'trả kết quả',
    processing: 'giải quyết hồ sơ',
  },
  en: {
    title: 'Places that are closed for now',
    lead: 'Offices and service points that are closed for now, or will be, and where you can go instead.',
    none: 'No place is closed or has announced that it will be.',
    home: 'Home',
    until: (what: string, moment: string) => `No ${what} until ${moment}.`,
    from: (what: string, from: string, to: string) => `No ${what} from ${from} until ${to}.`,
    instead: (place: string) => `Meanwhile go to ${place}.`,
    noPlace: 'No other place has been named yet; call 1022 for help.',
    rerouted: (office: string, moment: string, place: string) =>
      `${office} takes in no dossiers until ${moment}. This one is received at ${place}; the office that decides stays the same.`,
    receiving: 'taking in of dossiers',
    returning: 'handing out of results',
    processing: 'work on dossiers',
  },
})

type Lang = 'vi' | 'en'

/** 'tiếp nhận hồ sơ, trả kết quả'. */
export function stopWords(lang: Lang, stops: readonly Stop[]): string {
  const t = interruptionWording(lang)
  return stops.map((stop) => t[stop]).join(', ')
}
