import fc from 'fast-check'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { JSX } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { AnswersList, Stages } from './history.tsx'
import { Choices, DateBoxes } from './choices.tsx'
import { ErrorSummary, fieldId } from './fields.tsx'
import { Select, TextArea, TextInput } from './inputs.tsx'
import { otherLanguage } from './layout.tsx'
import { PageFactsProvider } from './page-context.ts'
import { QrCode } from './qr.tsx'
import { Meter, StatusTag } from './status.tsx'
import { DataTable } from './tables.tsx'
import { anyCharacter } from '../../test/support/any-character.ts'

function html(part: JSX.Element, lang: 'vi' | 'en' = 'vi'): string {
  const facts = { lang, url: '/', viewer: null, csrf: () => 'token', newKey: () => 'key' }
  return renderToString(<PageFactsProvider value={facts}>{part}</PageFactsProvider>)
}

/** The markup without its words: tags and names of attributes, read as a browser reads them. */
function shapeOf(text: string): string {
  const tags = text.matchAll(/<(\/?[a-z][\w-]*)((?:\s+[\w-]+(?:="[^"]*")?)*)\s*\/?>/gi)
  return Array.from(
    tags,
    ([, name, attributes = '']) => name + attributes.replace(/="[^"]*"/g, ''),
  ).join('|')
}

test('hostile text never becomes markup, wherever a part shows it', () => {
  const parts = (text: string) => [
    <TextInput name="a" label={text} hint={text} error={text} value={text} />,
    <TextArea name="a" label={text} value={text} />,
    <Select name="a" label={text} options={[{ value: text, label: text }]} value={text} />,
    <Choices name="a" label={text} options={[{ value: text, label: text, hint: text }]} />,
    <ErrorSummary problems={[{ code: 'x', field: text, message: text }]} />,
    <AnswersList answers={[{ label: text, value: text || ' ', more: text, changeHref: '/' }]} />,
    <QrCode text={text || 'x'} label={text} />,
  ]
  const calm = parts('An').map((part) => shapeOf(html(part)))
  const nasty = fc.oneof(
    fc.string({ unit: anyCharacter, minLength: 1, maxLength: 60 }),
    fc.constantFrom(
      '<script>alert(1)</script>',
      '"><img src=x onerror=alert(1)>',
      `' onfocus='x`,
      '</textarea><b>',
      '&lt;b&gt;',
      ']]>',
      '<!--',
    ),
  )
  fc.assert(
    fc.property(nasty, (text) => {
      parts(text).forEach((part, index) => assert.equal(shapeOf(html(part)), calm[index]))
    }),
  )
})

test('the words of an error stand twice, and the summary leads to the field', () => {
  const message = 'Ngày sinh phải là ngày đã qua.'
  const summary = html(
    <ErrorSummary problems={[{ code: 'past', field: 'con.ngaySinh', message }]} />,
  )
  const field = html(<DateBoxes name="con.ngaySinh" label="Ngày sinh" error={message} />)
  const anchor = /href="#([^"]+)"/.exec(summary)![1]!
  assert.equal(anchor, fieldId('con.ngaySinh'))
  assert.ok(field.includes(`id="${anchor}"`))
  assert.ok(summary.includes(message) && field.includes(message))
  assert.match(summary, /role="alert" tabindex="-1"/)
})

test('hint and error are tied to the control', () => {
  const shown = html(<TextInput name="ten" label="Tên" hint="Như trên giấy." error="Nhập tên." />)
  assert.match(shown, /<p class="hint" id="f-ten-h">/)
  assert.match(shown, /<p class="error" id="f-ten-e">/)
  assert.match(
    shown,
    /<input id="f-ten" name="ten" aria-describedby="f-ten-h f-ten-e" aria-invalid="true"/,
  )
})

test('nothing is chosen on the person’s behalf', () => {
  const options = [
    { value: 'nu', label: 'Nữ' },
    { value: 'nam', label: 'Nam' },
  ]
  assert.doesNotMatch(html(<Choices name="g" label="Giới tính" options={options} />), /checked/)
  const chosen = html(<Choices name="g" label="Giới tính" options={options} value="nam" />)
  assert.match(chosen, /value="nam" checked/)
  assert.doesNotMatch(chosen, /value="nu" checked/)
  assert.match(
    html(<Select name="d" label="Dân tộc" options={options} />),
    /<option value selected>Chọn/,
  )
})

test('a text area keeps the first line break of what was written', () => {
  assert.match(html(<TextArea name="a" label="A" value={'\nhai'} />), />\n\nhai<\/textarea>/)
})

test('an official status is icon and official words, shorter only in lists', () => {
  assert.match(html(<StatusTag status={5} />), /tag--5.*#fileadd.*Yêu cầu bổ sung giấy tờ/)
  assert.match(html(<StatusTag status={5} short />), /Yêu cầu bổ sung</)
  assert.match(html(<StatusTag status={10} />, 'en'), /Result delivered/)
})

test('a meter never shows more than the whole limit', () => {
  assert.match(
    html(<Meter used={7} state="late" />),
    /<rect width="100" height="6"><\/rect><\/svg>/,
  )
  assert.match(html(<Meter used={-1} state="ok" />), /<rect width="0" height="6">/)
})

test('stages say where the dossier is, also to those who do not see them', () => {
  const shown = html(<Stages names={['Tiếp nhận', 'Thẩm tra', 'Trả']} now={1} />)
  assert.match(shown, /đang ở chặng 2 trong 3/)
  assert.match(shown, /class="now" aria-current="step">Thẩm tra/)
  assert.match(html(<Stages names={['Tiếp nhận']} now={1} />), /đã xong cả/)
})

test('a skipped answer is said, not left blank', () => {
  assert.match(html(<AnswersList answers={[{ label: 'Ủy quyền', value: '' }]} />), /Không cung cấp/)
})

test('an empty list is a sentence, not an empty table', () => {
  const shown = html(
    <DataTable caption="Việc" rows={[]} columns={[]} empty="Không còn hồ sơ nào." />,
  )
  assert.equal(shown, '<p class="meta">Không còn hồ sơ nào.</p>')
})

test('the language switch keeps path and query and cannot lead to another host', () => {
  assert.deepEqual(otherLanguage('vi', '/tra-cuu?ma=H26&lang=vi'), {
    lang: 'en',
    href: '/tra-cuu?ma=H26&lang=en',
  })
  assert.equal(otherLanguage('en', '//evil.example/a').href, '/evil.example/a?lang=vi')
  assert.equal(otherLanguage('en', '/\\evil.example').href, '/evil.example?lang=vi')
})
