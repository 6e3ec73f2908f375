import assert from 'node:assert/strict'
import { test } from 'node:test'
import { asset, assetNames, assetUrl, encoded } from './assets.ts'
import { iconNames } from './icons.tsx'

test('a citizen page carries at most 10 kB of styles, a staff page 20 kB (brotli)', () => {
  assert.ok(encoded('citizen.css', 'br').length <= 10_000)
  assert.ok(encoded('staff.css', 'br').length <= 20_000)
})

test('our own script for citizens is at most 2.4 kB as it is sent', () => {
  assert.ok(encoded('citizen.js', 'br').length <= 2_400)
})

test('styles, script and icons of a citizen page stay under 40 kB together', () => {
  const names = ['citizen.css', 'citizen.js', 'icons.svg', 'pho.svg', 'mark.svg'] as const
  const total = names.reduce((sum, name) => sum + encoded(name, 'gzip').length, 0)
  assert.ok(total <= 40_000, `${total} bytes`)
})

/** WCAG 1.4.3: how much lighter one colour is than the other. */
function contrast(one: string, other: string): number {
  const [a, b] = [lightness(one), lightness(other)]
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
}

function lightness(colour: string): number {
  const digits = colour.length === 4 ? colour.replace(/[0-9a-f]/gi, '$&$&') : colour
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const share = parseInt(digits.slice(at, at + 2), 16) / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!
}

test('whatever citizens read stands out by 7 to 1, for tired and old eyes', () => {
  const light = /:root \{[^]*?\}/.exec(asset('citizen.css').body.toString())![0]
  const colours = Object.fromEntries(
    [...light.matchAll(/--([\w-]+): (#[0-9a-f]{3,6});/g)].map(([, name, value]) => [name!, value!]),
  )
  const papers = ['paper', 'surface']
  const inks = ['ink', 'ink-2', 'accent', 'ok', 'warn', 'bad', 'info']
  const pairs = [
    ...papers.flatMap((paper) => inks.map((ink) => [ink, paper] as const)),
    ...['ok', 'warn', 'bad', 'info', 'mute'].map((tone) => [tone, `${tone}-soft`] as const),
    ...['ok', 'warn', 'bad', 'info'].map((tone) => ['ink', `${tone}-soft`] as const),
    ['on-accent', 'accent'] as const,
    ['ink', 'ochre-soft'] as const,
    ['ink-2', 'paper-2'] as const,
  ]
  const faint = pairs.filter(([ink, paper]) => contrast(colours[ink]!, colours[paper]!) < 7)
  assert.deepEqual(faint, [])
  assert.ok(contrast('#777', '#ffffff') < 4.6)
})

test('the scripts use nothing that Chrome 80 does not understand', () => {
  for (const name of ['citizen.js', 'staff.js'] as const) {
    const script = asset(name).body.toString()
    assert.doesNotMatch(script, /\?\?=|\|\|=|&&=|\.at\(|replaceAll|structuredClone|#\w+ =/)
  }
})

test('citizen styles use nothing that Chrome 80 does not understand', () => {
  const css = asset('citizen.css')
    .body.toString()
    .replace(/\/\*[^]*?\*\//g, '')
  assert.doesNotMatch(css, /:is\(|:has\(|@layer|aspect-ratio|inset:|(^|[\s;{])gap:/)
})

test('the style sheets come in the order of the design: tokens, style, then staff', () => {
  const staff = asset('staff.css').body.toString()
  const marks = ['Một Cửa: tokens', 'Citizen pages and everything', 'Staff pages: dense']
  const places = marks.map((mark) => staff.indexOf(mark))
  assert.ok(places.every((place) => place >= 0))
  assert.deepEqual(
    places,
    places.toSorted((a, b) => a - b),
  )
})

test('every icon has a name in the code, and every name an icon', () => {
  const sprite = asset('icons.svg').body.toString()
  const drawn = [...sprite.matchAll(/<symbol id="([\w-]+)"/g)].map((match) => match[1])
  assert.equal(drawn.length, iconNames.length + 1)
  assert.deepEqual(new Set(drawn), new Set([...iconNames, 'mark']))
})

test('the name of an asset tells its content', () => {
  for (const name of assetNames) assert.match(assetUrl(name), /^\/assets\/\w+\.[0-9a-f]{12}\.\w+$/)
})
