/** The pages of the stand-in identity provider. They look like nothing official, on purpose. */
import type { ComponentChildren, VNode } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { showDay } from '../src/lib/time.ts'
import type { MadePerson } from './people.ts'

export const TITLE = 'Hệ thống định danh thử nghiệm – không phải VNeID'

export function pageHtml(page: VNode): string {
  return `<!doctype html>${renderToString(page)}`
}

function Page(props: { title: string; children: ComponentChildren }) {
  return (
    <html lang="vi">
      <head>
        <meta charset="utf-8" />
        <title>{`${props.title} – ${TITLE}`}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <link rel="stylesheet" href="/dinh-danh-thu/kieu.css" />
      </head>
      <body>
        <header>
          <strong>{TITLE}</strong>
          <p>Những người dưới đây được dựng lên để thử. Không ai có thật.</p>
        </header>
        <main>
          <h1>{props.title}</h1>
          {props.children}
        </main>
      </body>
    </html>
  )
}

export type ChoicePageProps = {
  readonly people: readonly MadePerson[]
  readonly words: string
}

export function ChoicePage({ people, words }: ChoicePageProps) {
  return (
    <Page title="Bạn muốn đăng nhập là ai?">
      <form method="get" role="search">
        <label for="tim">Tìm theo tên hoặc số định danh</label>
        <input id="tim" name="tim" value={words} autocomplete="off" />
        <button>Tìm</button>
      </form>
      <form method="post">
        {people.length === 0 ? <p>Không có ai tên như vậy.</p> : <People people={people} />}
        <p>
          <button name="cancel" value="1">
            Dừng, không đăng nhập
          </button>
        </p>
      </form>
    </Page>
  )
}

function People({ people }: { people: readonly MadePerson[] }) {
  return (
    <ul>
      {people.map((person) => (
        <li>
          <button name="person" value={person.subject}>
            <b>{person.name}</b>
            <small>
              {person.sex === 'female' ? 'Nữ' : 'Nam'}, sinh ngày {showDay(person.birthOn)}, số{' '}
              {person.personalNumber}
            </small>
          </button>
        </li>
      ))}
    </ul>
  )
}

export function RefusalPage({ error }: { error: string }) {
  return (
    <Page title="Không đăng nhập được">
      <p>Lượt đăng nhập này đã hết hạn hoặc không đúng. Hãy bắt đầu lại từ trang đăng nhập.</p>
      <p>
        <a href="/dang-nhap">Về trang đăng nhập</a>
      </p>
      <p>
        Mã lỗi: <code>{error}</code>
      </p>
    </Page>
  )
}

export const CSS = `
body { margin: 0; font: 1.0625rem/1.6 system-ui, sans-serif; color: #1f1633; background: #f3f0fa; }
header { border: 4px dashed #4b2a8c; padding: .75rem 1rem; background: #fff; }
header p { margin: 0; }
main { max-width: 40rem; margin: 0 auto; padding: 0 1rem 3rem; }
h1 { font-size: 1.375rem; }
ul { list-style: none; padding: 0; }
label { display: block; font-weight: 600; }
input, button { font: inherit; padding: .625rem .75rem; border: 1px solid #6b5a8e; border-radius: 6px; background: #fff; color: inherit; }
li button { display: block; width: 100%; margin-bottom: .5rem; text-align: left; cursor: pointer; }
small { display: block; }
:focus-visible { outline: 3px solid #4b2a8c; outline-offset: 2px; }
a { color: #4b2a8c; }
`
