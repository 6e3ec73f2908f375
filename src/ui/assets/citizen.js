/* A convenience: every page works without it. Syntax of Chrome 80. */
;(function () {
  'use strict'
  var words = document.body.dataset
  var RESTORE_AFTER = 30000
  var WAIT_FOR_DRAFT = 10000
  var saving = new Map()
  var ASK_EVERY = 5000

  var summary = document.querySelector('.summary')
  if (summary) summary.focus()

  // A page that waits for word from elsewhere asks for it in the background. It is not loaded anew: whoever reads on it, or
  // stands on one of its buttons, stays there.
  var waits = document.querySelector('[data-waits]')
  if (waits) {
    // The reload that the server wants is for browsers without scripts.
    window.addEventListener('load', function () {
      window.stop()
    })
    ask(Number(waits.dataset.waits))
  }

  // While the house loads, its page says how far it is; it gives way once, to the page that was asked for.
  if (document.querySelector('[data-loading]')) look()

  function look() {
    void later(2000)
      .then(function () {
        return fetch(location.href)
      })
      .then(function (answer) {
        if (answer.status !== 503) return location.replace(location.href)
        return answer.text().then(function (html) {
          var page = new DOMParser().parseFromString(html, 'text/html')
          var part = '[data-loading]'
          var fresh = page.querySelector(part)
          if (!fresh) return location.replace(location.href)
          document.querySelector(part).replaceWith(fresh)
          look()
        })
      })
      .catch(look)
  }

  function ask(times) {
    if (times < 1) {
      waits.textContent = waits.dataset.over
      return
    }
    void later(ASK_EVERY)
      .then(function () {
        return fetch(location.href)
      })
      .then(function (answer) {
        return answer.text()
      })
      .then(told)
      .catch(function () {
        return false
      })
      .then(function (isTold) {
        if (!isTold) ask(times - 1)
      })
  }

  function told(html) {
    var page = new DOMParser().parseFromString(html, 'text/html')
    if (page.querySelector('[data-waits]') || !page.querySelector('[data-told]')) return false
    var main = document.querySelector('main')
    var title = page.querySelector('h1')
    document.title = page.title
    waits.textContent = title.textContent
    waits.className = 'vh'
    var stays = main.contains(document.activeElement)
    var parts = stays ? ['[data-told]', 'h1'] : ['[data-told]', 'h1', '.actions']
    parts.forEach(function (part) {
      document.querySelector('main ' + part).replaceWith(page.querySelector('main ' + part))
    })
    if (!stays) waits.nextElementSibling.remove()
    return true
  }

  // One press, one act. The server recognises a second sending anyway; this spares people the doubt.
  document.addEventListener('submit', function (event) {
    var form = event.target
    if (event.defaultPrevented || form.method !== 'post') return
    // Sent without a line, the page and what was typed on it would make room for the browser's own page.
    if (isCut) {
      event.preventDefault()
      return sayCut(form)
    }
    if (form.dataset.sent) return event.preventDefault()
    form.dataset.sent = 'yes'
    var button = event.submitter || form.querySelector('button:not([type=button])')
    // After the browser has collected the fields, so that the name of the button is sent too.
    setTimeout(disable, 0, button)
    setTimeout(restore, RESTORE_AFTER)
    if (!saving.has(form)) return
    // A draft that is being saved must have arrived before the newer state, or it would overwrite it.
    event.preventDefault()
    void Promise.race([saving.get(form), later(WAIT_FOR_DRAFT)]).then(function () {
      saving.delete(form)
      delete form.dataset.sent
      form.requestSubmit(event.submitter)
    })
  })
  // Back from the browser's memory: the buttons must work again.
  window.addEventListener('pageshow', restore)

  // The line was there and is gone: a machine that has only the house's own network never says so.
  var isCut = false
  window.addEventListener('offline', function () {
    isCut = true
    document.querySelectorAll('form[data-autosave]').forEach(sayCut)
  })
  window.addEventListener('online', function () {
    isCut = false
    document.querySelectorAll('.cut').forEach(function (note) {
      note.remove()
    })
    document.querySelectorAll('form[data-autosave]').forEach(function (form) {
      form.dispatchEvent(new Event('change'))
    })
  })

  function sayCut(form) {
    var before = form.querySelector('.cut')
    if (before) before.remove()
    var note = document.createElement('p')
    note.className = 'note note--warn cut'
    note.setAttribute('role', 'alert')
    note.textContent = words.offline
    form.insertBefore(note, form.querySelector(':scope > .actions'))
  }

  // A paper that was chosen is sent at once.
  document.addEventListener('change', function (event) {
    var box = event.target
    if (box.type !== 'file' || !box.value || !box.form.matches('.papers')) return
    box.previousSibling.data = words.sending
    box.form.requestSubmit()
  })

  var pressed = []

  function later(milliseconds) {
    return new Promise(function (resolve) {
      setTimeout(resolve, milliseconds)
    })
  }

  function disable(button) {
    if (!button || button.hasAttribute('aria-disabled')) return
    pressed.push({ button: button, html: button.innerHTML })
    button.setAttribute('aria-disabled', 'true')
    button.textContent = words.sending
  }

  function restore() {
    document.querySelectorAll('form[data-sent]').forEach(function (form) {
      delete form.dataset.sent
    })
    pressed.splice(0).forEach(function (each) {
      each.button.innerHTML = each.html
      each.button.removeAttribute('aria-disabled')
    })
  }

  document.querySelectorAll('form[data-autosave]').forEach(function (form) {
    var line = form.querySelector('[data-saved-at]') || document.querySelector('[data-saved-at]')
    var last = fields(form)
    var queue = Promise.resolve()

    form.addEventListener('change', save)
    document.addEventListener('visibilitychange', function () {
      if (document.hidden) save()
    })

    // One after the other: an older state must never overwrite a newer one.
    function save() {
      queue = queue.then(function () {
        var now = fields(form)
        if (now === last || form.dataset.sent) return
        var sending = send(form.dataset.autosave, now).then(
          function (time) {
            last = now
            if (line) show(line, 'check', words.saved + time)
          },
          function () {
            if (line) show(line, 'warn', words.unsaved, save)
          },
        )
        saving.set(form, sending)
        return sending.then(function () {
          saving.delete(form)
        })
      })
    }
  })

  function fields(form) {
    var body = new URLSearchParams()
    new FormData(form).forEach(function (value, name) {
      if (typeof value === 'string') body.append(name, value)
    })
    return body.toString()
  }

  function send(url, body) {
    var headers = { 'content-type': 'application/x-www-form-urlencoded' }
    return fetch(url, { method: 'POST', body: body, headers: headers, keepalive: true }).then(
      function (answer) {
        if (answer.status === 401) words.unsaved = words.ended
        if (!answer.ok || answer.redirected) throw new Error(String(answer.status))
        return hanoiTime(answer.headers.get('date'))
      },
    )
  }

  // Hà Nội time by the server's clock.
  function hanoiTime(date) {
    return new Date(Date.parse(date) + 7 * 3600000).toISOString().slice(11, 16)
  }

  function show(line, icon, text, again) {
    var use = line.querySelector('use')
    use.setAttribute('href', use.getAttribute('href').replace(/#.*/, '#' + icon))
    var place = line.querySelector('span')
    place.textContent = again ? '' : text
    line.classList.toggle('warn', Boolean(again))
    line.hidden = false
    if (!again) return
    var button = document.createElement('button')
    button.type = 'button'
    button.className = 'btn btn--link btn--s'
    button.textContent = text
    button.addEventListener('click', again)
    place.appendChild(button)
  }
})()
