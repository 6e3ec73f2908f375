import { texts } from '../ui/i18n.ts'

/** What the pages say of answers that are already held, and of a register that is silent. */
export const heldWording = texts({
  vi: {
    identity: 'Lấy từ tài khoản định danh quốc gia khi bạn đăng nhập. Bạn không phải nhập lại.',
    population: (at: string) =>
      `Lấy từ Cơ sở dữ liệu quốc gia về dân cư lúc ${at}. Bạn không phải nhập lại.`,
    parents: (at: string) =>
      `Theo dữ liệu dân cư của cha và mẹ, lúc ${at}. Nếu không đúng, bấm “Khai khác”.`,
    whoAsked: 'Ai đã tra cứu',
    fromIdentity: 'Từ tài khoản định danh quốc gia',
    fromPopulation: (at: string) => `Từ Cơ sở dữ liệu quốc gia về dân cư, lúc ${at}`,
    fromParents: (at: string) => `Theo dữ liệu dân cư của cha và mẹ, lúc ${at}`,
    wrong: 'Báo sai',
    declareOtherwise: 'Khai khác',
    other: 'Dùng số khác',
    saysIdentity: (value: string) => `Tài khoản định danh ghi: ${value}.`,
    saysPopulation: (value: string) => `Dữ liệu dân cư ghi: ${value}.`,
    saysParents: (value: string) => `Theo dữ liệu của cha và mẹ: ${value}.`,
    reported: 'Bạn đã báo sai; cán bộ sẽ đối chiếu.',
    typedOtherwise: 'Bạn khai khác; cán bộ sẽ đối chiếu.',
    remark: 'Sai ở đâu?',
    why: 'Vì sao khác?',
    undoIdentity: 'Dùng lại dữ liệu định danh',
    undoPopulation: 'Dùng dữ liệu dân cư',
    undoParents: 'Theo cha và mẹ',
    silent:
      'Chưa lấy được dữ liệu dân cư. Bạn nhập tay; hồ sơ được ghi “chưa đối chiếu” và cán bộ đối chiếu sau.',
    mismatch:
      'Dữ liệu dân cư không khớp họ tên hoặc ngày sinh của tài khoản. Bạn nhập tay; cán bộ sẽ đối chiếu.',
    notFound: 'Dữ liệu dân cư chưa có số định danh của bạn. Bạn nhập tay; cán bộ sẽ đối chiếu.',
  },
  en: {
    identity: 'From your national identity account, at sign-in. You need not type it again.',
    population: (at) =>
      `From the national population database at ${at}. You need not type it again.`,
    parents: (at) =>
      `From what the population database says of both parents, at ${at}. If it is wrong, press “Declare otherwise”.`,
    whoAsked: 'Who looked',
    fromIdentity: 'From the national identity account',
    fromPopulation: (at) => `From the national population database, at ${at}`,
    fromParents: (at) => `From the population data of both parents, at ${at}`,
    wrong: 'This is wrong',
    declareOtherwise: 'Declare otherwise',
    other: 'Use another number',
    saysIdentity: (value) => `The identity account says: ${value}.`,
    saysPopulation: (value) => `The population database says: ${value}.`,
    saysParents: (value) => `By the data of both parents: ${value}.`,
    reported: 'You reported it as wrong; the officer will check.',
    typedOtherwise: 'You declare otherwise; the officer will check.',
    remark: 'What is wrong?',
    why: 'Why is it otherwise?',
    undoIdentity: 'Use the identity data again',
    undoPopulation: 'Use the population data',
    undoParents: 'As both parents',
    silent:
      'The population database does not answer now. Type the answers; they are marked “not yet checked”, and the officer checks them later.',
    mismatch:
      'The population database has another name or date of birth than your account. Type the answers; the officer will check.',
    notFound:
      'The population database does not have your personal number yet. Type the answers; the officer will check.',
  },
})
