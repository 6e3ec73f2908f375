// Questions appear and disappear, and figures follow, as soon as the answer that they depend on is given. Without this script the server
// decides when the page is sent. Syntax and library of Chrome 80.
import { pageNow } from '../live.ts'

document.querySelectorAll('input[data-live]').forEach(function (asked) {
  const form = asked.form
  const page = JSON.parse(asked.dataset.live)
  const words = JSON.parse(asked.dataset.figures)
  const said = form.querySelector('[data-more]')
  const boxes = {}

  form.querySelectorAll('[data-asks]').forEach(function (found) {
    let box = found
    if (found.content) {
      // Waited in a template, where it was neither read nor sent.
      box = document.createElement('div')
      box.dataset.asks = found.dataset.asks
      box.hidden = true
      box.append(found.content)
      found.replaceWith(box)
    }
    boxes[box.dataset.asks] = box
  })

  function typed(name) {
    const field = form.elements[name]
    // Hidden boxes are read too: what was typed there counts again when they come back.
    if (!field || field.value) return field ? field.value : ''
    // Boxes to tick.
    const ticked = Array.from(field.options ? [] : field).find(function (box) {
      return box.checked
    })
    return ticked ? ticked.value : ''
  }

  // As the server writes it.
  function written(figure) {
    if (figure.value === undefined) return words.none
    if (figure.gives === 'flag') return figure.value ? words.yes : words.no
    return figure.value.toLocaleString(words.numbers) + (figure.gives === 'money' ? ' đồng' : '')
  }

  // The figures are shown at each key; for ears they are said once the box is left.
  let heard = {}
  function showFigures(figures, isLeft) {
    const now = {}
    form.querySelectorAll('[data-figure]').forEach(function (place) {
      const name = place.dataset.figure
      if (figures[name]) place.textContent = written(figures[name])
      now[name] = place.closest('.field').firstChild.textContent + ': ' + place.textContent
    })
    const fresh = Object.keys(now).filter(function (name) {
      return figures[name] && heard[name] !== now[name]
    })
    if (isLeft !== false) heard = now
    return fresh.map(function (name) {
      return now[name]
    })
  }

  // For ears: the question that came up, or the words of a note.
  function spoken(box) {
    const name = box.querySelector('legend,label')
    return name ? said.dataset.more + name.textContent : box.textContent
  }

  function update(event) {
    const now = pageNow(page, typed)
    const shown = now.shown
    const isKey =
      event &&
      event.type === 'input' &&
      !event.target.matches('[type="radio"], [type="checkbox"], select')
    const fresh = showFigures(now.figures, !isKey)
    if (isKey) fresh.splice(0)
    Object.keys(boxes).forEach(function (id) {
      const box = boxes[id]
      const hide = !shown.includes(id)
      if (box.hidden && !hide) fresh.push(spoken(box))
      box.hidden = hide
      box.querySelectorAll('input,select,textarea,button').forEach(function (field) {
        field.disabled = hide
      })
    })
    asked.value = page.questions
      .filter(function (question) {
        return question.typed && shown.includes(question.id)
      })
      .map(function (question) {
        return question.id
      })
      .join(',')
    if (event && fresh.length > 0) said.textContent = fresh.join('; ')
  }

  // Before the form saves itself: what is hidden must not be sent.
  form.addEventListener('input', update, true)
  form.addEventListener('change', update, true)
  window.addEventListener('pageshow', function () {
    update()
  })
  update()
})
