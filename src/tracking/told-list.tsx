import { maskPhone } from '../lib/text.ts'
import type { ToldMessage } from '../notice/choice-store.ts'
import { useLang } from '../ui/page-context.ts'
import { followWording } from './follow-wording.ts'
import { momentIn } from './when.ts'

/** What was told, in its own words, through which channel and what became of it; numbers and addresses masked. */
export function ToldList(props: { messages: readonly ToldMessage[]; withDossier?: boolean }) {
  const lang = useLang()
  const t = followWording(lang)
  return (
    <ul class="plain">
      {props.messages.map((message) => (
        <li class="mb3">
          <b>{kindIn(message.kind, t.told.kind)}</b>
          {props.withDossier ? (
            <>
              {' · '}
              <a class="num" href={`/ho-so/${message.dossierId}`}>
                {message.code}
              </a>
            </>
          ) : null}
          <br />
          <span class="meta">
            {momentIn(lang, message.at)} · {t.sent[message.channel]}
            {message.channel === 'page' ? '' : ` ${t.sent.to(masked(message))}`}
            {message.channel === 'page' ? '' : ` · ${t.sent.state[stateOf(message.state)]}`}
          </span>
        </li>
      ))}
    </ul>
  )
}

function kindIn(kind: string, words: Readonly<Record<string, string>>): string {
  return words[kind] ?? kind
}

/** A number or address as far as its owner needs it to know their own. */
function masked({ channel, recipient }: ToldMessage): string {
  if (recipient === '') return '–'
  return channel === 'sms' ? maskPhone(recipient) : recipient.replace(/^(.)[^@]*/, '$1•••')
}

function stateOf(state: string): 'waiting' | 'sent' | 'delivered' | 'failed' {
  if (state === 'queued' || state === 'sending') return 'waiting'
  if (state === 'sent' || state === 'unknown') return 'sent'
  return state === 'delivered' ? 'delivered' : 'failed'
}
