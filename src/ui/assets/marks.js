/* Frames drawn with mouse, pen or finger on the picture of a page. Without it the parts of the page are chosen. Syntax of Chrome 80. */
;(function () {
  'use strict'
  var sheet = document.querySelector('[data-marked]')
  var list = document.querySelector('[data-marks]')
  var row = document.querySelector('[data-mark-row]')
  if (!sheet || !list || !row || !window.PointerEvent) return
  var over = sheet.querySelector('svg')
  var number = Number(sheet.dataset.number)
  var most = Number(sheet.dataset.most)
  var SVG = 'http://www.w3.org/2000/svg'
  // Shorter than this it was a press on one of the parts.
  var LEAST = 0.012
  var from = null
  var frame = null

  sheet.classList.add('marked--live')
  document.querySelector('[data-drawing]').hidden = false

  function at(event) {
    var box = sheet.getBoundingClientRect()
    return {
      x: within((event.clientX - box.left) / box.width),
      y: within((event.clientY - box.top) / box.height),
    }
  }

  function within(fraction) {
    return Math.min(1, Math.max(0, fraction))
  }

  function between(a, b) {
    return {
      x: Math.min(a.x, b.x),
      y: Math.min(a.y, b.y),
      width: Math.abs(a.x - b.x),
      height: Math.abs(a.y - b.y),
    }
  }

  sheet.addEventListener('pointerdown', function (event) {
    if (event.button !== 0 || number > most) return
    from = at(event)
  })

  window.addEventListener('pointermove', function (event) {
    if (!from) return
    var box = between(from, at(event))
    if (!frame && box.width < LEAST && box.height < LEAST) return
    if (!frame) frame = drawn(number)
    put(frame, box)
  })

  window.addEventListener('pointerup', function (event) {
    if (!from) return
    var box = between(from, at(event))
    from = null
    if (!frame) return
    var made = frame
    frame = null
    // The press that ends a frame is no choice of a part.
    window.addEventListener('click', stop, true)
    setTimeout(function () {
      window.removeEventListener('click', stop, true)
    }, 0)
    if (box.width < LEAST || box.height < LEAST) return made.remove()
    add(box)
  })

  window.addEventListener('pointercancel', function () {
    from = null
    if (frame) frame.remove()
    frame = null
  })

  sheet.addEventListener('dragstart', function (event) {
    event.preventDefault()
  })

  function stop(event) {
    event.preventDefault()
    event.stopPropagation()
  }

  function drawn(words) {
    var group = document.createElementNS(SVG, 'g')
    ;['rect', 'rect', 'circle', 'text'].forEach(function (name) {
      group.appendChild(document.createElementNS(SVG, name))
    })
    group.children[0].setAttribute('class', 'marked__halo')
    group.children[2].setAttribute('r', '13')
    group.children[3].setAttribute('dy', '.35em')
    group.children[3].textContent = words
    over.appendChild(group)
    return group
  }

  function put(group, box) {
    ;[0, 1].forEach(function (each) {
      Object.keys(box).forEach(function (side) {
        group.children[each].setAttribute(side, share(box[side]))
      })
      group.children[each].setAttribute('rx', '4')
    })
    var x = share(Math.min(0.95, Math.max(0.05, box.x)))
    var y = share(Math.min(0.95, Math.max(0.05, box.y)))
    group.children[2].setAttribute('cx', x)
    group.children[2].setAttribute('cy', y)
    group.children[3].setAttribute('x', x)
    group.children[3].setAttribute('y', y)
  }

  function share(fraction) {
    return fraction * 100 + '%'
  }

  function add(box) {
    var n = 0
    while (document.getElementsByName('place.' + n).length > 0) n += 1
    list.insertAdjacentHTML(
      'beforeend',
      row.innerHTML.replace(/__n__/g, n).replace(/__number__/g, number),
    )
    var place = [sheet.dataset.marked].concat(
      ['x', 'y', 'width', 'height'].map(function (side) {
        return Math.round(box[side] * 10000) / 10000
      }),
    )
    document.getElementsByName('place.' + n)[0].value = place.join(' ')
    document.getElementsByName('word.' + n)[0].focus()
    number += 1
  }
})()
