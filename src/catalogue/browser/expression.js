// The whole expression language for editors' pages, the same code as on the server: window.expressionLanguage.
import { evaluate, holds, numberOf } from '../evaluate.ts'
import { checkExpression } from '../expression-check.ts'
import { explain, explainIf } from '../expression-explain.ts'
import { makeLabels } from '../expression-labels.ts'
import { printExpression } from '../expression-print.ts'
import { readExplanation } from '../expression-read.ts'
import { parseExpression } from '../expression.ts'

window.expressionLanguage = {
  parseExpression,
  printExpression,
  checkExpression,
  evaluate,
  holds,
  numberOf,
  makeLabels,
  explain,
  explainIf,
  readExplanation,
}
