/** `npm run check -- sbom`: every package of the lock file as CycloneDX, in dist/sbom.cdx.json. Fails when one is missing in it. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { checkout } from '../src/checkout.ts'
import { npm } from './npm.ts'

export type Bill = { bomFormat: string; components: { name: string; version: string }[] }
export type Lock = { packages: Record<string, { name?: string; version?: string }> }

export function readLock(): Lock {
  return JSON.parse(readFileSync(join(checkout, 'package-lock.json'), 'utf8')) as Lock
}

export function billOfMaterials(): Bill {
  const { ok, stdout, stderr } = npm('sbom', '--sbom-format', 'cyclonedx', '--package-lock-only')
  if (!ok) throw new Error(`npm sbom: ${stderr}`)
  return JSON.parse(stdout) as Bill
}

/** Packages of the lock file, as `name@version`, that the bill does not name. */
export function missingIn(bill: Bill, lock: Lock): string[] {
  const named = new Set(bill.components.map(({ name, version }) => `${name}@${version}`))
  const wanted = Object.entries(lock.packages)
    .filter(([path]) => path !== '')
    .map(([path, each]) => `${each.name ?? path.replace(/^.*node_modules\//, '')}@${each.version}`)
  return [...new Set(wanted)].filter((each) => !named.has(each))
}

function write(): number {
  const bill = billOfMaterials()
  const missing = missingIn(bill, readLock())
  const file = join(checkout, 'dist/sbom.cdx.json')
  mkdirSync(join(checkout, 'dist'), { recursive: true })
  writeFileSync(file, `${JSON.stringify(bill, null, 2)}\n`)
  console.error(
    missing.length === 0
      ? `Đã ghi ${bill.components.length} gói vào ${file}. (Every package of the lock file is in it.)`
      : `Thiếu trong bảng kê: ${missing.join(', ')}. (Missing in the bill of materials.)`,
  )
  return missing.length === 0 ? 0 : 1
}

if (import.meta.main) process.exitCode = write()
