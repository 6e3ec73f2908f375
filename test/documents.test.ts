/** The documents say what is there: their links lead somewhere, and nothing that needs a line lacks one. */
import assert from 'node:assert/strict'
import { existsSync, globSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { checkout } from '../src/checkout.ts'

const read = (file: string): string => readFileSync(join(checkout, file), 'utf8')
const documents = globSync(['*.md', 'docs/**/*.md'], { cwd: checkout }).sort()

/** Targets of links and pictures in Markdown and in its HTML, without those on the web and within the page. */
function targetsIn(text: string): string[] {
  const found = [...text.matchAll(/\]\(([^)\s]+)\)|(?:src|href)="([^"]+)"/g)]
  const targets = found.map(([, markdown, html]) => markdown ?? html ?? '')
  return targets.filter((target) => !/^(https?:|mailto:|#)/.test(target))
}

function deadLinks(file: string, text: string): string[] {
  const folder = dirname(join(checkout, file))
  return targetsIn(text).filter((target) => !existsSync(join(folder, target.replace(/#.*/, ''))))
}

for (const file of documents) {
  test(`${file}: every link leads to a file`, () => {
    assert.deepEqual(deadLinks(file, read(file)), [])
  })
}

test('a link to a file that is not there is found', () => {
  const text =
    '[a](b.md) ![c](docs/none.webp) <img src="d.png"> [web](https://e.example) [in](#here)'
  assert.deepEqual(deadLinks('README.md', text), ['b.md', 'docs/none.webp', 'd.png'])
})

test('every dependency says what for, why this one and what instead', () => {
  const manifest = JSON.parse(read('package.json')) as Record<string, Record<string, string>>
  const text = read('docs/dependencies.md')
  const names = ['dependencies', 'optionalDependencies', 'devDependencies'].flatMap((part) =>
    Object.keys(manifest[part] ?? {}),
  )
  assert.ok(names.length > 50)
  assert.deepEqual(
    names.filter((name) => !isNamed(name, text)),
    [],
  )
})

/** By its name, or together with the others of its family: `@fastify/cookie`, `formbody`, … or `@types/*`. */
function isNamed(name: string, text: string): boolean {
  const [scope = '', bare = ''] = name.split('/')
  const family = name.startsWith('@') && text.includes(`\`${scope}/`)
  return (
    text.includes(`\`${name}\``) ||
    text.includes(`\`${scope}/*\``) ||
    (family && text.includes(`\`${bare}\``))
  )
}

test('every file of data has its origin', () => {
  const text = read('docs/data-sources.md')
  const files = globSync(
    'data/{calendars,codelists,curated,forms,kpi,procedures,publication,units,workflows}/*',
    {
      cwd: checkout,
    },
  ).map((file) => file.slice('data/'.length))
  assert.ok(files.length > 15)
  assert.deepEqual(
    files.filter((file) => {
      const [folder, name] = file.split('/')
      return ![file, `\`${name}\``, `${folder}/*`].some((mention) => text.includes(mention))
    }),
    [],
  )
})

test('every setting of the environment is explained to operators', () => {
  const text = read('docs/operations.md')
  const asked = [...read('src/config.ts').matchAll(/env(?:\[|, )'([A-Z_]+)'/g)].map(
    ([, name]) => name!,
  )
  assert.ok(asked.length > 10)
  assert.deepEqual(
    [...new Set(asked)].filter((name) => !text.includes(name)),
    [],
  )
})

test('every slice has its line in the map of README', () => {
  const text = read('README.md')
  const slices = globSync('src/*', { cwd: checkout })
    .filter((path) => statSync(join(checkout, path)).isDirectory())
    .map((path) => path.slice('src/'.length))
  assert.ok(slices.length > 15)
  assert.deepEqual(
    slices.filter((slice) => !text.includes(`\`${slice}\``)),
    [],
  )
})

test('pictures stay light', () => {
  const pictures = globSync('docs/screenshots/*', { cwd: checkout })
  assert.ok(pictures.length > 3)
  for (const picture of pictures) {
    assert.ok(statSync(join(checkout, picture)).size < 150_000, `${picture} is too large`)
  }
})
