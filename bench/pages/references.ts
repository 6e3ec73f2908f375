/** The same form of five fields twice, beside which our pages are measured: plain HTML, and the page of govuk-frontend. */
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join, normalize } from 'node:path'
import { encode, encodingFor } from '../../src/ui/encoding.ts'
import { moduleOf } from './lighthouse.ts'

export type References = { url: string; close(): void }

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.json': 'application/manifest+json',
}

const PLAIN_STYLE =
  'body{font:1.125rem/1.5 system-ui,sans-serif;max-width:40rem;margin:0 auto;padding:1rem;color:#111}label,legend{display:block;font-weight:700;margin-top:1.5rem}input,select{font:inherit;padding:.5rem;border:2px solid #111;width:100%;box-sizing:border-box}input[type=radio]{width:1.5rem;height:1.5rem}.row{display:flex}.row label{margin-right:1rem;font-weight:400}button{font:inherit;font-weight:700;margin-top:2rem;padding:.75rem 1.5rem;background:#8f2318;color:#fff;border:0}'

const FIELDS = ['Full name', 'Place of birth', 'Home town'] as const

const plain = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>The child</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">
<style>${PLAIN_STYLE}</style></head><body><main><h1>The child</h1><form method="post">
${FIELDS.map((name, at) => `<label for="f${at}">${name}</label><input id="f${at}" name="f${at}">`).join('\n')}
<fieldset><legend>Date of birth</legend><div class="row">${['Day', 'Month', 'Year']
  .map((name) => `<label>${name}<input name="${name}" inputmode="numeric"></label>`)
  .join('')}</div></fieldset>
<fieldset><legend>Sex</legend>${['Female', 'Male']
  .map((name) => `<label><input type="radio" name="sex" value="${name}">${name}</label>`)
  .join('')}</fieldset><button>Continue</button></form></main></body></html>`

const group = (inside: string): string => `<div class="govuk-form-group">${inside}</div>`

/** The template page, the text input, the date input and the radios as the design system documents them. */
const govuk = `<!doctype html><html lang="en" class="govuk-template"><head><meta charset="utf-8"><title>The child - GOV.UK</title>
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover"><meta name="theme-color" content="#1d70b8">
<link rel="icon" sizes="any" href="/assets/images/favicon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/govuk-frontend.min.css"></head>
<body class="govuk-template__body"><script>document.body.className += ' js-enabled' + ('noModule' in HTMLScriptElement.prototype ? ' govuk-frontend-supported' : '')</script>
<a href="#main-content" class="govuk-skip-link" data-module="govuk-skip-link">Skip to main content</a>
<header class="govuk-header"><div class="govuk-header__container govuk-width-container"><div class="govuk-header__logo">
<a href="/" class="govuk-header__homepage-link">GOV.UK</a></div></div></header>
<div class="govuk-width-container"><a href="#" class="govuk-back-link">Back</a><main class="govuk-main-wrapper" id="main-content">
<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds"><h1 class="govuk-heading-l">The child</h1><form method="post" novalidate>
${FIELDS.map((name, at) =>
  group(
    `<label class="govuk-label" for="f${at}">${name}</label><input class="govuk-input" id="f${at}" name="f${at}" type="text">`,
  ),
).join('\n')}
${group(
  `<fieldset class="govuk-fieldset" role="group"><legend class="govuk-fieldset__legend">Date of birth</legend><div class="govuk-date-input">${[
    'Day',
    'Month',
    'Year',
  ]
    .map(
      (name) =>
        `<div class="govuk-date-input__item">${group(`<label class="govuk-label govuk-date-input__label" for="${name}">${name}</label><input class="govuk-input govuk-date-input__input govuk-input--width-2" id="${name}" name="${name}" type="text" inputmode="numeric">`)}</div>`,
    )
    .join('')}</div></fieldset>`,
)}
${group(
  `<fieldset class="govuk-fieldset"><legend class="govuk-fieldset__legend">Sex</legend><div class="govuk-radios" data-module="govuk-radios">${[
    'Female',
    'Male',
  ]
    .map(
      (name) =>
        `<div class="govuk-radios__item"><input class="govuk-radios__input" id="${name}" name="sex" type="radio" value="${name}"><label class="govuk-label govuk-radios__label" for="${name}">${name}</label></div>`,
    )
    .join('')}</div></fieldset>`,
)}
<button type="submit" class="govuk-button" data-module="govuk-button">Continue</button></form></div></div></main></div>
<footer class="govuk-footer"><div class="govuk-width-container"><div class="govuk-footer__meta"><div class="govuk-footer__meta-item govuk-footer__meta-item--grow">
<span class="govuk-footer__licence-description">All content is available under the Open Government Licence v3.0</span></div></div></div></footer>
<script type="module">import { initAll } from '/govuk-frontend.min.js'; initAll()</script></body></html>`

/** Compressed as our own pages are, kept as long as our own assets are. */
export async function serveReferences(): Promise<References> {
  const root = join(moduleOf('govuk-frontend'), 'dist/govuk')
  const bodyOf = (path: string): Buffer => {
    if (path === '/plain.html') return Buffer.from(plain)
    if (path === '/govuk.html') return Buffer.from(govuk)
    return readFileSync(join(root, normalize(path)))
  }
  const server = createServer((req, answer) => {
    const { pathname } = new URL(req.url ?? '/', 'http://localhost')
    const type = TYPES[extname(pathname)]
    if (type === undefined) return void answer.writeHead(404).end()
    const isPacked = type.startsWith('font/')
    const encoding = isPacked ? undefined : encodingFor(req.headers['accept-encoding'])
    const [kept, plainly] = [!pathname.endsWith('.html'), bodyOf(pathname)]
    const body = encoding ? encode(plainly, encoding, { kept }) : plainly
    answer.writeHead(200, {
      'content-type': type,
      'content-length': body.length,
      ...(kept && { 'cache-control': 'public, max-age=31536000, immutable' }),
      ...(encoding && { 'content-encoding': encoding }),
    })
    answer.end(body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}`, close: () => void server.close() }
}
