// What Chrome 80 lacks of the library that the expression language and the reading of numbers use.
/* eslint-disable no-extend-native */
if (!Object.hasOwn)
  Object.hasOwn = function (object, name) {
    return Object.prototype.hasOwnProperty.call(object, name)
  }
if (!Array.prototype.at)
  Object.defineProperty(Array.prototype, 'at', {
    value: function (index) {
      return this[index < 0 ? this.length + index : index]
    },
  })
if (!Array.prototype.toSorted)
  Object.defineProperty(Array.prototype, 'toSorted', {
    value: function (compare) {
      return this.slice().sort(compare)
    },
  })
// Only ever called with a text to look for.
if (!String.prototype.replaceAll)
  Object.defineProperty(String.prototype, 'replaceAll', {
    value: function (from, to) {
      return this.split(from).join(to)
    },
  })
// A browser sends half a character as the server's own stand-in for it anyway.
if (!String.prototype.toWellFormed)
  Object.defineProperty(String.prototype, 'toWellFormed', {
    value: function () {
      return String(this)
    },
  })
