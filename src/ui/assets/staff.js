/* Keys of the staff pages. Each is shown beside its verb; nothing is reachable by keys alone. */
;(function () {
  'use strict'

  document.addEventListener('keydown', function (event) {
    if (event.isComposing || event.altKey || event.metaKey) return
    if (event.ctrlKey) {
      if (event.key === 'Enter' && submitMain()) event.preventDefault()
      return
    }
    if (isTyping(event.target) && !/^F\d+$/.test(event.key)) return
    var act = acts[event.key.toLowerCase()]
    if (act ? act() : press(event.key)) event.preventDefault()
  })

  document.addEventListener('click', function (event) {
    if (event.target.closest('[data-print]')) window.print()
  })

  var acts = {
    '/': find,
    j: function () {
      return move(1)
    },
    k: function () {
      return move(-1)
    },
    x: toggle,
  }

  function isTyping(target) {
    if (target.matches('input[type=checkbox], input[type=radio]')) return false
    return target.matches('input, select, textarea, [contenteditable]')
  }

  function submitMain() {
    var form = document.querySelector('form[data-main]')
    if (!form) return false
    var button =
      document.querySelector('button[form="' + form.id + '"][data-keys^="Ctrl"]') ||
      form.querySelector('button:not([type=button])') ||
      document.querySelector('button[form="' + form.id + '"]')
    if (button) button.click()
    return Boolean(button)
  }

  // A verb that shows its key: <button data-keys="B">.
  function press(key) {
    var target = Array.prototype.find.call(document.querySelectorAll('[data-keys]'), function (each) {
      return each.dataset.keys.toLowerCase() === key.toLowerCase()
    })
    if (target) target.click()
    return Boolean(target)
  }

  function find() {
    var box = document.querySelector('main input[type=search]')
    if (box) {
      box.focus()
      box.select()
      return true
    }
    var link = document.querySelector('.bar__find')
    if (link) link.click()
    return Boolean(link)
  }

  function rows() {
    return Array.prototype.slice.call(document.querySelectorAll('[data-row]'))
  }

  function move(step) {
    var all = rows()
    if (all.length === 0) return false
    var at = all.findIndex(function (row) {
      return row.contains(document.activeElement)
    })
    var row = all[Math.max(0, Math.min(all.length - 1, at + step))]
    var link = row.querySelector('th a, a')
    if (link) link.focus()
    return true
  }

  function toggle() {
    var row = document.activeElement && document.activeElement.closest('[data-row]')
    var box = row && row.querySelector('input[type=checkbox]')
    if (box) box.click()
    return Boolean(box)
  }
})()
