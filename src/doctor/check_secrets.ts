import { LAYOUT } from "../repo/layout.ts";
import { type DoctorInput, type Finding, found } from "./finding.ts";
import { houseText } from "./foreign_text.ts";

/** Whether there is a vault here. To open it takes a key, which is not asked for: that is not tried. */
export function checkSecrets({ place: { home } }: DoctorInput): Promise<readonly Finding[]> {
  const vault = houseText(home, `${LAYOUT.secrets}/vault/vault.json`) !== "";
  return Promise.resolve([
    vault ? found("secrets", "not_tried", { why: "key" }) : found("secrets", "ok", { vault }),
  ]);
}
