/** What the resumes are screened against. */
export const JOB = `Senior Backend Engineer

Must have:
- 5+ years of TypeScript
- PostgreSQL
- Docker

Nice to have:
- Kubernetes
`;

/** `count` small text resumes, all different. */
export function textResumes(count: number): File[] {
  return Array.from({ length: count }, (_, i) => {
    return textResume(`Person Number${i}`, 2010 + i % 10, "TypeScript, SQL");
  });
}

/** A text resume of someone who has had one place of work. */
export function textResume(name: string, since: number, skills: string): File {
  return new File([resumeText(name, since, skills)], `${name.replace(" ", "_")}.txt`);
}

/** What such a resume says, for other formats. */
export function resumeText(name: string, since: number, skills: string): string {
  return `${name}
${name.toLowerCase().replace(" ", ".")}@example.com | Berlin, Germany

Experience
Software Engineer, Example Ltd
Jan ${since} - Present
- Built services with ${skills}

Skills
${skills}
`;
}
