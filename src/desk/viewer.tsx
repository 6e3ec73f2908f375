import { sizeInWords } from '../counter/dossier-parts.tsx'
import { paperName } from '../counter/paper-facts.ts'
import { filePath } from '../counter/shell.tsx'
import type { DossierFile } from '../dossier/rows.ts'
import { showMoment } from '../lib/time.ts'
import { Icon } from '../ui/icons.tsx'
import { remarksOn } from './file-remarks.ts'
import type { OpenedDossier } from './open-dossier.ts'

/** The chosen file beside everything else; the others are links that keep the tab. */
export function Viewer(props: {
  opened: OpenedDossier
  chosen: DossierFile | undefined
  hrefOf: (fileId: string) => string
}) {
  const { opened, chosen } = props
  if (!chosen) {
    return (
      <div class="panel stick">
        <h2>Giấy tờ</h2>
        <div class="panel__b">
          <p class="meta">Hồ sơ không có tệp nào. Bản giấy (nếu có) do bộ phận một cửa giữ.</p>
        </div>
      </div>
    )
  }
  const title = paperName(opened, chosen.paper)
  return (
    <div class="panel stick" id="xem">
      <div class="panel__h toolbar toolbar--line">
        <h2>{title}</h2>
        <span class="meta">
          {sizeInWords(chosen.size)} · nhận {showMoment(receivedAt(opened, chosen))}
        </span>
        <span class="push">
          <a
            class="btn btn--2 btn--s"
            href={filePath(opened.id, chosen.id)}
            target="_blank"
            rel="noopener"
          >
            <Icon name="zoom" />
            Mở riêng
          </a>
        </span>
      </div>
      {remarksOn(opened.history, chosen.id).map((sentence) => (
        <p class="meta">{sentence}</p>
      ))}
      <div class="viewer">
        <Thumbs {...props} />
        <div class="viewer__page">
          <FileView opened={opened} file={chosen} title={title} />
        </div>
      </div>
    </div>
  )
}

function receivedAt({ history, state }: OpenedDossier, { seq }: DossierFile): Date {
  return history.find((event) => event.seq === seq)?.occurredAt ?? new Date(state.submittedAt)
}

function Thumbs(props: {
  opened: OpenedDossier
  chosen: DossierFile | undefined
  hrefOf: (fileId: string) => string
}) {
  return (
    <ul class="viewer__thumbs">
      {props.opened.files.map((file, index) => (
        <li>
          <a
            href={props.hrefOf(file.id)}
            aria-current={file.id === props.chosen?.id ? 'true' : undefined}
            aria-label={`Tệp ${index + 1}: ${paperName(props.opened, file.paper)}`}
          >
            <svg viewBox="0 0 42 56" aria-hidden="true">
              <path
                d="M8 10h26M6 20h30M6 26h24M6 32h30M6 38h18"
                stroke="#b3a592"
                stroke-width="2"
              />
            </svg>
            {index + 1}
          </a>
        </li>
      ))}
    </ul>
  )
}

function FileView({
  opened,
  file,
  title,
}: {
  opened: OpenedDossier
  file: DossierFile
  title: string
}) {
  const path = filePath(opened.id, file.id)
  if (file.media_type === 'image/jpeg' || file.media_type === 'image/png')
    return <img src={path} alt={`Ảnh ${title.toLowerCase()}`} />
  if (file.media_type === 'application/pdf') return <iframe src={path} title={title} />
  return <p class="meta">Tệp này không xem được trong trang. Hãy mở riêng.</p>
}
