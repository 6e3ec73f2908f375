// `npm run check -- sbom`: every package of the lock file as CycloneDX, in dist/sbom.cdx.json. Fails when one is missing in it.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { checkout, say } from './install.mjs'
import { npm } from './npm.mjs'

/** Packages of the lock file, as `name@version`, that the bill does not name. */
export function missingIn(bill, lock) {
  const named = new Set(bill.components.map(({ name, version }) => `${name}@${version}`))
  const wanted = Object.entries(lock.packages)
    .filter(([path]) => path !== '')
    .map(
      ([path, { name, version }]) => `${name ?? path.replace(/^.*node_modules\//, '')}@${version}`,
    )
  return [...new Set(wanted)].filter((each) => !named.has(each))
}

export function billOfMaterials() {
  const done = npm('sbom', '--sbom-format', 'cyclonedx', '--package-lock-only')
  if (done.status !== 0) throw new Error(`npm sbom: ${done.stderr}`)
  return JSON.parse(done.stdout)
}

if (import.meta.main) {
  const bill = billOfMaterials()
  const missing = missingIn(
    bill,
    JSON.parse(readFileSync(join(checkout, 'package-lock.json'), 'utf8')),
  )
  const file = join(checkout, 'dist/sbom.cdx.json')
  mkdirSync(join(checkout, 'dist'), { recursive: true })
  writeFileSync(file, `${JSON.stringify(bill, null, 2)}\n`)
  say(
    missing.length === 0
      ? `Đã ghi ${bill.components.length} gói vào ${file}. (Every package of the lock file is in it.)`
      : `Thiếu trong bảng kê: ${missing.join(', ')}. (Missing in the bill of materials.)`,
  )
  process.exitCode = missing.length === 0 ? 0 : 1
}
