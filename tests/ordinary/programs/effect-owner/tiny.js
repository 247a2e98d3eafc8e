const ends = [];
export const useEffect = (run) => {
  const end = run();
  if (end) ends.push(end);
};
export const mount = (component) => {
  component();
  return { unmount: () => ends.splice(0).forEach((end) => end()) };
};
