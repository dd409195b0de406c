/** The part of clipper-lib 6.4.2 that the port uses; the package has no types of its own. */
declare module "clipper-lib" {
  interface IntPoint {
    X: number;
    Y: number;
  }

  class ClipperOffset {
    /** Upper bound of an arc tolerance, as a part of delta. */
    static def_arc_tolerance: number;
    constructor(miterLimit?: number, arcTolerance?: number);
    AddPath(path: readonly IntPoint[], joinType: number, endType: number): void;
    /** Fills `solution` with the polygons grown by `delta`. */
    Execute(solution: IntPoint[][], delta: number): void;
  }

  const ClipperLib: {
    ClipperOffset: typeof ClipperOffset;
    JoinType: { readonly jtRound: number };
    EndType: { readonly etClosedPolygon: number };
  };
  export default ClipperLib;
}
