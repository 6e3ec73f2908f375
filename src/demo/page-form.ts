/** A page as a browser without scripts knows it: its heading, and its forms with what they would send. Pure. */

export type PageForm = {
  action: string
  isFiles: boolean
  /** What is sent when nothing is touched: hidden, typed, chosen and ticked fields. */
  filled: [string, string][]
  /** Every name that a person can fill in; for boxes with the values that they stand for. */
  names: ReadonlySet<string>
  boxes: readonly { name: string; value: string }[]
}

export function headingOf(html: string): string {
  return textOf(/<h1[^>]*>([^]*?)<\/h1>/.exec(html)?.[1] ?? '')
}

/** Words without marks: entities read, runs of spaces joined. */
export function textOf(html: string): string {
  return decoded(html.replace(/<[^>]*>/g, ' '))
    .replace(/\s+/g, ' ')
    .trim()
}

/** The forms that post, in the order of the page; fields that stand elsewhere with form="id" count as theirs. */
export function formsOf(html: string): PageForm[] {
  return [...html.matchAll(/<form\b([^>]*)>([^]*?)<\/form>/g)].flatMap(
    ([, head = '', inside = '']) => {
      const attributes = attributesOf(head)
      if (attributes.get('method')?.toLowerCase() !== 'post') return []
      const id = attributes.get('id')
      return [formOf(attributes, inside + (id === undefined ? '' : fieldsElsewhere(html, id)))]
    },
  )
}

function fieldsElsewhere(html: string, id: string): string {
  const outside = html.replace(/<form\b[^>]*>[^]*?<\/form>/g, '')
  return [
    ...outside.matchAll(/<(?:input|select|textarea)\b[^>]*>(?:[^]*?<\/(?:select|textarea)>)?/g),
  ]
    .map(String)
    .filter((field) => attributesOf(field).get('form') === id)
    .join('')
}

function formOf(head: Map<string, string>, inside: string): PageForm {
  const fields = [...inputsOf(inside), ...selectsOf(inside), ...textareasOf(inside)]
  return {
    action: head.get('action') ?? '',
    isFiles: head.get('enctype') === 'multipart/form-data',
    filled: fields
      .flatMap(({ name, value, isSent }) => (isSent ? [[name, value] as const] : []))
      .map(([name, value]): [string, string] => [name, value]),
    names: new Set(fields.filter(({ kind }) => kind !== 'hidden').map(({ name }) => name)),
    boxes: fields.filter(({ kind }) => kind === 'checkbox'),
  }
}

type Field = { name: string; value: string; kind: string; isSent: boolean }

function inputsOf(html: string): Field[] {
  return [...html.matchAll(/<input\b([^>]*)>/g)].flatMap(([, text = '']) => {
    const attributes = attributesOf(text)
    const name = attributes.get('name')
    const kind = attributes.get('type') ?? 'text'
    if (name === undefined || kind === 'submit') return []
    const isBox = kind === 'checkbox' || kind === 'radio'
    const isSent = kind !== 'file' && (!isBox || attributes.has('checked'))
    return [{ name, kind, isSent, value: attributes.get('value') ?? (isBox ? 'on' : '') }]
  })
}

function selectsOf(html: string): Field[] {
  return [...html.matchAll(/<select\b([^>]*)>([^]*?)<\/select>/g)].flatMap(
    ([, head = '', inside = '']) => {
      const name = attributesOf(head).get('name')
      if (name === undefined) return []
      const options = [...inside.matchAll(/<option\b([^>]*)>/g)].map(([, text = '']) =>
        attributesOf(text),
      )
      const chosen = options.find((option) => option.has('selected')) ?? options[0]
      return [{ name, kind: 'select', isSent: true, value: chosen?.get('value') ?? '' }]
    },
  )
}

function textareasOf(html: string): Field[] {
  return [...html.matchAll(/<textarea\b([^>]*)>([^]*?)<\/textarea>/g)].flatMap(
    ([, head = '', inside = '']) => {
      const name = attributesOf(head).get('name')
      return name === undefined
        ? []
        : [{ name, kind: 'textarea', isSent: true, value: decoded(inside) }]
    },
  )
}

function attributesOf(text: string): Map<string, string> {
  return new Map(
    [...text.matchAll(/([\w-]+)(?:="([^"]*)")?/g)].map(([, name = '', value = '']) => [
      name,
      decoded(value),
    ]),
  )
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
}

function decoded(text: string): string {
  return text.replace(/&(#x?[\da-f]+|\w+);/gi, (whole, name: string) => {
    if (!name.startsWith('#')) return ENTITIES[name] ?? whole
    const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1))
    return String.fromCodePoint(code)
  })
}
