/** What an editor sees of a schema: which kind of box each member of a document needs. Pure. */
import type { TSchema } from 'typebox'
import { DayText } from '../shape.ts'

/** A schema as the JSON Schema that it is. */
export type Schema = {
  type?: 'string' | 'integer' | 'number' | 'boolean' | 'array' | 'object' | 'null'
  properties?: Readonly<Record<string, Schema>>
  required?: readonly string[]
  items?: Schema
  anyOf?: readonly Schema[]
  enum?: readonly (string | number)[]
  const?: string | number | boolean
  pattern?: string
  minLength?: number
  maxLength?: number
  minItems?: number
}

/** A TypeBox schema, read as JSON Schema. */
export function schemaOf(schema: TSchema): Schema {
  return schema
}

export type Member = { name: string; schema: Schema; optional: boolean }
export type Variant = { key: string; schema: Schema }

export type Kind =
  | { kind: 'text' }
  | { kind: 'day' }
  | { kind: 'number'; isWhole: boolean }
  | { kind: 'flag' }
  | { kind: 'constant'; value: string | number | boolean }
  | { kind: 'code'; codes: readonly string[] }
  | { kind: 'words' }
  | { kind: 'object'; members: readonly Member[]; sourced: boolean }
  | { kind: 'ticks'; codes: readonly string[]; least: number }
  | { kind: 'lines' }
  | { kind: 'list'; each: Schema; least: number }
  | { kind: 'nullable'; of: Schema }
  | { kind: 'variant'; variants: readonly Variant[] }

/** Throws on a schema that the editor does not know: a new kind of member must not vanish from the pages in silence. */
export function kindOf(schema: Schema): Kind {
  if (schema.const !== undefined) return { kind: 'constant', value: schema.const }
  if (schema.enum) return { kind: 'code', codes: schema.enum.map(String) }
  if (schema.anyOf) return unionKind(schema.anyOf)
  switch (schema.type) {
    case 'string':
      return { kind: schema.pattern === schemaOf(DayText).pattern ? 'day' : 'text' }
    case 'integer':
    case 'number':
      return { kind: 'number', isWhole: schema.type === 'integer' }
    case 'boolean':
      return { kind: 'flag' }
    case 'array':
      return listKind(schema)
    case 'object':
      return objectKind(schema)
    case 'null':
    case undefined:
      break
  }
  throw new Error(`the editor knows no box for ${JSON.stringify(schema).slice(0, 200)}`)
}

function unionKind(anyOf: readonly Schema[]): Kind {
  const rest = anyOf.filter(({ type }) => type !== 'null')
  const [first] = rest
  if (first && rest.length < anyOf.length)
    return { kind: 'nullable', of: rest.length === 1 ? first : { anyOf: rest } }
  if (rest.every((each) => each.const !== undefined))
    return { kind: 'code', codes: rest.map((each) => String(each.const)) }
  return {
    kind: 'variant',
    variants: rest.map((each) => ({ key: variantKey(each), schema: each })),
  }
}

/** 'otherwise', 'choice' (of a question), 'by-address' (of an office), 'condition' (an object by its members), 'text' (a plain value by its type). */
function variantKey(schema: Schema): string {
  if (schema.const !== undefined) return String(schema.const)
  const own = ownName(schema)
  if (own) return own.member === 'kind' ? own.is : `${own.member}-${own.is}`
  return Object.keys(schema.properties ?? {}).join('-') || kindOf(schema).kind
}

/** The member by which an object says of which kind it is: `kind` of a question, `by` of a rule for an office. */
function ownName({ properties = {} }: Schema): { member: string; is: string } | undefined {
  for (const member of ['kind', 'by']) {
    const is = properties[member]?.const
    if (is !== undefined) return { member, is: String(is) }
  }
  return undefined
}

function listKind({ items = {}, minItems = 0 }: Schema): Kind {
  const each = kindOf(items)
  if (each.kind === 'code') return { kind: 'ticks', codes: each.codes, least: minItems }
  if (each.kind === 'text') return { kind: 'lines' }
  return { kind: 'list', each: items, least: minItems }
}

function objectKind({ properties, required = [] }: Schema): Kind {
  if (!properties) throw new Error('the editor knows no box for an object without named members')
  const names = Object.keys(properties)
  if (names.join() === 'vi,en') return { kind: 'words' }
  const members = names.map((name) => ({
    name,
    schema: properties[name]!,
    optional: !required.includes(name),
  }))
  const sourced = ['value', 'source', 'mark'].every((name) => names.includes(name))
  return { kind: 'object', members, sourced }
}

/** The object schema with only these members. */
export function picked(schema: Schema, names: readonly string[]): Schema {
  const properties = schema.properties ?? {}
  return {
    type: 'object',
    properties: Object.fromEntries(
      names.flatMap((name) => (properties[name] ? [[name, properties[name]]] : [])),
    ),
    required: (schema.required ?? []).filter((name) => names.includes(name)),
  }
}

/** The object schema without these members. */
export function without(schema: Schema, names: readonly string[]): Schema {
  const all = Object.keys(schema.properties ?? {})
  return picked(
    schema,
    all.filter((name) => !names.includes(name)),
  )
}

export type Json = null | boolean | number | string | Json[] | JsonObject
export type JsonObject = { [name: string]: Json }

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Which variant of a union the value is: by its own name, its `kind` or `by`, its members, its type; the first when nothing tells. */
export function variantOf(variants: readonly Variant[], value: Json | undefined): Variant {
  return (
    variants.find(({ schema }) => schema.const !== undefined && schema.const === value) ??
    variants.find(({ schema }) => fits(schema, value)) ??
    variants[0]!
  )
}

function fits(schema: Schema, value: Json | undefined): boolean {
  if (schema.const !== undefined) return schema.const === value
  if (schema.enum) return schema.enum.some((code) => code === value)
  const { properties } = schema
  if (!properties) return typeFits(schema.type, value)
  if (!isObject(value)) return false
  const own = ownName(schema)
  if (own) return value[own.member] === own.is
  return Object.keys(value).some((name) => Object.hasOwn(properties, name))
}

function typeFits(type: string | undefined, value: Json | undefined): boolean {
  if (type === 'array') return Array.isArray(value)
  return typeof value === (type === 'integer' ? 'number' : type)
}
