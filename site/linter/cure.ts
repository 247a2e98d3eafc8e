import { verify, writeProject } from './lint.ts';
import type { CureAnswer, LintRequest, PaneFile } from './protocol.ts';

/** One edit may make room for the next. */
const MOST_ROUNDS = 12;

/** Takes an edit after the other: the fixes first, then each first suggestion. */
export function cure({ files, preset }: LintRequest): CureAnswer {
  let current = files;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const next = takeOne(current, preset);
    if (!next) break;
    current = next;
  }
  return { files: current };
}

function takeOne(files: readonly PaneFile[], preset: LintRequest['preset']): readonly PaneFile[] | null {
  writeProject(files);
  const offers = files.flatMap((file) =>
    file.text.trim() === ''
      ? []
      : verify(file, preset).flatMap(({ fix, suggestions = [] }) => {
          const edit = fix ?? suggestions[0]?.fix;
          return edit ? [{ file, edit, isFix: fix !== undefined }] : [];
        }),
  );
  const offer = offers.find(({ isFix }) => isFix) ?? offers[0];
  if (!offer) return null;
  const { text } = offer.file;
  const [from, to] = offer.edit.range;
  const edited = { ...offer.file, text: text.slice(0, from) + offer.edit.text + text.slice(to) };
  return edited.text === text ? null : files.map((file) => (file === offer.file ? edited : file));
}
