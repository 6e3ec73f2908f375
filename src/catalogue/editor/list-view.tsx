import { fieldId } from '../../ui/fields.tsx'
import { Icon } from '../../ui/icons.tsx'
import type { Box, Item } from './box.ts'
import { field, Group, inPlace, Inner, type View } from './box-view.tsx'
import { titleOfItem } from './item-title.ts'

type ListBox = Extract<Box, { kind: 'list' }>

/** A list: each item folded behind its title, with the buttons that move it; everything typed survives them. */
export function ListView({ box, view }: { box: ListBox; view: View }) {
  const { label, error, hint } = field(box, view)
  return (
    <Group box={box} label={label} error={error} hint={hint}>
      <input type="hidden" name={`${box.path}.~was`} value={box.was} />
      {box.items.map((item, index) => (
        <ListItem item={item} index={index} list={box} view={view} />
      ))}
      <button
        class="btn btn--2 btn--s"
        name="_do"
        value={`add:${box.path}`}
        id={`add-${fieldId(box.path)}`}
        {...inPlace(view)}
      >
        <Icon name="plus" />
        Thêm
        <span class="vh"> vào {label}</span>
      </button>
    </Group>
  )
}

type ItemProps = { item: Item; index: number; list: ListBox; view: View }

function ListItem({ item, index, list, view }: ItemProps) {
  const path = `${list.path}.${index}`
  const isNew = view.openAt === path
  const faulty = [...view.faults.keys()].some((each) => `${each}.`.startsWith(`${path}.`))
  const isBare = item.box.kind === 'words'
  const title = titleOfItem(item.box) || 'Mục mới'
  const rest = (
    <>
      <input type="hidden" name={`${list.path}.~from`} value={item.from} />
      <Inner box={item.box} view={view} />
      <ItemActs path={path} title={title} of={{ index, count: list.items.length }} view={view} />
    </>
  )
  if (isBare)
    return (
      <div class="entry entry--bare" id={fieldId(path)}>
        {rest}
      </div>
    )
  return (
    <details class="entry" open={isNew || faulty || list.items.length === 1} id={fieldId(path)}>
      <summary>
        <span class="num">{index + 1}.</span> {title}
        {faulty ? <span class="differs"> có lỗi</span> : null}
      </summary>
      <div>{rest}</div>
    </details>
  )
}

type ItemActsProps = {
  path: string
  title: string
  of: { index: number; count: number }
  view: View
}

function ItemActs({ path, title, of, view }: ItemActsProps) {
  return (
    <p class="entry__acts">
      {of.index > 0 ? <ItemAct act="up" word="Lên" {...{ path, title, view }} /> : null}
      {of.index < of.count - 1 ? (
        <ItemAct act="down" word="Xuống" {...{ path, title, view }} />
      ) : null}
      <ItemAct act="remove" word="Bỏ" {...{ path, title, view }} />
    </p>
  )
}

function ItemAct(props: { act: string; word: string; path: string; title: string; view: View }) {
  const { act, path, view } = props
  return (
    <button
      class="btn btn--link btn--s"
      name="_do"
      value={`${act}:${path}`}
      id={`${act}-${fieldId(path)}`}
      {...inPlace(view)}
    >
      {props.word}
      <span class="vh">: {props.title}</span>
    </button>
  )
}
