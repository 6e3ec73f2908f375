/** Starts the stand-ins that run as programs of their own, when no real system is configured. */
import { spawn, type ChildProcess } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { checkout } from './checkout.ts'
import type { Config } from './config.ts'
import { Unstartable } from './db/unstartable.ts'
import { loadPartners } from './exchange/partner-load.ts'
import type { Key } from './exchange/signature.ts'

export type Program = { url: string; stop(): Promise<void> }

const PATIENCE_MS = 20_000

/** Under an address that others reach, a stand-in would let anybody sign in as anybody: it has to be asked for by name. */
export function refuseStandIns(config: Config): void {
  const { publicUrl, demo, standIns } = config
  const isHere = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(new URL(publicUrl).hostname)
  if (isHere || demo || standIns) return
  const missing = [
    config.oidc ? [] : 'OIDC_ISSUER',
    config.registerUrl ? [] : 'REGISTER_URL',
    config.smppUrl || config.smtpUrl ? [] : 'SMPP_URL hoặc SMTP_URL',
  ].flat()
  if (missing.length === 0) return
  throw new Unstartable(
    `PUBLIC_URL là địa chỉ thật nên phải đặt: ${missing.join(', ')}; nếu chỉ dùng thử, hãy đặt STAND_INS=on. ` +
      '(A real address needs these settings; for a trial set STAND_INS=on.)',
  )
}

/** The configured civil register, or the stand-in started here with its books in the state folder. */
export async function civilRegisterUrl(config: Config): Promise<Program> {
  if (config.registerUrl) return { url: config.registerUrl, stop: () => Promise.resolve() }
  const state = join(config.stateDir, 'standin-register')
  return startStandIn('register', ['--port', '0', '--state', state, '--lifeline'])
}

export type PopulationProgram = Program & { key: Key }

/** The configured population register; in a demo the stand-in started here; otherwise none, and people type by hand. */
export async function populationRegister(config: Config): Promise<PopulationProgram | undefined> {
  const [given] = Object.entries(config.populationKeys).map(([id, secret]) => ({ id, secret }))
  const { populationUrl } = config
  if (populationUrl && given)
    return { url: populationUrl, key: given, stop: () => Promise.resolve() }
  if (!config.demo) return undefined
  const derived = createHmac('sha256', config.secret)
    .update('motcua trial population')
    .digest('hex')
  const key = given ?? { id: 'motcua-thu-nghiem', secret: derived }
  const args = ['--port', '0', '--key', `${key.id}=${key.secret}`, '--lifeline']
  return { ...(await startStandIn('population', args)), key }
}

export type PortalProgram = Program & { key: Key; isStandIn: boolean }

/** The configured National Portal; in a demo the stand-in started here; otherwise none. */
export async function nationalPortal(config: Config): Promise<PortalProgram | undefined> {
  const [key] = portalKeys(config)
  if (!key) return undefined
  const { portalUrl } = config
  if (portalUrl) return { url: portalUrl, key, isStandIn: false, stop: () => Promise.resolve() }
  if (!config.demo) return undefined
  const args = ['--port', '0', '--to', ownAddress(config), '--key', `${key.id}=${key.secret}`]
  return { ...(await startStandIn('portal', args)), key, isStandIn: true }
}

/** An agency of outside legs: where it is told, and the key with which this house signs. */
export type PartnerAddress = { partner: string; url: string; key: Key }
export type PartnerPrograms = {
  agencies: PartnerAddress[]
  /** The page of the stand-in agencies, when they were started. */
  standInUrl: string | undefined
  stop(): Promise<void>
}

/** The configured agencies; in a demo without any the stand-in of all of them, started here; otherwise none. */
export async function partnerAgencies(config: Config): Promise<PartnerPrograms> {
  const keys = partnerKeys(config)
  const keyOf = (partner: string): Key => keys.find(({ id }) => id.split('.')[0] === partner)!
  const given = Object.entries(config.partnerUrls)
  const agencies = given.map(([partner, url]) => ({ partner, url, key: keyOf(partner) }))
  if (agencies.length > 0 || !config.demo || keys.length === 0)
    return { agencies, standInUrl: undefined, stop: () => Promise.resolve() }
  const pairs = keys.map(({ id, secret }) => `${id}=${secret}`).join(',')
  const state = join(config.stateDir, 'standin-partner')
  const args = ['--port', '0', '--to', ownAddress(config), '--keys', pairs, '--state', state]
  const { url, stop } = await startStandIn('partner', args)
  const partners = [...new Set(keys.map(({ id }) => id.split('.')[0]!))]
  return {
    agencies: partners.map((partner) => ({
      partner,
      url: `${url}/${partner}`,
      key: keyOf(partner),
    })),
    standInUrl: url,
    stop,
  }
}

