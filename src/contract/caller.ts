import Type from "typebox";

/** The largest number of a user: the platform's are 32 bits wide. */
export const MAX_UID = 0xff_ff_ff_ff;

/** A number that can stand for a user. */
export const Uid = Type.Integer({ minimum: 0, maximum: MAX_UID });

/** Who a request comes from, as far as the platform tells users apart. */
export interface Caller {
  readonly uid: number;
  /** The type of the user: 0 is the platform itself, which is not metered. */
  readonly ut: number;
}
