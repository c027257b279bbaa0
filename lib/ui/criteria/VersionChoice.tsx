/** Which version of the criteria is shown; nothing where there is one alone. */
export function VersionChoice(
  { latest, shown, onLook }: {
    latest: number;
    shown: number;
    onLook: (version: number) => void;
  },
) {
  if (latest === 1) return null;
  const versions = Array.from({ length: latest }, (_, i) => latest - i);
  return (
    <label class="version-choice">
      <span>Version</span>
      <select
        value={shown}
        onChange={({ currentTarget }) => onLook(Number(currentTarget.value))}
      >
        {versions.map((version) => (
          <option key={version} value={version} selected={version === shown}>
            {version === latest ? `${version} (latest)` : version}
          </option>
        ))}
      </select>
    </label>
  );
}
