/** What the commands of the audit say about their use. */
export const VERIFY_USAGE =
  'Cách dùng: motcua verify [MÃ-HỒ-SƠ] | --since-checkpoint | --against ĐIỂM-KIỂM [--key TỆP.pem] | --file LỊCH-SỬ.jsonl, thêm [--threads N].'
export const HISTORY_USAGE = 'Cách dùng: motcua history MÃ-HỒ-SƠ|--all --out TỆP.jsonl.'
