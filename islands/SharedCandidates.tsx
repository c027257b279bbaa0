import "@/lib/ui/common.ts";
import { SharedList } from "@/lib/ui/share/SharedList.tsx";

export default SharedList;
