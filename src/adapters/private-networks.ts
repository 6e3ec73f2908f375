/** Which addresses belong to nobody on the public internet: this machine, the office's own network, a cloud's metadata service. */
import { BlockList, isIP } from 'node:net'

const PRIVATE = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '224.0.0.0/4',
  '240.0.0.0/4',
  '::/96',
  '64:ff9b::/96',
  'fc00::/7',
  'fe80::/10',
  'ff00::/8',
]

/** Addresses (10.0.0.7) and networks (10.0.0.0/8) to ask of. */
export function networks(given: readonly string[]): { has(address: string): boolean } {
  const list = new BlockList()
  for (const each of given) {
    const [address = '', bits] = each.split('/')
    const family = familyOf(address)
    if (bits === undefined) list.addAddress(address, family)
    else list.addSubnet(address, Number(bits), family)
  }
  return {
    has: (address) => isIP(address) > 0 && list.check(plain(address), familyOf(plain(address))),
  }
}

const closed = networks(PRIVATE)

/** What is no address at all is private too: it leads nowhere that we know. */
export function isPrivate(address: string): boolean {
  return isIP(address) === 0 || closed.has(address)
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 6 ? 'ipv6' : 'ipv4'
}

/** An IPv4 address in the clothes of IPv6 (::ffff:10.0.0.7) is the IPv4 address. */
function plain(address: string): string {
  return /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1] ?? address
}
