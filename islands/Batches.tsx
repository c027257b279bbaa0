import "@/lib/ui/common.ts";
import { BatchList } from "@/lib/ui/share/BatchList.tsx";

export default BatchList;
