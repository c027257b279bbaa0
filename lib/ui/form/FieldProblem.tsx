import { Icon } from "@/lib/ui/parts/Icon.tsx";

/** What is wrong with a field, said below it; the field names `id` in its aria-describedby. */
export function FieldProblem({ id, text }: { id: string; text: string | null }) {
  if (text === null) return null;
  return (
    <p id={id} class="field-problem" role="alert">
      <Icon name="alert" />
      <span>{text}</span>
    </p>
  );
}
