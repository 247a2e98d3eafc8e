import { useEffect, useState } from 'react';

export function usePlanet(radius: number, seed: string) {
  const [mesh, setMesh] = useState<Float32Array | null>(null);
  useEffect(() => {
    const workers = Array.from({ length: 4 }, () => new Worker(new URL('./chunk.worker.ts', import.meta.url), { type: 'module' })); // EXPECT: no-leaked-worker
    workers.forEach((worker, part) => {
      worker.onmessage = ({ data }) => setMesh(data.positions);
      worker.postMessage({ radius, seed, part });
    });
    return () => {
      setMesh(null);
    };
  }, [radius, seed]);
  return mesh;
}
