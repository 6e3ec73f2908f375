/** Sentences about places in which the names are marked as Vietnamese, whatever the language around them. */
import { useLang } from '../../ui/page-context.ts'
import type { PlaceChoice } from './place.ts'
import { placeWording } from './place-wording.ts'

function Name({ children }: { children: string }) {
  return <bdi lang="vi">{children}</bdi>
}

/** 'Phường Hàng Bạc, Quận Hoàn Kiếm (cũ) nay thuộc Phường Hoàn Kiếm, Thành phố Hà Nội.' */
export function NowIs({ old, now }: { old: string; now: string }) {
  const t = placeWording(useLang())
  return (
    <>
      <Name>{old}</Name> {t.former} {t.nowIn} <Name>{now}</Name>.
    </>
  )
}

export function Former({ name }: { name: string }) {
  const t = placeWording(useLang())
  return (
    <>
      <Name>{name}</Name> {t.former}
    </>
  )
}

export function NowIn({ name }: { name: string }) {
  const t = placeWording(useLang())
  return (
    <>
      {t.nowIn} <Name>{name}</Name>
    </>
  )
}

/** What the source says of this part, quoted; where it only names the unit, that it says nothing. */
export function Said({ said }: Pick<PlaceChoice, 'said'>) {
  const t = placeWording(useLang())
  if (!said) return <>{t.sourceSilent}</>
  return (
    <>
      {t.sourceSays} <Name>{`“${said.words}”`}</Name>.
    </>
  )
}
