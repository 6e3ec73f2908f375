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
