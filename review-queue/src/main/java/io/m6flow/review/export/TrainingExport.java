package io.m6flow.review.export;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.m6flow.schema.DeciderType;
import io.m6flow.schema.DecisionOutcome;
import io.m6flow.schema.DraftOrigin;
import io.m6flow.schema.ReviewDecision;
import io.m6flow.schema.Source;
import io.m6flow.schema.id.ContentId;
import io.m6flow.schema.id.Subject;
import io.m6flow.schema.id.TenantId;
import io.m6flow.schema.json.JsonRecords;
import io.m6flow.schema.label.LabelPolicy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes what persons thought of the machine's texts, for training: pairs of a better and a worse text, and labels;
 * {@code m6flow train} learns from the better ones and from what was approved. Each line has the AI label of its text. Policies teach nothing and are left out, as is speech that no model wrote. A text that a person revoked is a reject,
 * whoever had let it out.
 *
 * <p>The log is read twice, and the drafts once between: held in memory is what was revoked, the texts that were sent
 * back until their successor comes, and the sources of pairs and approvals. Confined to one thread.
 */
public final class TrainingExport {
    private static final String APPROVE = "approve";

    private final DecisionLog log;
    private final LabelPolicy labels;
    private final Map<String, List<String>> revoked = new HashMap<>();
    private final Map<String, Source> sources = new HashMap<>();

    /** What was written. */
    public record Summary(long pairs, long approvals, long rejects) {}

    public TrainingExport(DecisionLog log, LabelPolicy labels) {
        this.log = log;
        this.labels = labels;
    }

    /**
     * Writes the file whole, or not at all.
     *
     * @throws IOException if it cannot be written
     */
    public Summary write(Path file, Selection wanted) throws IOException {
        Set<String> good = lookAhead(wanted);
        log.drafts(draft -> {
            if (good.contains(draft.getContentId())) {
                sources.putIfAbsent(draft.getContentId(), draft.getSource());
            }
        });
        try (LineFile lines = LineFile.open(file)) {
            Summary summary = new Reading(wanted, lines).run();
            lines.finish();
            return summary;
        }
    }

    /** What must be known before the first line: what will be revoked, and which texts' sources are wanted. */
    private Set<String> lookAhead(Selection wanted) {
        Set<String> good = new HashSet<>();
        for (Iterator<DecisionLog.Entry> entries = log.entries(); entries.hasNext(); ) {
            ReviewDecision decision = entries.next().decision();
            if (!isByPerson(decision)) {
                continue;
            }
            switch (decision.getOutcome()) {
                case REVOKED -> revoked.put(decision.getContentId(), decision.getReasons());
                case EDITED, APPROVED -> {
                    if (wanted.holds(decision)) {
                        good.add(decision.getContentId());
                    }
                }
                case SENT_BACK, REJECTED, EXPIRED, SUPERSEDED -> {}
            }
        }
        good.removeAll(revoked.keySet());
        return good;
    }

    private static boolean isByPerson(ReviewDecision decision) {
        return decision.getBy().getType() == DeciderType.PERSON && decision.getOrigin() == DraftOrigin.MODEL;
    }

    /** The id of the attempt before; no item's id where this is the first. */
    private static String before(ReviewDecision decision) {
        return decision.getAttempt() == 0
                ? ""
                : ContentId.of(
                                new TenantId(decision.getTenant()),
                                decision.getKind(),
                                new Subject(decision.getSubject()),
                                decision.getSubjectRevision(),
                                decision.getAttempt() - 1)
                        .value();
    }

    /** The reading that writes. */
    private final class Reading {
        private final Selection wanted;
        private final LineFile lines;
        private final Map<String, String> sentBack = new HashMap<>();
        private long pairs;
        private long approvals;
        private long rejects;

        private Reading(Selection wanted, LineFile lines) {
            this.wanted = wanted;
            this.lines = lines;
        }

        private Summary run() throws IOException {
            for (Iterator<DecisionLog.Entry> entries = log.entries(); entries.hasNext(); ) {
                ReviewDecision decision = entries.next().decision();
                String earlier = sentBack.remove(before(decision));
                if (decision.getOutcome() == DecisionOutcome.SENT_BACK && isByPerson(decision)) {
                    sentBack.put(decision.getContentId(), decision.getDraftText());
                }
                if (wanted.holds(decision)) {
                    tell(decision, earlier);
                }
            }
            return new Summary(pairs, approvals, rejects);
        }

        private void tell(ReviewDecision decision, @Nullable String earlier) throws IOException {
            List<String> takenBack = revoked.get(decision.getContentId());
            if (takenBack != null) {
                tellRevoked(decision, takenBack);
            } else if (isByPerson(decision)) {
                tellJudged(decision, earlier);
            }
        }

        /** What a policy or a person had let out. */
        private void tellRevoked(ReviewDecision decision, List<String> reasons) throws IOException {
            boolean wasOut = decision.getOutcome() == DecisionOutcome.APPROVED
                    || decision.getOutcome() == DecisionOutcome.EDITED;
            if (wasOut && decision.getOrigin() == DraftOrigin.MODEL) {
                label(decision, decision.getText(), "reject", reasons);
                rejects++;
            }
        }

        private void tellJudged(ReviewDecision decision, @Nullable String earlier) throws IOException {
            switch (decision.getOutcome()) {
                case APPROVED -> {
                    label(decision, decision.getText(), APPROVE, decision.getReasons());
                    approvals++;
                    if (earlier != null) {
                        pair(decision, earlier);
                    }
                }
                case EDITED -> pair(decision, decision.getDraftText());
                case REJECTED -> {
                    label(decision, decision.getDraftText(), "reject", decision.getReasons());
                    rejects++;
                }
                case SENT_BACK, EXPIRED, SUPERSEDED, REVOKED -> {}
            }
        }

        private void pair(ReviewDecision decision, String worse) throws IOException {
            if (decision.getText().equals(worse)) {
                return;
            }
            ObjectNode line = JsonNodeFactory.instance.objectNode().put("type", "pair");
            prompt(decision, line);
            line.put("chosen", decision.getText()).put("rejected", worse);
            lines.write(withOrigin(line, decision, decision.getText()));
            pairs++;
        }

        private void label(ReviewDecision decision, String text, String label, List<String> reasons)
                throws IOException {
            ObjectNode line = JsonNodeFactory.instance
                    .objectNode()
                    .put("type", "label")
                    .put("text", text)
                    .put("label", label);
            if (label.equals(APPROVE)) {
                prompt(decision, line);
            }
            reasons.forEach(line.putArray("reasons")::add);
            lines.write(withOrigin(line, decision, text));
        }

        private void prompt(ReviewDecision decision, ObjectNode line) {
            Source source = sources.get(decision.getContentId());
            line.set("prompt", source == null ? null : JsonRecords.object(source));
        }

        private ObjectNode withOrigin(ObjectNode line, ReviewDecision decision, String text) {
            labels.beside(decision.getKind(), decision.getContentId(), text).mark(line);
            return line.put("kind", decision.getKind().name())
                    .put("tenant", decision.getTenant())
                    .put("model", decision.getModel())
                    .put("modelVersion", decision.getModelVersion())
                    .put("contentId", decision.getContentId());
        }
    }
}
