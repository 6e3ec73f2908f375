/* A chosen paper goes in pieces and goes on where it stopped. Without this script the plain form sends it. Syntax of Chrome 80. */
;(function () {
  'use strict'
  var form = document.querySelector('form[data-pieces]')
  if (!form || !window.fetch || !Blob.prototype.slice) return
  var url = form.dataset.pieces
  var words = form.querySelector('[data-waiting]').dataset
  var field = function (name) {
    return form.querySelector('input[name="' + name + '"]').value
  }
  var LONGEST_WAIT = 16000
  var BIG = 1000000
  var SIDE = 2400
  var TRIES = 12
  var isBusy = false

  // Before the page's own script, which would send the whole form.
  window.addEventListener(
    'change',
    function (event) {
      var box = event.target
      if (box.type !== 'file' || box.form !== form || !box.files.length) return
      event.stopPropagation()
      if (isBusy) return
      isBusy = true
      lighter(box.files[0], line(box))
        .then(function (file) {
          return send(box, file, line(box))
        })
        .then(
        function () {
          location.reload()
        },
        function (problem) {
          isBusy = false
          box.value = ''
          line(box).say(problem.told || words.failed, true)
        },
      )
    },
    true,
  )

  // Photographs of telephones have several megabytes. 2,400 dots keep 200 an inch of an A4 sheet (NĐ 30/2020); they are read and
  // written beside the thread of the page. What is small, or cannot be read here, goes as it is.
  function lighter(file, progress) {
    progress.of(0, file.size)
    var isBig = file.type === 'image/jpeg' && file.size > BIG
    if (!isBig || !window.OffscreenCanvas || !window.createImageBitmap) return Promise.resolve(file)
    return new Promise(function (resolve) {
      resolve(createImageBitmap(file, { imageOrientation: 'from-image' }))
    })
      .then(function (picture) {
        var share = SIDE / Math.max(picture.width, picture.height)
        if (share >= 1) return file
        var size = [picture.width * share, picture.height * share].map(Math.round)
        var canvas = new OffscreenCanvas(size[0], size[1])
        var brush = canvas.getContext('2d')
        brush.imageSmoothingQuality = 'high'
        brush.drawImage(picture, 0, 0, size[0], size[1])
        picture.close()
        return canvas.convertToBlob({ type: 'image/jpeg', quality: 0.85 }).then(function (blob) {
          var kept = { type: blob.type, lastModified: file.lastModified }
          return blob.size < file.size ? new File([blob], file.name, kept) : file
        })
      })
      .catch(function () {
        return file
      })
  }

  function send(box, file, progress) {
    var start = {
      paper: box.name.replace(/^tep\./, ''),
      name: file.name,
      size: String(file.size),
      mark: [file.name.length, file.size, file.lastModified, sum(file.name)].join('-'),
      _csrf: field('_csrf'),
      _draft: field('_draft'),
    }
    progress.of(0, file.size)
    return asked(url, { body: new URLSearchParams(start) }, progress).then(function (begun) {
      return pieces(file, begun, progress)
    })
  }

  function pieces(file, begun, progress) {
    var from = begun.received
    progress.of(from, file.size)
    var options = {
      headers: { 'content-type': 'application/octet-stream', 'x-csrf-token': field('_csrf') },
      body: file.slice(from, from + begun.piece),
    }
    var where = url + '/' + begun.id + '?tu=' + from
    return asked(where, options, progress).then(function (answer) {
      if (answer.whole) return progress.of(file.size, file.size)
      return pieces(
        file,
        { id: begun.id, piece: begun.piece, received: answer.received },
        progress,
      )
    })
  }

  // A broken line is tried again, ever more slowly; what the server refused is not.
  function asked(where, options, progress, tried) {
    options.method = 'POST'
    return fetch(where, options).then(
      function (answer) {
        if (answer.ok || answer.status === 409) return answer.json()
        if (answer.status >= 500 || answer.status === 429) return again()
        return answer.json().then(
          function (problem) {
            throw { told: answer.status === 422 && problem.message }
          },
          function () {
            throw {}
          },
        )
      },
      again,
    )

    function again() {
      var tries = (tried || 0) + 1
      if (tries > TRIES) throw {}
      progress.say(words.waiting)
      return new Promise(function (resolve) {
        var timer = setTimeout(go, Math.min(LONGEST_WAIT, 500 * Math.pow(2, tries)))
        window.addEventListener('online', go)
        function go() {
          clearTimeout(timer)
          window.removeEventListener('online', go)
          resolve(asked(where, options, progress, tries))
        }
      })
    }
  }

  // One line below the buttons of the row, read aloud when it changes.
  function line(box) {
    var row = box.closest('.paper__b')
    var place = row.querySelector('[data-line]')
    if (!place) {
      place = document.createElement('div')
      place.dataset.line = ''
      place.innerHTML = '<progress max="100"></progress><p role="status"></p>'
      row.appendChild(place)
    }
    var bar = place.querySelector('progress')
    var text = place.querySelector('p')
    bar.setAttribute('aria-label', words.sending)
    return {
      say: function (sentence, isBad) {
        text.textContent = sentence
        text.className = isBad ? 'error' : ''
        bar.hidden = Boolean(isBad)
      },
      of: function (sent, all) {
        var percent = all ? Math.floor((sent / all) * 100) : 0
        bar.hidden = false
        bar.value = percent
        text.className = ''
        text.textContent = words.sending + percent + ' %'
      },
    }
  }

  function sum(text) {
    var total = 5381
    for (var at = 0; at < text.length; at++) total = (total * 33 + text.charCodeAt(at)) >>> 0
    return total.toString(36)
  }
})()
