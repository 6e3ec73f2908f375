import type { ComponentChildren } from 'preact'
import { Document } from './document.tsx'
import { Footer } from './footer.tsx'
import { Icon, Mark } from './icons.tsx'
import type { Lang } from './i18n.ts'
import { HiddenKeys } from './keys.tsx'
import { usePage } from './page-context.ts'
import { paths } from './paths.ts'
import { wording } from './wording.ts'

export type Crumb = { readonly href: string; readonly label: string }

export type CitizenPageProps = {
  title: string
  /** The page came back with errors: the title says so first (screens.md A1). */
  hasErrors?: boolean
  crumbs?: readonly Crumb[]
  /** The whole width for the home page and public figures; the page brings its own `.col` and `.wrap`. */
  wide?: boolean
  /** Questions of the page depend on each other: they come and go as they are answered. */
  conditions?: boolean
  /** Files are sent from it in pieces: the script that resumes them is loaded. */
  upload?: boolean
  children: ComponentChildren
}

/** A page for citizens and the public, in the language of the request. */
export function CitizenPage(props: CitizenPageProps) {
  const column = props.wide ? 'wrap' : 'col'
  return (
    <Document
      title={props.title}
      hasErrors={props.hasErrors ?? false}
      staff={false}
      conditions={props.conditions}
      upload={props.upload}
    >
      <CitizenHeader column={column} />
      <main id="main" class={props.wide ? undefined : 'col'}>
        {props.crumbs ? <Crumbs crumbs={props.crumbs} /> : null}
        {props.children}
      </main>
      <Footer column={column} />
    </Document>
  )
}

function CitizenHeader({ column }: { column: string }) {
  const { lang, url, viewer } = usePage()
  const t = wording(lang)
  return (
    <header class="top">
      <div class={column}>
        <a class="brand" href={paths.home}>
          <Mark />
          <span>
            <b>Một Cửa</b>
            <small>{t.city}</small>
          </span>
        </a>
        <nav aria-label={t.accountNav}>
          <a href="tel:1022">
            <Icon name="phone" />
            <span>
              <span class="vh">{t.call}</span>1022
            </span>
          </a>
          {viewer?.kind === 'citizen' ? (
            <a class="who" href={paths.mine}>
              <Icon name="user" />
              <span>
                {t.mine}
                <span class="vh">{t.mineRest}</span>
              </span>
            </a>
          ) : (
            <a class="who" href={paths.signIn}>
              <Icon name="user" />
              {t.signIn}
            </a>
          )}
          <LanguageLink lang={lang} url={url} />
        </nav>
      </div>
    </header>
  )
}

/** The same page in the other language: path and query stay. */
export function otherLanguage(lang: Lang, url: string): { lang: Lang; href: string } {
  const other = lang === 'vi' ? 'en' : 'vi'
  const [path = '/', query = ''] = url.split('?', 2)
  const search = new URLSearchParams(query)
  search.set('lang', other)
  // A path that begins with two slashes would lead to another host.
  return { lang: other, href: `${path.replace(/^[/\\]+/, '/')}?${search.toString()}` }
}

function LanguageLink(props: { lang: Lang; url: string }) {
  const t = wording(props.lang)
  const other = otherLanguage(props.lang, props.url)
  return (
    <a href={other.href} lang={other.lang} hreflang={other.lang}>
      {t.otherLangShort}
      <span class="vh">, {t.otherLang}</span>
    </a>
  )
}

function Crumbs({ crumbs }: { crumbs: readonly Crumb[] }) {
  const { lang } = usePage()
  return (
    <nav aria-label={wording(lang).crumbs}>
      <ol class="crumbs plain">
        {crumbs.map((crumb) => (
          <li>
            <a href={crumb.href}>{crumb.label}</a>
          </li>
        ))}
      </ol>
    </nav>
  )
}

export type NavLink = { readonly href: string; readonly label: string; readonly count?: number }

export type StaffPageProps = {
  title: string
  hasErrors?: boolean
  me: { readonly name: string; readonly title: string; readonly officeName: string }
  nav: readonly NavLink[]
  /** The `href` of the link in `nav` that this page belongs to. */
  current: string
  /** Where `/` and the search link of the bar lead; left out where nothing is searched. */
  findHref?: string
  /** The page swaps parts of itself (`hx-` attributes, answered by `reply.fragment`): htmx is loaded, 12 kB. */
  fragments?: boolean
  /** Frames are drawn on a picture: the script that draws them is loaded. */
  marks?: boolean
  children: ComponentChildren
}

/** A page for officials: dense, Vietnamese, with the bar of their own work. */
export function StaffPage(props: StaffPageProps) {
  return (
    <Document
      title={props.title}
      hasErrors={props.hasErrors ?? false}
      staff={true}
      fragments={props.fragments}
      marks={props.marks}
    >
      <header class="bar">
        <a class="brand" href={paths.staffHome}>
          <Mark />
          <span>
            <b>Một Cửa</b>
            <small>{props.me.officeName}</small>
          </span>
        </a>
        <nav aria-label="Việc chính">
          {props.nav.map((link) => (
            <a href={link.href} aria-current={link.href === props.current ? 'page' : undefined}>
              {link.label}
              {link.count === undefined ? null : <span class="count">{link.count}</span>}
            </a>
          ))}
        </nav>
        {props.findHref === undefined ? null : <FindLink href={props.findHref} />}
        <Me name={props.me.name} title={props.me.title} />
      </header>
      <main id="main">{props.children}</main>
    </Document>
  )
}

function FindLink({ href }: { href: string }) {
  return (
    <a class="bar__find" href={href} aria-label="Tìm hồ sơ, phím /">
      <Icon name="search" />
      <span>Tìm hồ sơ</span> <kbd>/</kbd>
    </a>
  )
}

function Me(props: { name: string; title: string }) {
  return (
    <>
      <div class="bar__me">
        <Icon name="user" />
        <span>
          {props.name}
          <small>{props.title}</small>
        </span>
      </div>
      <form method="post" action={paths.signOut}>
        <HiddenKeys keyed={false} />
        <button class="btn btn--link">
          <Icon name="lock" />
          <span>Đăng xuất</span>
        </button>
      </form>
    </>
  )
}
