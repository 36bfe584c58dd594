package io.m6flow.review;

import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.DraftOrigin;
import io.m6flow.schema.Severity;

/** What speaks against letting a draft pass without a look. */
public final class Risk {
    private Risk() {}

    /** Whether anything about it was noticed. Speech that nobody cleaned counts like a finding. */
    public static boolean of(ContentDraft draft) {
        return draft.getOrigin() == DraftOrigin.RAW_TRANSCRIPT
                || draft.getFindings().stream().anyMatch(finding -> finding.getSeverity() != Severity.INFO);
    }

    /** Whether something was noticed that must not leave as it is, such as a claim that the law forbids. */
    public static boolean isSerious(ContentDraft draft) {
        return draft.getFindings().stream().anyMatch(finding -> finding.getSeverity() == Severity.ERROR);
    }
}
