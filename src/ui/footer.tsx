import { Icon } from './icons.tsx'
import { HiddenKeys } from './keys.tsx'
import { usePage } from './page-context.ts'
import { paths } from './paths.ts'
import { wording } from './wording.ts'

/** Help first, then links; only pages that exist are linked. */
export function Footer({ column }: { column: string }) {
  const { lang, viewer } = usePage()
  const t = wording(lang)
  return (
    <footer class="foot">
      <div class={column}>
        <a class="help" href="tel:1022">
          <Icon name="phone" />
          <span>
            <b>{t.help}</b>
            {t.helpMore}
          </span>
        </a>
        <nav aria-label={t.footNav}>
          <ul class="plain">
            <FootLink href={paths.home} label={t.find} />
            <FootLink href={paths.track} label={t.track} />
            <FootLink href={paths.verify} label={t.verify} />
            <FootLink href={paths.petition} label={t.petition} />
            <FootLink href={paths.own} label={t.own} />
            <FootLink href={paths.privacy} label={t.privacy} />
            <FootLink href={paths.accessibility} label={t.accessibility} />
            <FootLink href={paths.staffSignIn} label={t.staffDoor} />
          </ul>
        </nav>
        {viewer === null ? null : (
          <form method="post" action={paths.signOut}>
            <HiddenKeys keyed={false} />
            <button class="btn btn--link">
              {t.signOut} ({viewer.name})
            </button>
          </form>
        )}
        <p>{t.owner}</p>
      </div>
    </footer>
  )
}

function FootLink(props: { href: string; label: string }) {
  return (
    <li>
      <a href={props.href}>{props.label}</a>
    </li>
  )
}
