// What Chrome 80 lacks of the library that the expression language uses.
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
