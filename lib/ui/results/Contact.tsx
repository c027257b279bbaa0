import type { Candidate } from "@/lib/wire/result.ts";
import { Icon } from "@/lib/ui/parts/Icon.tsx";

/** How a candidate can be reached; nothing where the resume doesn't say. */
export function Contact({ candidate: { email, phone } }: { candidate: Candidate }) {
  if (!email && !phone) return null;
  return (
    <p class="contact">
      {email && (
        <a href={`mailto:${email}`}>
          <Icon name="mail" />
          {email}
        </a>
      )}
      {phone && (
        <a href={`tel:${phone.replaceAll(/[^+\d]/g, "")}`}>
          <Icon name="phone" />
          {phone}
        </a>
      )}
    </p>
  );
}
