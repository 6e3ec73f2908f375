// Questions appear and disappear as soon as the answer that they depend on is given. Without this script the server
// decides when the page is sent. Syntax and library of Chrome 80.
import { shownQuestions } from '../live.ts'

document.querySelectorAll('input[data-live]').forEach(function (asked) {
  const form = asked.form
  const page = JSON.parse(asked.dataset.live)
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

  function typed(id) {
    const field = form.elements[id]
    // Hidden boxes are read too: what was typed there counts again when they come back.
    return (field && field.value) || ''
  }

  // For ears: the question that came up, or the words of a note.
  function spoken(box) {
    const name = box.querySelector('legend,label')
    return name ? said.dataset.more + name.textContent : box.textContent
  }

  function update(event) {
    const shown = shownQuestions(page, typed)
    const fresh = []
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
