/**
 * What the stand-in portal remembers of its dossiers. Messages carry a number (SoThuTu): the highest counts, so that what
 * was lost and sent again, repeated, or overtaken on the way ends in the same state. Pure.
 */
export type Progress = { number: number; what: string; at: string; by: string; office: string }

export type Remembered = {
  code: string
  status: number
  /** SoThuTu of the status; 0 is the filing on the portal itself. */
  statusNumber: number
  dueAt: string
  returnedAt: string
  progress: Readonly<Record<number, Progress>>
  /** Ids of messages taken. */
  taken: readonly string[]
}

export type StatusMessage = {
  MaThongDiep: string
  MaHoSo: string
  SoThuTu: number
  TrangThaiHoSo: number
  NgayHenTra: string
  NgayTra: string
}
export type ProgressMessage = {
  MaThongDiep: string
  MaHoSo: string
  SoThuTu: number
  TienTrinh: { NoiDungXuLy: string; ThoiDiemXuLy: string; NguoiXuLy: string; PhongBanXuLy: string }
}

export function filedOnPortal(code: string): Remembered {
  return {
    code,
    status: 1,
    statusNumber: 0,
    dueAt: '',
    returnedAt: '',
    progress: {},
    taken: [],
  }
}

/** Whether the message was known already, and what is remembered after it. */
export function afterStatus(
  before: Remembered,
  message: StatusMessage,
): { after: Remembered; isKnown: boolean } {
  if (before.taken.includes(message.MaThongDiep)) return { after: before, isKnown: true }
  const taken = [...before.taken, message.MaThongDiep]
  if (message.SoThuTu <= before.statusNumber) return { after: { ...before, taken }, isKnown: false }
  const after = {
    ...before,
    taken,
    status: message.TrangThaiHoSo,
    statusNumber: message.SoThuTu,
    dueAt: message.NgayHenTra,
    returnedAt: message.NgayTra,
  }
  return { after, isKnown: false }
}

export function afterProgress(
  before: Remembered,
  message: ProgressMessage,
): { after: Remembered; isKnown: boolean } {
  if (before.taken.includes(message.MaThongDiep)) return { after: before, isKnown: true }
  const { NoiDungXuLy, ThoiDiemXuLy, NguoiXuLy, PhongBanXuLy } = message.TienTrinh
  const number = message.SoThuTu
  const one = { number, what: NoiDungXuLy, at: ThoiDiemXuLy, by: NguoiXuLy, office: PhongBanXuLy }
  const after = {
    ...before,
    taken: [...before.taken, message.MaThongDiep],
    progress: { ...before.progress, [number]: one },
  }
  return { after, isKnown: false }
}

/** The steps in the order in which they happened. */
export function stepsOf({ progress }: Remembered): Progress[] {
  return Object.values(progress).toSorted((a, b) => a.number - b.number)
}
