/** What the stand-in register takes for a question: enough of it is there, and of the right kind. */
import { Type } from 'typebox'
import { Value } from 'typebox/value'
import type { LookUpRequest, RegisterRequest } from '../../src/result/register.ts'

const Person = Type.Object({
  fullName: Type.String({ minLength: 1 }),
  birthOn: Type.String(),
  personalNumber: Type.Union([Type.String(), Type.Null()]),
  nationality: Type.String(),
})
const Asked = Type.Object({ key: Type.String(), office: Type.Object({ code: Type.String() }) })

const Birth = Type.Object({
  act: Type.Optional(Type.Never()),
  child: Type.Object({
    fullName: Type.String(),
    birthOn: Type.String(),
    sex: Type.String(),
  }),
  mother: Type.Union([Person, Type.Null()]),
  father: Type.Union([Person, Type.Null()]),
})
const Death = Type.Object({
  act: Type.Literal('death'),
  deceased: Type.Intersect([Person, Type.Object({ sex: Type.String() })]),
  death: Type.Object({ on: Type.String(), cause: Type.String() }),
})
const Marriage = Type.Object({ act: Type.Literal('marriage'), woman: Person, man: Person })
const ToEnter = Type.Intersect([Asked, Type.Union([Birth, Death, Marriage])])

const KnownOfEntry = Type.Object({
  office: Type.String(),
  registeredOn: Type.String(),
  number: Type.String(),
  book: Type.String(),
})
const Entry = Type.Object({
  about: Type.Literal('entry'),
  act: Type.Enum(['birth', 'marriage', 'death'] as const),
  known: KnownOfEntry,
})
const Status = Type.Object({ about: Type.Literal('maritalStatus') })
const LookUp = Type.Intersect([Asked, Type.Object({ person: Person }), Type.Union([Entry, Status])])

export function isToEnter(body: unknown): body is RegisterRequest {
  return Value.Check(ToEnter, body)
}

export function isLookUp(body: unknown): body is LookUpRequest {
  return Value.Check(LookUp, body)
}
