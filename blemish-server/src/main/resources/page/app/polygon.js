/** How near to its first point a polygon is closed, as a share of the longer side. */
const NEAR = 0.025;

/** Polygons that are drawn point by point in the pixels of a picture. The last one may be open. */
export class Polygons {
  closed = [];

  open = [];

  constructor(width, height) {
    Object.assign(this, { width, height });
  }

  /** Adds a point, or closes the polygon if the point is its first one. Returns whether a polygon was closed. */
  add(x, y) {
    const [first] = this.open;
    if (first && this.open.length > 2 && Math.hypot(first[0] - x, first[1] - y) < NEAR * Math.max(this.width, this.height)) {
      return this.close();
    }
    this.open.push([Math.min(Math.max(x, 0), this.width), Math.min(Math.max(y, 0), this.height)]);
    return false;
  }

  /** Closes the open polygon. Returns whether it has an area. */
  close() {
    if (this.open.length < 3) {
      return false;
    }
    this.closed.push(this.open);
    this.open = [];
    return true;
  }

  /** Takes back the last point; without an open polygon, the last polygon. Returns whether a closed one is gone. */
  takeBack() {
    return this.open.length > 0 ? !this.open.pop() : this.closed.pop() !== undefined;
  }

  clear() {
    this.closed = [];
    this.open = [];
  }

  /** A picture of the size that is white inside of the polygons and black outside, as a PNG. */
  async mask() {
    const canvas = new OffscreenCanvas(this.width, this.height);
    const context = canvas.getContext('2d');
    context.fillRect(0, 0, this.width, this.height);
    context.fillStyle = 'white';
    this.closed.forEach((points) => {
      context.beginPath();
      points.forEach(([x, y]) => context.lineTo(x, y));
      context.fill();
    });
    return canvas.convertToBlob({ type: 'image/png' });
  }
}
