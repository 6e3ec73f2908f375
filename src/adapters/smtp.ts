/** Mail through one SMTP server. One connection per mail: a notice is rare enough, and its fate is then never in doubt. */
import { Readable } from 'node:stream'
import type { Logger } from 'pino'
import MailComposer from 'nodemailer/lib/mail-composer'
import SMTPConnection from 'nodemailer/lib/smtp-connection'
import type { MailCarrier, MailToSend, Outcome } from '../notice/carrier.ts'

export type SmtpOptions = {
  /** smtp://user:password@host:587?from=motcua@hanoi.gov.vn (smtps:// for TLS from the first byte). */
  url: string
  log: Pick<Logger, 'warn'>
  answerMs?: number
}

type Server = {
  name: string
  from: string
  login: { user: string; pass: string } | undefined
  connection: ConstructorParameters<typeof SMTPConnection>[0]
}

export function openSmtp(options: SmtpOptions): MailCarrier {
  const server = serverOf(options)
  let last = { ok: true, detail: 'Chưa gửi thư nào.' }
  return {
    name: 'smtp',
    // The Message-ID is the same for every try, but no server has to drop a second mail with it.
    acceptsKeys: false,
    send: async (mail) => {
      const outcome = await sendMail(server, mail)
      const ok = outcome.verdict !== 'later' && outcome.verdict !== 'noAnswer'
      last = { ok, detail: outcome.reason ?? 'Máy chủ thư đã nhận thư gần nhất.' }
      if (!ok) options.log.warn({ server: server.name, reason: outcome.reason }, 'Mail not taken')
      return outcome
    },
    health: () => last,
    close: () => Promise.resolve(),
  }
}

function serverOf({ url: text, answerMs = 20_000 }: SmtpOptions): Server {
  const url = new URL(text)
  const secure = url.protocol === 'smtps:'
  const isHere = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname)
  const user = decodeURIComponent(url.username)
  return {
    name: url.host,
    from: url.searchParams.get('from') ?? `motcua@${url.hostname}`,
    login: user === '' ? undefined : { user, pass: decodeURIComponent(url.password) },
    connection: {
      host: url.hostname,
      port: Number(url.port || (secure ? 465 : 587)),
      secure,
      // Addresses are personal data: never in the clear over a network.
      requireTLS: !secure && !isHere,
      connectionTimeout: answerMs,
      greetingTimeout: answerMs,
      socketTimeout: answerMs,
    },
  }
}

async function sendMail(server: Server, mail: MailToSend): Promise<Outcome> {
  const raw = await compose(server.from, mail)
  // Pulled only when the server has said that it is ready for the content: before that nothing can have been taken.
  let isContentSent = false
  const content = new Readable({
    read() {
      isContentSent = true
      this.push(raw)
      this.push(null)
    },
  })
  const connection = new SMTPConnection(server.connection)
  try {
    await hand(connection, server, { to: mail.to, content })
    return { verdict: 'accepted', parts: [{ part: 1, carrier: server.name, messageId: mail.key }] }
  } catch (error) {
    return verdictOf(error, isContentSent)
  } finally {
    connection.close()
  }
}

function compose(from: string, mail: MailToSend): Promise<Buffer> {
  const domain = from.split('@').at(-1)!
  const message = new MailComposer({
    from: { name: 'Một Cửa Hà Nội', address: from },
    to: mail.to,
    subject: mail.subject,
    text: mail.text,
    messageId: `<${mail.key}@${domain}>`,
    // RFC 3834: tells holiday answers to stay away.
    headers: { 'Auto-Submitted': 'auto-generated' },
  })
  return message.compile().build()
}

function hand(
  connection: SMTPConnection,
  server: Server,
  mail: { to: string; content: Readable },
): Promise<void> {
  return new Promise((resolve, reject) => {
    const send = () =>
      connection.send({ from: server.from, to: [mail.to] }, mail.content, (error) =>
        error ? reject(error) : resolve(),
      )
    connection.once('error', reject)
    connection.once('end', () => reject(new Error('connection closed')))
    connection.connect(() => {
      if (server.login === undefined) return send()
      connection.login({ credentials: server.login }, (error) => (error ? reject(error) : send()))
    })
  })
}

type Fault = { responseCode?: number; code?: string; command?: string }

/**
 * An answer of the server decides; without one it depends on whether the content was already on its way. Only what is
 * said about the receiver or the content is final: a wrong password, sender or missing encryption is ours to mend.
 */
function verdictOf(error: unknown, isContentSent: boolean): Outcome {
  const { responseCode = 0, code, command } = (error instanceof Error ? error : {}) as Fault
  const isAboutMail = code === 'EMESSAGE' || command === 'RCPT TO'
  if (responseCode >= 500 && isAboutMail) {
    return { verdict: 'rejected', parts: [], reason: `Máy chủ thư từ chối (${responseCode}).` }
  }
  if (responseCode >= 400) {
    return { verdict: 'later', parts: [], reason: `Máy chủ thư trả lời ${responseCode}.` }
  }
  return isContentSent
    ? { verdict: 'noAnswer', parts: [], reason: 'Mất kết nối khi máy chủ thư đang nhận thư.' }
    : { verdict: 'later', parts: [], reason: 'Chưa kết nối được với máy chủ thư.' }
}
