/** Every value of `step_type`. */
export const STEP_TYPES = ["gate", "required", "documented", "flexible"] as const;

/** Every value of `verification.type`. */
export const VERIFICATION_TYPES = ["file_exists", "command", "manual_gate", "none"] as const;

/** Every value of `phase_type`; none has an effect. */
export const PHASE_TYPES = ["strict", "guided", "autonomous"] as const;
