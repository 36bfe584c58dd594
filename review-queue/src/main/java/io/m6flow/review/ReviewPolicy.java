package io.m6flow.review;

import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.Kind;
import io.m6flow.schema.id.ContentId;
import java.util.function.Supplier;

/** Says of each draft whether a person must look. The same draft with the same record gets the same answer. Thread-safe. */
public interface ReviewPolicy {
    /** Products and summaries wait for a person; a script passes unless something about it was noticed. */
    ReviewPolicy DEFAULT = new DefaultMix();

    /**
     * Rules about one draft.
     *
     * @param record looks up what persons thought of the drafts of the same tenant, kind and version of the model
     */
    Ruling rule(ContentDraft draft, Supplier<TrackRecord> record);

    /** Whether any draft could be made to wait. */
    boolean waitsForPeople();

    /** As it is written, and as it stands in the audit chain: {@code manual}, {@code sample:5%}. */
    String name();

    /**
     * Reads {@code manual}, {@code approve-all}, {@code sample:N%} (N % go to a person), {@code measured:N%} (see
     * {@link MeasuredPolicy}) or {@code default}.
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
                    yield new Sample(percent(text, Sample.PREFIX));
                }
                if (text.startsWith(MeasuredPolicy.PREFIX)) {
                    yield new MeasuredPolicy(percent(text, MeasuredPolicy.PREFIX));
                }
                throw new IllegalArgumentException("unknown review policy \"" + text
                        + "\"; use manual, approve-all, sample:N% (such as sample:5%), measured:N% or default");
            }
        };
    }

    private static int percent(String text, String prefix) {
        String share = text.substring(prefix.length());
        if (!share.matches("[0-9]{1,4}%")) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" names no share; write a whole number of percent, such as " + prefix + "5%");
        }
        return Integer.parseInt(share.substring(0, share.length() - 1));
    }

    /** A draft's place among a hundred, given by its contentId alone. */
    static int lot(ContentDraft draft) {
        int digits = 8;
        return (int) (Long.parseLong(ContentId.of(draft).value().substring(0, digits), 16) % 100);
    }

    /** What a person had written again, a person sees again, except where nothing waits for people. */
    static boolean wasSentBack(ContentDraft draft) {
        return draft.getAttempt() > 0;
    }

    /** Everything waits for a person. */
    record Manual() implements ReviewPolicy {
        @Override
        public Ruling rule(ContentDraft draft, Supplier<TrackRecord> record) {
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
        public Ruling rule(ContentDraft draft, Supplier<TrackRecord> record) {
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
     * A share goes to a person, chosen by the contentId alone, and whatever has a serious finding; the rest passes.
     *
     * @param percent of drafts that wait, 0 to 100; at 0 nothing waits
     */
    record Sample(int percent) implements ReviewPolicy {
        static final String PREFIX = "sample:";

        public Sample {
            if (percent < 0 || percent > 100) {
                throw new IllegalArgumentException("a sample is 0 to 100 percent, was " + percent + "; try sample:5%");
            }
        }

        @Override
        public Ruling rule(ContentDraft draft, Supplier<TrackRecord> record) {
            if (percent > 0 && (wasSentBack(draft) || Risk.isSerious(draft))) {
                return new Ruling.AwaitPerson();
            }
            return lot(draft) < percent ? new Ruling.AwaitPerson() : new Ruling.ApproveNow(name());
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
        public Ruling rule(ContentDraft draft, Supplier<TrackRecord> record) {
            boolean passes = draft.getKind() == Kind.SCRIPT && !Risk.of(draft) && !wasSentBack(draft);
            return passes ? new Ruling.ApproveNow(name()) : new Ruling.AwaitPerson();
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