/** Keys with which the agencies sign; a demo without any has one for each stand-in. */
export function partnerKeys({ partnerKeys: given, demo, secret }: Config): Key[] {
  const keys = Object.entries(given).map(([id, each]) => ({ id, secret: each }))
  if (keys.length > 0 || !demo) return keys
  return loadPartners(join(checkout, 'data')).map(({ id }) => ({
    id,
    secret: createHmac('sha256', secret).update(`motcua trial agency ${id}`).digest('hex'),
  }))
}

export type PaymentProgram = Program & { key: Key; isStandIn: boolean }

/** The configured payment gateway; in a demo the stand-in started here; otherwise none: fees are paid at the counter. */
export async function paymentGateway(config: Config): Promise<PaymentProgram | undefined> {
  if (config.payment) return { ...config.payment, isStandIn: false, stop: () => Promise.resolve() }
  if (!config.demo) return undefined
  const secret = createHmac('sha256', config.secret).update('motcua trial payment').digest('hex')
  const key = { id: 'thanh-toan-thu', secret }
  const args = ['--port', '0', '--to', ownAddress(config), '--key', `${key.id}=${secret}`]
  return { ...(await startStandIn('payment', args)), key, isStandIn: true }
}

export type Neighbours = {
  register: Program
  portal: PortalProgram | undefined
  partners: PartnerPrograms
  payment: PaymentProgram | undefined
  stop(): Promise<void>
}

/** All of them, or none: a program that was started does not outlive the failure of another. */
export async function neighbours(config: Config): Promise<Neighbours> {
  const started: { stop(): Promise<void> }[] = []
  const stop = async (): Promise<void> => {
    await Promise.all(started.map((program) => program.stop()))
  }
  try {
    const register = await civilRegisterUrl(config)
    started.push(register)
    const portal = await nationalPortal(config)
    if (portal) started.push(portal)
    const partners = await partnerAgencies(config)
    started.push(partners)
    const payment = await paymentGateway(config)
    if (payment) started.push(payment)
    return { register, portal, partners, payment, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** Where the stand-ins reach this program. */
function ownAddress({ host, port }: Config): string {
  return `http://${host === '0.0.0.0' ? '127.0.0.1' : host}:${port}`
}

/** Keys with which the portal signs; a demo without any has one of its own. */
export function portalKeys({ portalKeys: given, demo, secret }: Config): Key[] {
  const keys = Object.entries(given).map(([id, each]) => ({ id, secret: each }))
  if (keys.length > 0 || !demo) return keys
  const derived = createHmac('sha256', secret).update('motcua trial portal').digest('hex')
  return [{ id: 'cong-thu-nghiem', secret: derived }]
}

/** Runs a stand-in until `stop`; it ends by itself when this program dies, because its standard input closes. */
export async function startStandIn(name: string, args: string[]): Promise<Program> {
  const built = join(checkout, 'dist/standins', `${name}.js`)
  const source = join(checkout, 'standins', `${name}.ts`)
  const command = existsSync(built) ? [built] : ['--import', 'tsx', source]
  const child = spawn(process.execPath, [...command, ...args], {
    cwd: checkout,
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  return { url: await addressOf(child, name), stop: () => end(child) }
}

function addressOf(child: ChildProcess, name: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const fail = (): void => {
      clearTimeout(timer)
      child.kill('SIGKILL')
      reject(
        new Unstartable(`Không chạy được chương trình thử ${name}. (Stand-in failed to start.)`),
      )
    }
    const timer = setTimeout(fail, PATIENCE_MS)
    child.once('exit', fail)
    let printed = ''
    child.stdout?.on('data', (bytes: Buffer) => {
      printed += bytes.toString('utf8')
      const address = /https?:\/\/[^\s"]+/.exec(printed)?.[0]
      if (address === undefined) return
      clearTimeout(timer)
      resolve(address.replace(/\/$/, ''))
    })
  })
}

function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
  return new Promise((resolve) => {
    child.once('exit', () => resolve())
    child.kill('SIGTERM')
    setTimeout(() => child.kill('SIGKILL'), 3000).unref()
  })
}
