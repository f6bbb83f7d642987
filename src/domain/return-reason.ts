/** A reason for 退回补正, as `config/reasons.yaml` lists them: R1 to R10. */
export interface ReturnReason {
  code: string;
  text: string;
  /** How to do it right, shown to the sender after 「例如：」. */
  example: string;
  /** The reviewer has to say more than the code. */
  commentRequired: boolean;
}
