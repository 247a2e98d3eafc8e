export const lock = {
  isTaken: false,
  take() {
    if (this.isTaken) throw new Error('taken');
    this.isTaken = true;
  },
  release() {
    this.isTaken = false;
  },
};
