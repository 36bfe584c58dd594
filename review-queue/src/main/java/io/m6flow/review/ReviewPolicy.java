package io.m6flow.review;

import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.DraftOrigin;
import io.m6flow.schema.Kind;
import io.m6flow.schema.Severity;
import io.m6flow.schema.id.ContentId;

/** Says of each draft whether a person must look. The same draft always gets the same answer. Thread-safe. */
public sealed interface ReviewPolicy {
    /** Products and summaries wait for a person; a script passes unless something about it was noticed. */
    ReviewPolicy DEFAULT = new DefaultMix();

    Ruling rule(ContentDraft draft);

    /** Whether any draft could be made to wait. */
    boolean waitsForPeople();

    /** As it is written, and as it stands in the audit chain: {@code manual}, {@code sample:5%}. */
    String name();

    /**
     * Reads {@code manual}, {@code approve-all}, {@code sample:N%} (N % go to a person) or {@code default}.
     *
     * @throws IllegalArgumentException with what is wrong and what could stand there
     */
    static ReviewPolicy parse(String text) {
        return switch (text) {
            case "manual" -> new Manual();
            case "approve-all" -> new ApproveAll();
            case "default" -> DEFAULT;
            default -> {
                if (text.startsWith(Sample.PREFIX)) {
                    yield Sample.parse(text);
                }
                throw new IllegalArgumentException("unknown review policy \"" + text
                        + "\"; use manual, approve-all, sample:N% (such as sample:5%) or default");
            }
        };
    }

    /** What a person had written again, a person sees again, except where nothing waits for people. */
    private static boolean wasSentBack(ContentDraft draft) {
        return draft.getAttempt() > 0;
    }

    /** Everything waits for a person. */
    record Manual() implements ReviewPolicy {
        @Override
        public Ruling rule(ContentDraft draft) {
            return new Ruling.AwaitPerson();
        }

        @Override
        public boolean waitsForPeople() {
            return true;
        }

        @Override
        public String name() {
            return "manual";
        }
    }

    /** Nothing waits. */
    record ApproveAll() implements ReviewPolicy {
        @Override
        public Ruling rule(ContentDraft draft) {
            return new Ruling.ApproveNow(name());
        }

        @Override
        public boolean waitsForPeople() {
            return false;
        }

        @Override
        public String name() {
            return "approve-all";
        }
    }

    /**
     * A share goes to a person, chosen by the contentId alone; the rest passes.
     *
     * @param percent of drafts that wait, 0 to 100
     */
    record Sample(int percent) implements ReviewPolicy {
        static final String PREFIX = "sample:";
        private static final int HASH_DIGITS = 8;
        private static final int HEXADECIMAL = 16;

        public Sample {
            if (percent < 0 || percent > 100) {
                throw new IllegalArgumentException("a sample is 0 to 100 percent, was " + percent + "; try sample:5%");
            }
        }

        static Sample parse(String text) {
            String share = text.substring(PREFIX.length());
            if (!share.matches("[0-9]{1,4}%")) {
                throw new IllegalArgumentException(
                        "\"" + text + "\" names no share; write a whole number of percent, such as sample:5%");
            }
            return new Sample(Integer.parseInt(share.substring(0, share.length() - 1)));
        }

        @Override
        public Ruling rule(ContentDraft draft) {
            if (percent > 0 && wasSentBack(draft)) {
                return new Ruling.AwaitPerson();
            }
            long hash = Long.parseLong(ContentId.of(draft).value().substring(0, HASH_DIGITS), HEXADECIMAL);
            return hash % 100 < percent ? new Ruling.AwaitPerson() : new Ruling.ApproveNow(name());
        }

        @Override
        public boolean waitsForPeople() {
            return percent > 0;
        }

        @Override
        public String name() {
            return PREFIX + percent + "%";
        }
    }

    /** See {@link #DEFAULT}. */
    record DefaultMix() implements ReviewPolicy {
        @Override
        public Ruling rule(ContentDraft draft) {
            boolean passes = draft.getKind() == Kind.SCRIPT && !isRisky(draft) && !wasSentBack(draft);
            return passes ? new Ruling.ApproveNow(name()) : new Ruling.AwaitPerson();
        }

        /** Speech that nobody cleaned counts like a finding. */
        private static boolean isRisky(ContentDraft draft) {
            return draft.getOrigin() == DraftOrigin.RAW_TRANSCRIPT
                    || draft.getFindings().stream().anyMatch(finding -> finding.getSeverity() != Severity.INFO);
        }

        @Override
        public boolean waitsForPeople() {
            return true;
        }

        @Override
        public String name() {
            return "default";
        }
    }
}
