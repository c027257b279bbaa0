/**
 * What scripts of several pages have in common, as one piece. A bundler makes a chunk of what each group
 * of scripts shares, and each chunk is a request of whoever opens the start page. So every island, and what
 * is loaded later, imports this: then these modules are shared by the same group, all.
 */
import "preact/hooks";
import "preact/jsx-runtime";
import "@preact/signals";
import "@/lib/client/api/api.ts";
import "@/lib/client/api/retrying.ts";
import "@/lib/client/format.ts";
import "@/lib/client/stream/sse_service.ts";
import "@/lib/client/stream/tab_source.ts";
import "@/lib/ui/form/use_file_drop.ts";
import "@/lib/ui/parts/Icon.tsx";
import "@/lib/ui/parts/Notice.tsx";
import "@/lib/wire/file_counts.ts";
import "@/lib/wire/file_state.ts";
import "@/lib/wire/problem_types.ts";
