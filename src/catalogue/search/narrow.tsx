import { useLang } from '../../ui/page-context.ts'
import { Details } from '../../ui/blocks.tsx'
import { addressOf, type Facets, type Filter } from './filter.ts'
import { searchWording } from './search-wording.ts'

/** Links that narrow the results, and one for each filter that is set to take it away. */
export function Narrow({ filter, facets }: { filter: Filter; facets: Facets }) {
  const lang = useLang()
  const t = searchWording(lang)
  const chosen = [
    ...(filter.life
      ? [{ href: addressOf(filter, { life: undefined }), text: filter.life.title[lang] }]
      : []),
    ...(filter.field
      ? [{ href: addressOf(filter, { field: undefined }), text: filter.field }]
      : []),
    ...(filter.receiver
      ? [{ href: addressOf(filter, { receiver: undefined }), text: t.receiver[filter.receiver] }]
      : []),
  ]
  const lives = filter.life ? [] : facets.lives
  const fields = filter.field ? [] : facets.fields
  const offices = filter.receiver ? [] : facets.receivers
  return (
    <>
      {chosen.length > 0 ? (
        <ul class="plain">
          {chosen.map(({ href, text }) => (
            <li>
              <a href={href}>{t.remove(text)}</a>
            </li>
          ))}
        </ul>
      ) : null}
      {lives.length + fields.length + offices.length > 0 ? (
        <Details summary={t.narrow}>
          <Choices
            title={t.byLife}
            links={lives.map((life) => ({
              href: addressOf(filter, { life }),
              text: life.title[lang],
            }))}
          />
          <Choices
            title={t.byReceiver}
            links={offices.map((receiver) => ({
              href: addressOf(filter, { receiver }),
              text: t.receiver[receiver],
            }))}
          />
          <Choices
            title={t.byField}
            links={fields.map((field) => ({
              href: addressOf(filter, { field }),
              text: field,
              isVietnamese: true,
            }))}
          />
        </Details>
      ) : null}
    </>
  )
}

type Choice = { href: string; text: string; isVietnamese?: boolean }

function Choices({ title, links }: { title: string; links: readonly Choice[] }) {
  if (links.length === 0) return null
  return (
    <>
      <h3>{title}</h3>
      <ul class="plain">
        {links.map(({ href, text, isVietnamese }) => (
          <li>
            <a href={href} lang={isVietnamese ? 'vi' : undefined}>
              {text}
            </a>
          </li>
        ))}
      </ul>
    </>
  )
}
