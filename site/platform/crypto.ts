/** The map makes names of it that need not be secret, only the same each time: 64 bits of FNV-1a stand for any hash. */
export function createHash() {
  let hash = 0xcbf29ce484222325n;
  return {
    update(text: string) {
      for (const byte of new TextEncoder().encode(text)) {
        hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
      }
      return this;
    },
    digest: () => hash.toString(16).padStart(16, '0'),
  };
}
